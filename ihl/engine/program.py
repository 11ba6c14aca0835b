"""What the matcher runs: programs of steps, and the patterns made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


class CompileError(ValueError):
    """Raised when a phrase names an unknown list, a list that contains itself, or nothing fixed.

    `name` is the list it is about, with its `$`, where it is about one.
    """

    def __init__(self, text: str, hint: str = "", name: str = "") -> None:
        super().__init__(text)
        self.hint = hint
        self.name = name


@dataclass(frozen=True, slots=True)
class Word:
    """Any of these words, lower case."""

    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Role:
    """A blank; `owner` as in the phrase."""

    name: str
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One of several programs, or none of them where it is optional."""

    branches: tuple[Program, ...]
    optional: bool
    firsts: tuple[frozenset[str] | None, ...] = field(init=False, compare=False, repr=False)
    first: frozenset[str] | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        firsts = tuple(first_words(branch) for branch in self.branches)
        known = [first for first in firsts if first is not None]
        anything = self.optional or len(known) < len(firsts)
        object.__setattr__(self, "firsts", firsts)
        object.__setattr__(self, "first", None if anything else frozenset().union(*known))


Step: TypeAlias = Word | Gap | Role | Group
Program: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to match a find line: an anchor word, what stands right of it, and left of it (reversed).

    `needs` holds, for each further fixed part, the words of which a sentence must hold one: a test that costs little.
    """

    anchor: frozenset[str]
    right: Program
    left: Program
    needs: tuple[frozenset[str], ...] = ()


def first_words(program: Program) -> frozenset[str] | None:
    """The words one of which must come first; None where anything may."""
    head = program[0] if program else None
    if isinstance(head, Word):
        return head.forms
    return head.first if isinstance(head, Group) else None
