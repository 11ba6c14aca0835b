"""Rule files as they are read: each with its places, its layer, and what a later layer has put out of force.

Layer 0 are the built-in packs, unless they are left out; each further pack is a layer over those before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, overload

from pydantic import ValidationError

from ihl.engine.entries import ActEntry, ActorEntry, CategoryEntry, WordList
from ihl.engine.locate import Key, Located, load_located
from ihl.engine.problems import translate
from ihl.engine.schema import AnyRule, RuleFile
from ihl.errors import InputError, Place, Problem

Kind = Literal["rules", "actors", "categories", "acts", "lists", "phrases", "irregular"]
Named = tuple[Kind, str]
KINDS: tuple[Kind, ...] = ("rules", "actors", "categories", "acts", "lists", "phrases", "irregular")


def default_rules_dir() -> Path:
    """The built-in packs: inside an installed wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent.parent / "_data" / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "rules"


@dataclass(frozen=True)
class ReadFile:
    """A rule file with its places; `dropped` names what a later layer overrides, extends or disables."""

    located: Located
    content: RuleFile
    layer: int = 0
    dropped: frozenset[Named] = frozenset()

    @property
    def path(self) -> Path:
        """Where the file stands."""
        return self.located.path

    def place(self, key: Key, at: int = 0) -> Place:
        """The place of a value, as `Located.place`."""
        return self.located.place(key, at)

    @overload
    def entries(self, kind: Literal["rules"]) -> Iterator[tuple[Key, str, AnyRule]]: ...
    @overload
    def entries(self, kind: Literal["actors"]) -> Iterator[tuple[Key, str, ActorEntry]]: ...
    @overload
    def entries(self, kind: Literal["categories"]) -> Iterator[tuple[Key, str, CategoryEntry]]: ...
    @overload
    def entries(self, kind: Literal["acts"]) -> Iterator[tuple[Key, str, ActEntry]]: ...
    @overload
    def entries(self, kind: Literal["lists"]) -> Iterator[tuple[Key, str, WordList]]: ...
    @overload
    def entries(self, kind: Literal["phrases"]) -> Iterator[tuple[Key, str, str]]: ...
    @overload
    def entries(self, kind: Literal["irregular"]) -> Iterator[tuple[Key, str, tuple[str, ...]]]: ...
    @overload
    def entries(self, kind: Kind) -> Iterator[tuple[Key, str, object]]: ...

    def entries(self, kind: Kind) -> Iterator[tuple[Key, str, object]]:
        """What of one kind is in force: its path in the file, its id or name, and itself."""
        found = getattr(self.content, kind)
        named = (
            (((kind, name), name, value) for name, value in found.items())
            if isinstance(found, dict)
            else (((kind, i), value.id, value) for i, value in enumerate(found))
        )
        for key, name, value in named:
            if (kind, name) not in self.dropped:
                yield key, name, value


def rule_paths(packs: Iterable[Path]) -> list[Path]:
    """The rule files under some folders, in a stable order. Raises InputError where there are none."""
    out: list[Path] = []
    for pack in packs:
        found = [pack] if pack.is_file() else sorted(pack.rglob("*.yaml"))
        if not found:
            raise InputError(
                f"{pack}: {'holds no *.yaml rule files' if pack.is_dir() else 'there is no such folder of rules'}"
            )
        out.extend(found)
    return out


def read_file(path: Path, layer: int = 0) -> ReadFile | tuple[Problem, ...]:
    """Read and validate one file on its own; return its problems where it has any."""
    located = load_located(path)
    if located.problems and located.data is None:
        return tuple(located.problems)
    try:
        content = RuleFile.model_validate(located.data)
    except ValidationError as error:
        return (*located.problems, *translate(error, located))
    return tuple(located.problems) or ReadFile(located, content, layer)
