"""timing: which rules cost most over a corpus, and which words make them be tried.

What is measured is what the line does with each sentence: where a word stands that a pattern is anchored on, and no
word that it needs is missing, the pattern is tried there, and where it matches, the exceptions of its rule are.
Seconds are those of the machine; candidates and matches are the same everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Literal, TypeAlias

from ihl.engine.load import RUNNING
from ihl.engine.match import match_at
from ihl.engine.ruleset import Index, Line, RuleSet
from ihl.mark import lines_for, mark, silenced
from ihl.segment import segment
from ihl.slots import SentenceSlots
from ihl.text import Article
from ihl.workbench.workspace import Workspace

Order: TypeAlias = Literal["time", "candidates"]


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What a rule costs.

    Attributes:
        milliseconds, share: spent on this machine; the share is of all rules in force, from 0 to 1.
        candidates: how often one of its patterns was tried at a word.
        matches: how often it then matched, and no exception kept it silent.
        per_match: candidates for each match; None without a match.
    """

    rule: str
    milliseconds: float
    share: float
    candidates: int
    matches: int
    per_match: float | None
    place: str


@dataclass(frozen=True, slots=True)
class WordCost:
    """How often patterns were tried at a word, and of how many rules."""

    word: str
    candidates: int
    rules: int


@dataclass(frozen=True, slots=True)
class Costs:
    """What rules cost over some texts, the dearest first; `milliseconds` are those of all rules in force."""

    texts: int
    sentences: int
    milliseconds: float
    rules: tuple[RuleCost, ...]
    words: tuple[WordCost, ...]


def measure(workspace: Workspace, articles: Iterable[Article], by: Order = "time") -> Costs:
    """Run the rules in force over some texts, and tell what the chosen ones of them cost."""
    meter = _Meter(workspace.rules)
    for article in articles:
        meter.read(article)
    total = sum(meter.seconds.values())
    costs = [
        _cost(meter, rule.id, str(place), total) for place, rule in workspace.own_rules() if rule.status in RUNNING
    ]
    dearest = sorted(costs, key=lambda cost: (-cost.candidates, cost.rule))
    if by == "time":
        dearest.sort(key=lambda cost: -cost.milliseconds)
    words = tuple(_words(meter, [cost.rule for cost in costs]))
    return Costs(meter.texts, meter.sentences, round(1000 * total, 3), tuple(dearest), words)


def _cost(meter: _Meter, rule: str, place: str, total: float) -> RuleCost:
    seconds, matches = meter.seconds[rule], meter.matches[rule]
    candidates = sum(meter.tried[rule].values())
    return RuleCost(
        rule=rule,
        milliseconds=round(1000 * seconds, 3),
        share=round(seconds / total, 4) if total else 0.0,
        candidates=candidates,
        matches=matches,
        per_match=round(candidates / matches, 2) if matches else None,
        place=place,
    )


def example_texts(workspace: Workspace) -> Iterator[Article]:
    """The texts of all examples and passages, each as an article of its own."""
    for file in workspace.files:
        for _, _, rule in file.entries("rules"):
            yield from (Article(example.text) for example in rule.examples)
        yield from (Article(passage.text) for passage in file.content.tests)


class _Meter:
    """Counts for each rule what the line would do."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        frames = (rules.attributions, rules.conducts, rules.denials)
        self.kinds: list[tuple[Index[Any], bool]] = [(rules.cues, False), (rules.contexts, False)]
        self.kinds += [(index, True) for index in frames]
        self.texts = self.sentences = 0
        self.seconds: dict[str, float] = dict.fromkeys(rules.rules, 0.0)
        self.matches: Counter[str] = Counter()
        self.tried: dict[str, Counter[str]] = {name: Counter() for name in rules.rules}

    def read(self, article: Article) -> None:
        """Try every pattern at every word of an article at which the line would."""
        marks = mark(segment(article), self.rules)
        self.texts += 1
        for sentence in marks.doc.sentences:
            self.sentences += 1
            slots = SentenceSlots(sentence, marks.chunks[sentence.index], self.rules)
            for index, loose in self.kinds:
                for line, at in lines_for(sentence, index):
                    self._try(line, at, slots, loose=loose)

    def _try(self, line: Line[Any], at: int, slots: SentenceSlots, *, loose: bool) -> None:
        """As the line does: of a cue or a context the first match counts, of a frame the first that may speak."""
        name = line.rule.id
        self.tried[name][slots.lowers[at]] += 1
        begin = perf_counter()
        for found in match_at(line.pattern, at, slots, loose=loose):
            speaks = not silenced(line, found, slots, [])
            self.matches[name] += speaks
            if speaks or not loose:
                break
        self.seconds[name] += perf_counter() - begin


def _words(meter: _Meter, rules: Iterable[str]) -> list[WordCost]:
    """The words at which some rules were tried, the one with most candidates first."""
    tried: Counter[str] = Counter()
    of_rules: Counter[str] = Counter()
    for rule in rules:
        tried.update(meter.tried[rule])
        of_rules.update(meter.tried[rule].keys())
    return [
        WordCost(word, n, of_rules[word]) for word, n in sorted(tried.items(), key=lambda item: (-item[1], item[0]))
    ]
