"""Why a pattern did not match: the furthest point it reached, and what it wanted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ihl.engine.match import Filled, Run, Slots
from ihl.engine.program import Gap, Group, Pattern, Program, Role, Step, Word

LOOK_AHEAD = 10  # words beyond the furthest point in which the wanted word is looked for


@dataclass(frozen=True, slots=True)
class Miss:
    """The furthest a pattern got.

    Attributes:
        anchor: the token of its anchor; None where no anchor word stands in the sentence.
        met, parts: how many of its fixed and needed parts were met, the anchor included.
        at: the token where the next part was wanted; may lie before the first or behind the last token.
        wanted: that part.
        roles: the roles filled on the way.
        later: the nearest token further on at which a wanted word stands, if one does.
    """

    anchor: int | None
    met: int
    parts: int
    at: int
    wanted: Step
    roles: tuple[Filled, ...]
    later: int | None

    @property
    def lacking(self) -> int:
        """How many parts were not met."""
        return self.parts - self.met


class _Watched(Run):
    """A run that keeps the point with the fewest parts left."""

    def __init__(self, slots: Slots, anchor: int, loose: bool, program: Program) -> None:
        super().__init__(slots, anchor, loose)
        self.left = parts_in(program) + 1
        self.at = anchor
        self.rest = program

    def go(
        self, program: Program, at: int, step: int, after_role: bool = False
    ) -> Iterator[tuple[int, tuple[Filled, ...]]]:
        left = parts_in(program)
        if left < self.left:
            self.left, self.at, self.rest = left, at, program
        yield from super().go(program, at, step, after_role)


def parts_in(program: Sequence[Step]) -> int:
    """How many parts of a program must be met: words, roles and groups that may not be left out."""
    return sum(not isinstance(step, Gap) and not (isinstance(step, Group) and step.optional) for step in program)


def needed(program: Sequence[Step]) -> Step | None:
    """The first part of a program that must be met."""
    return next((step for step in program if parts_in((step,))), None)


def words_of(step: Step) -> tuple[str, ...]:
    """The words with which a part may begin, sorted; none for a role."""
    match step:
        case Word():
            return tuple(sorted(step.forms))
        case Group():
            firsts = (needed(branch) for branch in step.branches)
            return tuple(sorted({word for first in firsts if first is not None for word in words_of(first)}))
        case Gap() | Role():
            return ()


def nearest(pattern: Pattern, slots: Slots, *, loose: bool) -> Miss | None:
    """Return how near a pattern came to matching in a sentence; None where it matches.

    Args:
        loose: as in `match_at`.
    """
    anchors = [at for at, word in enumerate(slots.lowers) if word in pattern.anchor]
    if not anchors:
        parts = 1 + parts_in(pattern.right) + parts_in(pattern.left)
        return Miss(None, 0, parts, 0, Word(pattern.anchor), (), None)
    misses = [_from(pattern, at, slots, loose) for at in anchors]
    found = [miss for miss in misses if miss is not None]
    return min(found, key=lambda miss: (miss.lacking, miss.anchor)) if len(found) == len(misses) else None


def _from(pattern: Pattern, anchor: int, slots: Slots, loose: bool) -> Miss | None:
    """How near it came from one anchor: the right side first, as the matcher goes."""
    sides = ((pattern.right, 1), (pattern.left, -1))
    runs = [_side(program, anchor, step, slots, loose) for program, step in sides]
    parts = 1 + sum(parts_in(program) for program, _ in sides)
    met = parts - sum(run.left for run, _ in runs)
    roles = tuple(role for _, filled in runs for role in filled or ())
    for (run, filled), (_, step) in zip(runs, sides, strict=True):
        wanted = needed(run.rest)
        if filled is None and wanted is not None:
            return Miss(anchor, met, parts, run.at, wanted, roles, _later(wanted, run.at, step, slots))
    return None


def _side(
    program: Program, anchor: int, step: int, slots: Slots, loose: bool
) -> tuple[_Watched, tuple[Filled, ...] | None]:
    """One side of a pattern run to its end, or as far as it goes; the roles it filled where it came to its end."""
    run = _Watched(slots, anchor, loose, program)
    done = next(run.go(program, anchor + step, step), None)
    return run, done[1] if done is not None else None


def _later(wanted: Step, at: int, step: int, slots: Slots) -> int | None:
    words = set(words_of(wanted))
    reach = range(at, at + step * (LOOK_AHEAD + 1), step)
    return next((i for i in reach if 0 <= i < len(slots.lowers) and slots.lowers[i] in words), None)
