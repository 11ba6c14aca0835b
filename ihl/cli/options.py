"""The arguments and options that several commands share."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ihl.cli import output
from ihl.errors import IhlError

if TYPE_CHECKING:
    from ihl.project import Packs

E = TypeVar("E", bound=Enum)

Paths = Annotated[
    list[str],
    typer.Argument(help="Articles (.txt, .md), folders of them, or - for standard input.", metavar="PATH"),
]
RecordPaths = Annotated[
    list[str],
    typer.Argument(help="Records (.jsonl, .json), articles (.txt, .md), folders of these, or -.", metavar="PATH"),
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
    typer.Option("--rules", help="A pack of rules to lay over the built-in ones; may be given again.", metavar="DIR"),
]
RulePaths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Folders or files of rules; your own packs if none is named, or the built-in ones.", metavar="[PATH...]"
    ),
]
Builtin = Annotated[
    bool, typer.Option("--builtin/--no-builtin", help="With or without the built-in rules.", show_default=False)
]


def packs_in_force(rules: list[Path] | None, builtin: bool) -> Packs:
    """The packs of the project file of this folder, if there is one, and over them those of the command line."""
    from ihl.project import Packs, find_project, read_project

    project = find_project(Path.cwd())
    packs = read_project(project) if project else Packs()
    if project:
        output.complain(f"ihl: rules as {project} says: {', '.join(path.name for path in packs.folders) or 'no packs'}")
    packs = packs.over(*(rules or ()))
    return packs if builtin else replace(packs, builtin=False)


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
