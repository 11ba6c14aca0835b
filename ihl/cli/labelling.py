"""ihl corpus tasks and import: articles to people who annotate them in Label Studio, and back as gold files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.batch import Batch, nothing_left
from ihl.cli.options import Builtin, Deciding, ModelDir, Out, RecordPaths, Rules, packs_in_force, spare_inputs
from ihl.errors import InputError, LabellingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ihl.labelstudio.drafts import GoldDraft
    from ihl.labelstudio.tasks import JsonTask


def tasks(
    paths: RecordPaths,
    out: Out = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", help="Write the labelling configuration of the project to this file.", metavar="FILE"),
    ] = None,
    rules: Rules = None,
    builtin: Builtin = True,
    model: ModelDir = None,
) -> None:
    """Make tasks for Label Studio, with what the program found to start from."""
    from ihl.labelstudio.config import labelling_config
    from ihl.labelstudio.tasks import tasks as made

    for written in (out, config):
        spare_inputs(written, paths)
    if config is not None and config == out:
        raise InputError(f"{config}: is to hold both the tasks and the configuration; name two files")
    batch = Batch(packs_in_force(rules, builtin), Deciding(model))
    nothing, records = nothing_left(batch.records(paths))
    if not nothing:
        output.write(_lines(made(records)), out)
    if config is not None:
        output.write([labelling_config()], config)
    batch.finish()


def _lines(made: list[JsonTask]) -> Iterator[str]:
    """A JSON array with a task on each line."""
    from ihl.escape import json_text

    for number, task in enumerate(made):
        yield ("[\n" if number == 0 else ",\n") + json_text(json.dumps(task, ensure_ascii=False))
    yield "\n]\n"


def import_tasks(
    file: Annotated[
        Path, typer.Argument(help="What Label Studio exports as JSON, or - for standard input.", metavar="TASKS.json")
    ],
    out: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for <id>.yaml and <id>.txt; made if need be.", metavar="DIR")
    ],
    accept_predictions: Annotated[
        bool, typer.Option("--accept-predictions", help="Take what the program found where nobody has annotated.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over gold files that are there.")] = False,
) -> None:
    """Make gold files of annotated tasks; exit 1 if a task has faults, which costs no other."""
    from ihl.labelstudio.drafts import GoldDraft, gold_of
    from ihl.labelstudio.exported import read_tasks

    given, made, faulty = read_tasks(_read(file), str(file)), dict[str, GoldDraft](), list[LabellingError]()
    for task in given:
        try:
            draft = gold_of(task, accept_predictions=accept_predictions)
            if draft is not None:
                _refuse_twice(draft, made, out, force)
                made[draft.name.casefold()] = draft
        except LabellingError as error:
            faulty.append(error)
    for draft in made.values():
        _write(draft, out)
    for faults in faulty:
        output.say_error(faults)
    left = len(given) - len(made) - len(faulty)
    hint = " (--accept-predictions takes what the program found)" if left and not accept_predictions else ""
    output.complain(f"ihl: {len(made)} tasks written, {len(faulty)} with faults, {left} not annotated{hint}")
    raise typer.Exit(1 if faulty else 0)


def _read(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read() if sys.stdin else b""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}; name what Label Studio exports as JSON") from None


def _refuse_twice(draft: GoldDraft, made: dict[str, GoldDraft], out: Path, force: bool) -> None:
    if draft.name.casefold() in made:  # on some systems A.yaml and a.yaml are one file
        raise LabellingError(f"task {draft.name!r}: another task of the file has this id, allowed is one of each id")
    for path in () if force else _files(draft, out):
        if path.exists():
            raise LabellingError(f"task {draft.name!r}: {path} is there already, allowed is --force to write over it")


def _files(draft: GoldDraft, out: Path) -> tuple[Path, Path]:
    return out / f"{draft.name}.yaml", out / f"{draft.name}.txt"


def _write(draft: GoldDraft, out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be made: {error.strerror}; choose another folder with -o") from None
    for path, words in zip(_files(draft, out), (draft.as_yaml(), draft.text), strict=True):
        output.write([words], path)
