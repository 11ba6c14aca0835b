"""link: denials → the allegations they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ihl.chunks import NAME, ORGAN, REPORT
from ihl.engine.schema import DenialRule
from ihl.marks import PUBLISHER, Claim, Frame, Frames, Marks, Party, Rejection
from ihl.registry import Registry
from ihl.resolve import Resolver
from ihl.speech import Speech, chunks_of

NEAR = 2  # sentences within which a bare denial of an act answers an allegation


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial and the claims it answers, by index."""

    rejection: Rejection
    claims: tuple[int, ...]


def find_rejections(
    marks: Marks, frames: Frames, speech: Speech, resolver: Resolver, claims: Sequence[Claim]
) -> tuple[Rejection, ...]:
    """Return the denials of an article: from denial frames, and from labels that a speaker negates."""
    found = [r for frame in _in_order(frames) if (r := _rejection(marks, frame, speech, resolver)) is not None]
    found += [
        _negated(c)
        for c in claims
        if c.blocked in ("negated", "cleared") and c.alleger is not None and (c.accused or c.alleger.actor != PUBLISHER)
    ]
    return tuple(_one_a_sentence(found))


def _in_order(frames: Frames) -> list[Frame[DenialRule]]:
    return sorted(
        (f for fs in frames.denials.values() for f in fs),
        key=lambda f: (f.sentence, f.match.anchor, -len(f.match.roles), f.rule.id),
    )


def _rejection(marks: Marks, frame: Frame[DenialRule], speech: Speech, resolver: Resolver) -> Rejection | None:
    rule = frame.rule
    denier = next(iter(_deniers(marks, frame, speech, resolver)), None)
    if denier is None:
        return None
    denied = frame.match.role("denied")
    first, last = (denied.first, denied.last) if denied else (frame.match.anchor, frame.match.last)
    cues = [cue for cue in marks.cues_in(frame.sentence) if first <= cue.first <= last]
    against = None
    if rule.denies != "attributes_elsewhere":
        against = _against(marks, frame, resolver, (min(first, frame.match.anchor), last), denier)
    categories = tuple(dict.fromkeys(c for cue in cues for c in cue.rule.category))
    return Rejection(
        frame.sentence,
        frame.match.first,
        frame.match.last + 1,
        denier,
        rule.denies,
        rule.about,
        against,
        categories,
        (rule.id,),
        rule.weight,
    )


def _deniers(marks: Marks, frame: Frame[DenialRule], speech: Speech, resolver: Resolver) -> Sequence[Party]:
    """Who denies: whom the frame names, or who speaks where it has no room for a name."""
    parties = [p for chunk in chunks_of(marks, frame, "denier") for p in resolver.parties(frame.sentence, chunk)]
    if frame.rule.denies == "attributes_elsewhere":  # a body that reports who did it accuses; it has nothing to deny
        parties = [p for p in parties if resolver.registry.kind(p.actor) in ("state", "armed_group", "person", "other")]
    if not parties and frame.match.role("denier") is None:
        return _quoted_speaker(marks, frame, speech)
    return parties


def _quoted_speaker(marks: Marks, frame: Frame[DenialRule], speech: Speech) -> tuple[Party, ...]:
    sentence = marks.doc.sentences[frame.sentence]
    at = sentence.tokens[frame.match.anchor].start
    for quote, parties in speech.speakers.items():
        if quote.start <= at < quote.end:
            return parties
    around = [s for s in speech.said.get(frame.sentence, ()) if s.first <= frame.match.anchor <= s.last and s.parties]
    return min(around, key=lambda s: s.width).parties if around else ()


def _against(
    marks: Marks, frame: Frame[DenialRule], resolver: Resolver, words: tuple[int, int], denier: Party
) -> str | None:
    """Whose report or accusation is denied, where the words say so."""
    for chunk in marks.chunks[frame.sentence]:
        if (
            not words[0] <= chunk.first <= words[1] + 1
            or chunk.kind not in (NAME, ORGAN, REPORT)
            or chunk.noun == "event_noun"
        ):
            continue
        for party in resolver.parties(frame.sentence, chunk):
            if not resolver.registry.same_side(party.actor, denier.actor):
                return party.actor
    return None


def _negated(claim: Claim) -> Rejection:
    kind = "rejects" if claim.blocked == "cleared" else "disputes_label"
    return Rejection(
        claim.sentence,
        claim.first,
        claim.end,
        claim.alleger,
        kind,
        "label",
        None,
        claim.categories,
        claim.rules,
        claim.strength,
    )


def _one_a_sentence(found: list[Rejection]) -> Iterable[Rejection]:
    """One mention per sentence and denier: a sentence that both rejects and impugns is a rejection."""
    rank = {"rejects": 0, "attributes_elsewhere": 1, "disputes_label": 2, "impugns_source": 3}
    about = {"report": 0, "accusation": 1, "label": 2, "incident": 3, "act": 4}
    out: dict[tuple[int, str | None], Rejection] = {}
    for one in sorted(found, key=lambda r: (r.sentence, rank[r.kind], r.first)):
        key = (one.sentence, one.denier.actor if one.denier else None)
        first = out.setdefault(key, one)
        if first is not one:
            wider = min(first.about, one.about, key=lambda a: about[a])
            out[key] = replace(
                first,
                first=min(first.first, one.first),
                end=max(first.end, one.end),
                about=wider,
                against=first.against or one.against,
                categories=first.categories or one.categories,
                rules=(*first.rules, *one.rules),
            )
    return sorted(out.values(), key=lambda r: (r.sentence, r.first))


def link(claims: Sequence[Claim], rejections: Sequence[Rejection], registry: Registry) -> tuple[Answer, ...]:
    """Return each denial with the claims it answers.

    A plain rejection that answers nothing here stays, unlinked; blame, doubts and other labels need one to answer.
    """
    _learn_sides(claims, registry)
    answers = [Answer(r, tuple(_answered(r, claims, registry))) for r in rejections]
    return tuple(a for a in answers if a.claims or a.rejection.kind == "rejects")


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
    nearest = _nearest(rejection, pool, claims)
    upto = max(rejection.sentence, claims[nearest].sentence)
    if rejection.about == "act" and rejection.categories and rejection.against is None:
        return [i for i in pool if claims[i].sentence <= upto]
    if rejection.about in ("act", "incident") and not rejection.categories:
        far = 12 if rejection.about == "incident" else NEAR
        if not 0 <= rejection.sentence - claims[nearest].sentence <= far:
            return []
        pool = [i for i in pool if claims[i].sentence <= rejection.sentence]
    same = [i for i in pool if _actor(claims[i].alleger) == _actor(claims[nearest].alleger)]
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
    named = [i for i in pool if (a := claims[i].alleger) is not None and registry.same_side(a.actor, rejection.against)]
    return named or (pool if rejection.about == "accusation" else [])


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


def _actor(party: Party | None) -> str | None:
    return party.actor if party is not None else None
