"""Where the alternatives of a phrase line stand in its text: the parser keeps the words, this keeps their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_ALONE = re.compile(r"\(([^()|]*)\)(?!\?)")  # brackets that hold one alternative and may not be left out


@dataclass(frozen=True, slots=True)
class Branch:
    """One alternative of a pair of brackets, without the space around it; `start` counts into the line."""

    text: str
    start: int
    first: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass
class _Open:
    """A pair of brackets that is being read."""

    at: int
    branches: list[Branch] = field(default_factory=list)

    def close(self, line: str, end: int) -> None:
        piece = line[self.at : end]
        start = self.at + len(piece) - len(piece.lstrip())
        self.branches.append(Branch(piece.strip(), start, not self.branches))
        self.at = end + 1


def groups(line: str) -> list[tuple[Branch, ...]]:
    """The alternatives of each pair of brackets of a line that is well formed, inner brackets first."""
    out: list[tuple[Branch, ...]] = []
    stack: list[_Open] = []
    for at, sign in enumerate(line):
        if sign == "(":
            stack.append(_Open(at + 1))
        elif sign == "|":
            stack[-1].close(line, at)
        elif sign == ")":
            stack[-1].close(line, at)
            out.append(tuple(stack.pop().branches))
    return out


def without(line: str, doubled: Sequence[Branch]) -> str:
    """The line without some alternatives, each with its bar; empty where one of them holds another."""
    spans = sorted((branch.start, branch.end, branch.first) for branch in doubled)
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        return ""
    bare = not _ALONE.search(line)
    for start, end, first in reversed(spans):
        # the first gives up the bar behind it, the others the one before them
        if first:
            end = len(line) - len(line[end:].lstrip(" |"))
        else:
            start = len(line[:start].rstrip(" |"))
        line = line[:start] + line[end:]
    return _ALONE.sub(r"\1", line) if bare else line
