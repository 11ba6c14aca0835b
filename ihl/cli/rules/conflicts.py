"""ihl rules conflicts: which rules disagree, and in which sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Rules, packs_in_force
from ihl.cli.rules.rows import json_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ihl.text import Article
    from ihl.workbench.comparing.conflicts import Conflict
    from ihl.workbench.workspace import Workspace


def conflicts(
    on: Annotated[
        Path | None,
        typer.Option("--on", help="Articles to look at; without, the sentences of the examples.", metavar="DIR"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """List the pairs of rules that disagree about the same words, with the sentences; exit 1 if there are any."""
    from ihl.workbench.articles import articles_in
    from ihl.workbench.comparing.conflicts import conflicts as found_in
    from ihl.workbench.workspace import open_workspace

    workspace = open_workspace(packs_in_force(rules, builtin))
    articles = articles_in(on) if on else _examples(workspace)
    found = found_in(output.with_bar(articles, True), workspace.rules)
    if as_json:
        output.write(json_lines(map(asdict, found)), None)
    elif found:
        output.say("\n".join(_lines(found)))
    output.complain(f"ihl: {len(found)} disagreements in {len(articles)} {'articles' if on else 'examples'}")
    raise typer.Exit(1 if found else 0)


def _examples(workspace: Workspace) -> list[Article]:
    from ihl.text import Article

    texts = {example.text: rule.id for _, rule in workspace.own_rules() for example in rule.examples}
    return [Article(text, path=rule) for text, rule in texts.items()]


def _lines(found: Sequence[Conflict]) -> Iterator[str]:
    """Each pair once with how often, and its sentences below it."""
    counts = Counter((one.sort, one.one, one.other) for one in found)
    for (sort, one, other), times in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{sort}: {one} and {other}: {times}"
        for conflict in found:
            if (conflict.sort, conflict.one, conflict.other) == (sort, one, other):
                yield f"    {conflict.article}: {conflict.detail}"
                yield f"        {conflict.sentence}"
