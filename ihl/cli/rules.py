"""ihl rules: for those who write rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.errors import Problem
    from ihl.prove import ProofReport


def test(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of rules; the built-in ones if none is named.", metavar="[PATH...]"),
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", help="Run one rule or one passage.", metavar="ID", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run the examples of the rules; exit 1 if any fails."""
    from ihl.engine.load import default_rules_dir
    from ihl.prove import run_examples

    folders = paths or [default_rules_dir()]
    for folder in folders:
        if not folder.exists():
            raise InputError(f"{folder}: does not exist; name a folder that holds rule files (*.yaml)")
    report = run_examples(folders, only)
    if not report.cases:
        raise InputError(f"{', '.join(map(str, folders))}: no rule here has an example; give each rule some examples")
    output.say(_as_json(report) if as_json else _as_text(report))
    raise typer.Exit(1 if report.failed or report.problems else 0)


def _summary(report: ProofReport) -> str:
    passed = sum(case.passed for case in report.cases)
    gaps = len(report.cases) - passed - len(report.failed)
    problems = f", {len(report.problems)} rules lack examples" if report.problems else ""
    return f"{len(report.cases)} examples: {passed} passed, {len(report.failed)} failed, {gaps} known gaps{problems}"


def _as_text(report: ProofReport) -> str:
    lines = [f"{case.place}: {case.rule}: {case.name}: {case.message}" for case in report.failed]
    return "\n".join([*lines, *(_told(problem) for problem in report.problems), _summary(report)])


def _told(problem: Problem) -> str:
    return f"{problem.place}: {problem.code}: {problem.text} ({problem.hint})"


def _as_json(report: ProofReport) -> str:
    cases = [
        {
            "rule": case.rule,
            "place": str(case.place),
            "name": case.name,
            "passed": case.passed,
            "known_gap": case.known_gap,
            "message": case.message,
        }
        for case in report.cases
    ]
    content = {
        "summary": _summary(report),
        "failed": len(report.failed),
        "problems": [_told(problem) for problem in report.problems],
        "cases": cases,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
