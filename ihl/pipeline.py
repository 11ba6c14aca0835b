"""From one article to its record: the whole program in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ihl.compose import compose, empty_record
from ihl.engine.ruleset import RuleSet
from ihl.judge import Judge, Judgement, RulesOnly, Verdict
from ihl.mark import has_cue, opens
from ihl.marks import Claim, Frames, Marks, Reading
from ihl.record import Record
from ihl.scene import Scene, stage
from ihl.segment import segment
from ihl.text import Article, Doc


@dataclass(frozen=True)
class Trace:
    """What the line made of one article: what the rules read, what was decided, and the record."""

    scene: Scene
    judged: Judgement
    record: Record

    @property
    def doc(self) -> Doc:
        """The text in its parts."""
        return self.scene.marks.doc

    @property
    def marks(self) -> Marks:
        """What was found before anybody was named."""
        return self.scene.marks

    @property
    def frames(self) -> Frames:
        """Who says what of whom, and who denies it, as words."""
        return self.scene.frames

    @property
    def readings(self) -> Mapping[tuple[int, int], Reading]:
        """Whom each chunk was taken for last, by its sentence and first token."""
        return self.scene.resolver.readings

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims as they were judged."""
        return self.judged.claims

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What was decided of each claim."""
        return self.judged.verdicts


def tag(article: Article, rules: RuleSet, *, judge: Judge | None = None) -> Record:
    """Return what the article's sources allege and deny. Rules on no facts.

    Args:
        judge: decides which candidates are kept; without one the rules decide alone.
    """
    judge = judge or RulesOnly()
    if opens(article.text, rules):
        doc = segment(article)
        if has_cue(doc, rules):
            return _trace(doc, rules, judge).record
    return empty_record(article, rules.digest, judge.digest)


def trace(article: Article, rules: RuleSet, *, judge: Judge | None = None) -> Trace:
    """Run every step on an article, whatever the gate would say of it, and keep what each one made."""
    return _trace(segment(article), rules, judge or RulesOnly())


def _trace(doc: Doc, rules: RuleSet, judge: Judge) -> Trace:
    scene = stage(doc, rules)
    judged = judge(scene)
    record = compose(scene.marks, judged, scene.registry, rules.digest, judge.digest)
    return Trace(scene, judged, record)
