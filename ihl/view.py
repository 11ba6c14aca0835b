"""One sentence with its chunks: what every search for an actor asks of a word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ihl.chunks import DEMONYM, NAME, NOMINAL, ORGAN, PERSON, PRONOUN, SIDES, Chunk
from ihl.dates import date_runs
from ihl.engine.ruleset import RuleSet
from ihl.text import Sentence

ACTOR_KINDS = frozenset({NAME, PERSON, ORGAN, NOMINAL, PRONOUN, SIDES, DEMONYM})


def governed(lowers: Sequence[str], first: int, rules: RuleSet) -> bool:
    """Whether a noun phrase stands behind a preposition, adjectives in between ("of eastern Oru")."""
    i = first - 1
    while i >= 0 and first - i <= 3 and (rules.is_in("head_modifier", lowers[i]) or lowers[i] in ("the", "a", "an")):
        i -= 1
    return i >= 0 and rules.is_in("preposition", lowers[i])


class View:
    """A sentence, its chunks by place, and the sorts of words in it."""

    def __init__(self, sentence: Sentence, chunks: Sequence[Chunk], rules: RuleSet) -> None:
        self.sentence = sentence
        self.lowers = sentence.lowers
        self.chunks = chunks
        self.rules = rules
        self.starting = {chunk.first: i for i, chunk in enumerate(chunks)}
        self.ending = {chunk.end: i for i, chunk in enumerate(chunks)}
        self.covering = {at: i for i, chunk in enumerate(chunks) for at in range(chunk.first, chunk.end)}

    def visible(self, at: int, anchor: int) -> bool:
        """Whether a token stands on the same side of quotation marks as the anchor."""
        return self.sentence.inside[at] == self.sentence.inside[anchor]

    def filler(self, at: int) -> bool:
        """Whether a token may be stepped over: adverbs, dates, what stands in brackets."""
        return self._fillers[at]

    @cached_property
    def _fillers(self) -> tuple[bool, ...]:
        out = [self.rules.is_in("filler", word) or self._adverb(i, word) for i, word in enumerate(self.lowers)]
        depth = 0
        for i, word in enumerate(self.lowers):
            depth += word in ("(", "[")
            out[i] = out[i] or depth > 0
            depth = max(0, depth - (word in (")", "]")))
        for first, last in date_runs(self.lowers, self.covering):
            out[first:last] = [True] * (last - first)
        return tuple(out)

    def _adverb(self, i: int, word: str) -> bool:
        """Whether a word reads as an adverb, and is no name ("Italy", "Kelly")."""
        if not word.endswith("ly") or len(word) < 5:
            return False
        return i not in self.covering or self.chunks[self.covering[i]].kind not in (NAME, PERSON)

    def stops(self, word: str) -> bool:
        """Whether a word ends the noun phrase that a walk to the right or to an owner looks for."""
        return (
            self.rules.is_in("preposition", word)
            or self.rules.is_in("verb_start", word)
            or word in ("that", "which", "who", "and", "or", "not", "it")
        )

    def verbal(self, i: int) -> bool:
        """Whether a token is a verb, as far as the lists and the words around it tell."""
        word = self.lowers[i]
        if (
            self.rules.is_in("noun_or_verb", word)
            and i - 1 not in self.covering
            and (not i or self.lowers[i - 1] not in ("to", "will", "would", "who", "which"))
        ):
            return False
        return self.rules.is_in("verb_start", word) or self.rules.is_in("say", word)

    def governed(self, index: int) -> bool:
        """Whether a chunk stands behind a preposition."""
        return governed(self.lowers, self.chunks[index].first, self.rules)
