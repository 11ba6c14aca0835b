"""diff: what one set of rules records of some articles, and another does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Literal, TypeAlias

from ihl.engine.ruleset import RuleSet
from ihl.export import name_of
from ihl.gold import GoldArticle
from ihl.pipeline import tag
from ihl.record import Allegation, Denial, Record
from ihl.scoring import by_article, score
from ihl.text import Article
from ihl.workbench.articles import gold_for

Sign: TypeAlias = Literal["+", "-", "~"]
SIGNS: tuple[Sign, ...] = ("+", "-", "~")
OPEN_DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Change:
    """One mention that is gained, lost, or says something else of the same sentence and category.

    Attributes:
        rules: the ids of the rules that had a part in it; of a changed one, those that had a part in one version only,
            where there are any.
        category: of the allegation; `denial` for a denial that answers no allegation.
        place: the article and the line of its file.
        sentence: on one line.
        before, after: what each version says; empty where it says nothing.
    """

    sign: Sign
    rules: tuple[str, ...]
    category: str
    place: str
    sentence: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """What two sets of rules make of the same articles.

    Attributes:
        changes: in the order of the articles and of their text.
        figures: cell, mention and denial F1 before and after, by name; empty without gold.
    """

    changes: tuple[Change, ...]
    figures: Mapping[str, tuple[float, float]]

    def by_rule(self) -> dict[str, tuple[int, ...]]:
        """How much each rule had a part in gaining, losing and changing, most first."""
        counts = {sign: Counter(rule for c in self.changes if c.sign == sign for rule in c.rules) for sign in SIGNS}
        rows = {rule: tuple(counts[sign][rule] for sign in SIGNS) for sign in SIGNS for rule in counts[sign]}
        return dict(sorted(rows.items(), key=lambda row: (-sum(row[1]), row[0])))


def compare_rules(
    articles: Iterable[Article], before: RuleSet, after: RuleSet, gold: Mapping[str, GoldArticle]
) -> Comparison:
    """Tag some articles with both sets of rules.

    Args:
        gold: gold by the stem of the article.
    """
    changes: list[Change] = []
    judged: tuple[list[Record], list[Record]] = ([], [])
    for article in articles:
        old, new = tag(article, before), tag(article, after)
        changes += compare(article, old, new)
        if gold_for(article, gold) is not None:
            judged[0].append(old)
            judged[1].append(new)
    figures = [_figures(gold, records) for records in judged] if gold else [{}, {}]
    return Comparison(tuple(changes), {name: (figures[0][name], figures[1][name]) for name in figures[0]})


def _figures(gold: Mapping[str, GoldArticle], records: Iterable[Record]) -> dict[str, float]:
    total = score(gold, by_article(records)).total
    return {"cell_f1": total.cell.f1, "mention_f1": total.mention.f1, "denial_f1": total.denial.f1}


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    rules: tuple[str, ...]


_Key: TypeAlias = tuple[int, int, str]  # the sentence, and the category


def compare(article: Article, before: Record, after: Record) -> Iterator[Change]:
    """What differs between two records of an article, in the order of its text."""
    old, new = _said(before), _said(after)
    for key in sorted({*old, *new}):
        for was, now in _pairs(old.get(key, []), new.get(key, [])):
            start, end, category = key
            sign: Sign = "+" if was is None else "-" if now is None else "~"
            place = f"{article.path}:{_line(article, start)}"
            sentence = " ".join(article.text[start:end].split())
            told = (was.words if was else "", now.words if now else "")
            yield Change(sign, _concerned(was, now), category, place, sentence, *told)


def _said(record: Record) -> dict[_Key, list[_Said]]:
    """What a record says of each sentence, category by category, with the denials that answer it."""
    out: dict[_Key, list[_Said]] = {}
    denials = [mention for mention in record.mentions if isinstance(mention, Denial)]
    for mention in record.mentions:
        here = (mention.sentence.start, mention.sentence.end)
        if isinstance(mention, Allegation):
            answers = [denial for denial in denials if mention.id in denial.answers]
            rules = (*mention.basis.rules, *(rule for denial in answers for rule in denial.basis.rules))
            words = _words(record, mention, answers)
            for category in mention.categories:
                out.setdefault((*here, category), []).append(_Said(f"{category} {words}", rules))
        elif not mention.answers:
            said = _Said(f"denial by {_denier(record, mention)}, of no allegation here", mention.basis.rules)
            out.setdefault((*here, OPEN_DENIAL), []).append(said)
    return out


def _words(record: Record, mention: Allegation, answers: Iterable[Denial]) -> str:
    against = " and ".join(_name(record, actor) for actor in mention.accused) or _name(record, None)
    denied = sorted({_denier(record, denial) for denial in answers})
    parts = [f"alleged by {_name(record, mention.alleger)} against {against}", mention.modality]
    return ", ".join([*parts, *([f"denied by {' and '.join(denied)}"] if denied else [])])


def _denier(record: Record, denial: Denial) -> str:
    return f"{_name(record, denial.denier)} ({denial.denial_kind})"


def _name(record: Record, actor: str | None) -> str:
    return "nobody named" if actor is None else name_of(record, actor)


def _pairs(old: list[_Said], new: list[_Said]) -> Iterator[tuple[_Said | None, _Said | None]]:
    """What only one version says, each beside what the other says in its place."""
    kept = Counter(said.words for said in old) & Counter(said.words for said in new)
    yield from zip_longest(_without(old, kept), _without(new, kept))


def _without(said: Iterable[_Said], kept: Counter[str]) -> list[_Said]:
    left = kept.copy()
    out = []
    for one in said:
        left[one.words] -= 1
        if left[one.words] < 0:
            out.append(one)
    return out


def _concerned(was: _Said | None, now: _Said | None) -> tuple[str, ...]:
    before, after = (set(said.rules) if said else set() for said in (was, now))
    return tuple(sorted(before ^ after or before | after))


def _line(article: Article, at: int) -> int:
    """The line of an offset in the file of the article; front matter is no part of the text and stands above it."""
    above = 0
    if article.title or article.publisher or article.date or article.url:
        data = Path(article.path).read_bytes()
        above = data.count(b"\n", 0, max(data.rfind(article.text.encode()), 0))
    return above + article.text.count("\n", 0, at) + 1
