"""conflicts: pairs of rules that disagree about the same words, with the sentences in which they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ihl.engine.match import Match
from ihl.engine.ruleset import RuleSet
from ihl.marks import Frame
from ihl.pipeline import Trace, trace
from ihl.record import Allegation, Denial
from ihl.status import BLOCKING, reaches
from ihl.text import Article
from ihl.workbench.testing.expect import hits_in


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Two rules that do not agree on some words.

    Attributes:
        sort: label (two categories for the same words), roles (another actor in the same place), context (what one
            takes out of the record another puts in), both sides (an actor alleges and denies the same), model (the
            classifier would decide otherwise).
        one, other: the ids of the rules, or "classifier"; what each says is in `detail`.
        article, sentence: where; the sentence is shown on one line.
    """

    sort: str
    one: str
    other: str
    detail: str
    article: str
    sentence: str


def conflicts(articles: Iterable[Article], rules: RuleSet) -> tuple[Conflict, ...]:
    """Every disagreement between rules over some articles, by sort and pair."""
    return tuple(sorted({conflict for article in articles for conflict in _in_article(trace(article, rules))}))


def _in_article(found: Trace) -> Iterator[Conflict]:
    yield from _labels(found)
    yield from _roles(found)
    yield from _contexts(found)
    yield from _both_sides(found)
    yield from _model(found)


def _conflict(found: Trace, sort: str, rules: tuple[str, str], detail: str, sentence: int) -> Conflict:
    here = found.doc.sentences[sentence]
    text = " ".join(found.doc.article.text[here.start : here.end].split())
    return Conflict(sort, *rules, detail, found.doc.article.path, text)


def _labels(found: Trace) -> Iterator[Conflict]:
    """The same words, or some of them, under two categories by two rules."""
    for one, other in combinations(found.marks.cues, 2):
        together = one.sentence == other.sentence and one.first < other.end and other.first < one.end
        differ = set(one.rule.category) ^ set(other.rule.category)
        if together and differ and one.rule.category and other.rule.category and one.rule.id != other.rule.id:
            one, other = sorted((one, other), key=lambda cue: cue.rule.id)
            detail = f"{', '.join(one.rule.category)} against {', '.join(other.rule.category)}"
            yield _conflict(found, "label", (one.rule.id, other.rule.id), detail, one.sentence)


def _roles(found: Trace) -> Iterator[Conflict]:
    """Two frames around one word that give the same role to others."""
    frames = [hit for hit in hits_in(found) if isinstance(hit, Frame)]
    for one, other in combinations(frames, 2):
        same = (one.sentence, one.match.anchor) == (other.sentence, other.match.anchor)
        if not same or one.rule.id == other.rule.id:
            continue
        for role in ("alleger", "accused", "denier"):
            pair = sorted((frame.rule.id, _filler(found, frame.sentence, frame.match, role)) for frame in (one, other))
            (first, here), (second, there) = pair
            if here and there and here != there:
                yield _conflict(found, "roles", (first, second), f"{role}: {here} against {there}", one.sentence)


def _filler(found: Trace, sentence: int, match: Match, role: str) -> str:
    filled = match.role(role)
    chunks = [found.marks.chunks[sentence][i] for i in filled.chunks] if filled is not None else []
    return " and ".join(chunk.head for chunk in chunks)


def _contexts(found: Trace) -> Iterator[Conflict]:
    """A cue in the reach of a context by which nothing is alleged, and an allegation made of it all the same."""
    kept = [claim for claim, verdict in zip(found.claims, found.verdicts, strict=True) if verdict.keep]
    for claim in kept:
        for context in found.marks.contexts:
            if context.rule.sets in BLOCKING and any(reaches(context, cue) for cue in claim.cues):
                detail = f"{context.rule.sets} against {claim.status}, the accused found by: {claim.sieve}"
                passed = {context.rule.id, *(cue.rule.id for cue in claim.cues)}
                deciding = next((name for name in claim.rules if name not in passed), claim.rules[0])
                yield _conflict(found, "context", (context.rule.id, deciding), detail, claim.sentence)


def _both_sides(found: Trace) -> Iterator[Conflict]:
    """An actor that alleges something and is also said to deny it."""
    mentions = {mention.id: mention for mention in found.record.mentions}
    for denial in (mention for mention in mentions.values() if isinstance(mention, Denial)):
        for answered in (mentions[name] for name in denial.answers):
            if isinstance(answered, Allegation) and answered.alleger == denial.denier is not None:
                here = next(s.index for s in found.doc.sentences if s.start <= denial.span.start < s.end)
                pair = (denial.basis.rules[0], answered.basis.rules[-1])
                detail = f"{denial.denier} denies what it alleges: {' '.join(answered.span.text.split())}"
                yield _conflict(found, "both sides", pair, detail, here)


def _model(found: Trace) -> Iterator[Conflict]:
    """A claim of which the classifier thinks otherwise than the rules."""
    for claim, verdict in zip(found.claims, found.verdicts, strict=True):
        if verdict.model is not None and (verdict.model >= 0.5) != (claim.blocked is None):
            detail = f"rules: {claim.blocked or claim.status}; classifier: {verdict.model:.2f}"
            yield _conflict(found, "model", (claim.rules[0], "classifier"), detail, claim.sentence)
