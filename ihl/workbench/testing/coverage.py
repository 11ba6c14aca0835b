"""coverage: how far each rule is proven, and how far it reaches over a set of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import AnyRule
from ihl.gold import GoldArticle
from ihl.pipeline import trace
from ihl.scoring import right_mentions
from ihl.text import Article
from ihl.workbench.articles import gold_for
from ihl.workbench.testing.expect import hits_in
from ihl.workbench.testing.proof import optional_roles
from ihl.workbench.testing.prove import ProofReport
from ihl.workbench.workspace import Workspace

PROOF_CODES = ("L303", "L304", "L308")


@dataclass(frozen=True, slots=True)
class Proven:
    """How many parts of a rule its examples show, of how many there are to show."""

    shown: int
    parts: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nothing to show."""
        return self.shown / self.parts if self.parts else 1.0


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule did over some articles.

    Attributes:
        fires: matches; articles: articles with at least one.
        mentions: allegations and denials that it had a part in; alone: those in which no other of its kind had one.
        beside: the rule of its kind that most often had a part in the same mentions, or nothing.
        right, judged: of its mentions in articles with gold, those that make a row or a denial of gold.
        agreed, asked: of its mentions that a classifier judged, those it also keeps.
    """

    fires: int
    articles: int
    mentions: int
    alone: int
    beside: str
    right: int
    judged: int
    agreed: int
    asked: int


@dataclass(frozen=True, slots=True)
class Covered:
    """One rule: how far it is proven, and its reach where articles were read."""

    rule: AnyRule
    proven: Proven
    reach: Reach | None


def proven_rules(workspace: Workspace, report: ProofReport) -> dict[str, Proven]:
    """How far the examples of each rule prove it: find lines, exceptions, and blanks filled and left out."""
    out: dict[str, Proven] = {}
    for file, key, rule in workspace.own():
        blanks = sum(len(optional_roles(text, workspace.rules.vocabulary)) for text in rule.find)
        parts = len(rule.find) + len(rule.unless) + 2 * blanks
        places = {file.place((*key, "find", n)) for n in range(len(rule.find))}
        places |= {file.place((*key, "unless", n)) for n in range(len(rule.unless))}
        lacking = sum(problem.code in PROOF_CODES and problem.place in places for problem in report.problems)
        out[rule.id] = Proven(parts - lacking, parts) if rule.status != "retired" else Proven(0, 0)
    return out


def coverage(
    workspace: Workspace,
    report: ProofReport,
    articles: Iterable[Article] | None = None,
    gold: Mapping[str, GoldArticle] | None = None,
) -> tuple[Covered, ...]:
    """Every chosen rule with its proof and its reach, those that never fired first, then by how often they did.

    Args:
        articles: what to read; None for proof alone.
        gold: gold by the stem of the article.
    """
    proven = proven_rules(workspace, report)
    reaches = None if articles is None else _reaches(workspace.rules, articles, gold or {})
    covered = [
        Covered(rule, proven[rule.id], reaches[rule.id] if reaches is not None else None)
        for _, rule in workspace.own_rules()
    ]
    return tuple(sorted(covered, key=lambda c: (c.reach.fires if c.reach else 0, c.rule.id)))


@dataclass
class _Count:
    fires: int = 0
    articles: int = 0
    mentions: int = 0
    alone: int = 0
    right: int = 0
    judged: int = 0
    agreed: int = 0
    asked: int = 0
    partners: Counter[str] = field(default_factory=Counter)

    def reach(self) -> Reach:
        beside = min(self.partners.items(), key=lambda item: (-item[1], item[0]), default=("", 0))[0]
        return Reach(
            self.fires,
            self.articles,
            self.mentions,
            self.alone,
            beside,
            self.right,
            self.judged,
            self.agreed,
            self.asked,
        )


def _reaches(rules: RuleSet, articles: Iterable[Article], gold: Mapping[str, GoldArticle]) -> dict[str, Reach]:
    counts = {name: _Count() for name in rules.rules}
    for article in articles:
        found = trace(article, rules)
        fired = Counter(hit.rule.id for hit in hits_in(found))
        for name, times in fired.items():
            counts[name].fires += times
            counts[name].articles += 1
        known = gold_for(article, gold)
        record = found.record
        right = right_mentions(known, record.model_dump(mode="json")) if known is not None else frozenset[str]()
        for mention in record.mentions:
            for name in mention.basis.rules:
                _count(counts[name], name, mention.basis.rules, rules)
                counts[name].judged += known is not None
                counts[name].right += mention.id in right
                counts[name].asked += mention.basis.model is not None
                counts[name].agreed += mention.basis.model is not None and mention.basis.model >= 0.5
    return {name: count.reach() for name, count in counts.items()}


def _count(count: _Count, name: str, together: Sequence[str], rules: RuleSet) -> None:
    kind = rules.rules[name].kind
    others = [other for other in together if other != name and rules.rules[other].kind == kind]
    count.mentions += 1
    count.alone += not others
    count.partners.update(others)
