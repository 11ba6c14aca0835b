"""fmt: the layout of a rule file. Fields in one order, lists indented by two, one blank line between rules.

It moves and indents lines and does not write YAML anew: quotes, brackets, line breaks and comments stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ihl.engine.locate import Key
from ihl.workbench.writing.comments import indent
from ihl.workbench.writing.rewrite import Part, Source, open_source, same

# Where fields stand; "" is the file itself. What holds names of the author's choice keeps the order it has.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "": (
        "version", "pack", "ihl", "use", "overrides", "extends", "disables",
        "lists", "phrases", "irregular", "rules", "actors", "categories", "acts", "tests",
    ),
    "rules": (
        "id", "kind", "title", "category", "acts", "basis", "agent", "stance", "modality", "accused_from",
        "open_alleger", "denies", "about", "sets", "reach", "stops_at", "status", "replaced_by", "reviewed_by",
        "weight", "law", "author", "since", "why", "allow", "find", "unless", "examples",
    ),
    "rules examples": (
        "match", "no_match", "because", "known_gap", "cue", "alleger", "accused", "act", "denier", "denied",
        "category", "modality",
    ),
    "lists *": ("about", "allow", "words"),
    "actors": (
        "id", "name", "kind", "wikidata", "aliases", "exact", "demonyms", "metonyms", "affiliation", "not_in",
        "links", "allow",
    ),
    "actors links": ("to", "as", "from", "until", "source"),
    "categories": ("id", "label", "core", "is_rome_crime", "law", "scope", "not_this"),
    "acts": ("id", "parent", "label", "law_iac", "law_niac", "law_other", "is_rome_crime", "scope", "not_this"),
    "tests": ("name", "text", "date", "publisher", "rows", "nothing_else", "known_gap"),
    "tests rows": ("category", "alleger", "accused", "modality", "denied_by"),
}  # fmt: skip
STEP = 2


def formatted(text: str, path: Path) -> str | None:
    """The text of a rule file in the layout of all rule files; None where data or comments would not survive it.

    Raises RuleProblems where the text is no YAML that the program reads.
    """
    source = open_source(text.replace("\r\n", "\n").replace("\r", "\n"), path)
    layout = _Layout(source)
    end = len(source.lines)
    if isinstance(source.located.data, dict) and source.is_block(()):
        first = source.located.places[()][0] - 1
        lines = [*layout.notes(range(first), 0, first=True), *layout.block((), end, 0)]
    else:
        lines = [layout.trimmed(n) for n in range(end)]
    new = "\n".join(lines).strip("\n") + "\n"
    return new if same(new, source, source.located.data) else None


def order_of(key: Key) -> tuple[str, ...]:
    """The order of the fields of a mapping, by its path; empty where its names are the author's own."""
    names = [part for part in key if isinstance(part, str)]
    if key[:1] == ("lists",) and len(key) == 2:
        names[1] = "*"
    return ORDERS.get(" ".join(names), ())


class _Layout:
    """Lays out one source. Columns count from zero; a method returns lines without line feeds."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def block(self, key: Key, end: int, at: int) -> list[str]:
        """A mapping or a list that ends before a line, its names or dashes at a column."""
        parts = self.source.parts(key, end)
        is_list = isinstance(parts[0].key[-1], int)
        out: list[str] = []
        for n, part in enumerate(parts if is_list else self._ordered(key, parts)):
            if is_list:
                out += self._item(part, at, first=n == 0)
            else:
                out += [*self.notes(range(part.head, part.first), at, first=n == 0), *self._entry(part, at)]
        return [*out, *self.notes(range(parts[-1].end, end), at)]

    def notes(self, lines: Iterable[int], at: int, *, first: bool = False, apart: bool = False) -> list[str]:
        """Comments at a column, with at most one blank line between; `first`: none above, `apart`: at least one."""
        told = [self.source.lines[n].strip() for n in lines]
        if apart and "" not in told:
            told = ["", *told]
        kept = [text for n, text in enumerate(told) if text or (told[n - 1] if n else not first)]
        return [" " * at + text if text else "" for text in kept]

    def trimmed(self, line: int) -> str:
        """A line without the spaces at its end, unless they may be part of a text."""
        text = self.source.lines[line]
        return text if self.source.is_open(line) else text.rstrip()

    def _ordered(self, key: Key, parts: list[Part]) -> list[Part]:
        order = order_of(key)
        ranks = {name: n for n, name in enumerate(order)}
        return sorted(parts, key=lambda part: ranks.get(str(part.key[-1]), len(order))) if order else parts

    def _entry(self, part: Part, at: int) -> list[str]:
        """A field: its name at a column, and its value."""
        if not self.source.is_block(part.key):
            return self._as_it_is(part, at)
        value = self.source.located.places[part.key][0] - 1
        above = self.notes(range(part.first + 1, value), at + STEP, first=True)
        name = " " * at + self.trimmed(part.first)[part.column :]
        return [name, *above, *self.block(part.key, part.end, at + STEP)]

    def _item(self, part: Part, at: int, *, first: bool) -> list[str]:
        """An entry of a list: its dash at a column; what stood above the field that now comes first goes above it."""
        apart = part.key[:-1] == ("rules",) and not first
        head = self.notes(range(part.head, part.first), at, first=first, apart=apart)
        line, _ = self.source.located.places[part.key]
        if (
            not isinstance(self.source.value(part.key), dict)
            or not self.source.is_block(part.key)
            or line - 1 != part.first
        ):
            return [*head, *self._as_it_is(part, at)]
        lines = self.block(part.key, part.end, at + STEP)
        above = next(n for n, text in enumerate(lines) if text and not text.lstrip().startswith("#"))
        head += [" " * at + text.lstrip() for text in lines[:above] if text]
        return [*head, " " * at + "- " + lines[above].lstrip(" "), *lines[above + 1 :]]

    def _as_it_is(self, part: Part, at: int) -> list[str]:
        """A part whose lines keep their shape: what stood at its column stands at another."""
        text = self.trimmed(part.first)[part.column :]
        out = [" " * at + re.sub(r"^-\s+", "- ", text)]
        for n in range(part.first + 1, part.end):
            text = self.trimmed(n)
            if text or n < part.core or out[-1]:
                out.append(" " * max(0, indent(text) + at - part.column) + text.lstrip(" ") if text else text)
        return out
