"""ihl rules lint: the checks of rule files, and the mends of what needs no thought."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.errors import Problem, RuleProblems

if TYPE_CHECKING:
    from ihl.workbench.lint.fix import Fixed

_REFUSED = "not fixed, as it would change something else or not load: mend it by hand"


def lint(
    paths: RulePaths = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended without thought.")] = False,
    only: Annotated[
        str | None, typer.Option("--only", help="Look for these codes.", metavar="CODE,...", show_default=False)
    ] = None,
    on: Annotated[
        Path | None, typer.Option("--on", help="Articles in which each stable rule must match (L604).", metavar="DIR")
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="Print the catalogue of checks, and check nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Check rule files: what does not load, is not proven, stands twice, or rules on facts; exit 1 if anything does.

    `allow` in a rule, a list or an actor exempts it from a check, with the reason.
    """
    from ihl.workbench.articles import articles_in
    from ihl.workbench.lint.fix import fix as mend
    from ihl.workbench.lint.run import codes_in, findings
    from ihl.workbench.workspace import open_workspace

    wanted = codes_in(only)
    if codes:
        output.say("\n".join(_catalogue(as_json)))
        return
    packs, articles = packs_in_force(rules, builtin), articles_in(on) if on else ()
    fixed = None
    try:
        workspace = open_workspace(packs, paths or ())
        found = findings(workspace, only=wanted, corpus=articles)
        if fix:
            fixed = mend(workspace.files, found)
            for path, text in fixed.texts.items():
                output.write([text], path)
            found = findings(open_workspace(packs, paths or ()), only=wanted, corpus=articles)
        problems = [finding.problem for finding in found]
    except RuleProblems as error:
        problems = list(error.problems)
    output.say("\n".join((_as_json if as_json else _as_text)(problems, fixed)))
    raise typer.Exit(1 if problems else 0)


def _catalogue(as_json: bool) -> Iterator[str]:
    from ihl.workbench.lint.catalogue import CATALOGUE

    for check in CATALOGUE:
        told = {"code": check.code, "level": check.level, "text": check.about}
        yield json.dumps(told) if as_json else f"{check.code}  {check.level:8} {check.about}"


def _as_text(problems: Sequence[Problem], fixed: Fixed | None) -> Iterator[str]:
    if fixed:
        yield from (f"{one.problem.place}: {one.problem.code}: fixed: {one.problem.text}" for one in fixed.made)
        yield from (f"{one.problem.place}: {one.problem.code}: {_REFUSED}" for one in fixed.refused)
    yield from map(str, problems)
    if fixed:
        yield f"{len(fixed.made) + len(problems)} findings, {len(fixed.made)} fixed"
    errors = sum(problem.level == "error" for problem in problems)
    yield f"{errors} errors, {len(problems) - errors} warnings" if problems else "clean"


def _as_json(problems: Sequence[Problem], fixed: Fixed | None) -> Iterator[str]:
    made = [finding.problem.fields | {"fixed": True} for finding in fixed.made] if fixed else []
    left = [problem.fields | ({"fixed": False} if fixed else {}) for problem in problems]
    yield from (json.dumps(told, ensure_ascii=False) for told in (*made, *left))
