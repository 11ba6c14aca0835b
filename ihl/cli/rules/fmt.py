"""ihl rules fmt: rule files in one layout."""

from __future__ import annotations

from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.options import RulePaths, Rules, packs_in_force
from ihl.errors import Problem, RuleProblems


def fmt(
    paths: RulePaths = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; name the files that would change, and exit 1 if any.")
    ] = False,
    rules: Rules = None,
) -> None:
    """Put the fields of rule files in their order, indent lists by two, part rules by one blank line.

    Comments, quotes, brackets and line breaks stay. A file that could lose anything is left as it is; then exit 1.
    """
    from ihl.engine.files import rule_paths
    from ihl.engine.load import layers_of
    from ihl.workbench.writing.fmt import formatted
    from ihl.workbench.writing.rewrite import read_source, refuse_installed

    packs = packs_in_force(rules, True)
    problems: list[Problem] = []
    found = 0
    for path in rule_paths(paths or packs.folders or layers_of((), builtin=True)):
        text = read_source(path)
        try:
            new = formatted(text, path)
        except RuleProblems as error:
            problems += error.problems
            continue
        if new == text:
            continue
        found += check or new is None
        if new is not None and not check:
            refuse_installed(path)
            output.write([new], path)
        output.say(f"{path}:1:1: {_told(new, check)}")
    if problems:
        raise RuleProblems(problems)
    raise typer.Exit(1 if found else 0)


def _told(new: str | None, check: bool) -> str:
    if new is None:
        return "left as it is: a value or a comment would be lost; put its fields in order by hand"
    return "would be changed; run: ihl rules fmt" if check else "changed"
