"""What the statement model looks at: a cue in its sentence, with what the rules make of it."""

from __future__ import annotations

from collections.abc import Iterator

from ihl.learn.views import CueView, bucket, few
from ihl.marks import actor_of
from ihl.status import reaches

WINDOW = 6  # tokens on either side of a cue whose words count by side


def statement_features(view: CueView) -> list[str]:
    """The features of one cue: whether it is an allegation, and how firm."""
    return [*_rules(view), *_contexts(view), *_frames(view), *_words(view), *_place(view)]


def _rules(view: CueView) -> Iterator[str]:
    rule = view.cue.rule
    yield f"cue={rule.id}"
    yield f"basis={rule.basis}"
    yield from (f"category={category}" for category in rule.category)
    for claim in view.claims:
        named = "named" if claim.accused else "nobody"
        yield f"blocked={claim.blocked}"
        yield f"sieve={claim.sieve}:{named}"
        yield f"strength={claim.strength}:{claim.blocked is None}"
        yield f"status={claim.status}"
        yield f"status={claim.status}:{claim.blocked}"
        yield from (f"rule={rule_id}" for rule_id in claim.rules[1:])
        alleger = view.cast.kind(actor_of(claim.alleger))
        yield f"alleger={alleger}:{named}:{claim.sieve}"


def _contexts(view: CueView) -> Iterator[str]:
    for context in view.scene.marks.contexts:
        if context.sentence == view.cue.sentence:
            reach = "reaches" if reaches(context, view.cue) else "beside"
            yield f"context:{reach}={context.rule.sets}"
            yield f"context:{reach}={context.rule.id}"


def _frames(view: CueView) -> Iterator[str]:
    held = {id(said) for said in view.holding}
    for said in view.scene.speech.said.get(view.cue.sentence, ()):
        where = "holds" if id(said) in held else "beside"
        yield f"frame:{where}={said.frame.rule.stance}"
        yield f"frame:{where}={said.frame.rule.id}"
    for frame in view.scene.frames.denials.get(view.cue.sentence, ()):
        denied = frame.match.role("denied") or frame.match
        where = "holds" if denied.first <= view.cue.first <= denied.last else "beside"
        yield f"denial:{where}={frame.rule.id}"
        yield f"denial:{where}"
    for done in view.scene.frames.conducts.get(view.cue.sentence, ()):
        yield f"conduct={done.rule.id}"


def _words(view: CueView) -> Iterator[str]:
    masked = view.cast.masked[view.cue.sentence]
    first, end = view.cue.first, view.cue.end
    left = [w for w in masked[max(0, first - WINDOW) : first] if w]
    right = [w for w in masked[end : end + WINDOW] if w]
    yield from (f"L={word}" for word in dict.fromkeys(left))
    yield from (f"R={word}" for word in dict.fromkeys(right))
    yield f"L1={left[-1] if left else '^'}"
    yield f"R1={right[0] if right else '$'}"
    yield f"L2={' '.join(left[-2:])}"
    yield f"R2={' '.join(right[:2])}"
    yield f"L3={' '.join(left[-3:])}"
    yield from (f"S={word}" for word in dict.fromkeys(masked) if word and word[0].isalpha())


def _place(view: CueView) -> Iterator[str]:
    block = view.scene.marks.doc.blocks[view.sentence.block]
    yield f"block={block.kind}"
    yield f"state={view.state}"
    yield f"ends={view.sentence.lowers[-1] if not view.sentence.lowers[-1][0].isalnum() else 'word'}"
    yield f"actors={few(sum(bool(s.acts or s.speaks) for s in view.cast.standings[view.cue.sentence]))}"
    yield f"length={bucket(len(view.sentence.tokens), ((6, '5'), (12, '11'), (25, '24')))}"
    yield f"cues={few(len(view.scene.marks.cues_in(view.cue.sentence)))}"
