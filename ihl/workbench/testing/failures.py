"""failures: what an example that does not hold says to its author, and the entry of a file a place stands in."""

from __future__ import annotations

import shlex
from bisect import bisect
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ihl.engine.files import ReadFile
from ihl.errors import Place
from ihl.workbench.testing.prove import Case

NOT_JUDGED = "not judged while an example fails"
Owner: TypeAlias = tuple[Place, str]
# In double quotes a shell acts on these; texts of others must not run when a line is copied.
_ACTED_ON = frozenset('"$`\\!')


def failure_lines(case: Case) -> list[str]:
    """What was expected and what came, and the command that tells why."""
    named = f"{case.rule}: " if case.rule else "passage: "
    lines = [f"{case.place}: {named}{case.name}: {case.text}", case.message]
    if case.rule:
        text = shlex.quote(case.text) if _ACTED_ON & set(case.text) else f'"{case.text}"'
        lines.append(f"    try       ihl rules explain --rule {case.rule} {text}")
    return lines


class Owners:
    """Tells in which entry of its file a place stands."""

    def __init__(self, files: Iterable[ReadFile]) -> None:
        self._starts = {file.path: sorted(_starts(file)) for file in files}

    def at(self, place: Place) -> Owner:
        """The rule or actor that begins last at or before a place of one of the files."""
        starts = self._starts[place.path]
        return starts[max(bisect(starts, place, key=lambda start: start[0]) - 1, 0)]


def _starts(file: ReadFile) -> Iterator[Owner]:
    yield from ((file.place(key), name) for key, name, _ in file.entries("rules"))
    yield from ((file.place(key), name) for key, name, _ in file.entries("actors"))
