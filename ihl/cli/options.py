"""The arguments and options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ihl.cli import output
from ihl.errors import IhlError

if TYPE_CHECKING:
    from ihl.judge import Judge
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


class Precision(StrEnum):
    """At which point between precision and recall the model works."""

    balanced = "balanced"
    high = "high"


@dataclass(frozen=True)
class Deciding:
    """Who decides: the model of a folder, the one that comes along, or the rules alone; and how carefully."""

    model: str | None = None
    precision: Precision = Precision.balanced

    def judge(self) -> Judge:
        """Load what decides. Raises ModelError where the model cannot be used."""
        from ihl.judge import RulesOnly

        if self.model == NO_MODEL:
            return RulesOnly()
        from ihl.learn.judging import ModelJudge
        from ihl.learn.store import load_model

        model = load_model(Path(self.model) if self.model else None)
        return ModelJudge(model, model.points[self.precision.value])


NO_MODEL = "none"
ModelDir = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="Folder of a model that `ihl train` wrote; `none` lets the rules decide alone.",
        metavar="DIR",
        show_default="the one that comes along",
    ),
]
PrecisionOption = Annotated[
    Precision,
    typer.Option("--precision", help="high keeps fewer rows, and surer ones; `ihl model card` states how sure."),
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
