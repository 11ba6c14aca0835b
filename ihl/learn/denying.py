"""denying: who denies in which sentence, how, and what that answers.

The rules' denials are among the model's reasons; where neither a rule nor the model hears a denial, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ihl.learn.denials import SentenceView, link_features
from ihl.learn.model import Model, Point
from ihl.learn.scorer import steps
from ihl.learn.views import ArticleView
from ihl.link import Answer, link, stands
from ihl.marks import Claim, Rejection, actor_of

SILENT = 0.08  # a sentence less likely to deny is not looked at further
Linked = frozenset[tuple[int, str | None, int]]  # sentence, denier, index of the claim


def answers(article: ArticleView, claims: tuple[Claim, ...], model: Model, point: Point) -> tuple[Answer, ...]:
    """The denials of an article with the claims they answer, in the order of the text."""
    by_rules = linked_by_rules(article, claims)
    article.forget_sides()  # linking has learned who stands with whom
    found = []
    for view in sentences_of(article):
        for rejection, probability in hear(view, claims, model, point):
            answered = [i for i, p in _links(view, rejection, claims, by_rules, model) if p >= point.link]
            if stands(rejection, answered):
                found.append(_answer(rejection, probability, answered, model, point))
    return tuple(found)


def sentences_of(article: ArticleView) -> Iterator[SentenceView]:
    """The sentences of an article."""
    return (SentenceView(article, n) for n in range(len(article.scene.marks.doc.sentences)))


def linked_by_rules(article: ArticleView, claims: tuple[Claim, ...]) -> Linked:
    """What the rules would have their denials answer."""
    found = link(claims, article.scene.rejections, article.scene.registry)
    return frozenset((a.rejection.sentence, actor_of(a.rejection.denier), i) for a in found for i in a.claims)


def hear(
    view: SentenceView, claims: tuple[Claim, ...], model: Model, point: Point
) -> Iterator[tuple[Rejection, float]]:
    """Who denies in a sentence, and how likely; each side once, the likeliest first."""
    sentence = model["denial"].probability(view.words)
    if sentence < SILENT and not view.rejections:
        return
    said = steps("sentence", sentence)
    scorer = model["denier"]
    scores = {a: scorer.probability([*view.features(a, claims), *said]) for a in view.candidates()}
    kind, _ = model["kind"].choose(view.words)
    sides: list[str] = []
    for actor in sorted(scores, key=lambda a: -scores[a]):
        if scores[actor] < point.denier or any(view.article.same_side(actor, other) for other in sides):
            continue
        sides.append(actor)
        yield _rejection(view, actor, kind), scores[actor]


def _rejection(view: SentenceView, actor: str, kind: str) -> Rejection:
    """What the rules heard of this denier, under the kind the model gives it; else the sentence as a denial."""
    heard = next((r for r in view.rejections if actor_of(r.denier) == actor), None)
    if heard is not None:
        return replace(heard, kind=kind)
    words = len(view.sentence.tokens)
    return Rejection(view.index, 0, words, view.party(actor), kind, "accusation", None, (), (), 0.5)


def _links(
    view: SentenceView, rejection: Rejection, claims: tuple[Claim, ...], by_rules: Linked, model: Model
) -> Iterator[tuple[int, float]]:
    denier = actor_of(rejection.denier)
    if denier is None:
        return
    for i, claim in enumerate(claims):
        if claim.alleger is not None and claim.alleger.actor == denier:
            continue  # nobody denies what he alleges
        ruled = (view.index, denier, i) in by_rules
        yield i, model["link"].probability(link_features(view, denier, rejection.kind, claim, claims, ruled=ruled))


def _answer(rejection: Rejection, probability: float, answered: Sequence[int], model: Model, point: Point) -> Answer:
    reasons = denial_reasons(rejection, probability, len(answered))
    confidence = model["denial_confidence"].probability(reasons)
    doubtful = confidence < point.review or not answered
    return Answer(rejection, tuple(answered), confidence, round(probability, 2), doubtful)


def denial_reasons(rejection: Rejection, probability: float, answered: int) -> list[str]:
    """The features of the confidence in a denial."""
    told = [f"kind={rejection.kind}", f"rule={bool(rejection.rules)}", f"answers={min(answered, 3)}"]
    return [*steps("denier", probability), *told]
