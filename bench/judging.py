"""What the models cost: relevant articles tagged by the rules alone, and by rules and models together."""

from __future__ import annotations

from functools import partial

from bench.measure import Table, in_turns
from bench.stream import relevant_only, stream
from ihl.engine.ruleset import RuleSet
from ihl.judge import Judge, RulesOnly
from ihl.learn.judging import ModelJudge
from ihl.learn.store import load_model
from ihl.pipeline import tag
from ihl.text import Article

RULES, BOTH = "rules only", "rules and models"
HEADINGS = ("judge", "articles", "ms an article", f"÷ {RULES}")


def judging(rules: RuleSet, articles: int, repeats: int) -> Table:
    """Time the two judges in turns over the relevant articles of the stream."""
    texts = [Article(text) for text in relevant_only(stream(articles))]
    model = load_model()
    judges: dict[str, Judge] = {RULES: RulesOnly(), BOTH: ModelJudge(model, model.points["balanced"])}

    def way(judge: Judge) -> list[object]:
        return [tag(article, rules, judge=judge) for article in texts]

    seconds = in_turns({name: partial(way, judge) for name, judge in judges.items()}, repeats)
    rows = [
        (name, f"{len(texts):,}", f"{taken * 1000 / len(texts):.2f}", f"{taken / seconds[RULES]:.2f}")
        for name, taken in seconds.items()
    ]
    return Table(f"Judging, medians of {repeats}", HEADINGS, tuple(rows))
