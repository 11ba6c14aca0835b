"""link: denials → the allegations they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ihl.marks import Claim, Party, Rejection, actor_of
from ihl.registry import Registry

REPORTING = ("ngo", "intergovernmental")
NEAR = 2  # sentences within which a bare denial of an act answers an allegation


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial and the claims it answers, by index.

    `confidence` is the calibrated probability that it is right, `model` what the classifier said (None where none was
    asked); `review` asks for a person's look.
    """

    rejection: Rejection
    claims: tuple[int, ...]
    confidence: float
    model: float | None = None
    review: bool = False


def link(claims: Sequence[Claim], rejections: Sequence[Rejection], registry: Registry) -> tuple[Answer, ...]:
    """Return each denial with the claims it answers.

    A plain rejection that answers nothing here stays, unlinked; blame, doubts and other labels need one to answer.
    """
    _learn_sides(claims, registry)
    found = [(r, tuple(_answered(r, claims, registry))) for r in rejections]
    return tuple(Answer(r, answered, r.strength, None, not answered) for r, answered in found if stands(r, answered))


def stands(rejection: Rejection, answered: Sequence[int]) -> bool:
    """Whether a denial is one: with something to answer, or plain enough to stand by itself."""
    return bool(answered) or rejection.kind == "rejects"


def _learn_sides(claims: Sequence[Claim], registry: Registry) -> None:
    """Armed groups accused in one breath fight on one side; what is said of a group holds for its allies."""
    for claim in claims:
        groups = [a for a in claim.accused if registry.kind(a) == "armed_group"]
        registry.allies |= {frozenset((a, b)) for a in groups for b in groups if a != b}
    joined = True
    while joined:
        pairs = sorted(tuple(sorted(p)) for p in registry.allies)
        new = {
            frozenset((x, y)) for a in pairs for b in pairs for x in a for y in b if set(a) & set(b) and x != y
        } - registry.allies
        new = {p for p in new if all(registry.kind(x) == "armed_group" for x in p)}
        joined = bool(new)
        registry.allies |= new


def reaches(denier: str, claim: Claim, registry: Registry) -> bool:
    """Whether a claim is against the denier, its organs or its allies."""
    return any(registry.same_side(denier, accused) for accused in claim.accused)


def _answered(rejection: Rejection, claims: Sequence[Claim], registry: Registry) -> list[int]:
    pool = _pool(rejection, claims, registry)
    if not pool:
        return []
    nearest = _nearest(rejection, _reported(rejection, pool, claims, registry) or pool, claims)
    upto = max(rejection.sentence, claims[nearest].sentence)
    if rejection.about == "act" and rejection.categories and rejection.against is None:
        return [i for i in pool if claims[i].sentence <= upto]
    if rejection.about in ("act", "incident") and not rejection.categories:
        far = 12 if rejection.about == "incident" else NEAR
        if not 0 <= rejection.sentence - claims[nearest].sentence <= far:
            return []
        pool = [i for i in pool if claims[i].sentence <= rejection.sentence]
    same = [i for i in pool if actor_of(claims[i].alleger) == actor_of(claims[nearest].alleger)]
    if rejection.about == "accusation" and rejection.against is None and not rejection.categories:
        wanted = set(claims[nearest].categories)
        return [i for i in same if set(claims[i].categories) & wanted and claims[i].sentence <= upto]
    return same


def _pool(rejection: Rejection, claims: Sequence[Claim], registry: Registry) -> list[int]:
    """The claims a denial may speak of, by whom they accuse, of what, and who makes them."""
    if rejection.denier is None:
        return []
    denier = rejection.denier.actor
    own = [i for i, c in enumerate(claims) if c.alleger is None or c.alleger.actor != denier]
    against_me = [i for i in own if reaches(denier, claims[i], registry)]
    against_me = against_me or _of_its_kind(denier, own, claims, registry)
    pool = against_me
    if not pool and rejection.about in ("accusation", "report"):
        pool = [i for i in own if not claims[i].accused] or own
    elif not pool and (rejection.about == "label" or (rejection.about == "act" and rejection.categories)):
        pool = own  # who answers for it denies it, though others are accused ("the heirs deny the genocide")
    if rejection.categories:
        pool = [i for i in pool if set(claims[i].categories) & set(rejection.categories)]
    if rejection.against is None:
        return pool
    return [i for i in pool if (a := claims[i].alleger) is not None and registry.same_side(a.actor, rejection.against)]


def _of_its_kind(denier: str, own: Sequence[int], claims: Sequence[Claim], registry: Registry) -> list[int]:
    """A named armed group that answers a report on unnamed ones speaks for them."""
    if registry.kind(denier) != "armed_group":
        return []
    found = [
        i
        for i in own
        if any(registry.kind(a) == "armed_group" and a not in registry.lexicon.actors for a in claims[i].accused)
    ]
    registry.allies |= {
        frozenset((denier, a)) for i in found for a in claims[i].accused if registry.kind(a) == "armed_group"
    }
    return found


def _nearest(rejection: Rejection, pool: Sequence[int], claims: Sequence[Claim]) -> int:
    """The claim last told before the denial; where there is none, the first told after it."""
    before = [i for i in pool if (claims[i].sentence, claims[i].first) <= (rejection.sentence, rejection.end)]
    return before[-1] if before else pool[0]


def _reported(rejection: Rejection, pool: Sequence[int], claims: Sequence[Claim], registry: Registry) -> Sequence[int]:
    """The claims told so far of bodies that publish reports: a rejected report is theirs, not a passing speaker's."""
    if rejection.about != "report":
        return ()
    told = (i for i in pool if claims[i].sentence <= rejection.sentence)
    return [i for i in told if _kind(claims[i].alleger, registry) in REPORTING]


def _kind(party: Party | None, registry: Registry) -> str:
    return registry.kind(party.actor) if party is not None else ""
