"""run: a corpus on disk → a model, with everything that its card tells."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from ihl.corpus import parts_of
from ihl.engine.ruleset import RuleSet
from ihl.errors import GoldError
from ihl.gold import GoldArticle
from ihl.learn.judging import ModelJudge
from ihl.learn.model import BALANCED, HIGH, Model, Point
from ihl.learn.training.course import STRENGTHS, Course, Told
from ihl.learn.training.lessons import Lesson, group_of, read_lesson
from ihl.learn.training.tuning import Bench, best_point, careful_point

LIBRARIES = ("numpy", "scipy", "scikit-learn")
PRECISION = 0.85  # of rows, that the careful point aims at
FEWEST = 20  # articles to learn from
Parts = Mapping[str, Mapping[str, GoldArticle]]


@dataclass(frozen=True)
class Run:
    """A finished training run: the model, and the lessons of each part it may be measured on."""

    model: Model
    lessons: Mapping[str, Sequence[Lesson]]

    def judge(self, point: str = BALANCED) -> ModelJudge:
        """The judge that the model makes at one of its points."""
        return ModelJudge(self.model, self.model.points[point])


def train(folder: Path, rules: RuleSet, tell: Told = lambda _: None) -> Run:
    """Train on a corpus: learn from `train/`, choose the operating points on `dev/`.

    A folder without these parts is divided here: every fifth group of articles chooses, the others teach.
    Raises GoldError where the files are faulty or too few.
    """
    parts = divided(parts_of(folder), folder)
    lessons = {part: [read_lesson(name, g, rules) for name, g in gold.items()] for part, gold in parts.items()}
    tell(", ".join(f"{part} {len(found)} articles" for part, found in lessons.items()))
    scorers = Course(lessons["train"], tell).run()
    tell("operating points")
    bench = Bench.of(lessons["dev"], Model(scorers, {}, {}, ""))
    balanced = best_point(bench)
    points = {BALANCED: balanced, HIGH: careful_point(bench, balanced, PRECISION)}
    return Run(Model(scorers, points, _made(parts, rules), ""), lessons)


def divided(parts: Parts, folder: Path) -> Parts:
    """The parts of a corpus; one undivided is divided by groups."""
    if not {"train", "dev"} <= parts.keys():
        whole = {name: article for gold in parts.values() for name, article in gold.items()}
        groups = sorted({group_of(name) for name in whole})
        chosen = set(groups[4::5])
        parts = {
            "train": {name: a for name, a in whole.items() if group_of(name) not in chosen},
            "dev": {name: a for name, a in whole.items() if group_of(name) in chosen},
        }
    if len(parts["train"]) < FEWEST or not parts["dev"]:
        raise GoldError(
            f"{folder}: {len(parts['train'])} articles to learn from, {len(parts['dev'])} to choose with: too few;"
            f" at least {FEWEST} and 1 are needed, of several conflicts"
        )
    return parts


def _made(parts: Parts, rules: RuleSet) -> dict[str, object]:
    """What the model was made of, and with what."""
    total = hashlib.sha256()
    for part in ("train", "dev"):
        for name, article in sorted(parts[part].items()):
            total.update(f"{part}/{name}\n{article.text}\n{article.mentions!r}\n{article.actors!r}\n".encode())
    return {
        "articles": {part: len(gold) for part, gold in parts.items()},
        "corpus_sha256": total.hexdigest(),
        "rules_digest": rules.digest,
        "libraries": {name: version(name) for name in LIBRARIES},
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "strengths": STRENGTHS,
    }


def without_rules(point: Point) -> Point:
    """The same point with no rule trusted: the model alone decides, for comparison."""
    return replace(point, rules=False, unnamed=0.0, overrule=point.statement, stand=point.statement)
