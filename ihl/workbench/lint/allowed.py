"""Exemptions: what `allow` takes away, and the checks that keep it honest."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ihl.engine.entries import Allowed
from ihl.engine.files import Kind, ReadFile
from ihl.engine.locate import Key
from ihl.errors import Place
from ihl.workbench.lint.findings import Drop, Finding, Hit

_KINDS: tuple[Kind, ...] = ("rules", "lists", "actors", "phrases", "irregular", "categories", "acts")


class Exemptions:
    """The `allow` of every entry of some files, and which of them have taken a finding away."""

    def __init__(self, files: Sequence[ReadFile]) -> None:
        self._files = files
        self._starts = {file.path: sorted(_starts(file), key=lambda start: start[0]) for file in files}
        self._used: set[tuple[Path, Key, str]] = set()

    def left(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings that no entry allows in itself."""
        return tuple(finding for finding in findings if not self._takes(finding))

    def _takes(self, finding: Finding) -> bool:
        place, code = finding.problem.place, finding.problem.code
        starts = self._starts.get(place.path, [])
        at = bisect(starts, place, key=lambda start: start[0]) - 1
        if at < 0 or code not in starts[at][2]:
            return False
        self._used.add((place.path, starts[at][1], code))
        return True

    def idle(self, ran: Collection[str]) -> Iterator[Hit]:
        """Tells exemptions from checks that have run and have found nothing there."""
        for file, key, code in self._codes():
            if code in ran and (file.path, key, code) not in self._used:
                at = (*key, "allow", code)
                yield Hit(
                    file.place((*at, "@")), f"{code} finds nothing here that is to be allowed", "remove it", Drop(at)
                )

    def unknown(self, known: Collection[str]) -> Iterator[Hit]:
        """Tells exemptions from checks that are none."""
        for file, key, code in self._codes():
            if code not in known:
                place = file.place((*key, "allow", code, "@"))
                yield Hit(place, f"there is no check {code}", "ihl rules lint --codes shows all of them")

    def _codes(self) -> Iterator[tuple[ReadFile, Key, str]]:
        for file in self._files:
            for _, key, allow in self._starts[file.path]:
                yield from ((file, key, code) for code in allow)


def _starts(file: ReadFile) -> Iterator[tuple[Place, Key, Allowed]]:
    """Where each entry of a file begins, with its path and what it allows."""
    for kind in _KINDS:
        for key, _, entry in file.entries(kind):
            named = (*key, "@") if isinstance(key[-1], str) else key
            yield file.place(named), key, getattr(entry, "allow", {})
    for n in range(len(file.content.tests)):
        yield file.place(("tests", n)), ("tests", n), {}
