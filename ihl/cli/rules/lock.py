"""ihl rules lock: a version number for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force

if TYPE_CHECKING:
    from ihl.workbench.writing.lockfile import Lock


def lock(
    paths: RulePaths = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; tell which rules are not as the lock has them, and exit 1.")
    ] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Give each rule a version number in rules.lock, raised when its lines, its settings or its lists have changed.

    Titles, reasons, references and examples raise no number. The file stands in the folder of the pack.
    """
    from ihl.workbench.workspace import open_workspace
    from ihl.workbench.writing.lock import lock_problems, next_lock, packs_of
    from ihl.workbench.writing.lockfile import lock_text, read_lock
    from ihl.workbench.writing.rewrite import refuse_installed

    workspace = open_workspace(packs_in_force(rules, builtin), paths or ())
    packs = [pack for pack in packs_of(workspace) if pack.rules]
    if check:
        missing = [f"{pack.path}: is not there; run: ihl rules lock" for pack in packs if not pack.path.exists()]
        told = [*missing, *map(str, lock_problems(workspace))]
        if told:
            output.say("\n".join(told))
        raise typer.Exit(1 if told else 0)
    for pack in packs:
        refuse_installed(pack.path)
        known = read_lock(pack.path)  # only now: two packs of one file each may share a folder, and so a lock
        after = next_lock(pack, known or {})
        if after != known:
            output.write([lock_text(after)], pack.path)
        gone = sum(name not in pack.rules for name in after)
        output.say(f"{pack.path}: {_told(known or {}, after)}, {gone} gone and kept")


def _told(before: Lock, after: Lock) -> str:
    new = sum(name not in before for name in after)
    raised = sum(name in before and before[name] != after[name] for name in after)
    return f"{len(after)} rules, {new} new, {raised} a version higher"
