"""ihl matrix: records or articles to the allegation matrix."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    Rules,
    choose,
    packs_in_force,
    spare_inputs,
)

if TYPE_CHECKING:
    from ihl.record import Record


class Form(StrEnum):
    """How the matrix is written."""

    table = "table"
    csv = "csv"
    md = "md"
    json = "json"
    html = "html"


def matrix(
    paths: Annotated[
        list[str],
        typer.Argument(help="Records (.jsonl, .json), articles (.txt, .md), folders of these, or -.", metavar="PATH"),
    ],
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
    nothing, records = nothing_left(_records(batch, paths))
    if not nothing:
        made = build_matrix(records)
        if chosen is Form.table:
            output.show([matrix_table(made)], out)
        else:
            output.write([MATRIX_WRITERS[chosen.value](made)], out)
    batch.finish()


def _records(batch: Batch, paths: list[str]) -> Iterator[Record]:
    from ihl.read import STDIN
    from ihl.read_records import RECORD_ENDINGS, read_records

    articles: list[str] = []
    for path in paths:
        if path == STDIN:
            yield from _stdin(batch)
        elif Path(path).suffix.lower() in RECORD_ENDINGS:
            yield from batch.keep(read_records(Path(path)))
        else:
            articles.append(path)
    yield from batch.tag(articles, bar=True)


def _stdin(batch: Batch) -> Iterator[Record]:
    """Take what a pipe brings for records, if it starts like some, else for one article."""
    from ihl.read import STDIN, decode_article
    from ihl.read_records import looks_like_records, parse_json, parse_lines

    data = sys.stdin.buffer.read() if sys.stdin else b""
    if not looks_like_records(data):
        return batch.tag_articles([decode_article(STDIN, data)])
    array = data.lstrip().startswith(b"[")
    return batch.keep(parse_json(data, STDIN) if array else parse_lines(data.splitlines(), STDIN))
