"""Gold beside what the line found: which cue is an allegation, and which actor has which role."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ihl.compose import compose
from ihl.corpus import conflict_of
from ihl.engine.ruleset import RuleSet
from ihl.gold import GoldAllegation, GoldArticle, GoldDenial
from ihl.gold_keys import JsonRecord, actor_keys
from ihl.judge import Judgement
from ihl.learn.cast import Cast
from ihl.learn.denials import SentenceView
from ihl.learn.judging import cues_of
from ihl.learn.roles import role_features
from ihl.learn.statements import statement_features
from ihl.learn.training.fitting import Example
from ihl.learn.views import ArticleView, CueView
from ihl.marks import PUBLISHER, Claim, actor_of
from ihl.scene import stage
from ihl.segment import segment
from ihl.text import Article

ROLES = ("alleger", "accused")


@dataclass(frozen=True)
class Lesson:
    """An annotated article as the line reads it; `keys` are gold's names for the actors of the record."""

    name: str
    gold: GoldArticle
    view: ArticleView
    cues: tuple[CueView, ...]

    @property
    def group(self) -> str:
        """The conflict: what is learned from one is measured on others."""
        return group_of(self.name)

    @cached_property
    def keys(self) -> Mapping[str | None, str | None]:
        """Gold's key for each actor of the article; None for actors gold does not know."""
        known = self.view.scene.registry.known
        plain = {actor: {"name": entry.name, "surface_forms": list(entry.forms)} for actor, entry in known.items()}
        found = actor_keys({"actors": plain}, self.gold)
        named = {actor: None if key is None or key.startswith("?") else key for actor, key in found.items()}
        return {**named, PUBLISHER: PUBLISHER}

    def record(self, judge: Callable[[ArticleView], Judgement]) -> JsonRecord:
        """The record that a judge makes of the article; what it learns of sides is forgotten again."""
        registry = self.view.scene.registry
        allies = set(registry.allies)
        made = compose(self.view.scene.marks, judge(self.view), registry, "", None)
        registry.allies = allies
        return made.model_dump(mode="json")

    def alleged(self, cue: CueView) -> list[GoldAllegation]:
        """The allegations of gold in whose words a cue of their category stands."""
        tokens = cue.sentence.tokens
        start, end = tokens[cue.cue.first].start, tokens[cue.cue.end - 1].end
        categories = set(cue.cue.rule.category)
        return [
            m
            for m in self.gold.mentions
            if isinstance(m, GoldAllegation)
            and m.span[0] < end
            and start < m.span[1]
            and categories & set(m.categories)
        ]

    def denied(self, sentence: SentenceView) -> list[GoldDenial]:
        """The denials of gold that touch a sentence."""
        start, end = sentence.sentence.start, sentence.sentence.end
        found = (m for m in self.gold.mentions if isinstance(m, GoldDenial))
        return [m for m in found if m.span[0] < end and start < m.span[1]]

    def right(self, claim: Claim) -> bool:
        """Whether a claim makes rows of gold and no other."""
        cells = set(self.cells(claim))
        return bool(cells) and cells <= set(self.gold.cells)

    def cells(self, claim: Claim) -> Iterator[tuple[str | None, str | None, str]]:
        """The rows a claim makes, in gold's keys; "?" for an actor gold does not know."""
        alleger = self._key(actor_of(claim.alleger))
        for accused in claim.accused or (None,):
            for category in claim.categories:
                yield alleger, self._key(accused), category

    def _key(self, actor: str | None) -> str | None:
        return None if actor is None else self.keys.get(actor) or f"?{actor}"


def group_of(name: str) -> str:
    """The conflict of an article, or itself where its name has none."""
    return conflict_of(name) or name


def read_lesson(name: str, gold: GoldArticle, rules: RuleSet) -> Lesson:
    """Run the line on an annotated article, up to where it is decided."""
    view = ArticleView(Cast(stage(segment(Article(gold.text, path=f"{name}.txt")), rules)))
    return Lesson(name, gold, view, tuple(cues_of(view)))


def statement_examples(lessons: Sequence[Lesson]) -> Iterator[tuple[Example, Example | None]]:
    """For each cue, whether it is an allegation; and how firm, where it is."""
    for lesson in lessons:
        for cue in lesson.cues:
            alleged = lesson.alleged(cue)
            features = statement_features(cue)
            firm = Example(features, alleged[0].modality, lesson.group) if alleged else None
            yield Example(features, yes(bool(alleged)), lesson.group), firm


def role_examples(lessons: Sequence[Lesson], role: str) -> Iterator[Example]:
    """For each cue that is an allegation and each candidate, whether the candidate has the role."""
    for lesson in lessons:
        for cue in lesson.cues:
            alleged = lesson.alleged(cue)
            if not alleged:
                continue
            wanted = {key for m in alleged for key in (m.alleger if role == "alleger" else m.accused)}
            for actor in cue.candidates(role):
                key = lesson.keys.get(actor)
                yield Example(role_features(cue, actor, role), yes(key is not None and key in wanted), lesson.group)
            yield Example(role_features(cue, None, role), yes(not wanted), lesson.group)


def yes(answer: bool) -> str:
    """A truth as a label."""
    return "yes" if answer else "no"
