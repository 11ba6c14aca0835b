"""decide: a cue with what the rules made of it → an allegation or none, its roles, and how firm it is.

The policy: where the words of a rule tie an actor to a role, the rule decides unless the model finds it very unlikely;
where the rules guess or are silent, the model chooses among all actors near by. Whether a cue is an allegation at all
the model says, with everything the rules found among its reasons; it needs more to overrule them than to follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ihl.claims import CERTAIN, KEEP
from ihl.learn.model import Model, Point
from ihl.learn.roles import role_features
from ihl.learn.scorer import steps
from ihl.learn.statements import statement_features
from ihl.learn.views import CueView
from ihl.marks import PUBLISHER, Claim, actor_of

SURE = 0.95  # strength from which on a rule's reading of the words is trusted: below it the model does as well
Scored = dict[str | None, float]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one cue.

    Attributes:
        statement: the probability that it is an allegation; alleged: whether that is enough.
        allegers: who alleges, None for nobody named; accused: of whom.
        reasons: features of the confidence model.
        by_rules: whether both roles are those the rules found.
    """

    statement: float
    alleged: bool
    modality: str
    allegers: tuple[str | None, ...]
    accused: tuple[str, ...]
    reasons: tuple[str, ...]
    by_rules: bool


class RoleScores:
    """The probability of each candidate for a role, and of nobody; worked out when it is asked for."""

    def __init__(self, view: CueView, model: Model, role: str) -> None:
        self._view, self._scorer, self._role = view, model[role], role
        self._known: Scored = {}

    def of(self, actor: str | None) -> float:
        """The probability of one candidate."""
        if actor not in self._known:
            self._known[actor] = self._scorer.probability(role_features(self._view, actor, self._role))
        return self._known[actor]

    @cached_property
    def ranked(self) -> tuple[str | None, ...]:
        """All candidates and nobody, the likeliest first; equal ones in the order of the text."""
        return tuple(sorted([*self._view.candidates(self._role), None], key=lambda actor: -self.of(actor)))


@dataclass(frozen=True)
class Scores:
    """What the model makes of one cue, before any threshold."""

    statement: float
    modality: str
    alleger: RoleScores
    accused: RoleScores


def score_cue(view: CueView, model: Model) -> Scores:
    """Ask the models about one cue."""
    features = statement_features(view)
    modality, _ = model["modality"].choose(features)
    statement = model["statement"].probability(features)
    return Scores(statement, modality, RoleScores(view, model, "alleger"), RoleScores(view, model, "accused"))


def decide(view: CueView, scores: Scores, point: Point) -> Decision:
    """Decide on one cue."""
    allegers = _allegers(view, scores.alleger, point)
    accused = tuple(a for a in _accused(view, scores.accused, point) if a not in allegers)
    by_rules = _of_rules(view, allegers, accused)
    reasons = tuple(_reasons(view, scores, allegers, accused, by_rules))
    alleged = scores.statement >= _floor(view, accused, point)
    return Decision(scores.statement, alleged, scores.modality, allegers, accused, reasons, by_rules)


def _floor(view: CueView, accused: Sequence[str], point: Point) -> float:
    """The probability that a cue needs to be an allegation: more where the rules have it otherwise."""
    claims = _open(view)
    if not claims or (not accused and all(claim.strength < KEEP for claim in claims)):
        return point.overrule
    tied = any(c.sieve in CERTAIN and c.strength >= SURE and (c.accused or c.alleger) for c in claims)
    return point.stand if tied else point.statement


def _reasons(
    view: CueView, scores: Scores, allegers: Sequence[str | None], accused: Sequence[str], by_rules: bool
) -> Iterator[str]:
    yield from steps("statement", scores.statement)
    yield from steps("alleger", max(scores.alleger.of(actor) for actor in allegers))
    yield from steps("accused", min(map(scores.accused.of, accused or (None,))))
    yield from (f"accused={min(len(accused), 2)}", f"rules={by_rules}", f"state={view.state}")
    yield f"modality={scores.modality}"
    yield from (f"kind={view.cast.kind(actor)}" for actor in allegers)
    yield from (f"sieve={claim.sieve}:{claim.strength}:{by_rules}" for claim in view.claims)


def _open(view: CueView) -> list[Claim]:
    return [claim for claim in view.claims if claim.blocked is None]


def _allegers(view: CueView, scores: RoleScores, point: Point) -> tuple[str | None, ...]:
    """Whom the rules name as the source, or leave unnamed; else the likeliest."""
    parties = [actor_of(claim.alleger) for claim in _open(view)]
    if parties and set(parties) == {None}:
        return (scores.ranked[0] if scores.of(scores.ranked[0]) >= point.unnamed else None,)
    own = view.state.startswith("framed")  # "we condemn": the text's own voice, in so many words
    named = [actor for actor in parties if actor is not None and (own or actor != PUBLISHER)]
    return tuple(dict.fromkeys(named)) if named and point.rules else (scores.ranked[0],)


def _accused(view: CueView, scores: RoleScores, point: Point) -> tuple[str, ...]:
    """Whom the rules are sure of; else the likeliest, with those that come close to them."""
    sure = [actor for claim in _open(view) if claim.strength >= SURE for actor in claim.accused]
    if sure and point.rules:
        return tuple(dict.fromkeys(sure))
    ranked = [actor for actor in scores.ranked if actor is not None]
    if not ranked:
        return ()
    best = scores.of(ranked[0])
    if not any(claim.accused for claim in _open(view)):
        return tuple(ranked[:1]) if best >= point.named else ()
    floor = max(point.accused, point.share * best)
    return _one_a_side([actor for n, actor in enumerate(ranked) if n == 0 or scores.of(actor) >= floor])


def _one_a_side(actors: Sequence[str]) -> tuple[str, ...]:
    """Of a state and its forces the likelier: a text that speaks of one deed means one of them."""
    kept: dict[str, str] = {}
    for actor in actors:
        kept.setdefault(actor.partition("/")[0], actor)
    return tuple(kept.values())


def _of_rules(view: CueView, allegers: Sequence[str | None], accused: Sequence[str]) -> bool:
    claims = _open(view)
    by = {actor_of(claim.alleger) for claim in claims}
    return bool(claims) and set(allegers) == by and {a for c in claims for a in c.accused} == set(accused)
