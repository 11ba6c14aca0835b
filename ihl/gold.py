"""Gold files: what a correct answer for an article is, as its annotator wrote it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import shorten
from typing import Any, TypeVar, get_args

import yaml

from ihl.errors import GoldError
from ihl.record import CATEGORIES, MODALITY_RANK, DenialKind

PUBLISHER = "publisher"
KINDS = ("allegation", "denial", "not_allegation")
SpanPair = tuple[int, int]
CellKey = tuple[str | None, str | None, str]  # alleger, accused, category; actor keys, None where nobody is named
DenialKey = tuple[str | None, str | None, str | None, str]  # denier, then the cell denied
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldAllegation:
    """An allegation with its words, `text[span[0]:span[1]]`; empty names mean unknown."""

    quote: str
    span: SpanPair
    categories: tuple[str, ...]
    acts: tuple[str, ...]
    alleger: tuple[str, ...]
    accused: tuple[str, ...]
    modality: str

    def cells(self) -> list[CellKey]:
        """Every row of the matrix this mention stands for."""
        return [(a, b, c) for a in self.alleger or (None,) for b in self.accused or (None,) for c in self.categories]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a denial answers: one cell, or with `category` as `None` every cell between the two."""

    alleger: str | None
    accused: str | None
    category: str | None

    def reaches(self, cell: CellKey) -> bool:
        """Whether this cell is among those denied."""
        return cell[:2] == (self.alleger, self.accused) and self.category in (None, cell[2])


@dataclass(frozen=True, slots=True)
class GoldDenial:
    """A denial with its words; `denial_kind` is `None` where the file gives none."""

    quote: str
    span: SpanPair
    denier: tuple[str, ...]
    denial_kind: str | None
    denies: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class GoldNotAllegation:
    """A legal term by which nothing is alleged, and why that is so."""

    quote: str
    span: SpanPair
    why: str


GoldMention = GoldAllegation | GoldDenial | GoldNotAllegation


@dataclass(frozen=True)
class GoldArticle:
    """One annotated article; `actors` holds every accepted name by key, `warnings` what was read with doubt."""

    id: str
    text: str
    publisher: tuple[str, ...]
    date: str | None
    actors: Mapping[str, tuple[str, ...]]
    mentions: tuple[GoldMention, ...]
    warnings: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> dict[CellKey, list[GoldAllegation]]:
        """The rows of the matrix, each with the mentions it rests on."""
        found: dict[CellKey, list[GoldAllegation]] = {}
        for mention in (m for m in self.mentions if isinstance(m, GoldAllegation)):
            for cell in mention.cells():
                found.setdefault(cell, []).append(mention)
        return found

    @cached_property
    def denials(self) -> dict[DenialKey, list[GoldDenial]]:
        """Who denies which row, each with the mentions it rests on."""
        found: dict[DenialKey, list[GoldDenial]] = {}
        for mention in (m for m in self.mentions if isinstance(m, GoldDenial)):
            denied = [cell for cell in self.cells if any(answer.reaches(cell) for answer in mention.denies)]
            for key in ((denier, *cell) for cell in denied for denier in mention.denier or (None,)):
                found.setdefault(key, []).append(mention)
        return found


def load_gold(folder: Path) -> dict[str, GoldArticle]:
    """Read every <id>.yaml of the folder with its <id>.txt; GoldError lists all problems, a line each."""
    readers = [_Reader(path) for path in sorted(folder.glob("*.yaml")) if path.stem != "index"]
    if not readers:  # scoring against nothing would show perfect figures
        raise GoldError(f"{folder}: no gold files here, allowed is a folder with <id>.yaml and <id>.txt files")
    articles = {reader.path.stem: reader.read() for reader in readers}
    if problems := [line for reader in readers for line in reader.problems]:
        raise GoldError("\n".join(problems))
    return articles


