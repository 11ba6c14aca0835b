"""The scans over raw text: the gate (can this article hold an allegation?) and the names of actors.

Both are Aho-Corasick automata; the offsets of names are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ihl.engine.lexicon import Lexicon, NameForm, fold, straight

# Layout inside a word, as in `segment`; and whatever may stand between two words of a cue: line ends, quote marks.
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_BETWEEN = re.compile(r"\W+")


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a hit stands on its own and is not a piece of a longer word."""
    return not (
        (start and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    )


def _words_only(text: str) -> str:
    """The words in lower case with one space around each: what the gate compares."""
    return _BETWEEN.sub(" ", f" {_HIDDEN.sub('', text).replace('İ', 'i').lower()} ")


class Gate:
    """Whether a text holds any of the words without which no cue can match."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted(words))
        keys = sorted({_words_only(word) for word in self.words})
        self._always = " " in keys  # signs alone would have to open it, and nearly every text holds them
        self._automaton = AhoCorasick(keys, implementation=Implementation.DFA) if keys else None
        rarest = sorted({max(key.split(), key=len, default=" ") for key in keys})
        self._first = AhoCorasick(rarest, implementation=Implementation.DFA) if keys else None

    def opens(self, text: str) -> bool:
        """True when a cue word stands in the text."""
        if self._automaton is None or self._always:
            return self._always
        # a cheap test first: the longest word of each, on the text as it stands
        if (
            self._first is not None
            and not _HIDDEN.search(text)
            and not self._first.find_matches_as_indexes(text.replace("İ", "i").lower())
        ):
            return False
        return bool(self._automaton.find_matches_as_indexes(_words_only(text)))


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
            AhoCorasick(self._keys, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)
            if self._keys
            else None
        )

    def find(self, text: str) -> list[NameHit]:
        """Return the hits in order, none overlapping another: of two, the one that begins first, then the longer."""
        if self._automaton is None:
            return []
        folded = fold(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        out: list[NameHit] = []
        for index, start, end in sorted(found, key=lambda hit: (hit[1], -hit[2])):
            if (out and start < out[-1].end) or not _bounded(folded, start, end):
                continue
            forms = tuple(
                form
                for form in self._forms[self._keys[index]]
                if _fits(form, text[start:end]) and not self._masked(form.actor, folded, start, end)
            )
            if forms:
                out.append(NameHit(start, end, forms))
        return out

    def _masked(self, actor: str, folded: str, start: int, end: int) -> bool:
        return any(_covers(phrase, folded, start, end) for phrase in self._masks.get(actor, ()))


def _covers(phrase: str, folded: str, start: int, end: int) -> bool:
    """Whether a longer phrase stands over a hit."""
    at = phrase.find(folded[start:end])
    return at >= 0 and folded.startswith(phrase, start - at) if start >= at else False


def _fits(form: NameForm, written: str) -> bool:
    if form.kind == "exact":
        return straight(written) == straight(form.written)
    return written[:1].isupper() or not form.written[:1].isupper()
