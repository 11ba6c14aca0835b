"""ihl rules time: which rules cost most."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.cli.rules.rows import AsJson, Form, FormOption, form_of, json_lines, table
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.workbench.showing.timing import Costs

_TOP = 20
_RULES = ("rule", "ms", "share", "candidates", "matches", "per match")
_WORDS = ("word", "candidates", "rules")


class Order(StrEnum):
    """What the dearest rule is told by."""

    time = "time"
    candidates = "candidates"


def time_rules(
    paths: RulePaths = None,
    on: Annotated[
        Path | None,
        typer.Option("--on", help="Articles (.txt, .md); the texts of all examples if none are named.", metavar="DIR"),
    ] = None,
    by: Annotated[Order, typer.Option("--by", help="Order; candidates are the same on every machine.")] = Order.time,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, help="So many rules and words. Default: 20 in a table, else all.", metavar="N"),
    ] = None,
    form: FormOption = None,
    as_json: AsJson = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Say which rules cost most over a set of articles, and which words make them be tried.

    A candidate is a word at which a pattern of the rule was tried. Times are of this machine.
    """
    from ihl.workbench.articles import articles_in
    from ihl.workbench.showing.timing import example_texts, measure
    from ihl.workbench.workspace import open_workspace

    chosen = form_of(form, as_json)
    workspace = open_workspace(packs_in_force(rules, builtin), paths or ())
    articles = articles_in(on) if on is not None else list(example_texts(workspace))
    if not articles:
        raise InputError("no rule here has an example to be timed on; name articles with --on")
    costs = measure(workspace, output.with_bar(articles, True), by.value)
    if chosen is Form.table:
        _show(costs, top or _TOP)
    else:
        items = [*map(asdict, costs.rules[:top]), *map(asdict, costs.words[:top])]
        output.write(json_lines(items), None)
    output.complain(
        f"ihl: {costs.milliseconds:,.1f} ms in the patterns of all rules, over {costs.sentences:,} sentences of"
        f" {costs.texts:,} texts; times are of this machine and this run"
    )


def _show(costs: Costs, top: int) -> None:
    rules = (
        (
            cost.rule,
            f"{cost.milliseconds:.1f}",
            f"{cost.share:.1%}",
            cost.candidates,
            cost.matches,
            _ratio(cost.per_match),
        )
        for cost in costs.rules[:top]
    )
    words = ((cost.word, cost.candidates, cost.rules) for cost in costs.words[:top])
    output.show([table(_RULES, rules, numbers=_RULES[1:]), table(_WORDS, words, numbers=_WORDS[1:])])


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
