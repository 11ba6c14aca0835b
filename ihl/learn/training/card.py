"""card: what was measured of a model → its card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ihl.learn.training.measuring import Measured, calibration_error, coverage, reliability
from ihl.learn.training.reporting import Report
from ihl.learn.training.run import Run

HEAD = """\
# Model card

Logistic models that decide, together with the rules, whether a legal term is used to allege something, who alleges
it, of whom, how firmly, who denies it, and what that answers. They rule on no facts: a probability here says how
likely the *reading* is right, and nothing on what happened.

## What it is made of

- Trained by `ihl train` on invented articles alone; operating points chosen on `dev/`; `test/` only measured.
- Names never enter: features are what stands where, by kind of actor and class of word, and a word counts only if
  at least three conflicts share it.\
"""
TAIL = """\
## Limits

- English prose on armed conflict. The corpus is invented, written and annotated by one hand, and in two thirds more
  literary than news. Figures on it say how the ways of deciding compare, not how well another collection is read.
- What no rule marks as a legal term is never seen by the model.
- Who is meant by a noun or a pronoun is settled before the model: where that is wrong, the right actor may not be
  offered to it.
- A confidence is that of the reading of one article; nothing is added up over articles.
- A row marked `review` wants a person's eye. A row that is not marked can be wrong too.\
"""


def card(run: Run, found: Report) -> str:
    """The model card (Mitchell et al. 2019), as Markdown."""
    return "\n".join(_card(run, found)) + "\n"


def _card(run: Run, found: Report) -> Iterator[str]:
    made = run.model.made
    yield HEAD
    counts = ", ".join(f"`{part}/` {n}" for part, n in made["articles"].items())
    yield f"- Articles: {counts}; corpus `{made['corpus_sha256'][:12]}…`, rules `{made['rules_digest'][:12]}…`."
    yield "- Made with " + ", ".join(f"{name} {v}" for name, v in made["libraries"].items()) + "."
    rows = [row for scorer in run.model.scorers.values() for row in scorer.weights]
    yield f"- Weights: {sum(map(len, rows)):,}."
    yield ""
    for part, measured in found.parts.items():
        yield from _figures(part, measured)
    if found.held_out is not None:
        yield from _left_out(found)
    last = list(found.parts)[-1]
    yield from _trust(last, found.parts[last])
    yield TAIL


def _figures(part: str, measured: Mapping[str, Measured]) -> Iterator[str]:
    articles = len(next(iter(measured.values())).scores.per_article)
    yield f"## Figures on `corpus/{part}/` ({articles} articles, 95 % intervals over articles)"
    yield ""
    yield "| | cell F1 | cell precision | mention F1 | denial F1 | modality | false alarms | silent articles hit |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in measured.items():
        yield f"| {name} | " + " | ".join(_row(one)) + " |"
    yield ""
    by_category = measured["both"].scores.total.by_category
    yield "Mention F1 by category (both): " + ", ".join(f"{c} {v.f1:.2f}" for c, v in by_category.items()) + "."
    yield ""


def _row(one: Measured) -> Iterator[str]:
    total = one.scores.total
    yield _with_interval(total.cell.f1, one, "cell_f1")
    yield f"{total.cell.precision:.2f}"
    yield _with_interval(total.mention.f1, one, "mention_f1")
    yield _with_interval(total.denial.f1, one, "denial_f1")
    yield _with_interval(total.modality.value, one, "modality_accuracy")
    yield _with_interval(total.false_alarms.value, one, "false_alarm_rate")
    yield f"{total.negative_articles.hits}/{total.negative_articles.of}"


def _with_interval(value: float | None, one: Measured, name: str) -> str:
    if value is None:
        return "–"
    low, high = one.intervals.get(name, (value, value))
    return f"{value:.2f} [{low:.2f}, {high:.2f}]"


def _left_out(found: Report) -> Iterator[str]:
    yield "## Leaving one conflict out"
    yield ""
    last = list(found.parts)[-1]
    split = found.parts[last]["both"].scores.total.cell.f1
    told = f"cell F1 {found.held_out:.2f}; on `{last}/` {split:.2f}"
    yield f"Over the conflicts of `train/`, each read by models that never saw it: {told}."
    yield ""


def _trust(part: str, measured: Mapping[str, Measured]) -> Iterator[str]:
    graded = measured["both"].graded
    error = calibration_error(graded)
    yield f"## How far `confidence` can be believed (rows of `{part}/`)"
    yield ""
    yield f"Expected calibration error {error:.3f}." if error is not None else "No row to judge."
    yield ""
    yield "![reliability](reliability.png)"
    yield ""
    yield "| confidence | rows | mean confidence | share right |"
    yield "|---|---|---|---|"
    for b in reliability(graded):
        low = int(b.confidence * 10) / 10
        yield f"| {low:.1f} to {low + 0.1:.1f} | {b.rows} | {b.confidence:.2f} | {b.right:.2f} |"
    yield ""
    yield "| share of rows kept, the surest first | their precision | least confidence |"
    yield "|---|---|---|"
    for share, precision, least in coverage(graded):
        yield f"| {share:.0%} | {precision:.2f} | {least:.2f} |"
    yield ""
