"""rewrite: the text of a rule file by its lines, so that fields can be moved, set or added and all else stays.

Places come from `ihl.engine.locate`; what that does not tell, where a text ends and what is a comment, is found here.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ihl.engine.files import default_rules_dir
from ihl.engine.locate import Key, Located, parse_located
from ihl.errors import InputError, RuleProblems
from ihl.workbench.writing.comments import QUOTED as QUOTED  # "as": who rewrites texts finds all of it here
from ihl.workbench.writing.comments import Scan, indent

_BOM = "\ufeff"
_BREAK = re.compile("\r(?!\n)|[\n\x85\u2028\u2029]")


def read_source(path: Path) -> str:
    """The text of a file with its line ends. Raises InputError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start}); save the file as UTF-8") from None


def is_installed(path: Path) -> bool:
    """Whether a file came with the installed program, and is lost with the next version of it."""
    home = default_rules_dir().resolve()
    return home.parent.name == "_data" and home in (path.resolve(), *path.resolve().parents)


def refuse_installed(path: Path) -> None:
    """Raise InputError where a file must not be changed: it came with the installed program, or is read-only."""
    if is_installed(path):
        raise InputError(f"{path}: belongs to the installed program; change rules in a pack of your own")
    if path.exists() and not os.access(path, os.W_OK):
        raise InputError(f"{path}: is read-only; make the file writable, or change rules in a pack of your own")


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of a block mapping or of a block list, in lines counted from zero.

    Attributes:
        key: its path in the file.
        column: where its name, or its dash, stands; from zero.
        head: the first of the comments and blank lines above it.
        first: the line it begins on.
        core: the line after its last but for comments.
        end: the line after those comments that are indented more than the entry, and so belong to it.
    """

    key: Key
    column: int
    head: int
    first: int
    core: int
    end: int


@dataclass(frozen=True)
class Source:
    """The text of a rule file, its data and its lines (without line feeds)."""

    text: str
    located: Located

    @cached_property
    def lines(self) -> list[str]:
        """The text by lines as YAML counts them; the return before a line feed stays with its line."""
        return _BREAK.split(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        out = [0]
        for line in self.lines:
            out.append(out[-1] + len(line) + 1)
        return out

    def at(self, key: Key) -> int:
        """The offset of a value; with "@" at the end of its path, that of its name."""
        line, column = self.located.places[key]
        return self._starts[line - 1] + column - 1

    def start_of(self, line: int) -> int:
        """The offset of a line counted from zero."""
        return self._starts[line]

    def value(self, key: Key) -> Any:  # noqa: ANN401 - plain data of a YAML file
        """A value by its path."""
        value = self.located.data
        for part in key:
            value = value[part]
        return value

    @cached_property
    def _scan(self) -> Scan:
        return Scan(self.text, [(self.at(key), column) for key, column in self._holders()])

    def _holders(self) -> Iterator[tuple[Key, int]]:
        """Each value and each name, with the column of what holds it."""
        places = self.located.places
        for key in places:
            holder = (*key, "@") if (*key, "@") in places else key[:-1]
            yield key, places.get(holder, (1, 1))[1] - 1

    @property
    def comments(self) -> Counter[str]:
        """Every comment with how often it is there."""
        return Counter(comment.rstrip() for comment in self._scan.comments)

    def is_open(self, line: int) -> bool:
        """Whether a line ends inside a text in quotes or a block, so that the spaces at its end may count."""
        return self._scan.covers(self.start_of(line + 1) - 1)

    def is_note(self, line: int) -> bool:
        """Whether a line is blank or holds a comment and nothing else."""
        return not self._scan.covers(self.start_of(line)) and self.lines[line].lstrip()[:1] in ("", "#")

    def is_block(self, key: Key) -> bool:
        """Whether a value is a mapping or a list written line by line, not in brackets."""
        value = self.value(key)
        if isinstance(value, list):
            return self.text[self.at(key)] == "-"
        names = list(value) if isinstance(value, dict) else []
        return bool(names) and self.located.places[key] == self.located.places[(*key, names[0], "@")]

    def parts(self, key: Key, end: int) -> list[Part]:
        """The entries of a block value that ends before a line; what follows the last of them is not theirs."""
        begins = list(self._begins(key))
        out: list[Part] = []
        head = begins[0][1]
        for n, (child, first, column) in enumerate(begins):
            limit = begins[n + 1][1] if n + 1 < len(begins) else end
            core = limit
            while core - 1 > first and self.is_note(core - 1):
                core -= 1
            last = self._deeper(core, limit, column)
            out.append(Part(child, column, head, first, core, last))
            head = last
        return out

    def _begins(self, key: Key) -> Iterator[tuple[Key, int, int]]:
        """Each entry of a block value with the line and the column of its name or its dash."""
        column = self.located.places[key][1] - 1
        value = self.value(key)
        for name in value if isinstance(value, dict) else range(len(value)):
            child = (*key, name)
            line = self.located.places[(*child, "@") if isinstance(value, dict) else child][0] - 1
            while isinstance(value, list) and not self._has_dash(line, column):
                line -= 1
            yield child, line, column

    def _has_dash(self, line: int, column: int) -> bool:
        return line == 0 or bool(re.match(r"-(\s|$)", self.lines[line][column:]))

    def _deeper(self, line: int, limit: int, column: int) -> int:
        """The line after the comments that are indented more than a column; blank lines between them are passed."""
        last = line
        for n in range(line, limit):
            if self.lines[n].strip():
                if indent(self.lines[n]) <= column:
                    break
                last = n + 1
        return last


def open_source(text: str, path: Path) -> Source:
    """The source of a text. Raises RuleProblems where it is no YAML that the program reads."""
    text = text.removeprefix(_BOM)
    located = parse_located(text, path)
    if located.problems:
        raise RuleProblems(located.problems)
    return Source(text, located)


def same(text: str, source: Source, data: Any, more: Iterable[str] = ()) -> bool:  # noqa: ANN401
    """Whether a text holds some data, and every comment of a source, and some more, as often as these do."""
    try:
        new = open_source(text, source.located.path)
    except RuleProblems:
        return False
    return bool(new.located.data == data and new.comments == source.comments + Counter(more))
