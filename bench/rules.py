"""What many rules cost: the built-in rules alone, and under packs of generated ones that look for other words.

A generated pack holds the built-in find lines, their anchors (the words met least often, by which a line is found)
replaced by other words of the stream and of the examples, each met in the stream about as often as the one it replaces.
Whole lines seldom match: what is measured is the matching, not what is made of matches.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.measure import Table, in_turns
from bench.stream import SEED, relevant_only, stream
from ihl.engine.compile import Vocabulary, compile_line
from ihl.engine.forms import forms
from ihl.engine.load import RUNNING, load_rules
from ihl.engine.phrase import Gap, Group, Node, Ref, Role, Word, parse, show
from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import AnyRule
from ihl.mark import has_cue, opens
from ihl.pipeline import tag
from ihl.segment import segment
from ihl.text import Article
from ihl.workbench.testing.prove import run_examples
from ihl.workbench.workspace import open_workspace

TIMES = (1, 3, 10)
INPUTS = ("stream, 10 % relevant", "relevant only")
EXAMPLES = "`ihl rules test`"
ALIKE = 8  # so many words to either side are met about as often
_WORD = re.compile(r"[a-z]{4,}")
_OWN = {"id", "title", "find", "examples", "unless", "why", "law", "allow", "replaced_by", "reviewed_by"}


def rules(articles: int, repeats: int, times: Sequence[int] = TIMES) -> Table:
    """Time the line over the stream, and over its relevant articles, with the built-in rules and many times as many."""
    mixed = stream(articles)
    with TemporaryDirectory() as folder:
        sets = rule_sets(Path(folder), mixed, times)
    counts = ", ".join(f"{n}×: {len(made.rules):,}" for n, made in sets.items())
    headings = ("input, rules", "articles", "pass the gate", "hold a cue", "ms an article", "÷ 1×")
    rows = [
        row
        for name, texts in zip(INPUTS, (mixed, relevant_only(mixed)), strict=True)
        for row in _rows(name, texts, sets, repeats)
    ]
    return Table(f"Matching cost against the number of rules ({counts}), medians of {repeats}", headings, tuple(rows))


def examples(repeats: int) -> Table:
    """Time loading the built-in rules and running all their examples, as `ihl rules test` does in its process."""
    cases = len(run_examples(open_workspace()).cases)
    seconds = in_turns({EXAMPLES: lambda: run_examples(open_workspace())}, repeats)[EXAMPLES]
    row = (EXAMPLES, f"{cases:,}", f"{seconds:.2f}", f"{seconds / cases * 1000:.1f}")
    return Table(f"Examples, medians of {repeats}", ("command", "examples", "s", "ms an example"), (row,))


def _rows(name: str, texts: Sequence[str], sets: Mapping[int, RuleSet], repeats: int) -> Iterator[tuple[str, ...]]:
    articles = [Article(text) for text in texts]
    seconds = in_turns({f"{n}×": partial(_tag_all, articles, made) for n, made in sets.items()}, repeats)
    for (times, taken), made in zip(seconds.items(), sets.values(), strict=True):
        opened = [article for article in articles if opens(article.text, made)]
        cued = sum(has_cue(segment(article), made) for article in opened)
        each, ratio = taken / len(texts) * 1000, taken / seconds["1×"]
        yield f"{name}, {times}", f"{len(texts):,}", f"{len(opened):,}", f"{cued:,}", f"{each:.2f}", f"{ratio:.2f}"


def _tag_all(articles: Sequence[Article], made: RuleSet) -> None:
    for article in articles:
        tag(article, made)


# -- generated rules --------------------------------------------------------------------------------------------------


def rule_sets(folder: Path, texts: Sequence[str], times: Sequence[int] = TIMES) -> dict[int, RuleSet]:
    """The built-in rules alone, and with so many generated packs over them that there are that many times as many."""
    builtin = load_rules()
    words = Words(texts, builtin)
    generated = [rule for rule in builtin.rules.values() if rule.status in RUNNING]
    paths = [folder / f"generated-{n}.yaml" for n in range(1, max(times))]
    for n, path in enumerate(paths, 1):
        made = {"version": "1", "rules": list(_pack(n, generated, builtin.vocabulary, words))}
        path.write_text(json.dumps(made), encoding="utf-8")
    return {n: load_rules(*paths[: n - 1]) for n in times}


class Words:
    """Words to put in place of anchors, each met in some texts about as often as the one it replaces."""

    def __init__(self, texts: Iterable[str], rules: RuleSet) -> None:
        self.counts: Counter[str] = Counter(word for text in texts for word in _WORD.findall(text.lower()))
        told: set[str] = {
            word for rule in rules.rules.values() for e in rule.examples for word in _WORD.findall(e.text.lower())
        }
        anchors: set[str] = set().union(rules.cues, rules.attributions, rules.conducts, rules.denials, rules.contexts)
        self.met = sorted((count, word) for word, count in self.counts.items() if word not in anchors)
        self.unmet = sorted(told - set(self.counts) - anchors)

    def instead_of(self, word: str, chance: Random) -> str:
        """One of the words that are met as often, or that are met in examples alone where this one is not met."""
        if not self.counts[word]:
            return chance.choice(self.unmet)
        at = bisect(self.met, (self.counts[word], word))
        return chance.choice(self.met[max(min(at, len(self.met)) - ALIKE, 0) : at + ALIKE])[1]


def _pack(n: int, generated: Sequence[AnyRule], known: Vocabulary, words: Words) -> Iterator[dict[str, object]]:
    """The rules of one pack; a word is replaced by the same other word in all of them."""
    chance = Random(SEED + n)
    other: dict[str, str] = {}
    for rule in generated:
        kept = rule.model_dump(mode="json", exclude=_OWN, exclude_none=True)
        find = [_line(text, _Swap(known, words, chance, other)) for text in rule.find]
        yield {**kept, "id": f"{rule.id}-{n}", "title": "generated", "find": find, "examples": [{"match": "none"}]}


def _line(text: str, swap: _Swap) -> str:
    """A find line with other anchors. A line of one word gets a second one: no rule fires at every harbour."""
    patterns = compile_line(text, swap.known)
    swap.anchors = frozenset[str]().union(*(pattern.anchor for pattern in patterns))
    nodes = tuple(swap.nodes(parse(text)))
    alone = any(not (pattern.left or pattern.right) for pattern in patterns)
    return show((*nodes, Word(swap.chance.choice(swap.words.unmet))) if alone else nodes)


@dataclass
class _Swap:
    known: Vocabulary
    words: Words
    chance: Random
    other: dict[str, str]
    anchors: frozenset[str] = frozenset()

    def nodes(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """The nodes with other words in place of anchors; a list or phrase that holds one is written out."""
        for node in nodes:
            match node:
                case Word():
                    yield self._word(node)
                case Group():
                    yield Group(tuple(tuple(self.nodes(branch)) for branch in node.branches), node.optional)
                case Ref():
                    yield self._reference(node)
                case Gap() | Role():
                    yield node

    def _word(self, word: Word) -> Word:
        made = forms(word.text, self.known.irregular) if word.inflect else frozenset((word.text,))
        if not made <= self.anchors:
            return word
        if word.text not in self.other:
            self.other[word.text] = self.words.instead_of(word.text, self.chance)
        return Word(self.other[word.text], word.inflect)

    def _reference(self, node: Ref) -> Node:
        listed = self.known.lists.get(node.name) or (self.known.phrases[node.name],)
        branches = tuple(parse(text) for text in listed)
        written = tuple(tuple(self.nodes(branch)) for branch in branches)
        return node if written == branches else Group(written)
