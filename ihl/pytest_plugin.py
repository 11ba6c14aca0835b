"""The pytest plugin: `pytest rules/` runs every example and passage of rule files as a test of its own.

A YAML file is collected where it belongs to a pack: the built-in rules, a pack that the `ihl.toml` of the root folder
names, a folder under a `pack.yaml`, or the file itself, named on the command line. Everybody else's runs are left
alone: nothing of the program is loaded before such a file is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ihl.project import Packs
    from ihl.workbench.testing.suite import Suite, Test
    from ihl.workbench.workspace import Workspace

PACK_FILE = "pack.yaml"
_HEAD = 2_000  # bytes in which a rule file shows what it is
_PACKAGE = Path(__file__).resolve().parent.parent  # the built-in rules lie somewhere below


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a rule file, where it is one of a pack."""
    if file_path.suffix != ".yaml":
        return None
    shelf = parent.config.stash.setdefault(_SHELF, _Shelf(parent.config.rootpath))
    pack = shelf.pack_of(file_path.resolve(), named=parent.session.isinitpath(file_path))
    if pack is None:
        return None
    file: RuleFile = RuleFile.from_parent(parent, path=file_path)
    file.pack = pack
    return file


class RuleFile(pytest.File):
    """A rule file: its rules, then its passages."""

    pack: _Pack

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Load the pack, once for all its files, and name what there is to run."""
        workspace = self.pack.opened()
        here = self.path.resolve()
        for file in workspace.files if workspace else ():
            if file.path.resolve() == here:
                for name, tests in self.pack.suite.rules(file):
                    entry: Entry = Entry.from_parent(self, name=name)
                    entry.tests = tests
                    yield entry
                yield from (RuleTest.of(self, test) for test in self.pack.suite.passages(file))


class Entry(pytest.Collector):
    """A rule with its examples and its proof."""

    tests: Sequence[Test]

    def collect(self) -> Iterator[pytest.Item]:
        """The tests, by name."""
        return (RuleTest.of(self, test) for test in self.tests)


class Failed(Exception):  # noqa: N818 - it is an outcome, not an error of the program
    """Raised when an example does not hold; its text is for the author of the rule."""


class RuleTest(pytest.Item):
    """One test of a rule file."""

    test: Test

    @classmethod
    def of(cls, parent: pytest.Collector, test: Test) -> RuleTest:
        """A test below a rule or a file."""
        item: RuleTest = cls.from_parent(parent, name=test.name)
        item.test = test
        return item

    def runtest(self) -> None:
        """Run the example; a gap that is known, or a lack that is no error, fails nothing."""
        outcome, told = self.test.run()
        if outcome == "gap":
            pytest.xfail(" ".join(told.split()))
        if outcome != "passed":
            raise Failed(told)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """What was expected and what came, for a rule author: no traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, Failed) else str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the example stands."""
        owner = f"{self.parent.name}::" if isinstance(self.parent, Entry) else ""
        return self.path, self.test.place.line - 1, f"{owner}{self.name}"


class _Pack:
    """A pack under test, and whether it was told that it cannot be loaded."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self._told = False

    def opened(self) -> Workspace | None:
        """The workspace; where it cannot be opened the first file tells why, and the others have no tests."""
        from ihl.errors import IhlError, RuleProblems

        if self._told:
            return None
        try:
            return self.suite.workspace
        except IhlError as error:
            self._told = True
            problems = error.problems if isinstance(error, RuleProblems) else ()
            raise pytest.Collector.CollectError("\n".join([*map(str, problems), str(error)])) from None


class _Shelf:
    """Which files of a session belong to which pack."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._packs: dict[tuple[Path, ...], _Pack] = {}
        self._homes: dict[Path, Path | None] = {}

    def pack_of(self, file: Path, *, named: bool) -> _Pack | None:
        """The pack of a file; None for YAML of any other sort."""
        if self._built_in(file):
            from ihl.project import Packs

            return self._pack(Packs, ())
        project = self._named_by_project(file)
        if project:
            return self._pack(self._project, project)
        home = self._home(file.parent)
        if home is None and named and _starts_with(file, "version"):
            home = file
        return self._pack(self._project, (home,)) if home is not None else None

    def _pack(self, packs: Callable[[], Packs], paths: tuple[Path, ...]) -> _Pack:
        from ihl.workbench.testing.suite import Suite

        return self._packs.setdefault(paths, _Pack(Suite(packs, paths)))

    def _built_in(self, file: Path) -> bool:
        if _PACKAGE not in file.parents:
            return False
        from ihl.engine.load import default_rules_dir

        return default_rules_dir().resolve() in file.parents

    def _project(self) -> Packs:
        """The packs of the project. Raises InputError where its file cannot be used."""
        from ihl.project import Packs, find_project, read_project

        path = find_project(self._root)
        return read_project(path) if path is not None else Packs()

    def _named_by_project(self, file: Path) -> tuple[Path, ...]:
        """The folders of the project, where a file lies in one; all that looks like a rule file if it is unreadable."""
        folders = self._project_folders
        if folders is None:
            return (self._root,) if _starts_with(file, "version") else ()
        return folders if any(folder in (file, *file.parents) for folder in folders) else ()

    @cached_property
    def _project_folders(self) -> tuple[Path, ...] | None:
        from ihl.errors import InputError

        try:
            return tuple(folder.resolve() for folder in self._project().folders)
        except InputError:
            return None  # told by the first file that may be meant

    def _home(self, folder: Path) -> Path | None:
        """The nearest folder with a pack file, from a folder up to the root folder."""
        if folder not in self._homes:
            top = folder in (self._root, folder.parent)
            found = _starts_with(folder / PACK_FILE, "version", "pack")
            self._homes[folder] = folder if found else None if top else self._home(folder.parent)
        return self._homes[folder]


def _starts_with(path: Path, *fields: str) -> bool:
    """Whether all these fields stand in the first lines of a YAML file."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return all(re.search(rb"(?m)^" + field.encode() + rb"[ \t]*:", head) for field in fields)


_SHELF = pytest.StashKey[_Shelf]()
