"""Patterns × tokens → bindings. Runs outwards from an anchor word; roles are filled by a `Slots` the caller gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ihl.engine.program import Gap, Group, Pattern, Program, Role, Word, first_words

QUOTE_MARKS = frozenset("\"“”„‟'‘’«»")
SLACK = 12  # words that may stand between an actor and the fixed word that follows it
MOST_TRIES = 4000  # steps per anchor before a match is given up: a bound, so that no text can make it hang


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled role: the range of tokens it covers and, for actors, the indices of the chunks found."""

    role: str
    first: int
    last: int
    chunks: tuple[int, ...] = ()


class Slots(Protocol):
    """What the matcher asks of the sentence."""

    @property
    def lowers(self) -> Sequence[str]:
        """The tokens in lower case."""

    def visible(self, at: int, anchor: int) -> bool:
        """Whether a token stands on the same side of quotation marks as the anchor."""

    def filler(self, at: int) -> bool:
        """Whether a token may stand between two parts of a frame (adverbs, dates, asides)."""

    def right(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        """Fillers of a role that begin at or soon after `at`, with the position after each."""

    def left(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        """Fillers of a role that end at or soon before `at`, with the position before each."""


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met: the tokens it covers, first to last inclusive, its anchor, and the roles."""

    first: int
    last: int
    anchor: int
    roles: tuple[Filled, ...]

    def role(self, name: str) -> Filled | None:
        return next((filled for filled in self.roles if filled.role == name), None)


class Run:
    """One attempt to match a pattern around an anchor."""

    def __init__(self, slots: Slots, anchor: int, loose: bool) -> None:
        self.slots = slots
        self.lowers = slots.lowers
        self.anchor = anchor
        self.loose = loose
        self.left_tries = MOST_TRIES

    def go(
        self, program: Program, at: int, step: int, after_role: bool = False
    ) -> Iterator[tuple[int, tuple[Filled, ...]]]:
        """Yield (next position, roles) for each way to match `program` from `at` in direction `step`."""
        self.left_tries -= 1
        if self.left_tries < 0:
            return
        if not program:
            yield at, ()
            return
        head, rest = program[0], program[1:]
        match head:
            case Word():
                for here in self._starts(at, step, after_role):
                    if self.lowers[here] in head.forms:
                        yield from self.go(rest, here + step, step)
            case Gap():
                yield from self._gap(head, rest, at, step)
            case Group():
                near = [self.lowers[here] for here in self._starts(at, step, after_role)]
                for branch, first in zip(head.branches, head.firsts, strict=True):
                    if first is None or not first.isdisjoint(near):
                        yield from self.go((*branch, *rest), at, step, after_role)
                if head.optional:
                    yield from self.go(rest, at, step, after_role)
            case Role():
                find = self.slots.right if step > 0 else self.slots.left
                for filled, then in find(head.name, at, self.anchor, head.owner, not rest):
                    for end, roles in self.go(rest, then, step, after_role=bool(filled.chunks)):
                        yield end, (filled, *roles)

    def _starts(self, at: int, step: int, after_role: bool) -> Iterator[int]:
        """Where the next fixed word may stand: here, or after what may be passed over."""
        after_role = after_role and step > 0  # what follows an actor may be long; what leads to it is not
        passed, limit = 0, SLACK if after_role and self.loose else 6
        while 0 <= at < len(self.lowers):
            word = self.lowers[at]
            if word in QUOTE_MARKS:
                at += step
                continue
            if self.slots.visible(at, self.anchor) or word == ",":
                yield at
            if not self.loose or passed >= limit or word == ";":
                return
            if not (after_role or self.slots.filler(at)):
                return
            passed += 1
            at += step

    def _gap(self, gap: Gap, rest: Program, at: int, step: int) -> Iterator[tuple[int, tuple[Filled, ...]]]:
        first = first_words(rest)
        for _ in range(gap.most + 1):
            if first is None or any(self.lowers[here] in first for here in self._starts(at, step, False)):
                yield from self.go(rest, at, step)
            if not 0 <= at < len(self.lowers) or self.lowers[at] == ";":
                return
            at += step


def match_at(pattern: Pattern, anchor: int, slots: Slots, *, loose: bool) -> Iterator[Match]:
    """Yield every way `pattern` matches with its anchor on the given token.

    Args:
        loose: frames may step over adverbs, dates and asides; cues may not.
    """
    run = Run(slots, anchor, loose)
    lefts = list(run.go(pattern.left, anchor - 1, -1))
    for end, right in run.go(pattern.right, anchor + 1, 1) if lefts else ():
        for begin, left in lefts:
            yield Match(begin + 1, end - 1, anchor, (*left, *right))
