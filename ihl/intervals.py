"""Counts that add up over articles, the figures made of them, and how far those may be trusted."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import astuple, dataclass, field
from functools import cached_property, reduce
from operator import add
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """Answers given and wanted; `tp_system` of the given are right, `tp_gold` of the wanted are found."""

    tp_system: int = 0
    system: int = 0
    tp_gold: int = 0
    gold: int = 0

    @classmethod
    def of(cls, system: Set[object], gold: Set[object]) -> Counts:
        """The counts where an answer is right by being the same."""
        both = len(system & gold)
        return cls(both, len(system), both, len(gold))

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(add, astuple(self), astuple(other)))

    @property
    def precision(self) -> float:
        """The share of the given that is right; 1 where nothing is given."""
        return self.tp_system / self.system if self.system else 1.0

    @property
    def recall(self) -> float:
        """The share of the wanted that is found; 1 where nothing is wanted."""
        return self.tp_gold / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many out of so many."""

    hits: int = 0
    of: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.hits + other.hits, self.of + other.of)

    @property
    def value(self) -> float | None:
        """The share, or `None` out of nothing."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True)
class Tally:
    """All counts of one article, or summed of many."""

    cell: Counts = Counts()
    denial: Counts = Counts()
    alleger_category: Counts = Counts()
    accused_category: Counts = Counts()
    modality: Rate = Rate()
    false_alarms: Rate = Rate()
    negative_articles: Rate = Rate()
    by_category: Mapping[str, Counts] = field(default_factory=dict)

    @cached_property
    def mention(self) -> Counts:
        """Mentions of every category together."""
        return reduce(add, self.by_category.values(), Counts())

    def __add__(self, other: Tally) -> Tally:
        categories = sorted({*self.by_category, *other.by_category})
        return Tally(
            self.cell + other.cell,
            self.denial + other.denial,
            self.alleger_category + other.alleger_category,
            self.accused_category + other.accused_category,
            self.modality + other.modality,
            self.false_alarms + other.false_alarms,
            self.negative_articles + other.negative_articles,
            {c: self.by_category.get(c, Counts()) + other.by_category.get(c, Counts()) for c in categories},
        )


@dataclass(frozen=True)
class Scores:
    """The counts of every gold article by id, and the ids that had no record (scored as empty answers)."""

    per_article: Mapping[str, Tally]
    missing: tuple[str, ...] = ()

    @cached_property
    def total(self) -> Tally:
        """The sum over articles."""
        return reduce(add, self.per_article.values(), Tally())

    def figures(self) -> dict[str, Any]:
        """Every figure as plain JSON values; shares from 0 to 1, `None` for a share of nothing."""
        total = self.total
        return {
            "articles": len(self.per_article),
            "missing": list(self.missing),
            "cell": _figure(total.cell) | {"system": total.cell.system},
            "mention": _figure(total.mention) | {"system": total.mention.system},
            "denial": _figure(total.denial) | {"system": total.denial.system},
            "alleger_category_f1": total.alleger_category.f1,
            "accused_category_f1": total.accused_category.f1,
            "modality_accuracy": total.modality.value,
            "false_alarm_rate": total.false_alarms.value,
            "negative_articles_hit": f"{total.negative_articles.hits}/{total.negative_articles.of}",
            "by_category": {category: _figure(counts) for category, counts in total.by_category.items()},
        }


def bootstrap(scores: Scores, rounds: int = 1000, seed: int = 0) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals by drawing articles with replacement; a figure no round defines is left out."""
    rows = [_row(tally) for tally in scores.per_article.values()]
    chance = random.Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds if rows else 0):
        sums = list(map(sum, zip(*chance.choices(rows, k=len(rows)), strict=True)))
        for name, value in _drawn_figures(sums):
            if value is not None:
                drawn.setdefault(name, []).append(value)
    return {name: (_percentile(values, 0.025), _percentile(values, 0.975)) for name, values in drawn.items()}


def _row(tally: Tally) -> tuple[int, ...]:
    """The counts a round adds up, as bare numbers: dataclasses would make a thousand rounds slow."""
    parts = (tally.cell, tally.mention, tally.denial, tally.modality, tally.false_alarms)
    return tuple(number for part in parts for number in astuple(part))


def _drawn_figures(sums: Sequence[int]) -> Iterable[tuple[str, float | None]]:
    yield "cell_f1", Counts(*sums[0:4]).f1
    yield "mention_f1", Counts(*sums[4:8]).f1
    yield "denial_f1", Counts(*sums[8:12]).f1
    yield "modality_accuracy", Rate(*sums[12:14]).value
    yield "false_alarm_rate", Rate(*sums[14:16]).value


def _percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share lies, straight between the two nearest."""
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    low, high = ranked[math.floor(place)], ranked[math.ceil(place)]
    return low + (high - low) * (place - math.floor(place))


def _figure(counts: Counts) -> dict[str, float]:
    return {"p": counts.precision, "r": counts.recall, "f1": counts.f1, "gold": counts.gold}
