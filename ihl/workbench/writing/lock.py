"""lock: a version number for each rule of a pack, raised when what the rule means has changed.

The lock of a pack stands in the folder that holds all its files. A rule that is gone stays in it, so that its id is
never given to another rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ihl.engine.files import ReadFile
from ihl.engine.layers import in_force
from ihl.engine.load import vocabulary_of
from ihl.engine.locate import Key
from ihl.engine.schema import AnyRule
from ihl.errors import Problem, RuleProblems
from ihl.workbench.workspace import Workspace
from ihl.workbench.writing.lockfile import LOCK_FILE, Lock, Locked, read_lock
from ihl.workbench.writing.meaning import digest_of

_RUN = "run: ihl rules lock"


@dataclass(frozen=True, slots=True)
class Meant:
    """A rule with where it stands, and the digest of what it means."""

    file: ReadFile
    key: Key
    rule: AnyRule
    digest: str


@dataclass(frozen=True)
class Pack:
    """The rules of one layer by their ids, and where the lock of the layer stands."""

    path: Path
    rules: Mapping[str, Meant]


def packs_of(workspace: Workspace) -> tuple[Pack, ...]:
    """The packs of the chosen files, lowest first, with all their rules."""
    return tuple(_pack(workspace, layer) for layer in sorted({file.layer for file in workspace.chosen}))


def next_lock(pack: Pack, lock: Lock) -> Lock:
    """The lock of a pack as it is now: changed rules a version higher, new ones at 1, those that are gone kept.

    Raises RuleProblems where an id has been given to a rule of another kind.
    """
    given_away = [problem for name, meant in pack.rules.items() for problem in _another(name, meant, lock)]
    if given_away:
        raise RuleProblems(given_away)
    after = dict(lock)
    for name, meant in pack.rules.items():
        known = lock.get(name)
        if known is None or known.digest != meant.digest:
            after[name] = Locked(known.version + 1 if known else 1, meant.rule.kind, meant.digest)
    return after


def lock_problems(workspace: Workspace) -> list[Problem]:
    """The rules of the chosen files that are not as the lock of their pack has them; none where it has no lock.

    Raises InputError for a lock that cannot be used.
    """
    chosen = {file.path for file in workspace.chosen}
    locks = ((pack, read_lock(pack.path)) for pack in packs_of(workspace))
    found = (problem for pack, lock in locks if lock is not None for problem in _unlocked(pack, lock))
    return [problem for problem in found if problem.place.path in chosen]


def version_of(workspace: Workspace, rule_id: str) -> int | None:
    """The version of a rule; None where it is not locked, or not worded as it was when it was locked.

    Raises InputError for a lock that cannot be used.
    """
    home = next((file for file in workspace.files for _, name, _ in file.entries("rules") if name == rule_id), None)
    lock = read_lock(_home(workspace, home.layer)) if home else None
    known = lock.get(rule_id) if lock else None
    if known is None:
        return None
    digest = digest_of(workspace.rules.rules[rule_id], workspace.rules.vocabulary)
    return known.version if known.digest == digest else None


def locked_ids(workspace: Workspace) -> frozenset[str]:
    """The ids in the locks of all packs, also those of rules that are gone.

    Raises InputError for a lock that cannot be used.
    """
    homes = {_home(workspace, layer) for layer in {file.layer for file in workspace.files}}
    return frozenset(name for home in homes for name in read_lock(home) or ())


def _home(workspace: Workspace, layer: int) -> Path:
    folder = workspace.layers[layer]
    return (folder.parent if folder.is_file() else folder) / LOCK_FILE


def _pack(workspace: Workspace, layer: int) -> Pack:
    """One layer as it is with those below it: what lies over a pack changes none of its versions."""
    below, _ = in_force([replace(file, dropped=frozenset()) for file in workspace.files if file.layer <= layer])
    vocabulary = vocabulary_of(below)
    rules = {
        name: Meant(file, key, rule, digest_of(rule, vocabulary))
        for file in below
        if file.layer == layer
        for key, name, rule in file.entries("rules")
    }
    return Pack(_home(workspace, layer), rules)


def _unlocked(pack: Pack, lock: Lock) -> Iterator[Problem]:
    for name, meant in pack.rules.items():
        place = meant.file.place(meant.key)
        another = list(_another(name, meant, lock))
        yield from another
        if name not in lock:
            yield Problem(place, "L602", f"'{name}' is new and not locked", _RUN)
        elif lock[name].digest != meant.digest and not another:
            told = f"'{name}' means something else than when it was locked as version {lock[name].version}"
            yield Problem(place, "L602", told, _RUN)


def _another(name: str, meant: Meant, lock: Lock) -> Iterator[Problem]:
    """A rule under an id that belonged to a rule of another kind."""
    if name in lock and lock[name].kind != meant.rule.kind:
        told = f"'{name}' is the id of a rule of kind {lock[name].kind}, this one is of kind {meant.rule.kind}"
        hint = "give it an id of its own: records refer to ids"
        yield Problem(meant.file.place((*meant.key, "kind")), "L602", told, hint)
