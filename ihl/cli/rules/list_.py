"""ihl rules list: the rules, one row each."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.cli.rules.rows import AsJson, Form, FormOption, form_of, json_lines, table

_COLUMNS = ("id", "kind", "gives", "status", "lines", "examples", "title", "pack")


def list_rules(
    paths: RulePaths = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", help="cue, attribution, conduct, denial or context.", metavar="KIND", show_default=False
        ),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option("--category", help="Cues that give this category.", metavar="CATEGORY", show_default=False),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", help="draft, testing, stable or retired.", metavar="STATUS", show_default=False),
    ] = None,
    pack: Annotated[
        str | None, typer.Option("--pack", help="Rules of this pack.", metavar="PACK", show_default=False)
    ] = None,
    form: FormOption = None,
    as_json: AsJson = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """List the rules; exit 1 if none is as asked for.

    A table is cut to the width of the terminal; JSON lines hold everything.
    """
    from ihl.workbench.showing.listing import Wish, rows, there_is
    from ihl.workbench.workspace import open_workspace

    chosen, wish = form_of(form, as_json), Wish(kind, category, status, pack)
    workspace = open_workspace(packs_in_force(rules, builtin), paths or ())
    found = [asdict(row) for row in rows(workspace, wish)]
    if not found:
        known = "; ".join(f"{field}: {', '.join(values)}" for field, values in there_is(workspace).items() if values)
        output.complain(f"ihl: no rule here has {wish}; there is {known}" if known else "ihl: there is no rule here")
        raise typer.Exit(1)
    if chosen is Form.table:
        cells = ([row[column] for column in _COLUMNS] for row in found)
        output.show([table(_COLUMNS, cells, numbers=("lines", "examples"), cut=("gives", "title", "pack"))])
    else:
        output.write(json_lines(found), None)
