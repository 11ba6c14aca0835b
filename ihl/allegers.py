"""allegers: who an accuser is that a sentence leaves unnamed, where the article names one for the same elsewhere."""

from __future__ import annotations

from dataclasses import replace

from ihl.marks import Claim, Party


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
