"""ihl corpus suggest: the passages whose annotation would teach most."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Deciding, ModelDir, Paths, Rules, packs_in_force
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.learn.suggest import Suggestion


def suggest(
    paths: Paths,
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="How many passages to list.", metavar="N")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    rules: Rules = None,
    builtin: Builtin = True,
    model: ModelDir = None,
) -> None:
    """List the passages whose annotation would teach the model most: unsure, in dispute, and unlike each other."""
    from ihl.cli.batch import Batch
    from ihl.engine.load import load_rules
    from ihl.learn.judging import ModelJudge
    from ihl.learn.suggest import suggest as best_of

    packs = packs_in_force(rules, builtin)
    deciding = Deciding(model)
    batch = Batch(packs, deciding)
    judge = deciding.judge()
    if not isinstance(judge, ModelJudge):
        raise InputError("--model none: what would teach a model can be asked of a model alone; name its folder")
    found = best_of(batch.articles(paths, bar=True), load_rules(*packs.folders, builtin=packs.builtin), judge, most)
    for line in _lines(found, as_json=as_json or not output.on_terminal()):
        output.say(line)
    if not found:
        output.complain("ihl: no passage has a legal term")
    batch.finish()


def _lines(found: list[Suggestion], *, as_json: bool) -> list[str]:
    if as_json:
        return [json.dumps(asdict(one), ensure_ascii=False) for one in found]
    return [f"{one.score:.2f}  {one.path}:{one.start}  {'; '.join(one.reasons)}\n      {one.text}" for one in found]
