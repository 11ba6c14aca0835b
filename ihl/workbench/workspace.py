"""What a rule author has on the table: all rule files in force, compiled, and which of them he asks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ihl.engine.compile import near
from ihl.engine.files import ReadFile
from ihl.engine.load import RUNNING, build_rules, layers_of, read_packs
from ihl.engine.locate import Key
from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import AnyRule
from ihl.errors import InputError, Place
from ihl.project import Packs


@dataclass(frozen=True)
class Workspace:
    """The rule files in force, and those among them that were asked for.

    Attributes:
        files: every file, lowest layer first.
        chosen: the files that are tested, checked or counted.
        rules: what runs, compiled.
        layers: the folder or file of each layer, lowest first.
    """

    files: tuple[ReadFile, ...]
    chosen: tuple[ReadFile, ...]
    rules: RuleSet
    layers: tuple[Path, ...]

    @cached_property
    def drafts(self) -> RuleSet:
        """The rules with those that are still drafts: their authors test them before anybody runs them."""
        some = any(rule.status == "draft" for file in self.files for _, _, rule in file.entries("rules"))
        return build_rules(list(self.files), (*RUNNING, "draft")) if some else self.rules

    def own_rules(self) -> Iterator[tuple[Place, AnyRule]]:
        """The rules of the chosen files, each with its place."""
        for file, key, rule in self.own():
            yield file.place(key), rule

    def own(self) -> Iterator[tuple[ReadFile, Key, AnyRule]]:
        """The rules of the chosen files, each with its file and its path in it."""
        for file in self.chosen:
            for key, _, rule in file.entries("rules"):
                yield file, key, rule

    def rule(self, name: str) -> AnyRule:
        """One rule by its id. Raises InputError with what was perhaps meant."""
        if name not in self.rules.rules:
            hint = near(name, list(self.rules.rules)) or "ihl rules list shows all of them"
            raise InputError(f"{name}: there is no rule of that id; {hint}")
        return self.rules.rules[name]


def open_workspace(packs: Packs = Packs(), paths: Sequence[Path] = ()) -> Workspace:  # noqa: B008 - a frozen value
    """Load some packs and choose the files under some paths.

    A path that belongs to none of the packs is laid over them. Without paths the further packs are chosen, and where
    there are none, the built-in ones.

    Raises RuleProblems where the rules cannot be loaded, and InputError where a path holds no rule files.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: does not exist; name a folder that holds rule files (*.yaml), or one of them")
    if not packs.builtin and not packs.folders and not paths:
        raise InputError("no rules are in force; leave out --no-builtin, or name a pack with --rules")
    layers = [layer.resolve() for layer in layers_of(packs.folders, builtin=packs.builtin)]
    packs = packs.over(*(path for path in paths if not any(_within(path, layer) for layer in layers)))
    files = read_packs(packs.folders, builtin=packs.builtin)
    own = [file for file in files if file.layer or not packs.builtin] or files
    chosen = [file for file in files if any(_within(file.path, path.resolve()) for path in paths)] if paths else own
    if not chosen:
        raise InputError(f"{', '.join(map(str, paths))}: holds no *.yaml rule files")
    layers_now = tuple(layers_of(packs.folders, builtin=packs.builtin))
    return Workspace(tuple(files), tuple(chosen), build_rules(files), layers_now)


def _within(path: Path, folder: Path) -> bool:
    """Whether a path is a resolved folder or lies in it."""
    return folder in (path.resolve(), *path.resolve().parents)
