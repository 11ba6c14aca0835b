"""ihl rules new: a small complete rule to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Rules, packs_in_force
from ihl.errors import InputError


def new(
    kind: Annotated[
        str, typer.Argument(help="One of: cue, attribution, conduct, denial, context, actor.", metavar="KIND")
    ],
    name: Annotated[
        str, typer.Argument(help="Its id, such as denial.laugh-off; of an actor: hill-guard.", metavar="ID")
    ],
    into: Annotated[
        Path | None, typer.Option("--in", help="Add it to this file, made if it is not there.", metavar="FILE")
    ] = None,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Print a small complete rule whose examples hold, with comments that say what to write where.

    With --in it is added after the last rule of a file; all else in the file stays as it is.
    """
    from ihl.engine.load import layers_of
    from ihl.workbench.workspace import open_workspace
    from ihl.workbench.writing.rewrite import read_source, refuse_installed
    from ihl.workbench.writing.scaffold import appended, check_new, new_entry

    packs = packs_in_force(rules, builtin)
    there = into is not None and into.exists()
    workspace = open_workspace(packs, [into] if into is not None and there else ())
    text = new_entry(workspace, kind, name)
    if into is None:
        output.write([text], None)
        return
    if into.suffix != ".yaml" or not into.parent.is_dir():
        raise InputError(f"{into}: is no place for rules; name a file *.yaml in a folder that is there")
    refuse_installed(into)
    text = appended(read_source(into), text, into) if there else text
    check_new(workspace, text, into, layers_of(packs.folders, builtin=packs.builtin))
    output.write([text], into)
    what = "actor" if kind == "actor" else "rule, a draft"
    output.say(f"{into}: {name} is there ({what}); change it, then run: ihl rules test {into}")
