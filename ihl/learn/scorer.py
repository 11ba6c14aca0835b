"""Scorers: sums of weights over features, as probabilities. Plain values; training and files are elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

SCALE = 1000


@dataclass(frozen=True)
class Scorer:
    """A logistic model over the features that are present.

    Attributes:
        classes: the labels; one alone means yes or no, and the score is that of yes.
        bias: a number for each class, in thousandths, as all weights are: whole numbers are the same on any machine.
        weights: for each class a number for each feature.
    """

    classes: Sequence[str]
    bias: Sequence[int]
    weights: Sequence[Mapping[str, int]]

    def margins(self, features: Iterable[str]) -> list[float]:
        """The sum for each class; features that were never learned count nothing, and none counts twice."""
        wanted = set(features)
        return [
            (bias + sum(map(weights.get, wanted, repeat(0)))) / SCALE
            for bias, weights in zip(self.bias, self.weights, strict=True)
        ]

    def probability(self, features: Iterable[str]) -> float:
        """The probability of yes."""
        return sigmoid(self.margins(features)[0])

    def choose(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest class and its share among all."""
        shares = [sigmoid(margin) for margin in self.margins(features)]
        best = max(range(len(shares)), key=lambda n: (shares[n], -n))
        return self.classes[best], shares[best] / sum(shares)


def sigmoid(margin: float) -> float:
    """The logistic function, without overflow."""
    if margin < 0:
        power = math.exp(max(margin, -700.0))
        return power / (1.0 + power)
    return 1.0 / (1.0 + math.exp(-margin))


def steps(name: str, probability: float) -> list[str]:
    """A probability as features: one for each threshold of its log-odds that it passes."""
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    margin = math.log(clipped / (1 - clipped))
    return [f"{name}>{limit}" for limit in _STEPS if margin > limit]


_STEPS = (-5.0, -4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