class _Reader:
    """Reads one file to its end whatever it meets; its article is sound only when `problems` stays empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self.text: str | None = None
        self.keys: tuple[str, ...] = (PUBLISHER,)

    def fault(self, what: str, allowed: str) -> None:
        self.problems.append(f"{self.path}: {what}, allowed is {allowed}")

    def read(self) -> GoldArticle:
        raw = self._load(".yaml", _mapping) or {}
        self.text = self._load(".txt", str)
        names = raw.get("publisher")
        publisher = self._words("publisher", [names] if isinstance(names, str) else names)
        actors = self._actors(raw.get("actors"))
        self.keys = (*actors, PUBLISHER)
        entries = self._list("mentions", raw.get("mentions"), dict)
        mentions = tuple(self._mention(f"mention {i}", entry) for i, entry in enumerate(entries, 1))
        date = None if raw.get("date") is None else str(raw["date"])
        article = GoldArticle(self.path.stem, self.text or "", publisher, date, actors, mentions, tuple(self.warnings))
        for i, mention in enumerate(mentions, 1):
            self._check_answers(f"mention {i}", mention, article)
        return article

    def _load(self, suffix: str, parse: Callable[[str], T]) -> T | None:
        path = self.path.with_suffix(suffix)
        try:
            return parse(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:  # a date such as 2020-02-31 is a ValueError
            why = " ".join(str(error).split())
            self.fault(f"{path.name} cannot be used ({why})", "<id>.yaml, a mapping, and its <id>.txt, both in UTF-8")
            return None

    def _list(self, where: str, raw: object, of: type = object) -> list[Any]:
        items = raw if isinstance(raw, list) else []
        if raw is not None and raw is not items:
            self.fault(f"{where} is {_shown(raw)}", "a list")
        for item in items:
            if not isinstance(item, of):
                self.fault(f"{where} has {_shown(item)}", "a mapping" if of is dict else "text, quoted if need be")
        return [item for item in items if isinstance(item, of)]

    def _one(self, where: str, raw: object, among: Sequence[str]) -> str:
        if raw not in among:
            self.fault(f"{where} is {_shown(raw)}", ", ".join(among))
        return str(raw)

    def _words(self, where: str, raw: object, among: Sequence[str] = ()) -> tuple[str, ...]:
        words = self._list(where, raw, object if among else str)
        return tuple(self._one(where, word, among) if among else word for word in words)

    def _actors(self, raw: object) -> dict[str, tuple[str, ...]]:
        found = raw if isinstance(raw, dict) else {}
        if raw is not None and raw is not found:
            self.fault(f"actors is {_shown(raw)}", "a mapping of keys to lists of names")
        for key in found:
            if not isinstance(key, str) or key == PUBLISHER:
                self.fault(f"actor key {_shown(key)}", "a word other than publisher, quoted if YAML reads it otherwise")
        return {str(key): self._words(f"actor {key}", names) for key, names in found.items()}

    def _mention(self, where: str, raw: dict[str, Any]) -> GoldMention:
        quote, span = self._place(where, raw)

        def words(field: str, among: Sequence[str] = ()) -> tuple[str, ...]:
            return self._words(f"{where}: {field}", raw.get(field), among)

        kind = self._one(f"{where}: kind", raw.get("kind"), KINDS)
        if kind == "allegation":
            modality = self._one(f"{where}: modality", raw.get("modality", "asserted"), tuple(MODALITY_RANK))
            who = words("alleger", self.keys), words("accused", self.keys)
            return GoldAllegation(quote, span, words("categories", CATEGORIES), words("acts"), *who, modality)
        if kind == "denial":
            how = (given := raw.get("denial_kind")) and self._one(f"{where}: denial_kind", given, get_args(DenialKind))
            entries = self._list(f"{where}: denies", raw.get("denies"), dict)
            denies = tuple(answer for entry in entries for answer in self._answers(f"{where}: denies", entry))
            return GoldDenial(quote, span, words("denier", self.keys), how, denies)
        return GoldNotAllegation(quote, span, str(raw.get("why") or ""))

    def _place(self, where: str, raw: dict[str, Any]) -> tuple[str, SpanPair]:
        """The quote and where it stands: at the offsets, if the file has them, else where it first occurs."""
        quote, start, end = raw.get("quote"), raw.get("start"), raw.get("end")
        if self.text is None:
            return str(quote), (0, 0)
        if isinstance(start, int) and isinstance(end, int):
            there = self.text[start:end] if start >= 0 else ""
            if not there or quote not in (None, there):
                self.fault(f"{where}: {start} to {end} is not its quote", "offsets of the quote in the text, or none")
            return there, (start, end)
        if not isinstance(quote, str) or not quote or quote not in self.text:
            self.fault(f"{where}: quote not found: {_shown(quote)}", "an exact piece of the text")
            return "", (0, 0)
        at = self.text.find(quote)
        if self.text.find(quote, at + 1) >= 0:
            self.warnings.append(f"{self.path}: {where}: quote not unique, its first place counts: {_shown(quote)}")
        return quote, (at, at + len(quote))

    def _answers(self, where: str, raw: dict[str, Any]) -> list[Answer]:
        for side in ("alleger", "accused"):
            if raw.get(side) is not None:
                self._one(f"{where}: {side}", raw[side], self.keys)
        asked = raw.get("categories", "all")
        categories = (None,) if asked in ("all", ["all"]) else self._words(f"{where}: categories", asked, CATEGORIES)
        return [Answer(raw.get("alleger"), raw.get("accused"), category) for category in categories]

    def _check_answers(self, where: str, mention: GoldMention, article: GoldArticle) -> None:
        rows = "; ".join(sorted(map(_row, article.cells))) or "none, as the file makes no allegation"
        for answer in mention.denies if isinstance(mention, GoldDenial) else ():
            if not any(map(answer.reaches, article.cells)):
                row = _row((answer.alleger, answer.accused, answer.category or "all"))
                self.fault(f"{where}: denies {row}, which no mention alleges", rows)


def _mapping(words: str) -> dict[str, Any]:
    if isinstance(raw := yaml.safe_load(words), dict):
        return raw
    raise ValueError(f"it holds {_shown(raw)}")


def _shown(value: object) -> str:
    return shorten(repr(value), 80, placeholder="…")


def _row(cell: CellKey) -> str:
    return f"{cell[0] or 'unknown'} → {cell[1] or 'nobody named'}: {cell[2]}"
