"""reporting: what the card of a model tells: figures beside the rules alone, and how far to trust them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ihl.judge import Judge, RulesOnly
from ihl.learn.judging import ModelJudge
from ihl.learn.model import BALANCED, HIGH, Model
from ihl.learn.training.course import Course, Told
from ihl.learn.training.fitting import fit_scorer
from ihl.learn.training.measuring import Measured, measure
from ihl.learn.training.run import Run, without_rules


@dataclass(frozen=True)
class Report:
    """Everything measured of a model.

    Attributes:
        parts: by part of the corpus, each way of deciding with what was measured.
        held_out: cell F1 over conflicts that nothing was trained on, one after another; with the same over the part.
    """

    parts: Mapping[str, Mapping[str, Measured]]
    held_out: float | None


def report(run: Run, tell: Told, *, held_out: bool = True) -> Report:
    """Measure a model on the parts of its corpus that it was not trained on."""
    parts = {}
    for part in ("dev", "test"):
        if part in run.lessons:
            tell(f"measuring on {part}/")
            parts[part] = {name: measure(run.lessons[part], judge) for name, judge in ways(run.model).items()}
    return Report(parts, _held_out(run, tell) if held_out else None)


def ways(model: Model) -> dict[str, Judge]:
    """The ways of deciding that are compared."""
    balanced = model.points[BALANCED]
    return {
        "rules only": RulesOnly(),
        "model only": ModelJudge(model, without_rules(balanced)),
        "both": ModelJudge(model, balanced),
        "both, --precision high": ModelJudge(model, model.points[HIGH]),
    }


def _held_out(run: Run, tell: Told) -> float:
    """Leave one conflict out: train on all others, measure on it, and add the counts up. Claims only, not denials."""
    course = Course(run.lessons["train"], lambda _: None)
    examples = course.claim_examples()
    groups = sorted({lesson.group for lesson in run.lessons["train"]})
    right = given = wanted = 0
    for n, group in enumerate(groups, start=1):
        tell(f"conflict {n} of {len(groups)} left out")
        scorers = dict(run.model.scorers)
        for name, found in examples.items():
            scorers[name] = fit_scorer([e for e in found if e.group != group], course.strength(name))
        judge = ModelJudge(replace(run.model, scorers=scorers), run.model.points[BALANCED])
        cells = measure([lesson for lesson in run.lessons["train"] if lesson.group == group], judge).scores.total.cell
        right, given, wanted = right + cells.tp_system, given + cells.system, wanted + cells.gold
    return 2 * right / (given + wanted) if given + wanted else 0.0
