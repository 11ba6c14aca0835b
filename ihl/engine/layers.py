"""Packs over packs: what a later layer overrides, extends or disables in those before it, always by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ihl.engine.compile import near
from ihl.engine.entries import ActorEntry, WordList
from ihl.engine.files import KINDS, Kind, Named, ReadFile
from ihl.engine.locate import Key
from ihl.errors import Problem

EXTENDABLE: tuple[Kind, ...] = ("actors", "lists")
_ACTOR_FIELDS = ("aliases", "exact", "demonyms", "metonyms", "not_in", "links")


def in_force(files: Sequence[ReadFile]) -> tuple[list[ReadFile], list[Problem]]:
    """Take out of the lower layers what the higher ones override, extend or disable; return what is wrong too.

    The result has the same files in the same order. What is extended stands, joined with what it extends, in the file
    that extends it.
    """
    pile = _Pile(list(files))
    for layer in sorted({file.layer for file in files}):
        pile.lay(layer)
    return pile.files, pile.problems


@dataclass
class _Pile:
    files: list[ReadFile]
    homes: dict[Named, int] = field(default_factory=dict)  # what is in force so far, and in which file
    problems: list[Problem] = field(default_factory=list)

    def lay(self, layer: int) -> None:
        """Lay one layer over what is there."""
        here = [i for i, file in enumerate(self.files) if file.layer == layer]
        for i in here:
            self._disable(i)
            self._override(i)
            self._extend(i)
        for i in here:
            self.homes |= {(kind, name): i for kind in KINDS for _, name, _ in self.files[i].entries(kind)}

    def _disable(self, i: int) -> None:
        for name in self.files[i].content.disables:
            self._drop(self._below(i, name, ("disables", name, "@"), KINDS))

    def _override(self, i: int) -> None:
        for n, name in enumerate(self.files[i].content.overrides):
            key: Key = ("overrides", n)
            below = self._below(i, name, key, KINDS)
            if below is not None and self._own(i, name, key, (below[0],)) is not None:
                self._drop(below)

    def _extend(self, i: int) -> None:
        for n, name in enumerate(self.files[i].content.extends):
            key: Key = ("extends", n)
            below = self._below(i, name, key, EXTENDABLE)
            own = self._own(i, name, key, (below[0],)) if below is not None else None
            if below is not None and own is not None:
                lower = _entry(self.files[self.homes[below]], below)
                self.files[i] = _with(self.files[i], below, own, _joined(lower, _entry(self.files[i], below)))
                self._drop(below)

    def _below(self, i: int, name: str, key: Key, kinds: Sequence[Kind]) -> Named | None:
        """What of that name is in force in a lower layer; a problem where nothing is."""
        found = next(((kind, name) for kind in kinds if (kind, name) in self.homes), None)
        if found is None:
            allowed = [known for kind, known in self.homes if kind in kinds]
            what = " or ".join(kinds) if len(kinds) < len(KINDS) else "rules, actors, lists"
            text = f"no pack below this one has '{name}' among its {what}"
            self.problems.append(Problem(self.files[i].place(key), "L105", text, near(name, allowed)))
        return found

    def _own(self, i: int, name: str, key: Key, kinds: Sequence[Kind]) -> Key | None:
        """Where the file itself has that name; a problem where it has not."""
        found = next((k for kind in kinds for k, known, _ in self.files[i].entries(kind) if known == name), None)
        if found is None:
            text = f"'{name}' is named here, and this file does not hold it"
            self.problems.append(Problem(self.files[i].place(key), "L105", text, f"write it under '{kinds[0]}'"))
        return found

    def _drop(self, named: Named | None) -> None:
        if named is not None:
            home = self.homes.pop(named)
            self.files[home] = replace(self.files[home], dropped=self.files[home].dropped | {named})


def _entry(file: ReadFile, named: Named) -> object:
    return next(value for _, name, value in file.entries(named[0]) if name == named[1])


def _joined(lower: object, upper: object) -> object:
    """A list with the words of both; an actor with the names of both, under the name it had."""
    if isinstance(lower, WordList) and isinstance(upper, WordList):
        return upper.model_copy(update={"words": _both(lower.words, upper.words)})
    assert isinstance(lower, ActorEntry)
    assert isinstance(upper, ActorEntry)
    names = {name: _both(getattr(lower, name), getattr(upper, name)) for name in _ACTOR_FIELDS}
    return lower.model_copy(update=names)


def _both(one: tuple[object, ...], other: tuple[object, ...]) -> tuple[object, ...]:
    return (*one, *(value for value in other if value not in one))


def _with(file: ReadFile, named: Named, key: Key, value: object) -> ReadFile:
    """The file with one of its entries in another form, at the same place."""
    kind, name = named
    held = getattr(file.content, kind)
    changed: Mapping[str, object] | tuple[object, ...]
    if isinstance(held, dict):
        changed = {**held, name: value}
    else:
        changed = tuple(value if i == key[1] else entry for i, entry in enumerate(held))
    return replace(file, content=file.content.model_copy(update={kind: changed}))
