"""How much text a second: the whole line, a plain keyword scan of the same cue words, and the gate alone."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.measure import Table, in_turns
from bench.stream import relevant_only, stream
from ihl.engine.ruleset import RuleSet
from ihl.export import record_json
from ihl.pipeline import tag
from ihl.text import Article

LINE, KEYWORDS, GATE = "line", "`re`", "gate"
HEADINGS = (
    "input", "articles", "MB", "pass the gate", "line articles/s", "line MB/s", "`re` MB/s", "gate MB/s",
    "line ÷ `re`", "line ÷ gate", "gate ÷ `re`",
)  # fmt: skip


def throughput(rules: RuleSet, articles: int, repeats: int, *, real: bool) -> Table:
    """Time the three ways over each input: the invented stream, its relevant articles, and real texts if asked."""
    mixed = stream(articles)
    inputs = {"stream, 10 % relevant": mixed, "relevant only": relevant_only(mixed)}
    if real:
        inputs |= dict(_corpora())
    rows = [_row(name, texts, rules, repeats) for name, texts in inputs.items()]
    title = f"Throughput: {len(rules.rules)} rules, {len(rules.gate.words)} cue words, medians of {repeats}"
    return Table(title, HEADINGS, tuple(rows))


def _corpora() -> Iterator[tuple[str, list[str]]]:
    """Real texts, where a folder of them stands beside the checkout."""
    shared = Path(os.environ.get("IHL_SHARED") or Path(__file__).parents[2] / "shared")
    for path in sorted((shared / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield path.name.removesuffix(".jsonl.gz"), [json.loads(line)["text"] for line in lines]


def keyword_scan(words: Sequence[str]) -> re.Pattern[str]:
    """The scan people write first: all words in one alternation between word boundaries."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _row(name: str, texts: list[str], rules: RuleSet, repeats: int) -> tuple[str, ...]:
    articles = [Article(text) for text in texts]
    scan = keyword_scan(rules.gate.words)
    seconds = in_turns(
        {
            LINE: lambda: [record_json(tag(article, rules)) for article in articles],
            KEYWORDS: lambda: [sum(1 for _ in scan.finditer(text)) for text in texts],
            GATE: lambda: [rules.gate.opens(text) for text in texts],
        },
        repeats,
    )
    size = sum(len(text.encode()) for text in texts) / 1e6
    opened = sum(map(rules.gate.opens, texts)) / len(texts)
    line, keywords, gate = (seconds[way] for way in (LINE, KEYWORDS, GATE))
    speeds = (f"{len(texts) / line:,.0f}", *(f"{size / taken:.3g}" for taken in (line, keywords, gate)))
    ratios = (f"{ratio:.2g}" for ratio in (keywords / line, gate / line, keywords / gate))
    return (name, f"{len(texts):,}", f"{size:.2f}", f"{opened:.0%}", *speeds, *ratios)
