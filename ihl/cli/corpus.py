"""ihl corpus: annotated articles checked, counted and compared."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.errors import GoldError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ihl.agreement import Agreement
    from ihl.corpus import Holdings

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def check(
    folder: Annotated[
        Path, typer.Argument(help="Folder of gold files with their texts, or of such folders.", metavar="DIR")
    ],
    as_json: AsJson = False,
) -> None:
    """Check annotated articles, and count what they hold; exit 1 if anything is wrong.

    Each file by itself: quotes found, keys defined, denials that answer what is alleged. All together: names under two
    actors, legal terms that belong to no mention, sentences that stand in two articles, conflicts in two folders.
    """
    from ihl.corpus import faults, holdings, parts_of
    from ihl.engine.load import load_rules

    _refuse_missing(folder)
    try:
        parts = parts_of(folder)
    except GoldError as error:
        lines = str(error).splitlines()
        output.say(
            "\n".join(json.dumps({"fault": line}, ensure_ascii=False) for line in lines) if as_json else str(error)
        )
        output.complain(f"ihl: {len(lines)} faults; the rest is checked once these are mended")
        raise typer.Exit(1) from None
    found = faults(folder, parts, load_rules())
    if as_json:
        counts = [{"part": part, **asdict(holdings(gold))} for part, gold in parts.items()]
        told = [{"path": str(fault.path), "place": fault.place, "text": fault.text} for fault in found]
        output.say("\n".join(json.dumps(item, ensure_ascii=False) for item in (*told, *counts)))
    else:
        held = [line for part, gold in parts.items() for line in _held(part, holdings(gold))]
        output.say("\n".join([*map(str, found), *held]))
    output.complain(f"ihl: {len(found)} faults")
    raise typer.Exit(1 if found else 0)


def compare(
    one: Annotated[Path, typer.Argument(help="Folder of gold files.", metavar="DIR")],
    other: Annotated[Path, typer.Argument(help="The same articles, annotated by somebody else.", metavar="DIR2")],
    as_json: AsJson = False,
) -> None:
    """Say how far two annotators agree on the articles that both have."""
    from ihl.agreement import agreement
    from ihl.corpus import parts_of

    for folder in (one, other):
        _refuse_missing(folder)
    first, second = ({name: a for gold in parts_of(f).values() for name, a in gold.items()} for f in (one, other))
    if not first.keys() & second.keys():
        raise InputError(f"{one} and {other}: have no article in common; the names of their files tell")
    found = agreement(first, second)
    output.say(json.dumps(_figures(found)) if as_json else "\n".join(_told(found)))


def _refuse_missing(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name one that holds <id>.yaml and <id>.txt files")


def _held(part: str, held: Holdings) -> Iterator[str]:
    yield f"{part}: {held.articles} articles, {held.conflicts} conflicts, {held.words:,} words"
    yield f"   without an allegation {held.without_allegation}, mentions that allege nothing {held.not_allegation}"
    for counts in (held.categories, held.modalities, held.denial_kinds):
        yield "   " + ", ".join(f"{name} {count}" for name, count in counts.items())


def _figures(found: Agreement) -> dict[str, object]:
    total = found.scores.total
    figures = {"cell_f1": total.cell.f1, "mention_f1": total.mention.f1, "denial_f1": total.denial.f1}
    kappa = {"modality_kappa": found.kappa, "modality_cells": found.cells}
    spread = {name: found.intervals[name] for name in figures if name in found.intervals}
    return {"articles": found.articles, **figures, **kappa, "intervals_95": spread}


def _told(found: Agreement) -> Iterator[str]:
    figures = _figures(found)
    yield f"articles {found.articles}"
    for name in ("cell_f1", "mention_f1", "denial_f1"):
        low, high = found.intervals.get(name, (None, None))
        interval = f" [{low:.3f}, {high:.3f}]" if low is not None else ""
        yield f"{name.replace('_f1', ' F1'):12} {figures[name]:.3f}{interval}"
    kappa = "none to judge" if found.kappa is None else f"{found.kappa:.3f}"
    yield f"modality kappa {kappa} over {found.cells} cells"
