"""ihl evaluate --swap: the same articles under other names must give the same answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ihl.cli import output

if TYPE_CHECKING:
    from ihl.cli.options import Deciding
    from ihl.gold import GoldArticle
    from ihl.project import Packs


@dataclass
class Count:
    """How many articles were swapped, how often, and how often an answer changed."""

    articles: int = 0
    swaps: int = 0
    differing: int = 0


def report_swaps(
    folder: Path, gold: Mapping[str, GoldArticle], packs: Packs, deciding: Deciding, most: int, *, as_json: bool
) -> None:
    """Print every answer that changed with the names, and how many; exit 1 if any did."""
    count = Count()
    for name, number, difference in _differences(folder, gold, packs, deciding, most, count):
        told = {"article": name, "swap": number, "difference": difference}
        output.say(json.dumps(told, ensure_ascii=False) if as_json else f"{name}: swap {number}: {difference}")
    if as_json:
        output.say(json.dumps(count.__dict__))
    else:
        output.say(f"articles {count.articles}  swaps {count.swaps}  with differences {count.differing}")
    raise typer.Exit(1 if count.differing else 0)


def _differences(
    folder: Path, gold: Mapping[str, GoldArticle], packs: Packs, deciding: Deciding, most: int, count: Count
) -> Iterator[tuple[str, int, str]]:
    from ihl.engine.load import load_rules
    from ihl.swap import check
    from ihl.text import Article

    rules, judge = load_rules(*packs.folders, builtin=packs.builtin), deciding.judge()
    for name in output.with_bar(list(gold), wanted=True):
        count.articles += 1
        article = Article(gold[name].text, path=str(folder / f"{name}.txt"))
        for number, (_, found) in enumerate(check(article, rules, most, judge=judge), start=1):
            count.swaps += 1
            count.differing += bool(found)
            yield from ((name, number, difference) for difference in found)
