"""suite: the examples of a pack as single tests. The pack is loaded once; each rule is run when its first test is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from ihl.engine.files import ReadFile
from ihl.engine.locate import Key
from ihl.engine.schema import AnyRule
from ihl.errors import Place, Problem
from ihl.project import Packs
from ihl.workbench.testing.failures import NOT_JUDGED, failure_lines
from ihl.workbench.testing.proof import unproven_names
from ihl.workbench.testing.prove import Case, ProofReport, numbered, run_examples
from ihl.workbench.workspace import Workspace, open_workspace

Outcome: TypeAlias = tuple[Literal["passed", "failed", "gap"], str]
"""What a test came to, and what to tell of it; a gap fails nothing."""
Check: TypeAlias = Callable[[], Outcome]


@dataclass(frozen=True, slots=True)
class Test:
    """One example, one passage, or what all examples of a rule prove."""

    name: str
    place: Place
    run: Check


@dataclass
class Suite:
    """The tests of some packs.

    Attributes:
        packs: what is in force; called when the first file is asked for, and may raise InputError.
        paths: the files under test, as `open_workspace` takes them.
    """

    packs: Callable[[], Packs]
    paths: tuple[Path, ...]
    _reports: dict[str, ProofReport] = field(default_factory=dict)

    @cached_property
    def workspace(self) -> Workspace:
        """The packs, loaded. Raises what `open_workspace` raises."""
        return open_workspace(self.packs(), self.paths)

    def rules(self, file: ReadFile) -> list[tuple[str, list[Test]]]:
        """The rules of a file that have something to run, and `actors` where names are to be proven."""
        out = [
            (name, self._rule(file, key, rule))
            for key, name, rule in file.entries("rules")
            if rule.status != "retired" or rule.replaced_by
        ]
        if any(actor.not_in for _, _, actor in file.entries("actors")):
            out.append(("actors", [Test("proof", file.place(("actors",)), lambda: self._names_of(file))]))
        return out

    def passages(self, file: ReadFile) -> list[Test]:
        """The passages of a file by name."""
        return [
            self._example(" ".join(passage.name.split()), passage.name, file.place(("tests", n)), passage.known_gap)
            for n, passage in enumerate(file.content.tests)
        ]

    def _rule(self, file: ReadFile, key: Key, rule: AnyRule) -> list[Test]:
        """The examples of a rule by kind and number, and its proof."""
        out = [
            self._example(f"{kind}-{number}", rule.id, file.place((*key, "examples", n)), example.known_gap)
            for n, (kind, number, example) in enumerate(numbered(rule))
        ]
        if rule.status != "retired":
            out.append(Test("proof", file.place(key), lambda: self._proof_of(rule.id)))
        return out

    def _example(self, name: str, of: str, place: Place, gap: str | None) -> Test:
        def run() -> Outcome:
            return _outcome(next(case for case in self._report(of).cases if case.place == place), gap)

        return Test(name, place, run)

    def _proof_of(self, rule: str) -> Outcome:
        report = self._report(rule)
        failing = any(case.rule == rule for case in report.failed)
        return ("gap", NOT_JUDGED) if failing else _proof(report.problems)

    def _report(self, name: str) -> ProofReport:
        """What one rule or passage comes to."""
        if name not in self._reports:
            self._reports[name] = run_examples(self.workspace, name)
        return self._reports[name]

    def _names_of(self, file: ReadFile) -> Outcome:
        return _proof([problem for problem in self._names if problem.place.path == file.path])

    @cached_property
    def _names(self) -> tuple[Problem, ...]:
        return tuple(unproven_names(self.workspace.chosen, self.workspace.rules.lexicon))


def _outcome(case: Case, gap: str | None) -> Outcome:
    if case.passed:
        return "passed", ""
    return ("gap", f"known gap: {gap}") if case.known_gap else ("failed", "\n".join(failure_lines(case)))


def _proof(problems: Sequence[Problem]) -> Outcome:
    if not problems:
        return "passed", ""
    failed = any(problem.level == "error" for problem in problems)
    return "failed" if failed else "gap", "\n".join(map(str, problems))
