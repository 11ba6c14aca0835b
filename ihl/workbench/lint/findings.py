"""What a check finds, and how it can be mended without thought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ihl.engine.locate import Key
from ihl.errors import Level, Place, Problem

if TYPE_CHECKING:
    from ihl.workbench.lint.desk import Desk


@dataclass(frozen=True, slots=True)
class Drop:
    """Take an entry out of its list or its fields."""

    key: Key


@dataclass(frozen=True, slots=True)
class Put:
    """Write another text in the place of one."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Put quotes round a text and what is left of its line, which YAML took for a comment."""

    key: Key
    value: str


Mend: TypeAlias = Drop | Put | Quote


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a check has found; its code, and its level where none is told, are those of the check."""

    place: Place
    text: str
    hint: str = ""
    mend: Mend | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the mend that removes it where there is one."""

    problem: Problem
    mend: Mend | None = None


Find: TypeAlias = Callable[["Desk"], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the catalogue.

    Attributes:
        about: what it finds, in one sentence.
        find: looks for it; None where rules that have it do not load, so that loading tells it.
    """

    code: str
    level: Level
    about: str
    find: Find | None = None
