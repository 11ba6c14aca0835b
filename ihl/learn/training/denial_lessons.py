"""What the denial models learn from: sentences, those who may deny in them, and the claims that may be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ihl.gold import GoldDenial
from ihl.learn.denials import SentenceView, link_features
from ihl.learn.denying import linked_by_rules, sentences_of
from ihl.learn.scorer import steps
from ihl.learn.training.fitting import Example
from ihl.learn.training.lessons import Lesson, yes
from ihl.marks import Claim, Party

Claims = Mapping[str, tuple[Claim, ...]]  # by article, as models that did not see it made them
Heard = Mapping[tuple[str, int], float]  # by article and sentence: the probability that something is denied


def sentence_examples(lessons: Sequence[Lesson]) -> Iterator[tuple[Example, Example | None]]:
    """For each sentence, whether anything is denied in it; and how, where it is."""
    for lesson in lessons:
        for view in sentences_of(lesson.view):
            denied = lesson.denied(view)
            kinds = [m.denial_kind for m in denied if m.denial_kind]
            kind = Example(view.words, kinds[0], lesson.group) if kinds else None
            yield Example(view.words, yes(bool(denied)), lesson.group), kind


def denier_examples(lessons: Sequence[Lesson], claims: Claims, heard: Heard) -> Iterator[Example]:
    """For each sentence and each actor in it, whether that actor denies."""
    for lesson in lessons:
        for view in sentences_of(lesson.view):
            wanted = {key for m in lesson.denied(view) for key in m.denier}
            said = steps("sentence", heard[lesson.name, view.index])
            for actor in view.candidates():
                features = [*view.features(actor, claims[lesson.name]), *said]
                yield Example(features, yes(lesson.keys.get(actor) in wanted), lesson.group)


def link_examples(lessons: Sequence[Lesson], claims: Claims) -> Iterator[Example]:
    """For each denial with its right denier, and each claim, whether it is answered."""
    for lesson in lessons:
        found = claims[lesson.name]
        by_rules = linked_by_rules(lesson.view, found)
        for view in sentences_of(lesson.view):
            for denial in lesson.denied(view):
                actor = next((a for a in view.candidates() if lesson.keys.get(a) in denial.denier), None)
                if actor is None:
                    continue
                for i, claim in enumerate(found):
                    ruled = (view.index, actor, i) in by_rules
                    kind = denial.denial_kind or "rejects"
                    features = link_features(view, actor, kind, claim, found, ruled=ruled)
                    yield Example(features, yes(answers(denial, claim, lesson)), lesson.group)


def answers(denial: GoldDenial, claim: Claim, lesson: Lesson) -> bool:
    """Whether a denial of gold answers a row that the claim makes."""
    return any(answer.reaches(cell) for answer in denial.denies for cell in lesson.cells(claim))


def right_denial(view: SentenceView, denier: Party | None, answered: Sequence[Claim], lesson: Lesson) -> bool:
    """Whether somebody denies in a sentence, and all that he is said to answer."""
    key = lesson.keys.get(denier.actor) if denier is not None else None
    mine = [m for m in lesson.denied(view) if key is not None and key in m.denier]
    return bool(mine) and all(any(answers(m, claim, lesson) for m in mine) for claim in answered)
