"""ihl rules test: the examples of the rules, run and proven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.errors import IhlError, InputError

if TYPE_CHECKING:
    from ihl.errors import Problem
    from ihl.workbench.testing.prove import ProofReport
    from ihl.workbench.testing.watch import Snapshot

_FEW = 3


def test(
    paths: RulePaths = None,
    only: Annotated[
        str | None, typer.Option("--only", help="Run one rule or one passage.", metavar="ID", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Write the result to this file, as JUnit XML.", metavar="FILE")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run again whenever a rule file changes; Ctrl-C ends it.")
    ] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Run the examples of the rules and say what they leave unproven; exit 1 if any fails.

    A rule that is `stable` also fails where its examples do not prove every line, exception and blank of it.
    """
    run = _Run(tuple(paths or ()), only, as_json, junit, rules, builtin)
    holds = run.watched() if watch else run.once()
    raise typer.Exit(0 if holds else 1)


@dataclass
class _Run:
    """What is asked for, and the warnings told so far: watching repeats none."""

    paths: tuple[Path, ...]
    only: str | None
    as_json: bool
    junit: Path | None
    rules: list[Path] | None
    builtin: bool
    told: frozenset[tuple[str, ...]] = field(default=frozenset())

    def once(self) -> bool:
        """Run the examples, print what they came to, and say whether all is well."""
        from ihl.workbench.testing.junit import junit_xml
        from ihl.workbench.testing.prove import run_examples
        from ihl.workbench.workspace import open_workspace

        workspace = open_workspace(packs_in_force(self.rules, self.builtin), self.paths)
        report = run_examples(workspace, self.only)
        if not report.cases:
            raise InputError("no rule here has an example; give each rule some examples")
        output.say("\n".join(_as_json(report) if self.as_json else [*self._as_text(report), summary(report)]))
        if self.junit is not None:
            output.write([junit_xml(report, workspace.chosen)], self.junit)
        return report.holds

    def watched(self) -> bool:
        """Run, and run again at every change until Ctrl-C; say whether all was well the last time.

        Only what stops the first run for other reasons than the rules themselves ends it.
        """
        from time import sleep

        from ihl.workbench.testing.watch import PAUSE, changes

        before = self._look()
        holds = self._again(InputError)
        with suppress(KeyboardInterrupt):
            output.complain("ihl: watching the rule files; Ctrl-C ends it")
            for changed in changes(before, self._look, lambda: sleep(PAUSE)):
                others = f" and {len(changed) - _FEW} more" if len(changed) > _FEW else ""
                output.complain(f"ihl: changed: {', '.join(map(str, changed[:_FEW]))}{others}")
                holds = self._again()
        return holds

    def _again(self, *fatal: type[IhlError]) -> bool:
        try:
            return self.once()
        except fatal:
            raise
        except IhlError as error:
            output.say_error(error)
            return False

    def _look(self) -> Snapshot:
        """The files the result rests on. A project file that cannot be read is told by the run itself."""
        from ihl.engine.load import layers_of
        from ihl.project import Packs, find_project, read_project
        from ihl.workbench.testing.watch import look_at

        project, packs = find_project(Path.cwd()), Packs()
        if project is not None:
            with suppress(InputError):
                packs = read_project(project)
        folders = (*packs.folders, *(self.rules or ()), *self.paths)
        return look_at(layers_of(folders, builtin=self.builtin and packs.builtin), project)

    def _as_text(self, report: ProofReport) -> Iterator[str]:
        """Every failure, and every problem that is an error or was not told before."""
        from ihl.workbench.testing.failures import failure_lines

        for case in report.failed:
            yield from failure_lines(case)
        yield from (str(p) for p in report.problems if p.level == "error" or _identity(p) not in self.told)
        self.told = frozenset(_identity(problem) for problem in report.problems)


def _identity(problem: Problem) -> tuple[str, ...]:
    """What stays the same of a problem where lines above it come or go."""
    return str(problem.place.path), problem.code, problem.text


def summary(report: ProofReport) -> str:
    """How many examples there are, and what became of them."""
    passed = sum(case.passed for case in report.cases)
    gaps = len(report.cases) - passed - len(report.failed)
    lack = f", {len(report.problems)} unproven" if report.problems else ""
    return f"{len(report.cases)} examples: {passed} passed, {len(report.failed)} failed, {gaps} known gaps{lack}"


def _as_json(report: ProofReport) -> list[str]:
    cases = [
        {
            "rule": case.rule,
            "place": str(case.place),
            "name": case.name,
            "passed": case.passed,
            "known_gap": case.known_gap,
            "text": case.text,
            "message": case.message,
        }
        for case in report.cases
    ]
    return [json.dumps(content, ensure_ascii=False) for content in (*cases, *(p.fields for p in report.problems))]
