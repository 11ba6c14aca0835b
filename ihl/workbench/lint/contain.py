"""Whether one find line finds all that another finds, decided on their compiled patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from ihl.engine.compile import Vocabulary, compile_line
from ihl.engine.program import Gap, Group, Pattern, Program, Role, Word
from ihl.engine.schema import ROLES_OF

_MOST = 400  # wordings of a line that are looked at; a line with more is taken to be contained in none


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a find line matches: exactly what it says, or loosely, as the lines of frames do."""

    patterns: tuple[Pattern, ...]
    loose: bool

    def within(self, other: Compiled) -> bool:
        """Whether every text this line matches is matched by the other; False also where that is too much to tell."""
        for n, parts in enumerate(self._ways()):
            if n == _MOST or not any(_all(wide, parts, self.loose) for wide in other._wide()):
                return False
        return True

    def _ways(self) -> Iterator[tuple[Program, ...]]:
        """The ways to match it, without groups, each part by part."""
        for parts in self._wide():
            yield from product(*(islice(_flat(part), _MOST + 1) for part in parts))

    def _wide(self) -> Iterator[tuple[Program, ...]]:
        """The whole of each pattern; of a frame its anchor, and what stands right and left of it.

        What a frame steps over is counted from its anchor, so that only lines with the same one can be compared.
        """
        for pattern in self.patterns:
            anchor = Word(pattern.anchor)
            yield (
                ((anchor,), pattern.right, pattern.left)
                if self.loose
                else ((*_reversed(pattern.left), anchor, *pattern.right),)
            )


def compiled(text: str, kind: str, vocabulary: Vocabulary) -> Compiled:
    """A find line of a rule of some kind. Raises CompileError and PhraseError as `compile_line`."""
    return Compiled(compile_line(text, vocabulary), kind in ROLES_OF)


def _all(wide: Sequence[Program], flat: Sequence[Program], loose: bool) -> bool:
    """Whether each part is matched; what stands left of the anchor, and comes last, is read from right to left."""
    parts = enumerate(zip(wide, flat, strict=True), 1)
    return all(_takes(one, other, loose, forward=n <= 2) for n, (one, other) in parts)


def _reversed(program: Program) -> Program:
    """A program read from the other end."""
    return tuple(
        Group(tuple(_reversed(branch) for branch in step.branches), step.optional) if isinstance(step, Group) else step
        for step in reversed(program)
    )


def _flat(program: Program) -> Iterator[Program]:
    """The ways through a program, without groups."""
    if not program:
        yield ()
        return
    head, rest = program[0], program[1:]
    if isinstance(head, Group):
        for branch in head.branches:
            yield from _flat((*branch, *rest))
        if head.optional:
            yield from _flat(rest)
    else:
        yield from ((head, *tail) for tail in _flat(rest))


@lru_cache(maxsize=10_000)  # without it, many parts that may be left out would take for ever
def _takes(program: Program, flat: Program, loose: bool, forward: bool, after_role: bool = False) -> bool:
    """Whether a program matches whatever a way through another one matches.

    Args:
        loose: words may be passed over between two steps, so that a gap takes the place of a gap alone.
        forward: read from left to right, where more may be passed over behind an actor than a gap spans.
    """
    if not program:
        return not flat
    head, rest = program[0], program[1:]
    first = flat[0] if flat else None
    match head:
        case Word():
            fits = isinstance(first, Word) and first.forms <= head.forms
            return fits and _takes(rest, flat[1:], loose, forward)
        case Role():
            return first == head and _takes(rest, flat[1:], loose, forward, after_role=True)
        case Gap():
            if loose and forward and after_role and isinstance(first, Word):
                return False
            return any(_takes(rest, flat[n:], loose, forward) for n in _spans(head.most, flat, loose))
        case Group():
            branches = (*head.branches, ()) if head.optional else head.branches
            return any(_takes((*branch, *rest), flat, loose, forward, after_role) for branch in branches)


def _spans(most: int, flat: Program, loose: bool) -> Iterator[int]:
    """How many steps a gap of so many words may stand over."""
    yield 0
    for n, step in enumerate(flat, 1):
        if isinstance(step, Role) or (loose and (n > 1 or not isinstance(step, Gap))):
            return
        most -= step.most if isinstance(step, Gap) else 1
        if most < 0:
            return
        yield n
