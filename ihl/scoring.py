"""Records beside gold: how much was found, how much was made up, and every error by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath

from ihl.gold import (
    PUBLISHER,
    CellKey,
    DenialKey,
    GoldAllegation,
    GoldArticle,
    GoldMention,
    GoldNotAllegation,
    SpanPair,
)
from ihl.gold_keys import JsonRecord, actor_keys
from ihl.intervals import Counts, Rate, Scores, Tally, bootstrap
from ihl.record import CORE, Record

__all__ = ["Counts", "ErrorLine", "Rate", "Scores", "Tally", "bootstrap"]

UNDECLARED = "?"  # stands for an actor id that the record uses and does not list


@dataclass(frozen=True, slots=True, order=True)
class ErrorLine:
    """One difference from gold; `names` are (alleger, accused), led by the denier where a denial differs."""

    article: str
    kind: str
    names: tuple[str, ...]
    category: str
    detail: str
    text: str

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.article}: {self.kind}{detail}: {' → '.join(self.names)}: {self.category}: “{self.text}”"


def by_article(records: Iterable[Record | JsonRecord]) -> dict[str, JsonRecord]:
    """Records as plain JSON values by the stem of `article.path`, which names the gold file; the last one counts."""
    plain = (r.model_dump(mode="json") if isinstance(r, Record) else r for r in records)
    return {PurePath(record["article"]["path"]).stem: record for record in plain}


def score(gold: Mapping[str, GoldArticle], records: Mapping[str, JsonRecord], core: bool = False) -> Scores:
    """Count right and wrong answers per article, over all categories or the core ones alone."""
    wanted = frozenset[str](CORE) if core else None
    tallies = {name: _Pair(article, records.get(name, {}), wanted).tally() for name, article in gold.items()}
    return Scores(tallies, tuple(name for name in gold if name not in records))


def errors(gold: Mapping[str, GoldArticle], records: Mapping[str, JsonRecord]) -> list[ErrorLine]:
    """Every difference from gold, sorted by article, kind and names."""
    pairs = (_Pair(article, records.get(name, {}), None) for name, article in gold.items())
    return sorted(line for pair in pairs for line in pair.differences())


def right_mentions(gold: GoldArticle, record: JsonRecord) -> frozenset[str]:
    """The ids of the mentions that make a row or a denial of gold."""
    pair = _Pair(gold, record, None)
    rows = chain.from_iterable(rows for cell, rows in pair.cells.items() if cell in pair.gold_cells)
    denials = chain.from_iterable(found for key, found in pair.denials.items() if key in pair.gold_denials)
    return frozenset((*chain.from_iterable(row["mentions"] for row in rows), *denials))


def graded_rows(gold: GoldArticle, record: JsonRecord) -> list[tuple[float, bool]]:
    """Each row of a record: the confidence of its surest mention, and whether gold has the row."""
    pair = _Pair(gold, record, None)
    sure = {mention["id"]: float(mention["confidence"]) for mention in record.get("mentions") or []}
    return [
        (max(sure[mention] for row in rows for mention in row["mentions"]), cell in pair.gold_cells)
        for cell, rows in pair.cells.items()
    ]


class _Pair:
    """An article's gold beside its record, all in gold's actor keys and of the wanted categories (`None`: of all)."""

    def __init__(self, gold: GoldArticle, record: JsonRecord, wanted: frozenset[str] | None) -> None:
        def wants(category: str) -> bool:
            return wanted is None or category in wanted

        self.gold, self.record, self.keys = gold, record, actor_keys(record, gold)
        self.gold_cells = {cell: mentions for cell, mentions in gold.cells.items() if wants(cell[2])}
        self.gold_denials = {key: mentions for key, mentions in gold.denials.items() if wants(key[3])}
        self.cells: dict[CellKey, list[JsonRecord]] = {}
        self.denials: dict[DenialKey, list[str]] = {}
        for row in record.get("allegations") or []:
            if wants(row["category"]):
                self._enter(row)
        self.alleged = [mention for mention in record.get("mentions") or [] if mention["kind"] == "allegation"]
        self.sentences = {(_sentence(m), c) for m in self.alleged for c in m.get("categories") or [] if wants(c)}
        self.gold_alleged = [mention for mention in gold.mentions if isinstance(mention, GoldAllegation)]
        self.quotes = [(mention, c) for mention in self.gold_alleged for c in mention.categories if wants(c)]

    def _enter(self, row: JsonRecord) -> None:
        cell = (self._key(row.get("alleger")), self._key(row.get("accused")), row["category"])
        self.cells.setdefault(cell, []).append(row)
        for denial in row.get("denials") or []:
            self.denials.setdefault((self._key(denial.get("denier")), *cell), []).append(denial.get("mention"))

    def _key(self, actor: str | None) -> str | None:
        return self.keys.get(actor, UNDECLARED)

    def tally(self) -> Tally:
        found = self.cells.keys() & self.gold_cells.keys()
        neutral = sum(isinstance(mention, GoldNotAllegation) for mention in self.gold.mentions)
        return Tally(
            cell=Counts.of(self.cells.keys(), self.gold_cells.keys()),
            denial=Counts.of(self.denials.keys(), self.gold_denials.keys()),
            alleger_category=Counts.of({(a, c) for a, _, c in self.cells}, {(a, c) for a, _, c in self.gold_cells}),
            accused_category=Counts.of({(b, c) for _, b, c in self.cells}, {(b, c) for _, b, c in self.gold_cells}),
            modality=Rate(sum(not self._modality_differs(cell) for cell in found), len(found)),
            false_alarms=Rate(len(list(self._false_alarms())), neutral),
            negative_articles=Rate() if self.gold.cells else Rate(int(bool(self.record.get("allegations"))), 1),
            by_category={c: self._mention_counts(c) for c in sorted({c for _, c in (*self.sentences, *self.quotes)})},
        )

    def _mention_counts(self, category: str) -> Counts:
        given = [span for span, c in self.sentences if c == category]
        wanted = [mention.span for mention, c in self.quotes if c == category]
        right = sum(_overlaps(span, wanted) for span in given)
        return Counts(right, len(given), sum(_overlaps(span, given) for span in wanted), len(wanted))

    def _modality_differs(self, cell: CellKey) -> str:
        """What both say where they share no modality, else nothing."""
        ours = {row.get("modality") for row in self.cells[cell]}
        theirs = {mention.modality for mention in self.gold_cells[cell]}
        if ours & theirs:
            return ""
        return f"gold {' or '.join(sorted(theirs))}, record {' or '.join(sorted(map(str, ours)))}"

    def _false_alarms(self) -> Iterator[tuple[GoldNotAllegation, JsonRecord]]:
        """The neutral words an allegation was made of that touches no true one, with the first such allegation."""
        spans = [mention.span for mention in self.gold_alleged]
        stray = [mention for mention in self.alleged if not _overlaps(_ends(mention["span"]), spans)]
        for neutral in (mention for mention in self.gold.mentions if isinstance(mention, GoldNotAllegation)):
            for mention in stray:
                if _overlaps(_ends(mention["span"]), [neutral.span]):
                    yield neutral, mention
                    break

    def differences(self) -> Iterator[ErrorLine]:
        for cell in self.gold_cells.keys() - self.cells.keys():
            yield self._row_line("missed cell", cell, _quoted(self.gold_cells[cell]))
        for cell in self.cells.keys() - self.gold_cells.keys():
            mentions = [mention for row in self.cells[cell] for mention in row.get("mentions") or []]
            yield self._row_line("extra cell", cell, self._said(mentions))
        for cell in self.cells.keys() & self.gold_cells.keys():
            if detail := self._modality_differs(cell):
                yield self._row_line("wrong modality", cell, _quoted(self.gold_cells[cell]), detail)
        for key in self.gold_denials.keys() - self.denials.keys():
            yield self._row_line("missed denial", key, _quoted(self.gold_denials[key]))
        for key in self.denials.keys() - self.gold_denials.keys():
            yield self._row_line("extra denial", key, self._said(self.denials[key]))
        for neutral, made in self._false_alarms():
            who = [self._key(made.get("alleger"))], [self._key(actor) for actor in made.get("accused") or []]
            yield self._line("false alarm", who, ", ".join(made["categories"]), _quoted([neutral]), neutral.why)
        for quote, category in self.quotes:
            if not _overlaps(quote.span, [span for span, c in self.sentences if c == category]):
                yield self._line("missed mention", (quote.alleger, quote.accused), category, _quoted([quote]))

    def _row_line(self, kind: str, key: CellKey | DenialKey, text: str, detail: str = "") -> ErrorLine:
        *parties, category = key
        return self._line(kind, [[party] for party in parties], str(category), text, detail)

    def _line(
        self, kind: str, parties: Iterable[Sequence[str | None]], category: str, text: str, detail: str = ""
    ) -> ErrorLine:
        names = tuple(", ".join(self._label(actor) for actor in party or [None]) for party in parties)
        return ErrorLine(self.gold.id, kind, names, category, detail, text)

    def _label(self, key: str | None) -> str:
        """A gold or record key as its first name."""
        if key is None:
            return "unknown"
        if key == PUBLISHER:
            return next(iter(self.gold.publisher), "the publisher")
        if key in self.gold.actors:
            return next(iter(self.gold.actors[key]), key)
        entry = (self.record.get("actors") or {}).get(key[1:], {})
        names = [entry.get("name"), *(entry.get("surface_forms") or [])]
        return next((name for name in names if name), key[1:] or "an actor the record does not list")

    def _said(self, mentions: Iterable[str | None]) -> str:
        """The sentences of these mention ids, in the order of the text."""
        known = {mention.get("id"): mention for mention in self.record.get("mentions") or []}
        spans = sorted({_sentence(known[mention]) for mention in mentions if mention in known})
        text = self.record["article"]["text"]
        return _joined(text[start:end] for start, end in spans)


def _quoted(mentions: Iterable[GoldMention]) -> str:
    return _joined(mention.quote for mention in mentions)


def _joined(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


def _sentence(mention: JsonRecord) -> SpanPair:
    return _ends(mention.get("sentence") or mention["span"])


def _ends(span: Mapping[str, int]) -> SpanPair:
    return span["start"], span["end"]


def _overlaps(span: SpanPair, others: Iterable[SpanPair]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
