"""The scans over raw text: the gate (can this article hold an allegation?) and the names of actors.

Both are Aho-Corasick automata over folded text; offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ihl.engine.lexicon import Lexicon, NameForm, fold


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a hit stands on its own and is not a piece of a longer word."""
    return not (
        (start and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    )


class Gate:
    """Whether a text holds any of the words without which no cue can match."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(words))
        self._automaton = (
            AhoCorasick(self.words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
            if self.words
            else None
        )

    def opens(self, text: str) -> bool:
        """True when a cue word stands in the text."""
        if self._automaton is None:
            return False
        folded = fold(text)
        return any(_bounded(folded, start, end) for _, start, end in self._automaton.find_matches_as_indexes(folded))


@dataclass(frozen=True, slots=True)
class NameHit:
    """A written form met in the text."""

    start: int
    end: int
    forms: tuple[NameForm, ...]


class Names:
    """Finds every actor's name, longest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._forms = lexicon.forms
        self._masks = lexicon.masks
        self._keys = tuple(sorted(self._forms))
        self._automaton = (
            AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
            if self._keys
            else None
        )

    def _masked(self, actor: str, folded: str, start: int, end: int) -> bool:
        return any(_covers(phrase, folded, start, end) for phrase in self._masks.get(actor, ()))

    def find(self, text: str) -> list[NameHit]:
        """Return the hits in order, none overlapping another."""
        if self._automaton is None:
            return []
        folded = fold(text)
        out = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if not _bounded(folded, start, end):
                continue
            written = text[start:end].replace("’", "'")
            forms = tuple(
                form
                for form in self._forms[self._keys[index]]
                if _fits(form, written) and not self._masked(form.actor, folded, start, end)
            )
            if forms:
                out.append(NameHit(start, end, forms))
        return out


def _covers(phrase: str, folded: str, start: int, end: int) -> bool:
    """Whether a longer phrase stands over a hit."""
    at = phrase.find(folded[start:end])
    return at >= 0 and folded.startswith(phrase, start - at) if start >= at else False


def _fits(form: NameForm, written: str) -> bool:
    if form.kind == "exact":
        return written == form.written.replace("’", "'")
    return written[:1].isupper() or not form.written[:1].isupper()
