"""judge: which candidates are mentions, and how sure. The seam for the trained classifiers.

Interface: a `Judge` takes the claims of one article, in text order and with all that the rules found, and returns one
`Verdict` per claim, in the same order. A verdict says whether the claim is kept as an allegation, the calibrated
probability that the tag is right, what the classifier said (None where none was asked), and whether a person should
look at it. Rules with high precision decide; a judge may overrule only what the rules leave open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ihl.marks import Claim, Marks

KEEP = 0.5  # claims below this rest on too little: a label in the author's own voice that is said of nobody
UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of one claim."""

    keep: bool
    confidence: float
    model: float | None
    review: bool


class Judge(Protocol):
    """Anything that decides on claims."""

    @property
    def digest(self) -> str | None:
        """What the record names as the model: None where no model decides."""

    def __call__(self, claims: Sequence[Claim], marks: Marks) -> tuple[Verdict, ...]:
        """Return one verdict per claim."""


@dataclass(frozen=True, slots=True)
class RulesOnly:
    """The judge without a classifier: the rules' own strength decides."""

    digest: str | None = None

    def __call__(self, claims: Sequence[Claim], marks: Marks) -> tuple[Verdict, ...]:  # noqa: ARG002 - the interface
        """Keep what no context forbids and what rests on enough."""
        return tuple(_by_rules(claim) for claim in claims)


def _by_rules(claim: Claim) -> Verdict:
    keep = claim.blocked is None and claim.strength >= KEEP
    return Verdict(keep, round(claim.strength, 2), None, keep and claim.strength < UNSURE)
