"""ihl rules test: the examples of the rules, run and proven."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.workbench.prove import Case, ProofReport


def test(
    paths: RulePaths = None,
    only: Annotated[
        str | None, typer.Option("--only", help="Run one rule or one passage.", metavar="ID", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Run the examples of the rules and say what they leave unproven; exit 1 if any fails.

    A rule that is `stable` also fails where its examples do not prove every line, exception and blank of it.
    """
    from ihl.workbench.prove import run_examples
    from ihl.workbench.workspace import open_workspace

    report = run_examples(open_workspace(packs_in_force(rules, builtin), paths or ()), only)
    if not report.cases:
        raise InputError("no rule here has an example; give each rule some examples")
    output.say("\n".join(_as_json(report) if as_json else [*_as_text(report), summary(report)]))
    raise typer.Exit(0 if report.holds else 1)


def summary(report: ProofReport) -> str:
    """How many examples there are, and what became of them."""
    passed = sum(case.passed for case in report.cases)
    gaps = len(report.cases) - passed - len(report.failed)
    lack = f", {len(report.problems)} unproven" if report.problems else ""
    return f"{len(report.cases)} examples: {passed} passed, {len(report.failed)} failed, {gaps} known gaps{lack}"


def _as_text(report: ProofReport) -> list[str]:
    failed = [line for case in report.failed for line in _failure(case)]
    return [*failed, *(str(problem) for problem in report.problems)]


def _failure(case: Case) -> list[str]:
    """What was expected and what came, and the command that tells why."""
    named = f"{case.rule}: " if case.rule else "passage: "
    lines = [f"{case.place}: {named}{case.name}: {case.text}", case.message]
    return [*lines, f'    try       ihl rules explain --rule {case.rule} "{case.text}"'] if case.rule else lines


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
