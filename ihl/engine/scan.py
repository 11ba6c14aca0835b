"""The scans over raw text: the gate (can this article hold an allegation?) and the names of actors.

Both are Aho-Corasick automata; the offsets of names are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ihl.engine.lexicon import Lexicon, NameForm, fold, straight

# Layout inside a word, as in `segment`; and whatever may stand between two words of a cue: line ends, quote marks.
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_BETWEEN = re.compile(r"\W+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a hit stands on its own and is not a piece of a longer word."""
    return not (
        (start and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    )


def _words_only(text: str) -> str:
    """The words in lower case with one space around each: what the gate compares."""
    return _BETWEEN.sub(" ", f" {_HIDDEN.sub('', text).replace('İ', 'i').lower()} ")


Needs: TypeAlias = tuple[frozenset[str], ...]


class Gate:
    """Whether a text holds any of the words without which no cue can match, and the other words it needs with them."""

    def __init__(self, words: Iterable[str] | Mapping[str, Iterable[Needs]]) -> None:
        needs = words if isinstance(words, Mapping) else dict.fromkeys(words, ((),))
        self.words = tuple(sorted(needs))
        by_key: dict[str, set[Needs]] = {}
        for word in self.words:
            by_key.setdefault(_words_only(word), set()).update(_plain(need) for need in needs[word])
        keys = sorted(by_key)
        self._needs = [tuple(by_key[key]) for key in keys]
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
        for paragraph in _PARAGRAPHS.split(text):  # no sentence, and so no cue, goes on beyond one
            words = _words_only(paragraph)
            found = {hit[0] for hit in self._automaton.find_matches_as_indexes(words, overlapping=True)}
            if found and self._met(found, frozenset(words.split())):
                return True
        return False

    def _met(self, found: Iterable[int], held: frozenset[str]) -> bool:
        """Whether any of the cue words found stands among all the others it needs."""
        return any(not any(need.isdisjoint(held) for need in needs) for index in found for needs in self._needs[index])


def _plain(needs: Needs) -> Needs:
    """Those needs that words meet; of a word with signs in it the first part is asked for, of signs alone nothing."""
    parts = [[_words_only(word).split()[:1] for word in sorted(need)] for need in needs]
    return tuple(frozenset(part for (part,) in need) for need in parts if all(need))


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
