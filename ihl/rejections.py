"""rejections: the denials of an article, before it is known what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ihl.chunks import NAME, ORGAN, REPORT
from ihl.engine.schema import DenialRule
from ihl.marks import PUBLISHER, Claim, Frame, Frames, Marks, Party, Rejection, actor_of
from ihl.resolve import Resolver
from ihl.speech import Speech, chunks_of


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
        against = against or _accuser_beside(frame, resolver, speech, denier)
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


def _accuser_beside(frame: Frame[DenialRule], resolver: Resolver, speech: Speech, denier: Party) -> str | None:
    """ "A accused B of the raid, while B rejected the accusation": it is A's that B rejects."""
    if frame.rule.about != "accusation":
        return None
    for said in reversed(speech.said.get(frame.sentence, ())):
        accuses = said.accused and said.parties and said.frame.match.anchor < frame.match.anchor
        if accuses and not resolver.registry.same_side(said.parties[0].actor, denier.actor):
            return said.parties[0].actor
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
        key = (one.sentence, actor_of(one.denier))
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
