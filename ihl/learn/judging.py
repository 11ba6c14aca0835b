"""judging: rules and model together, as the line's judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ihl.judge import Judgement, Verdict
from ihl.learn.cast import Cast
from ihl.learn.decide import SURE, Decision, decide, score_cue
from ihl.learn.denying import answers
from ihl.learn.model import Model, Point
from ihl.learn.views import ArticleView, CueView
from ihl.marks import PUBLISHER, Claim, Cue, Party, actor_of
from ihl.scene import Scene


@dataclass(frozen=True)
class ModelJudge:
    """Rules and model together, at one operating point."""

    model: Model
    point: Point

    @property
    def digest(self) -> str:
        """What the record names as the model."""
        return self.model.digest

    def __call__(self, scene: Scene) -> Judgement:
        """Decide on every cue, then on every denial of what was kept."""
        view = ArticleView(Cast(scene))
        scored = ((cue, score_cue(cue, self.model)) for cue in cues_of(view))
        return self.judge(view, [(cue, decide(cue, scores, self.point)) for cue, scores in scored])

    def judge(self, view: ArticleView, decided: Iterable[tuple[CueView, Decision]]) -> Judgement:
        """Put together what was decided of the cues, then decide on the denials."""
        found = self.claims(decided)
        kept = tuple(claim for claim, verdict in found if verdict.keep)
        denials = answers(view, kept, self.model, self.point)
        return Judgement(tuple(c for c, _ in found), tuple(v for _, v in found), denials)

    def claims(self, decided: Iterable[tuple[CueView, Decision]]) -> list[tuple[Claim, Verdict]]:
        """The claims that decisions on cues make, those of a sentence that say the same put together."""
        made = [pair for cue, decision in decided for pair in _claims(cue, decision, self)]
        return [pair for _, row in groupby(made, lambda pair: pair[0].sentence) for pair in _merged(row)]


def cues_of(view: ArticleView) -> Iterator[CueView]:
    """Each cue of an article with the claims that rest on it, in the order of the text."""
    found: dict[tuple[int, int, int, str], tuple[Cue, list[Claim]]] = {}
    for claim in view.scene.claims:
        for cue in claim.cues:
            found.setdefault((cue.sentence, cue.first, cue.end, cue.rule.id), (cue, []))[1].append(claim)
    for key in sorted(found):
        yield CueView(view, *found[key])


def _claims(view: CueView, decided: Decision, judge: ModelJudge) -> Iterator[tuple[Claim, Verdict]]:
    """The claims that a decision makes of a cue, one for each alleger."""
    point = judge.point
    confidence = judge.model["confidence"].probability(decided.reasons)
    keep = decided.alleged and confidence >= point.confidence
    doubtful = keep and (confidence < point.review or _disagree(view, decided))
    verdict = Verdict(keep, round(confidence, 2), round(decided.statement, 2), doubtful)
    for alleger in decided.allegers:
        yield claim_of(view, decided, alleger, keep=keep), verdict


def claim_of(view: CueView, decided: Decision, alleger: str | None, *, keep: bool) -> Claim:
    """The claim of a cue with the roles that were decided."""
    base = min(view.claims, key=lambda claim: claim.blocked is not None)
    same = {actor_of(claim.alleger): claim.alleger for claim in view.claims}
    party = same[alleger] if alleger in same else _party(view, alleger)
    return replace(
        base,
        cues=(view.cue,),
        alleger=party,
        via=tuple(actor for actor in base.via if actor != alleger),
        accused=decided.accused,
        status=decided.modality,
        blocked=None if keep else base.blocked,
        sieve=base.sieve if decided.by_rules else "model",
    )


def _party(view: CueView, actor: str | None) -> Party | None:
    """An actor as one who speaks, with the person who speaks for it where the words near by give one."""
    if actor is None:
        return None
    if actor == PUBLISHER:
        return Party(PUBLISHER)
    said = [p for s in view.scene.speech.said.get(view.cue.sentence, ()) for p in s.parties]
    quoted = [p for parties in view.scene.speech.speakers.values() for p in parties]
    return next((party for party in (*said, *quoted) if party.actor == actor), Party(actor))


def _disagree(view: CueView, decided: Decision) -> bool:
    """Whether the rules forbade what the model keeps, or name somebody else in a role they are sure of."""
    if all(claim.blocked is not None for claim in view.claims):
        return True
    return not decided.by_rules and any(claim.strength >= SURE for claim in view.claims)


def _merged(row: Iterable[tuple[Claim, Verdict]]) -> Iterator[tuple[Claim, Verdict]]:
    """Claims of one sentence that say the same of the same are one, as sure as its least sure part."""
    out: dict[tuple[object, ...], tuple[Claim, Verdict]] = {}
    for claim, verdict in row:
        key = (actor_of(claim.alleger), claim.accused, claim.status, verdict.keep, claim.blocked)
        out[key] = _joined(out[key], (claim, verdict)) if key in out else (claim, verdict)
    yield from out.values()


def _joined(one: tuple[Claim, Verdict], other: tuple[Claim, Verdict]) -> tuple[Claim, Verdict]:
    (first, a), (second, b) = one, other
    model = _least(a.model, b.model)
    return first.merged(second), Verdict(a.keep, min(a.confidence, b.confidence), model, a.review or b.review)


def _least(*values: float | None) -> float | None:
    known: Sequence[float] = [value for value in values if value is not None]
    return min(known, default=None)
