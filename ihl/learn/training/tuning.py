"""tuning: the operating point, chosen on articles that nothing was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ihl.gold_keys import JsonRecord
from ihl.intervals import Scores
from ihl.judge import Judgement
from ihl.learn.decide import Decision, decide, score_cue
from ihl.learn.decide import Scores as CueScores
from ihl.learn.judging import ModelJudge
from ihl.learn.model import Model, Point
from ihl.learn.training.lessons import Lesson
from ihl.learn.training.measuring import gold_of
from ihl.learn.views import ArticleView, CueView
from ihl.scoring import score

GRID: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("statement", (0.3, 0.4, 0.5, 0.6, 0.7)),
    ("overrule", (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)),
    ("stand", (0.1, 0.2, 0.3, 0.4, 0.5)),
    ("unnamed", (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
    ("named", (0.2, 0.3, 0.4, 0.5, 0.6)),
    ("accused", (0.4, 0.5, 0.6, 0.7)),
    ("share", (0.7, 0.8, 0.9)),
)
FOUND = 0.1  # share of the rows that even the careful point must find
LEAST_GAIN = 0.01  # with some sixty articles to choose on, less is chance


@dataclass(frozen=True)
class Bench:
    """Lessons with all that one model makes of their cues, so that points can be tried quickly."""

    lessons: Sequence[Lesson]
    scores: Mapping[str, Sequence[tuple[CueView, CueScores]]]
    model: Model

    @classmethod
    def of(cls, lessons: Sequence[Lesson], model: Model) -> Bench:
        """Ask the model about every cue once."""
        scores = {lesson.name: [(cue, score_cue(cue, model)) for cue in lesson.cues] for lesson in lessons}
        return cls(lessons, scores, model)

    def records(self, point: Point) -> dict[str, JsonRecord]:
        """The records at one operating point, by article."""
        judge = ModelJudge(self.model, point)
        out = {}
        for lesson in self.lessons:
            decided = [(cue, decide(cue, scores, point)) for cue, scores in self.scores[lesson.name]]
            out[lesson.name] = lesson.record(partial(_judge, judge, decided))
        return out

    def measure(self, point: Point) -> Scores:
        """Count right and wrong at one operating point."""
        return score(gold_of(self.lessons), self.records(point))


def _judge(judge: ModelJudge, decided: Sequence[tuple[CueView, Decision]], view: ArticleView) -> Judgement:
    return judge.judge(view, decided)


def best_point(bench: Bench) -> Point:
    """The point of the best cell F1 of rows: one number after another, twice around. Denials keep their defaults."""
    point = Point()
    for _ in range(2):
        point = _climb(bench, point)
    return point


def _climb(bench: Bench, point: Point) -> Point:
    best = bench.measure(point).total.cell.f1
    for name, values in GRID:
        for value in values:
            changed: dict[str, Any] = {name: value}
            other = replace(point, **changed)
            found = bench.measure(other).total.cell.f1
            if found > best + LEAST_GAIN:
                best, point = found, other
    return point


def careful_point(bench: Bench, point: Point, precision: float) -> Point:
    """The same point with the lowest confidence that gives this precision of rows and still finds a tenth of gold's.

    Where none does, the one of the best precision among those that find as many.
    """
    tried = [replace(point, confidence=n / 40) for n in range(1, 40)]
    cells = [(other, bench.measure(other).total.cell) for other in tried]
    found = [(other, cell) for other, cell in cells if cell.recall >= FOUND] or cells[:1]
    enough = [other for other, cell in found if cell.precision >= precision]
    return enough[0] if enough else max(found, key=lambda pair: (pair[1].precision, -pair[0].confidence))[0]
