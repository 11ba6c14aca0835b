"""judge: which candidates are mentions, in which roles, how sure, and what each denial answers.

Interface: a `Judge` takes the `Scene` of one article, all that the rules found in it, and returns a `Judgement`:
claims, one `Verdict` for each in the same order, and the denials with the claims they answer. A verdict says whether
the claim is kept as an allegation, the calibrated probability that the tag is right, what the classifier said (None
where none was asked), and whether a person should look at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ihl.claims import KEEP
from ihl.link import Answer, link
from ihl.marks import Claim
from ihl.scene import Scene

UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of one claim."""

    keep: bool
    confidence: float
    model: float | None
    review: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided of one article; `answers` count the kept claims, in their order."""

    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    answers: tuple[Answer, ...]

    @property
    def kept(self) -> tuple[tuple[Claim, Verdict], ...]:
        """The claims that become mentions, with their verdicts."""
        pairs = zip(self.claims, self.verdicts, strict=True)
        return tuple((claim, verdict) for claim, verdict in pairs if verdict.keep)


class Judge(Protocol):
    """Anything that decides on a scene."""

    @property
    def digest(self) -> str | None:
        """What the record names as the model: None where no model decides."""

    def __call__(self, scene: Scene) -> Judgement:
        """Decide on the claims and the denials of one article."""


@dataclass(frozen=True, slots=True)
class RulesOnly:
    """The judge without a classifier: the rules' own strength decides."""

    digest: str | None = None

    def __call__(self, scene: Scene) -> Judgement:
        """Keep what no context forbids and what rests on enough."""
        verdicts = tuple(_by_rules(claim) for claim in scene.claims)
        kept = [claim for claim, verdict in zip(scene.claims, verdicts, strict=True) if verdict.keep]
        return Judgement(scene.claims, verdicts, link(kept, scene.rejections, scene.registry))


def _by_rules(claim: Claim) -> Verdict:
    keep = claim.blocked is None and claim.strength >= KEEP
    return Verdict(keep, round(claim.strength, 2), None, keep and claim.strength < UNSURE)
