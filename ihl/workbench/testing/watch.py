"""watch: tells when rule files change, by looking at their times and sizes again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

PAUSE = 0.5  # seconds between two looks
Snapshot: TypeAlias = Mapping[Path, tuple[int, int]]


def look_at(packs: Iterable[Path], *others: Path | None) -> Snapshot:
    """The time of change (ns) and the size (bytes) of every rule file of some packs, and of other files."""
    out: dict[Path, tuple[int, int]] = {}
    for path in (*(path for pack in packs for path in _files(pack)), *others):
        try:
            if path is not None:
                known = path.stat()
                out[path] = (known.st_mtime_ns, known.st_size)
        except OSError:
            continue  # it was there a moment ago; the next look tells that it is gone
    return out


def _files(pack: Path) -> list[Path]:
    return sorted(pack.rglob("*.yaml")) if pack.is_dir() else [pack]


def changes(before: Snapshot, look: Callable[[], Snapshot], pause: Callable[[], None]) -> Iterator[tuple[Path, ...]]:
    """Yield the files that have changed since `before`, and go on from there; never ends by itself.

    A change is told once the files lie still for one pause: an editor writes in pieces, a checkout many files.
    """
    while True:
        pause()
        now = look()
        if now == before:
            continue
        pause()
        while (then := look()) != now:
            now = then
            pause()
        if changed := sorted(path for path in {*before, *now} if before.get(path) != now.get(path)):
            before = now
            yield tuple(changed)
