"""Rows of values on the command line: a table for people, JSON lines for programs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli.options import choose
from ihl.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table


class Form(StrEnum):
    """How rows are written."""

    table = "table"
    jsonl = "jsonl"


FormOption = Annotated[
    Form | None, typer.Option("--format", "-f", help="Default: table on a terminal, jsonl in a pipe.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, as --format jsonl.")]


def form_of(form: Form | None, as_json: bool) -> Form:
    """The form that is asked for, or that fits where the rows go. Raises InputError where both options differ."""
    if as_json and form is Form.table:
        raise InputError("--json and --format table ask for two forms; leave one out")
    return choose(Form.jsonl if as_json else form, None, Form, on_terminal=Form.table, otherwise=Form.jsonl)


def json_lines(items: Iterable[dict[str, object]]) -> Iterable[str]:
    """One JSON object a line."""
    from ihl.escape import json_text

    return (json_text(json.dumps(item, ensure_ascii=False)) + "\n" for item in items)


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: Collection[str] = (),
    cut: Collection[str] = (),
) -> Table:
    """A table for the terminal, one line a row.

    Args:
        numbers: columns that stand to the right.
        cut: columns that are cut where the terminal is too narrow; the others are whole.
    """
    from rich.table import Table
    from rich.text import Text

    from ihl.escape import shorten

    made = Table()
    for heading in headings:
        made.add_column(heading, justify="right" if heading in numbers else "left", no_wrap=heading not in cut)
    for row in rows:
        words = (shorten(f"{value:,}" if isinstance(value, int) else str(value), 200) for value in row)
        made.add_row(*(Text(told, no_wrap=True, overflow="ellipsis") for told in words))
    return made
