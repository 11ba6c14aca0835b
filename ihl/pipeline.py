"""From one article to its record: the whole program in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ihl.attribute import attribute
from ihl.claims import build_claims
from ihl.compose import compose, empty_record
from ihl.engine.ruleset import RuleSet
from ihl.judge import Judge, RulesOnly, Verdict
from ihl.link import link
from ihl.mark import has_cue, mark, opens
from ihl.marks import Claim, Frames, Marks, Reading
from ihl.record import Record
from ihl.registry import Registry
from ihl.rejections import find_rejections
from ihl.resolve import Resolver
from ihl.segment import segment
from ihl.speech import Speech, listen
from ihl.text import Article, Doc


@dataclass(frozen=True)
class Trace:
    """What each step of the line made of one article.

    Attributes:
        readings: whom each chunk was taken for last, by its sentence and first token.
        verdicts: what was decided of each claim, in the order of the claims.
    """

    doc: Doc
    marks: Marks
    frames: Frames
    speech: Speech
    readings: Mapping[tuple[int, int], Reading]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    record: Record


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
    marks = mark(doc, rules)
    frames = attribute(marks, rules)
    registry = Registry(rules.lexicon)
    resolver = Resolver(marks, rules, registry)
    speech = listen(marks, frames, resolver)
    claims = build_claims(marks, frames, speech, resolver)
    verdicts = judge(claims, marks)
    judged = [(claim, verdict) for claim, verdict in zip(claims, verdicts, strict=True) if verdict.keep]
    rejections = find_rejections(marks, frames, speech, resolver, claims)
    answers = link([claim for claim, _ in judged], rejections, registry)
    record = compose(marks, judged, answers, registry, rules.digest, judge.digest)
    return Trace(doc, marks, frames, speech, resolver.readings, claims, verdicts, record)
