"""Roles on a sentence: where the actor before a verb stands, where the one after it, how far a clause goes.

There is no parser here; every search is a short walk over tokens and chunks with stops that are written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ihl.chunks import DEMONYM, NAME, ORGAN, PRONOUN, REPORT, Chunk
from ihl.coordination import coordinated_left, coordinated_right, sharing_verb
from ihl.engine.match import QUOTE_MARKS, Filled
from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import CLAUSE_ROLES
from ihl.subjects import find_subject, has_own_verb
from ihl.text import Sentence
from ihl.view import ACTOR_KINDS, View, governed

__all__ = ["ACTOR_KINDS", "SentenceSlots", "governed"]

_REACH = 7  # words between a noun and the actor looked for, at most


class SentenceSlots(View):
    """The matcher's view of one sentence and its chunks."""

    def __init__(self, sentence: Sentence, chunks: Sequence[Chunk], rules: RuleSet) -> None:
        super().__init__(sentence, chunks, rules)
        self._subjects: dict[tuple[int, int], int | None] = {}

    # -- clauses -----------------------------------------------------------------------------------------------------

    def clause_end(self, at: int) -> int:
        """The position after the clause that runs on from `at`."""
        inside = self.sentence.inside[at] if at < len(self.lowers) else -1
        for i in range(at + 1, len(self.lowers)):
            if self.sentence.inside[i] == inside and any(
                self.lowers[i : i + len(words)] == words for words in self._enders.get(self.lowers[i], ())
            ):
                return i
        return len(self.lowers)

    @cached_property
    def _enders(self) -> dict[str, list[tuple[str, ...]]]:
        out: dict[str, list[tuple[str, ...]]] = {}
        for words in self.rules.words["clause_end"]:
            out.setdefault(words[0], []).append(words)
        return out

    def clause_start(self, at: int) -> int:
        """The position where the clause that runs up to `at` begins."""
        for i in range(at - 1, -1, -1):
            if self.lowers[i] == ";" or (
                i + 1 < at and self.lowers[i] == "," and self.lowers[i + 1] in ("while", "but", "whereas")
            ):
                return i + 1
        return 0

    def trimmed(self, first: int, end: int, inner: int) -> tuple[int, int]:
        """A run of tokens around `inner`, cut to its side of the quotation marks, without signs at its ends."""
        inside = self.sentence.inside
        while first < inner and (inside[first] != inside[inner] or not self.sentence.tokens[first].is_word):
            first += 1
        while end > inner + 1 and (inside[end - 1] != inside[inner] or not self.sentence.tokens[end - 1].is_word):
            end -= 1
        return first, end

    # -- roles, for the matcher --------------------------------------------------------------------------------------

    def right(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        """Fillers of a role that begin at or soon after `at`, with the position after each."""
        if role in CLAUSE_ROLES:
            end = self.clause_end(at)
            if end > at:
                yield Filled(role, at, end - 1), end
            for shorter in range(at + 1, 0 if last else end):  # where something must follow the clause
                yield Filled(role, at, shorter - 1), shorter
            return
        index = self.chunk_right(at, anchor)
        if index is not None and (not owner or self._is_owner(index)):
            filled = self._filled(role, self.coordinated_right(index))
            yield filled, filled.last + 1

    def left(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        """Fillers of a role that end at or soon before `at`, with the position before each."""
        if role in CLAUSE_ROLES:
            start = self.clause_start(at + 1)
            if start <= at:
                yield Filled(role, start, at), start - 1
            for later in range(start + 1, 0 if last else at + 1):  # where something must stand before the clause
                yield Filled(role, later, at), later - 1
            return
        index = self.owner(at + 1) if owner else self.subject(at + 1, anchor)
        # where words of the frame stand before the actor too, it cannot be the subject of another verb further on
        if index is not None and (last or owner or has_own_verb(self, index, at + 1)):
            filled = self._filled(role, self.subjects(index))
            yield filled, filled.first - 1
        beside = self.ending.get(at + 1)
        if beside is not None and beside != index and not last and self.chunks[beside].kind in ACTOR_KINDS:
            filled = self._filled(role, coordinated_left(self, beside))  # "by A": the frame itself says what precedes
            yield filled, filled.first - 1

    def _filled(self, role: str, found: Sequence[int]) -> Filled:
        return Filled(role, self.chunks[found[0]].first, self.chunks[found[-1]].end - 1, tuple(found))

    # -- actors left of a word ---------------------------------------------------------------------------------------

    def subject(self, at: int, anchor: int) -> int | None:
        """The actor that stands as subject before position `at`."""
        key = (at, self.sentence.inside[anchor])
        if key not in self._subjects:
            self._subjects[key] = find_subject(self, at, anchor)
        return self._subjects[key]

    def subjects(self, index: int) -> list[int]:
        """A subject with all that share its verb."""
        return sharing_verb(self, index)

    def owner(self, at: int) -> int | None:
        """The actor that owns the noun at `at`: "Veska's accusation", "Veskan claims", "Relief Watch allegations"."""
        for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
            index = self.covering.get(i)
            if index is not None:
                chunk = self.chunks[index]
                if chunk.kind == REPORT and chunk.owner is not None:
                    return index  # "Veska's genocide case": the owner is part of the noun phrase
                return index if self._is_owner(index) and self.visible(i, min(at, len(self.lowers) - 1)) else None
            if self.lowers[i] not in ("'s", "'", *QUOTE_MARKS) and not self.filler(i) and self._parts(self.lowers[i]):
                return None
        return None

    def _parts(self, word: str) -> bool:
        """Whether a word cuts a noun off from an owner before it."""
        verb = self.rules.is_in("say", word) and not self.rules.is_in("noun_or_verb", word)
        return verb or self.stops(word) or not word[0].isalnum()

    def _is_owner(self, index: int) -> bool:
        chunk = self.chunks[index]
        return chunk.kind in ACTOR_KINDS and (chunk.possessive or chunk.kind in (DEMONYM, NAME, ORGAN))

    # -- actors right of a word --------------------------------------------------------------------------------------

    def coordinated_right(self, index: int) -> list[int]:
        """A chunk with those joined to it."""
        return coordinated_right(self, index)

    def chunk_right(self, at: int, anchor: int) -> int | None:
        """The chunk that begins at `at`, or after adjectives and fillers."""
        for _ in range(_REACH):
            while at < len(self.lowers) and self.lowers[at] in QUOTE_MARKS:
                at += 1
            if at >= len(self.lowers):
                return None
            index = self.starting.get(at, self.covering.get(at))
            if index is not None:
                return self._actor_or_next(index)
            word = self.lowers[at]
            if not self.visible(at, anchor):
                return None
            if not self.filler(at) and (self.stops(word) or not word[0].isalnum()):
                return None
            at += 1
        return None

    def _actor_or_next(self, index: int) -> int | None:
        """An actor, or the next one where it only tells whose that is: "rebels' Ilo Tarn", "Veskan oil firm Oruoil"."""
        chunk = self.chunks[index]
        if chunk.kind not in ACTOR_KINDS and chunk.kind != REPORT:
            return None
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if following is None or following.kind not in ACTOR_KINDS or following.noun == "event_noun":
            return None if chunk.kind == PRONOUN and chunk.possessive else index  # "its name" is no actor
        gap = self.lowers[chunk.end : following.first]
        plain = all((word[0].isalnum() and not self.stops(word)) or word == "and" for word in gap)
        adjective = chunk.kind == DEMONYM and not chunk.plural and len(gap) <= 3 and plain
        if adjective or (chunk.possessive and len(gap) <= 2):
            return index + 1
        return None if chunk.kind == PRONOUN and chunk.possessive else index  # "in his absence"
