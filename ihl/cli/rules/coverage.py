"""ihl rules coverage: how far the rules are proven, and how far they reach."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.cli.rules.rows import Form, FormOption, form_of, json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from ihl.workbench.testing.coverage import Covered, Reach


def coverage(
    paths: RulePaths = None,
    on: Annotated[
        Path | None, typer.Option("--on", help="Also count what the rules do in these articles.", metavar="DIR")
    ] = None,
    least: Annotated[
        float | None, typer.Option("--min", help="Exit 1 if less than this share is proven, in percent.", metavar="N")
    ] = None,
    form: FormOption = None,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Say how far each rule is proven by its examples, and what it does over a set of articles."""
    from ihl.workbench.articles import articles_in, gold_of
    from ihl.workbench.testing.coverage import coverage as covered_by
    from ihl.workbench.testing.prove import run_examples
    from ihl.workbench.workspace import open_workspace

    workspace = open_workspace(packs_in_force(rules, builtin), paths or ())
    articles = output.with_bar(articles_in(on), True) if on else None
    covered = covered_by(workspace, run_examples(workspace), articles, gold_of(on) if on else None)
    if form_of(form, as_json=False) is Form.jsonl:
        output.write(json_lines(_objects(covered)), None)
    else:
        output.show([_table(covered, reach=on is not None)])
    proven = _proven(covered)
    output.complain(_summary(covered, proven, on))
    raise typer.Exit(1 if least is not None and proven < least else 0)


def _proven(covered: Sequence[Covered]) -> float:
    """The share of all parts that is proven, in percent."""
    parts = sum(one.proven.parts for one in covered)
    return 100 * sum(one.proven.shown for one in covered) / parts if parts else 100.0


def _summary(covered: Sequence[Covered], proven: float, on: Path | None) -> str:
    parts = sum(one.proven.parts for one in covered)
    told = f"ihl: {len(covered)} rules, {parts} lines, exceptions and blanks, {proven:.1f} % proven"
    if on is None:
        return told
    silent = sum(one.reach is not None and not one.reach.fires for one in covered)
    return f"{told}; {silent} rules never fired on {on}"


def _objects(covered: Sequence[Covered]) -> Iterator[dict[str, object]]:
    for one in covered:
        reach = asdict(one.reach) if one.reach else {}
        proof = {"shown": one.proven.shown, "parts": one.proven.parts}
        yield {"rule": one.rule.id, "kind": one.rule.kind, "status": one.rule.status, **proof, **reach}


def _table(covered: Sequence[Covered], *, reach: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("rule", overflow="fold")
    further = ("fires", "articles", "mentions", "alone", "right", "model") if reach else ()
    for heading in ("status", "proven", *further):
        table.add_column(heading, justify="right")
    if reach:
        table.add_column("most often beside", overflow="fold")
    for one in covered:
        table.add_row(one.rule.id, one.rule.status, f"{one.proven.shown}/{one.proven.parts}", *_cells(one.reach))
    return table


def _cells(reach: Reach | None) -> tuple[str, ...]:
    if reach is None:
        return ()
    right = f"{reach.right}/{reach.judged}" if reach.judged else "–"
    model = f"{reach.agreed}/{reach.asked}" if reach.asked else "–"
    return str(reach.fires), str(reach.articles), str(reach.mentions), str(reach.alone), right, model, reach.beside
