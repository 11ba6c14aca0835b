"""The phrase line: seven signs, parsed into a small tree.

word   word~   (a | b)   (a)?   ...  ...3   $name   <role>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

DEFAULT_GAP = 6
WIDEST_GAP = 24
DEEPEST = 40


class PhraseError(ValueError):
    """Raised when a phrase line is not well formed; `at` is the offset of the trouble."""

    def __init__(self, text: str, at: int, hint: str = "") -> None:
        super().__init__(text)
        self.at = at
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Word:
    """One fixed word; `inflect` asks for all its forms."""

    text: str
    inflect: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` words between."""

    most: int


@dataclass(frozen=True, slots=True)
class Ref:
    """A list or a phrase by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A blank to fill; `owner` asks for an actor that stands before a noun as its owner ("Veska's", "Veskan")."""

    name: str
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One of several sequences; `optional` if it may be left out."""

    branches: tuple[tuple[Node, ...], ...]
    optional: bool = False


Node: TypeAlias = Word | Gap | Ref | Role | Group

_SIGN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)"
    r"|(?:(?P<role><(?P<role_name>[a-z_]+)(?P<owner>'s)?>)|(?P<ref>\$(?P<ref_name>[a-z0-9_]+))"
    r"|(?P<gap>\.\.\.(?P<most>[0-9]{1,6})?)|(?P<word>(?!\.\.\.)[^\s()|<>$~]+)(?P<inflect>~)?)(?![^\s()|]))"
)


def parse(line: str) -> tuple[Node, ...]:
    """Parse a phrase line. Raises PhraseError with the offset of the first thing it cannot read."""
    parser = _Parser(line)
    nodes = parser.sequence(0)
    parser.finish()
    if not nodes:
        raise PhraseError("the line is empty", 0, "write at least one word")
    return nodes


class _Parser:
    def __init__(self, line: str) -> None:
        self.line = line
        self.at = 0

    def _next(self) -> re.Match[str] | None:
        if not self.line[self.at :].strip():
            return None
        match = _SIGN.match(self.line, self.at)
        if match is None:
            where = self.at + len(self.line[self.at :]) - len(self.line[self.at :].lstrip())
            raise PhraseError(
                f"cannot read {self.line[where : where + 12]!r}",
                where,
                "signs: word word~ (a | b) (a)? ...3 $name <role>",
            )
        return match

    def sequence(self, depth: int) -> tuple[Node, ...]:
        if depth > DEEPEST:
            raise PhraseError("brackets are nested too deeply", self.at, f"at most {DEEPEST} deep")
        nodes: list[Node] = []
        while (match := self._next()) is not None and not match["close"] and not match["bar"]:
            self.at = match.end()
            nodes.append(self._group(match, depth) if match["open"] else _leaf(match))
        return tuple(nodes)

    def _group(self, opened: re.Match[str], depth: int) -> Group:
        branches = [self.sequence(depth + 1)]
        while (match := self._next()) is not None and match["bar"]:
            self.at = match.end()
            branches.append(self.sequence(depth + 1))
        if match is None:
            raise PhraseError("this bracket is never closed", opened.start("open"), "add ')'")
        self.at = match.end()
        if not all(branches):
            raise PhraseError(
                "an alternative is empty",
                opened.start("open"),
                "write (a | b), or (a)? for a word that may be left out",
            )
        return Group(tuple(branches), optional=match["close"] == ")?")

    def finish(self) -> None:
        match = self._next()
        if match is not None:
            what = "')' closes nothing" if match["close"] else "'|' stands outside brackets"
            raise PhraseError(what, match.start(match.lastgroup or 0), "write (a | b)")


def _leaf(match: re.Match[str]) -> Node:
    if match["role"]:
        return Role(match["role_name"], owner=match["owner"] is not None)
    if match["ref"]:
        return Ref(match["ref_name"])
    if match["gap"]:
        most = int(match["most"] or DEFAULT_GAP)
        if not 1 <= most <= WIDEST_GAP:
            raise PhraseError(f"a gap of {most} words", match.start("gap"), f"between 1 and {WIDEST_GAP}")
        return Gap(most)
    return Word(match["word"].lower(), inflect=match["inflect"] is not None)


def show(nodes: tuple[Node, ...]) -> str:
    """Write a tree as a phrase line again; `parse(show(tree)) == tree`."""
    return " ".join(_show(node) for node in nodes)


def _show(node: Node) -> str:
    match node:
        case Word():
            return node.text + ("~" if node.inflect else "")
        case Gap():
            return f"...{node.most}"
        case Ref():
            return f"${node.name}"
        case Role():
            return f"<{node.name}" + ("'s>" if node.owner else ">")
        case Group():
            return f"({' | '.join(show(branch) for branch in node.branches)})" + ("?" if node.optional else "")
