"""Examples → scorers: features that enough conflicts share, and the estimator over them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from ihl.learn.scorer import Scorer
from ihl.learn.training.estimator import RoundedLogisticRegression

SHARED = 3  # conflicts a feature must stand in: fewer could teach the names of one


@dataclass(frozen=True, slots=True)
class Example:
    """Features with the right answer, and the conflict they come from."""

    features: Sequence[str]
    label: str
    group: Hashable


def fit_scorer(examples: Sequence[Example], strength: float, *, shared: int = SHARED) -> Scorer:
    """Train a scorer; with the labels "no" and "yes" it has one class, the probability of yes.

    Args:
        strength: inverse strength of the penalty, `C` of scikit-learn.
        shared: in how many groups a feature must stand to be learned.
    """
    names = _vocabulary(examples, shared)
    places = {name: n for n, name in enumerate(names)}
    model = RoundedLogisticRegression(C=strength).fit(
        _matrix(examples, places), np.array([example.label for example in examples])
    )
    weights = [{name: int(w) for name, w in zip(names, row, strict=True) if w} for row in model.coef_]
    classes = [str(label) for label in model.classes_]
    if len(classes) == 2:
        classes = classes[1:]
    return Scorer(classes, [int(b) for b in model.intercept_], weights)


def _vocabulary(examples: Sequence[Example], shared: int) -> list[str]:
    groups: dict[str, set[Hashable]] = {}
    for example in examples:
        for feature in set(example.features):
            groups.setdefault(feature, set()).add(example.group)
    return sorted(feature for feature, found in groups.items() if len(found) >= shared)


def _matrix(examples: Sequence[Example], places: dict[str, int]) -> csr_matrix:
    indices: list[int] = []
    ends = [0]
    for example in examples:
        indices += sorted({places[feature] for feature in example.features if feature in places})
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(examples), len(places)))
