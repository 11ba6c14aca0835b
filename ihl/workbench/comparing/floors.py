"""floors: the least that the figures on a set of gold files may be, with the digest of those files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from ihl.errors import InputError

FIGURES = ("cell_f1", "mention_f1", "denial_f1")
_DIGITS = Decimal("0.001")
_ALLOWED = f'write {{"digest": "…", "floors": {{"{FIGURES[0]}": 0.9}}}}, or have it written with --update'


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by figure, from 0 to 1; `digest` is the SHA-256 of the gold files they were set for, hex."""

    digest: str
    floors: Mapping[str, float]

    def broken(self, digest: str, figures: Mapping[str, float]) -> Iterator[str]:
        """What does not hold of the gold files and figures of now."""
        if digest != self.digest:
            yield "the gold files are not those that the floors were set for; once they are right, use --update"
        for name, floor in self.floors.items():
            if figures[name] < floor:
                yield f"{name} is {figures[name]:.4f}, below its floor of {floor}"

    def lowered(self, new: Floors) -> Iterator[str]:
        """Which floors would be lower, or gone, in new ones."""
        for name, floor in self.floors.items():
            if new.floors[name] < floor:
                yield f"{name} would go down from {floor} to {new.floors[name]}"

    def __str__(self) -> str:
        return json.dumps({"digest": self.digest, "floors": dict(self.floors)}, indent=2) + "\n"


def floors_at(digest: str, figures: Mapping[str, float]) -> Floors:
    """Floors at the figures of now, rounded down to three digits."""
    return Floors(digest, {name: _rounded_down(figures[name]) for name in FIGURES})


def _rounded_down(value: float) -> float:
    return float(Decimal(repr(value)).quantize(_DIGITS, ROUND_DOWN))


def gold_digest(folder: Path, names: Iterable[str]) -> str:
    """SHA-256 over the names and contents of gold files and their texts, hex."""
    total = hashlib.sha256()
    for name in sorted(names):
        for ending in (".txt", ".yaml"):
            content = (folder / f"{name}{ending}").read_bytes()
            total.update(f"{name}{ending}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def read_floors(path: Path) -> Floors:
    """Read a file of floors. Raises InputError for whatever it should not hold."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; have it written with --update") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is not readable JSON ({str(error).splitlines()[0]}); {_ALLOWED}") from None
    if not isinstance(data, dict) or set(data) != {"digest", "floors"} or not isinstance(data["digest"], str):
        raise InputError(f"{path}: must hold a digest and floors, and nothing else; {_ALLOWED}")
    floors = data["floors"]
    if not isinstance(floors, dict) or not floors:
        raise InputError(f"{path}: must hold one floor at least; {_ALLOWED}")
    for name, floor in floors.items():
        if name not in FIGURES:
            raise InputError(f"{path}: there is no figure '{name}'; allowed: {', '.join(FIGURES)}")
        if isinstance(floor, bool) or not isinstance(floor, (int, float)) or not 0 <= floor <= 1:
            raise InputError(f"{path}: the floor of {name} must be a number from 0 to 1")
    return Floors(data["digest"], floors)
