"""suggest: which passages would teach the model most, if somebody annotated them.

Active learning by uncertainty, by disagreement of rules and model (a committee of two), and by diversity (maximal
marginal relevance, Carbonell and Goldstein 1998). Settles, *Active Learning Literature Survey* (2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ihl.engine.ruleset import RuleSet
from ihl.learn.cast import Cast
from ihl.learn.decide import RoleScores, Scores, decide, score_cue
from ihl.learn.judging import ModelJudge, cues_of
from ihl.learn.statements import statement_features
from ihl.learn.views import ArticleView, CueView
from ihl.mark import has_cue, opens
from ihl.scene import stage
from ihl.segment import segment
from ihl.text import Article

LIKENESS = 0.6  # how much a passage loses for being like one already chosen
DISAGREEMENT = 0.5  # what it gains where rules and model decide otherwise


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence worth annotating: where it stands, how much it would teach (0 to 1.5), and why."""

    path: str
    start: int
    end: int
    text: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    suggestion: Suggestion
    features: frozenset[str]


def suggest(articles: Iterable[Article], rules: RuleSet, judge: ModelJudge, most: int) -> list[Suggestion]:
    """The passages that would teach most, the best first, none much like another."""
    pool = [candidate for article in articles for candidate in _candidates(article, rules, judge)]
    return [candidate.suggestion for candidate in _diverse(pool, most)]


def _candidates(article: Article, rules: RuleSet, judge: ModelJudge) -> Iterator[_Candidate]:
    """The best cue of each sentence of an article."""
    doc = segment(article) if opens(article.text, rules) else None
    if doc is None or not has_cue(doc, rules):
        return
    best: dict[int, _Candidate] = {}
    for cue in cues_of(ArticleView(Cast(stage(doc, rules)))):
        candidate = _candidate(article, cue, score_cue(cue, judge.model), judge)
        known = best.get(cue.cue.sentence)
        if known is None or candidate.suggestion.score > known.suggestion.score:
            best[cue.cue.sentence] = candidate
    yield from best.values()


def _candidate(article: Article, cue: CueView, scores: Scores, judge: ModelJudge) -> _Candidate:
    doubts = {
        "allegation or not": 1 - abs(2 * scores.statement - 1),
        "who alleges": scores.statement * _doubt(scores.alleger),
        "who is accused": scores.statement * _doubt(scores.accused),
    }
    decided = decide(cue, scores, judge.point)
    kept = any(claim.blocked is None for claim in cue.claims)
    differ = kept != decided.alleged or (decided.alleged and not decided.by_rules)
    reasons = [f"unsure: {name}" for name, doubt in doubts.items() if doubt >= 0.5]
    reasons += ["rules and model disagree"] if differ else []
    score = round(max(doubts.values()) + (DISAGREEMENT if differ else 0.0), 3)
    start, end = cue.sentence.start, cue.sentence.end
    text = " ".join(article.text[start:end].split())
    words = frozenset(f for f in statement_features(cue) if f[:2] in ("L=", "R=", "S=") or f.startswith("cue="))
    return _Candidate(Suggestion(article.path, start, end, text, score, tuple(reasons) or ("rare",)), words)


def _doubt(scores: RoleScores) -> float:
    """How close the second candidate comes to the first."""
    first, second = (scores.of(actor) for actor in (*scores.ranked, None)[:2])
    return 1 - (first - second)


def _diverse(pool: Sequence[_Candidate], most: int) -> Iterator[_Candidate]:
    """Candidates by score, each less what it shares with those chosen before; equal ones in the order of the input."""
    worth = [candidate.suggestion.score for candidate in pool]
    left = set(range(len(pool)))
    for _ in range(min(most, len(pool))):
        best = min(left, key=lambda n: (-worth[n], n))
        left.remove(best)
        yield pool[best]
        for n in left:
            likeness = _likeness(pool[best].features, pool[n].features)
            worth[n] = min(worth[n], pool[n].suggestion.score - LIKENESS * likeness)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index."""
    union = len(one | other)
    return len(one & other) / union if union else 1.0
