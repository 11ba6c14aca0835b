"""Names no lexicon knows: the words they are made of, what English derives from them, and words to put there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, takewhile
from random import Random

from ihl.capitals import LONGEST_ACRONYM
from ihl.chunks import NAME, ORGAN, PERSON, PLACE, Chunk
from ihl.engine.program import Group, Program, Word
from ihl.engine.ruleset import RuleSet
from ihl.marks import Marks
from ihl.memory import derived
from ihl.runs import INNER, ORG_HEADS, OWNERS
from ihl.segment import ABBREVIATIONS
from ihl.swapping.text import overlaps
from ihl.voice import ROLES, TITLES

LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_ONSETS = (
    "b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z",
)  # fmt: skip
_FIRST = (*_ONSETS, "", "", "č", "ş", "ž")  # a name may begin with a vowel, and with letters English has not
_VOWELS = "aeiou"
_CODAS = ("l", "m", "n", "r", "s", "k", "v", "d")
_WHOLE_ENDS = ("land", "stan")  # endings that `derived` takes off
_DRAWS = 40


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of names with the words derived from it: "Veska" with "Veskan" and "Veskans"."""

    forms: tuple[str, ...]

    @property
    def base(self) -> str:
        """The name itself."""
        return self.forms[0]

    @property
    def stem(self) -> str:
        """What all its forms begin with."""
        shared = takewhile(lambda letters: len(set(letters)) == 1, zip(*self.forms, strict=False))
        return "".join(letters[0] for letters in shared)


@lru_cache(maxsize=4)
def meaningful(rules: RuleSet) -> frozenset[str]:
    """Every word that means something to the rules or to the program, and so is no free part of a name."""
    listed = (word for words in rules.words.values() for entry in words for word in entry)
    indexes = (rules.cues, rules.attributions, rules.conducts, rules.denials, rules.contexts)
    lines = {id(line): line for index in indexes for found in index.values() for line in found}
    patterns = [p for line in lines.values() for p in (line.pattern, *chain(*(u.patterns for u in line.unless)))]
    fixed = (word for p in patterns for word in (*p.anchor, *_literals(p.left), *_literals(p.right)))
    known = (*INNER, *ORG_HEADS, *OWNERS, *ROLES, *TITLES, *map(str.lower, ABBREVIATIONS))
    return frozenset((*listed, *fixed, *known))


def _literals(program: Program) -> Iterator[str]:
    for step in program:
        if isinstance(step, Word):
            yield from step.forms
        elif isinstance(step, Group):
            yield from chain.from_iterable(map(_literals, step.branches))


def unknown_chunks(marks: Marks) -> Iterator[tuple[int, Chunk]]:
    """Every chunk that names somebody the lexicon does not know, owners included, with its sentence."""
    for sentence, chunks in enumerate(marks.chunks):
        for part in chain.from_iterable(chunk.parts() for chunk in chunks):
            if part.kind in (NAME, PERSON, PLACE, ORGAN) and part.actor is None:
                yield sentence, part


def name_words(marks: Marks, known: Sequence[tuple[int, int]], rules: RuleSet) -> tuple[NameWord, ...]:
    """The words of unknown names that may be replaced; what stands in the places of known names may not."""
    text = marks.doc.article.text
    fixed = {*meaningful(rules), *rules.lexicon.forms, *(hit[0] for hit in LETTERS.finditer(text) if hit[0].islower())}
    hits = [hit for hit in LETTERS.finditer(text) if not overlaps(*hit.span(), known)]
    written = {hit[0]: None for hit in hits if _is_name(hit[0]) and hit[0].lower() not in fixed}
    return tuple(_joined([word for word in dict.fromkeys(_parts(marks)) if word in written], written))


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word[0].isupper() and not word.isupper()


def _parts(marks: Marks) -> Iterator[str]:
    """The parts of the words of unknown names, and what stands before the hyphen of "Veska-backed"."""
    for sentence, chunk in unknown_chunks(marks):
        if chunk.kind != ORGAN:
            for token in marks.doc.sentences[sentence].tokens[chunk.first : chunk.end]:
                yield from LETTERS.findall(token.text)
    for token in chain.from_iterable(sentence.tokens[1:] for sentence in marks.doc.sentences):
        head, hyphen, _ = token.text.partition("-")
        if hyphen:
            yield head


def _joined(words: Sequence[str], written: Mapping[str, None]) -> Iterator[NameWord]:
    """Words with those derived from them that the text holds, the shortest first."""
    left = dict.fromkeys(sorted(words, key=len))
    while left:
        found = [next(iter(left))]
        for form in found:  # grows while it is read: what is derived from a derived word belongs to it too
            made = (*derived(form.lower()), form.lower() + "s")
            found += [w for w in map(str.capitalize, made) if w in written and w not in found]
        for form in found:
            left.pop(form, None)
        yield NameWord(tuple(dict.fromkeys(found)))


def invented(word: NameWord, rng: Random, taken: frozenset[str], shouted: bool) -> dict[str, str] | None:
    """A made-up name of the same ending with all that is derived from it; None where none was free.

    Args:
        shouted: the text has it in capitals too, which are read as an acronym if they are few.
    """
    stem = word.stem
    end = stem[-(4 if stem.endswith(_WHOLE_ENDS) else min(3 if len(stem) > 4 else 2, len(stem) - 1)) :]
    for _ in range(_DRAWS):
        made = _beginning(rng, end) + end
        renamed = {form: made + form[len(stem) :] for form in word.forms}
        few = len(renamed[word.base]) <= LONGEST_ACRONYM
        fits = not shouted or few == (len(word.base) <= LONGEST_ACRONYM)
        if fits and not any(new.lower() in taken for new in renamed.values()):
            return renamed
    return None


def _beginning(rng: Random, end: str) -> str:
    """One or two syllables that read on into the end of a word."""
    made = ""
    for _ in range(rng.choice((1, 1, 2))):
        made += rng.choice(_ONSETS if made else _FIRST) + rng.choice(_VOWELS)
    return (made + (rng.choice(_CODAS) if end[0].lower() in _VOWELS else "")).capitalize()
