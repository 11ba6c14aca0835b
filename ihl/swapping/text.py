"""A text under other names: what is called what, where words went, and the article before a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ihl.registry import slug

_ARTICLE = re.compile(r"(?<!\w)([Aa]n?)(?=[\s\"“‘(]{1,3}\Z)")
_SPELT_WITH_AN = frozenset("AEFHILMNORSX")  # letters whose own names begin with a vowel: "an RSF"
_LONGEST_SPELT = 5
_AN = re.compile(r"(?!eu|one|u(?:[gkry]|ni|ig))[aeiou]")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words of a text, `start` to `end`, and what stands there instead."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Renaming:
    """Who is called what after a swap.

    Attributes:
        actors: the lexicon's actors in the text, each with the one in its place, which may be itself.
        words: every written form that is replaced, with what replaces it.
        edits: the places of the text, in order.
    """

    actors: Mapping[str, str]
    words: Mapping[str, str]
    edits: tuple[Edit, ...]

    def applied(self, text: str) -> str:
        """The text under its new names."""
        out, at = [], 0
        for edit in self.edits:
            out += [text[at : edit.start], edit.new]
            at = edit.end
        return "".join((*out, text[at:]))

    def moved(self, at: int) -> int:
        """Where an offset into the text went."""
        shift = 0
        for edit in self.edits:
            if at <= edit.start:
                break
            if at < edit.end:  # inside a name
                return edit.start + shift + min(at - edit.start, len(edit.new))
            shift += len(edit.new) - (edit.end - edit.start)
        return at + shift

    def renamed(self, words: str) -> str:
        """Words taken from the text under their new names, in lower case where the record has them so."""
        return self._forms.sub(lambda hit: self.words.get(hit[0]) or self._lowered[hit[0].lower()], words)

    def actor(self, actor: str, name: str | None = None) -> str:
        """The id an actor has after the swap; an id that is made of words of the text follows those words."""
        base, slash, organ = actor.partition("/")
        if base in self.actors:
            return self.actors[base] + slash + organ
        return slug(self.renamed(name if name and not slash else base.replace("-", " "))) + slash + organ

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=lambda form: (-len(form), form))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)", re.IGNORECASE)

    @cached_property
    def _lowered(self) -> Mapping[str, str]:
        return {old.lower(): new.lower() for old, new in self.words.items()}


def with_articles(edits: Iterable[Edit], text: str) -> tuple[Edit, ...]:
    """Names put into a text, with "a" and "an" before them put right where they were right before."""
    out: list[Edit] = []
    for edit in sorted(edits):
        article = _ARTICLE.search(text, max(0, edit.start - 6), edit.start)
        if article is not None:
            before, after = _takes_an(text[edit.start : edit.end]), _takes_an(edit.new)
            if before != after and before == (len(article[1]) == 2):
                out.append(Edit(*article.span(1), article[1][0] + ("n" if after else "")))
        out.append(edit)
    return tuple(out)


def _takes_an(words: str) -> bool:
    letters = words.split()[0].replace(".", "")
    if letters.isupper() and len(letters) <= _LONGEST_SPELT:
        return letters[0] in _SPELT_WITH_AN
    return _AN.match(slug(words)) is not None


def initials(name: str) -> str:
    """What a name is shortened to: the first letters of its capitalised words."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place touches any of some spans."""
    return any(start < last and first < end for first, last in spans)
