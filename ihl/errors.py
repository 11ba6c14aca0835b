"""Everything that can go wrong, as one tree.

IhlError
  InputError       an article, a folder or a records file cannot be read
  RuleProblems     one or more rule files have problems; holds all of them
  GoldError        a gold file is incomplete or does not fit its text
  LabellingError   a task of Label Studio cannot become a gold file; holds all that is wrong with it
  ModelError       a model cannot be used: missing, altered, or made for another program

A Problem is not an exception: it is one finding with a place, a text and a hint.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file, line and column counted from one as editors do."""

    path: Path
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding that an author can act on; a warning stops nothing."""

    place: Place
    code: str
    text: str
    hint: str = ""
    level: Level = "error"

    @property
    def fields(self) -> dict[str, str]:
        """The finding as plain text, for other programs."""
        told = {"code": self.code, "level": self.level, "text": self.text, "hint": self.hint}
        return {"place": str(self.place), **told}

    def __str__(self) -> str:
        what = f"{self.code}: {self.text}" if self.level == "error" else f"{self.code} (warning): {self.text}"
        return f"{self.place}: {what}{f' ({self.hint})' if self.hint else ''}"


class IhlError(Exception):
    """The root: whatever this program refuses to do, with a sentence for its user."""


class InputError(IhlError):
    """Raised when an input cannot be read; the message names it and says what to do."""


class GoldError(IhlError):
    """Raised when a gold file cannot be used for scoring."""


class LabellingError(IhlError):
    """Raised when an annotated task cannot become a gold file; the message has a line for each fault."""


class ModelError(IhlError):
    """Raised when a model cannot be used; the message names its folder and says what to do."""


class RuleProblems(IhlError):  # noqa: N818 - it holds findings, in the plural
    """Raised when rule files have problems; `problems` holds every one of them, sorted."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problem(s) in the rule files")
