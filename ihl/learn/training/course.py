"""course: lessons → a model. What a later model learns from, earlier ones made of articles they had not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ihl.learn.decide import decide, score_cue
from ihl.learn.denying import answers, denial_reasons, sentences_of
from ihl.learn.judging import ModelJudge, claim_of
from ihl.learn.model import Model, Point
from ihl.learn.scorer import Scorer
from ihl.learn.training.denial_lessons import (
    Claims,
    Heard,
    denier_examples,
    link_examples,
    right_denial,
    sentence_examples,
)
from ihl.learn.training.fitting import Example, fit_scorer
from ihl.learn.training.lessons import ROLES, Lesson, role_examples, statement_examples, yes

FOLDS = 5
STRENGTHS = {
    "statement": 0.05, "modality": 0.1, "alleger": 0.05, "accused": 0.05, "confidence": 0.05,
    "denial": 0.05, "kind": 0.1, "denier": 0.05, "link": 0.1, "denial_confidence": 0.05,
}  # fmt: skip
CLAIM_MODELS = ("statement", "modality", *ROLES)
FEW = {"confidence": 1, "denial_confidence": 1}  # their features name no words
Scorers = dict[str, Scorer]
Told = Callable[[str], None]
Folds = Mapping[str, int]  # conflict -> fold


@dataclass
class Course:
    """One training run over lessons; `tell` hears of each step."""

    lessons: Sequence[Lesson]
    tell: Told
    examples: dict[str, list[Example]] = field(default_factory=dict)

    def run(self) -> Scorers:
        """Train every scorer."""
        folds = fold_of(self.lessons)
        self._claim_examples()
        first = CLAIM_MODELS
        final = {name: self._fit(name) for name in first}
        held = [self._fold(first, folds, n) for n in range(FOLDS)]
        self.tell("claims of articles not seen")
        claims = self._claims(held, folds)
        final["confidence"] = self._fit("confidence")
        self._denial_examples(claims, folds)
        self.tell(f"denials: {sum(e.label == 'yes' for e in self.examples['denial'])} sentences")
        later = ("denial", "kind", "denier", "link")
        final |= {name: self._fit(name) for name in later}
        self._denial_confidence([m | self._fold(later, folds, n) for n, m in enumerate(held)], claims, folds)
        final["denial_confidence"] = self._fit("denial_confidence")
        return final

    # -- fitting -----------------------------------------------------------------------------------------------------

    def _fit(self, name: str, keep: Callable[[Example], bool] = lambda _: True) -> Scorer:
        chosen = [example for example in self.examples[name] if keep(example)]
        return fit_scorer(chosen, STRENGTHS[name], shared=FEW.get(name, 3))

    def _fold(self, names: Sequence[str], folds: Folds, n: int) -> Scorers:
        """Scorers that have not seen the conflicts of one fold."""
        self.tell(f"fold {n + 1} of {FOLDS}: {', '.join(names)}")
        return {name: self._fit(name, lambda example: folds[str(example.group)] != n) for name in names}

    # -- claims ------------------------------------------------------------------------------------------------------

    def claim_examples(self) -> dict[str, list[Example]]:
        """What the models of claims learn from, by model."""
        self._claim_examples()
        return {name: self.examples[name] for name in CLAIM_MODELS}

    @staticmethod
    def strength(name: str) -> float:
        """The inverse strength of the penalty of a model."""
        return STRENGTHS[name]

    def _claim_examples(self) -> None:
        pairs = list(statement_examples(self.lessons))
        self.examples["statement"] = [example for example, _ in pairs]
        self.examples["modality"] = [firm for _, firm in pairs if firm is not None]
        for role in ROLES:
            self.examples[role] = list(role_examples(self.lessons, role))
        self.tell(f"{len(pairs)} cues, {sum(len(self.examples[role]) for role in ROLES)} candidates for roles")

    def _claims(self, held: Sequence[Scorers], folds: Folds) -> Claims:
        """The claims made of each article by models that have not seen its conflict; they teach confidence too."""
        self.examples["confidence"] = []
        out = {}
        for lesson in self.lessons:
            judge = _judge(held[folds[lesson.group]])
            decided = [(cue, decide(cue, score_cue(cue, judge.model), judge.point)) for cue in lesson.cues]
            for cue, decision in decided:
                if decision.alleged:
                    made = [claim_of(cue, decision, alleger, keep=True) for alleger in decision.allegers]
                    right = all(lesson.right(claim) for claim in made)
                    self.examples["confidence"].append(Example(decision.reasons, yes(right), lesson.group))
            out[lesson.name] = tuple(claim for claim, verdict in judge.claims(decided) if verdict.keep)
        return out

    # -- denials -----------------------------------------------------------------------------------------------------

    def _denial_examples(self, claims: Claims, folds: Folds) -> None:
        pairs = list(sentence_examples(self.lessons))
        self.examples["denial"] = [example for example, _ in pairs]
        self.examples["kind"] = [kind for _, kind in pairs if kind is not None]
        held = [self._fold(("denial",), folds, n)["denial"] for n in range(FOLDS)]
        heard: Heard = {
            (lesson.name, view.index): held[folds[lesson.group]].probability(view.words)
            for lesson in self.lessons
            for view in sentences_of(lesson.view)
        }
        self.examples["denier"] = list(denier_examples(self.lessons, claims, heard))
        self.examples["link"] = list(link_examples(self.lessons, claims))

    def _denial_confidence(self, held: Sequence[Scorers], claims: Claims, folds: Folds) -> None:
        """What denials heard in articles not seen teach of confidence."""
        self.examples["denial_confidence"] = []
        for lesson in self.lessons:
            judge = _judge(held[folds[lesson.group]])
            views = {view.index: view for view in sentences_of(lesson.view)}
            found = claims[lesson.name]
            for answer in answers(lesson.view, found, judge.model, judge.point):
                rejection, answered = answer.rejection, [found[i] for i in answer.claims]
                reasons = denial_reasons(rejection, answer.model or 0.0, len(answered))
                right = right_denial(views[rejection.sentence], rejection.denier, answered, lesson)
                self.examples["denial_confidence"].append(Example(reasons, yes(right), lesson.group))


def _judge(scorers: Scorers) -> ModelJudge:
    """A judge whose confidence is not trained yet."""
    blank = {"confidence": _BLANK, "denial_confidence": _BLANK}
    return ModelJudge(Model({**blank, **scorers}, {}, {}, ""), Point())


_BLANK = Scorer(["yes"], [0], [{}])


def fold_of(lessons: Sequence[Lesson]) -> Folds:
    """Conflicts dealt out to folds, so that none stands in two."""
    return {group: n % FOLDS for n, group in enumerate(sorted({lesson.group for lesson in lessons}))}
