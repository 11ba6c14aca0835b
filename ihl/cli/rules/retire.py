"""ihl rules retire: a rule taken out of force, its id and its examples kept."""

from __future__ import annotations

from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.errors import InputError


def retire(
    name: Annotated[str, typer.Argument(help="The id of the rule.", metavar="ID")],
    paths: RulePaths = None,
    replaced_by: Annotated[
        str | None, typer.Option("--for", help="The rule that takes its place.", metavar="ID2", show_default=False)
    ] = None,
    because: Annotated[
        str | None, typer.Option("--because", help="Why nothing takes its place.", metavar="TEXT", show_default=False)
    ] = None,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Retire a rule in its file: it runs no more, and its id is never used again.

    Its examples are held against the rule that takes its place, from now on by `ihl rules test`; exit 1 if one of them
    does not hold. Who only wants a built-in rule turned off writes `disables` in a pack of their own.
    """
    from ihl.workbench.workspace import open_workspace
    from ihl.workbench.writing.lock import packs_of
    from ihl.workbench.writing.retire import retire as retired

    if (replaced_by is None) == (because is None):
        raise InputError(f"{name}: say what takes its place with --for ID2, or why nothing does with --because TEXT")
    workspace = open_workspace(packs_in_force(rules, builtin), paths or ())
    done = retired(workspace, name, replaced_by=replaced_by, because=because, named=bool(paths))
    output.write([done.text], done.file.path)
    output.say(f"{done.place}: {name} is retired" + (f", {replaced_by} stands in its place" if replaced_by else ""))
    if done.replaced:
        output.say(f"its old reason is overwritten: {done.replaced}")
    failed = [case for case in done.cases if not case.passed and not case.known_gap]
    for case in failed:
        output.say(f"{case.place}: {case.rule}: {case.name}: {case.text}\n{case.message}")
    if done.cases:
        kept = len(done.cases) - len(failed)
        output.say(f"{len(done.cases)} examples held against {replaced_by}: {kept} hold, {len(failed)} do not")
    if any(pack.path.exists() and name in pack.rules for pack in packs_of(workspace)):
        output.say("its meaning has changed; run: ihl rules lock")
    raise typer.Exit(1 if failed else 0)
