"""ihl matrix: records or articles to the allegation matrix."""

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
    Precision,
    PrecisionOption,
    RecordPaths,
    Rules,
    choose,
    packs_in_force,
    spare_inputs,
)


class Form(StrEnum):
    """How the matrix is written."""

    table = "table"
    csv = "csv"
    md = "md"
    json = "json"
    html = "html"


def matrix(
    paths: RecordPaths,
    form: Annotated[
        Form | None,
        typer.Option("--format", "-f", help="Default: table on a terminal, csv in a pipe, by the ending with -o."),
    ] = None,
    out: Out = None,
    rules: Rules = None,
    builtin: Builtin = True,
    model: ModelDir = None,
    precision: PrecisionOption = Precision.balanced,
) -> None:
    """Build the matrix of allegations over articles."""
    from ihl.matrix import build_matrix
    from ihl.matrix_export import MATRIX_WRITERS, matrix_table

    spare_inputs(out, paths)
    chosen = choose(form, out, Form, on_terminal=Form.table, otherwise=Form.csv)
    batch = Batch(packs_in_force(rules, builtin), Deciding(model, precision))
    nothing, records = nothing_left(batch.records(paths))
    if not nothing:
        made = build_matrix(records)
        if chosen is Form.table:
            output.show([matrix_table(made)], out)
        else:
            output.write([MATRIX_WRITERS[chosen.value](made)], out)
    batch.finish()
