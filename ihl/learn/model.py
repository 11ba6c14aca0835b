"""The trained model as values: its scorers, and the point between precision and recall at which it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ihl.learn.scorer import Scorer

BALANCED, HIGH = "balanced", "high"  # operating points: for the best F1 of rows, and for few wrong rows
SCORERS = (
    "statement", "modality", "alleger", "accused", "confidence",
    "denial", "denier", "kind", "link", "denial_confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """An operating point; numbers are probabilities.

    Attributes:
        statement: from which on a cue is an allegation; overrule: the same where a rule says that nothing is alleged;
            stand: the same where the words of a rule tie somebody to it.
        accused, share: from which on a further actor is accused; and at least this share of the likeliest one's.
        named: from which on anybody is accused where rules name nobody.
        rules: whether rules that are sure of a role decide it; without, the model does, for comparison.
        unnamed: from which on an actor is the alleger where the words leave him unnamed ("is accused of").
        denier, link: from which on somebody denies; and a denial answers a claim.
        confidence: below which nothing is kept.
        review: below which a person should look.
    """

    statement: float = 0.6
    overrule: float = 0.8
    stand: float = 0.3
    accused: float = 0.5
    share: float = 0.8
    named: float = 0.4
    rules: bool = True
    unnamed: float = 0.5
    denier: float = 0.4
    link: float = 0.4
    confidence: float = 0.1
    review: float = 0.5


@dataclass(frozen=True)
class Model:
    """A trained model: scorers by name, operating points by name, what is known of its making, and its digest."""

    scorers: Mapping[str, Scorer]
    points: Mapping[str, Point]
    made: Mapping[str, Any]
    digest: str

    def __getitem__(self, name: str) -> Scorer:
        return self.scorers[name]
