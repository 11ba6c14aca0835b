"""ihl tag: articles to records."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.batch import Batch, nothing_left
from ihl.cli.options import (
    Builtin,
    Deciding,
    ModelDir,
    Out,
    Paths,
    Precision,
    PrecisionOption,
    Rules,
    choose,
    packs_in_force,
    spare_inputs,
)


class Form(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    table = "table"
    md = "md"


def tag(
    paths: Paths,
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="Default: table on a terminal, jsonl in a pipe, by the ending with -o."),
    ] = None,
    out: Out = None,
    rules: Rules = None,
    builtin: Builtin = True,
    model: ModelDir = None,
    precision: PrecisionOption = Precision.balanced,
) -> None:
    """Record who alleges what, and who denies it."""
    from ihl.export import RECORD_WRITERS, record_table

    spare_inputs(out, paths)
    chosen = choose(form, out, Form, on_terminal=Form.table, otherwise=Form.jsonl)
    streams = chosen is not Form.table and output.on_terminal(out)
    batch = Batch(packs_in_force(rules, builtin), Deciding(model, precision))
    nothing, records = nothing_left(batch.tag(paths, bar=not streams))
    if not nothing and chosen is Form.table:
        output.show([record_table(records)], out)
    elif not nothing:
        output.write(RECORD_WRITERS[chosen.value](records), out)
    batch.finish()
