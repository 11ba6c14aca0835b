"""allegers: who an accuser is that a sentence leaves unnamed, where the article names one for the same elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ihl.marks import Claim, Cue, Party
from ihl.registry import Registry


def named_elsewhere(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """An unnamed accuser is whom the article names elsewhere for the same allegation, if that is one and the same."""
    named: dict[tuple[str, str], set[str]] = {}
    parties: dict[str, Party] = {}
    for claim in claims:
        if claim.alleger is not None and claim.status in ("charged", "adjudicated") and claim.blocked is None:
            parties[claim.alleger.actor] = claim.alleger
            for key in ((accused, category) for accused in claim.accused for category in claim.categories):
                named.setdefault(key, set()).add(claim.alleger.actor)
    out = []
    for claim in claims:
        found = [named.get((accused, category), set()) for accused in claim.accused for category in claim.categories]
        known = set.intersection(*found) if found else set()
        if claim.alleger is None and claim.status in ("charged", "adjudicated") and len(known) == 1:
            claim = replace(claim, alleger=Party(parties[known.pop()].actor))
        out.append(claim)
    return tuple(out)


def accuser_of(deniers: Iterable[str], cue: Cue, told: Sequence[Claim], registry: Registry) -> Party | None:
    """Who last alleged the label of a cue against the side of those who deny it."""
    for claim in reversed(told):
        against = any(registry.same_side(accused, denier) for accused in claim.accused for denier in deniers)
        if claim.alleger is not None and against and set(claim.categories) & set(cue.rule.category):
            return claim.alleger
    return None
