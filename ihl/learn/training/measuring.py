"""measuring: how far a judge is right, how far its confidence can be believed, and what it gives up for precision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ihl.gold import GoldArticle
from ihl.gold_keys import JsonRecord
from ihl.intervals import Scores, bootstrap
from ihl.judge import Judge
from ihl.learn.training.lessons import Lesson
from ihl.scoring import graded_rows, score

BINS = 10
Graded = Sequence[tuple[float, bool]]  # confidence of a row, and whether gold has it


@dataclass(frozen=True)
class Measured:
    """One judge on one set of articles.

    Attributes:
        scores: counts per article; intervals: of the figures, 95 %, over articles.
        graded: each row of the matrix with its confidence and whether gold has it, the surest first.
    """

    scores: Scores
    intervals: Mapping[str, tuple[float, float]]
    graded: Graded


def measure(lessons: Sequence[Lesson], judge: Judge) -> Measured:
    """Let a judge decide on lessons as on any article, and compare with gold."""
    records = records_of(lessons, judge)
    scores = score(gold_of(lessons), records)
    graded = [row for lesson in lessons for row in graded_rows(lesson.gold, records[lesson.name])]
    return Measured(scores, bootstrap(scores), sorted(graded, key=lambda row: -row[0]))


def records_of(lessons: Sequence[Lesson], judge: Judge) -> dict[str, JsonRecord]:
    """The records that a judge makes of lessons, by article."""
    return {lesson.name: lesson.record(lambda view: judge(view.scene)) for lesson in lessons}


def gold_of(lessons: Sequence[Lesson]) -> dict[str, GoldArticle]:
    """The gold of lessons by name."""
    return {lesson.name: lesson.gold for lesson in lessons}


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows whose confidence lies in one stretch: how many, their mean confidence, and the share that is right."""

    rows: int
    confidence: float
    right: float


def reliability(graded: Graded) -> list[Bin]:
    """Rows in ten stretches of equal width; empty stretches are left out."""
    bins = []
    for n in range(BINS):
        inside = [(c, right) for c, right in graded if min(int(c * BINS), BINS - 1) == n]
        if inside:
            total = len(inside)
            bins.append(Bin(total, sum(c for c, _ in inside) / total, sum(right for _, right in inside) / total))
    return bins


def calibration_error(graded: Graded) -> float | None:
    """Expected calibration error (Naeini et al. 2015): the mean gap between confidence and share right, by rows."""
    if not graded:
        return None
    return sum(b.rows * abs(b.confidence - b.right) for b in reliability(graded)) / len(graded)


def coverage(graded: Graded, shares: Sequence[float] = (0.2, 0.4, 0.6, 0.8, 1.0)) -> list[tuple[float, float, float]]:
    """The risk–coverage curve (El-Yaniv and Wiener 2010): share of rows kept, their precision, the least confidence."""
    out = []
    for share in shares:
        kept = graded[: round(share * len(graded))]
        if kept:
            out.append((share, sum(right for _, right in kept) / len(kept), kept[-1][0]))
    return out
