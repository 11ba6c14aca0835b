"""How much text a second: the whole line, a plain keyword scan of the same cue words, and the gate alone."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.measure import Table, in_turns
from bench.stream import relevant_only, stream
from ihl.engine.ruleset import RuleSet
from ihl.export import record_json
from ihl.pipeline import tag
from ihl.text import Article

LINE, KEYWORDS, GATE = "whole line", "`re` alternation", "gate alone"
HEADINGS = ("input", "articles", "MB", "pass the gate", "way", "articles/s", "MB/s", "÷ `re`", "÷ gate")


def throughput(rules: RuleSet, articles: int, repeats: int) -> Table:
    """Time the three ways over each input."""
    rows = [row for name, texts in inputs(articles).items() for row in _rows(name, texts, rules, repeats)]
    title = f"Throughput: {len(rules.rules)} rules, {len(rules.gate.words)} cue words, medians of {repeats}"
    return Table(title, HEADINGS, tuple(rows))


def inputs(articles: int) -> Mapping[str, list[str]]:
    """The texts by name: the invented stream, its relevant articles, and real texts where there are some."""
    mixed = stream(articles)
    return {"stream, 10 % relevant": mixed, "relevant only": relevant_only(mixed), **dict(_corpora())}


def _corpora() -> Iterator[tuple[str, list[str]]]:
    shared = Path(os.environ.get("IHL_SHARED") or Path(__file__).parents[2] / "shared")
    for path in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield path.name.removesuffix(".jsonl.gz"), [json.loads(line)["text"] for line in lines]


def keyword_scan(words: Sequence[str]) -> re.Pattern[str]:
    """The scan people write first: all words in one alternation between word boundaries."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _rows(name: str, texts: list[str], rules: RuleSet, repeats: int) -> Iterator[tuple[str, ...]]:
    articles = [Article(text) for text in texts]
    scan = keyword_scan(rules.gate.words)
    ways = {
        LINE: lambda: [record_json(tag(article, rules)) for article in articles],
        KEYWORDS: lambda: [sum(1 for _ in scan.finditer(text)) for text in texts],
        GATE: lambda: [rules.gate.opens(text) for text in texts],
    }
    seconds = in_turns(ways, repeats)
    size = sum(len(text.encode()) for text in texts) / 1e6
    opened = sum(map(rules.gate.opens, texts)) / len(texts)
    for way, taken in seconds.items():
        ratios = (f"{seconds[KEYWORDS] / taken:.3g}", f"{seconds[GATE] / taken:.2g}")
        speed = (f"{len(texts) / taken:,.0f}", f"{size / taken:.3g}")
        yield (name, f"{len(texts):,}", f"{size:.2f}", f"{opened:.0%}", way, *speed, *ratios)
