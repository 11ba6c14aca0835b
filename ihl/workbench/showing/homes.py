"""homes: where things of a name stand in the rule files in force, and what to say where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ihl.engine.compile import near
from ihl.engine.files import Kind, ReadFile
from ihl.engine.locate import Key
from ihl.errors import InputError
from ihl.workbench.workspace import Workspace

# How each kind is asked for on the command line; a rule by its id alone.
ASKED: dict[Kind, str] = {
    "rules": "",
    "lists": "list",
    "phrases": "list",
    "actors": "actor",
    "categories": "category",
    "acts": "act",
}
_FEW = 12


@dataclass(frozen=True, slots=True)
class Home:
    """Where something stands; `over` are the places of what it is put in place of."""

    file: ReadFile
    key: Key
    over: tuple[str, ...] = ()

    @property
    def pack(self) -> str:
        """The name of its pack, or of its file where the pack has none."""
        return pack_of(self.file)

    @property
    def place(self) -> str:
        """Its place as `path:line:column`."""
        return str(self.file.place(self.key))


def pack_of(file: ReadFile) -> str:
    """The name of the pack of a file, or of the file itself where it names none."""
    return file.content.pack or file.path.name


def home_of(workspace: Workspace, name: str, *kinds: Kind) -> Home:
    """Where something of one of these kinds stands. Raises InputError with what was perhaps meant."""
    over = tuple(_dropped(workspace, name, kinds))
    for kind in kinds:
        found = next(((file, key) for file, key, known in _entries(workspace, kind) if known == name), None)
        if found is not None:
            return Home(*found, over)
    what = ASKED[kinds[0]] or "rule"
    raise InputError(f"{name}: there is no {what} of that name; {_hint(workspace, name, kinds, over)}")


def _entries(workspace: Workspace, kind: Kind) -> Iterator[tuple[ReadFile, Key, str]]:
    return ((file, key, name) for file in workspace.files for key, name, _ in file.entries(kind))


def _dropped(workspace: Workspace, name: str, kinds: tuple[Kind, ...]) -> Iterator[str]:
    """The places of what a further pack has put out of force."""
    for file in workspace.files:
        for kind in kinds:
            if (kind, name) in file.dropped:
                held = getattr(file.content, kind)
                at = name if isinstance(held, dict) else next(n for n, value in enumerate(held) if value.id == name)
                yield str(file.place((kind, at)))


def _hint(workspace: Workspace, name: str, kinds: tuple[Kind, ...], over: tuple[str, ...]) -> str:
    if over:
        return f"the one at {over[0]} is disabled by a pack above it"
    other = next((kind for kind in ASKED if name in (known for _, _, known in _entries(workspace, kind))), None)
    if other is not None:
        return f"try: ihl rules show {ASKED[other]} {name}".replace("  ", " ")
    names = [known for kind in kinds for _, _, known in _entries(workspace, kind)]
    if guess := near(name, names):
        return guess
    if kinds == ("rules",):
        return "ihl rules list shows all of them"
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"there are: {', '.join(names[:_FEW])}{more}" if names else "there is none at all"
