"""The arguments and options that several commands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from ihl.cli import output
from ihl.errors import IhlError

E = TypeVar("E", bound=Enum)

Paths = Annotated[
    list[str],
    typer.Argument(help="Articles (.txt, .md), folders of them, or - for standard input.", metavar="PATH"),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to this file, whole or not at all; - is standard output.",
        metavar="FILE",
        callback=lambda out: None if out == Path("-") else out,
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", help="Folder of rules, in place of the built-in ones; may be given again.", metavar="DIR"),
]


def choose(asked: E | None, out: Path | None, forms: type[E], *, on_terminal: E, otherwise: E) -> E:
    """Decide on the form: as asked, by the ending of the output file, or by where the output goes."""
    if asked is not None:
        return asked
    if out is None:
        return on_terminal if output.on_terminal() else otherwise
    named = {form.value: form for form in forms}
    return named.get(out.suffix.lstrip(".").lower(), otherwise)


def spare_inputs(out: Path | None, paths: list[str]) -> None:
    """Refuse to write over something that is read, or where the next run would read it as an article."""
    from ihl.read import ENDINGS, STDIN

    if out is None:
        return
    target = out.resolve()
    for path in paths:
        source = Path(path).resolve()
        if path != STDIN and (source == target or (source in target.parents and target.suffix.lower() in ENDINGS)):
            raise IhlError(f"{out}: is read as an input, now or the next time; choose another file with -o")
