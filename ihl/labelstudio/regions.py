"""What one annotation of Label Studio holds: regions with their fields, and which denial answers which allegation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from ihl.escape import one_line
from ihl.gold import KINDS, SpanPair
from ihl.labelstudio.fields import ALLEGATION, ANSWERS, DENIAL, FIELDS, KIND, Field, fields_of
from ihl.labelstudio.offsets import span_of


@dataclass(frozen=True, slots=True)
class Region:
    """A marked piece of the text, `text[span[0]:span[1]]`; `answers` holds the ids of the regions a denial answers."""

    id: str
    kind: str
    span: SpanPair
    fields: Mapping[str, tuple[str, ...]]
    answers: tuple[str, ...]


@dataclass
class Faults:
    """Everything that is wrong with one task, a line each."""

    task: str
    lines: list[str] = field(default_factory=list)

    def add(self, what: str, allowed: str, region: object = None) -> None:
        """Note what is wrong and what is allowed instead."""
        where = self.task if region is None else f"{self.task}: region {region}"
        self.lines.append(one_line(f"{where}: {what}, allowed is {allowed}"))


def regions_of(result: object, text: str, faults: Faults) -> tuple[Region, ...]:
    """Read the regions of an annotation in the order of the text; they are sound only if no fault was added."""
    reader = _Reader(text, faults)
    reader.sort(result)
    found = [reader.region(name, value) for name, value in reader.marked.items()]
    return tuple(sorted(found, key=lambda region: region.span))


class _Reader:
    """Reads one result to its end whatever it meets."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.text = text
        self.fault = faults.add
        self.marked: dict[str, Mapping[str, Any]] = {}
        self.kinds: dict[str, str] = {}
        self.filled: dict[tuple[str, str], list[str]] = {}
        self.answers: dict[str, list[str]] = {}

    def sort(self, result: object) -> None:
        """Part the items of a result into regions, what is filled in on them, and relations."""
        items = [item for item in result if isinstance(item, dict)] if isinstance(result, list) else []
        if not isinstance(result, list) or len(items) < len(result):
            self.fault(f"its result is {shown(result)}", "a list of regions, fields and relations")
        for item in items:
            if item.get("from_name") == KIND:
                self._mark(item)
        for item in items:
            if item.get("type") == "relation":
                self._relate(item)
            elif item.get("from_name") != KIND:
                self._fill(item)

    def _mark(self, item: Mapping[str, Any]) -> None:
        name, value = item.get("id"), item.get("value")
        if not isinstance(name, str) or name in self.marked:
            self.fault(f"the id of a region is {shown(name)}", "text that no other region has for its id")
            return
        self.marked[name] = value if isinstance(value, dict) else {}
        labels = self.marked[name].get("labels")
        if isinstance(labels, list) and len(labels) == 1 and labels[0] in KINDS:
            self.kinds[name] = labels[0]
        else:
            self.fault(f"its labels are {shown(labels)}", f"one of {', '.join(KINDS)}", name)

    def _fill(self, item: Mapping[str, Any]) -> None:
        name, asked = item.get("id"), item.get("from_name")
        found = FIELDS.get(asked) if isinstance(asked, str) else None
        if found is None:
            self.fault(f"field {shown(asked)}", ", ".join((KIND, *FIELDS)), name)
        elif not isinstance(name, str) or name not in self.marked:
            self.fault(f"{found.name} belongs to no region", f"the id of a region with a {KIND}", name)
        elif name in self.kinds and self.kinds[name] != found.kind:
            allowed = ", ".join(other.name for other in fields_of(self.kinds[name]))
            self.fault(f"{found.name} stands on a region of kind {self.kinds[name]}", allowed, name)
        else:
            self.filled.setdefault((name, found.name), []).extend(self._values(name, found, item.get("value")))

    def _values(self, region: str, of: Field, value: object) -> Iterator[str]:
        raw = value.get(of.key) if isinstance(value, dict) else None
        for entry in raw if isinstance(raw, list) else [raw]:
            if of.options and entry not in of.options:
                self.fault(f"{of.name} is {shown(entry)}", ", ".join(of.options), region)
                yield str(entry)
            elif not isinstance(entry, str):
                self.fault(f"{of.name} is {shown(entry)}", "text", region)
            else:
                yield from filter(None, (" ".join(line.split()) for line in entry.splitlines()))

    def _relate(self, item: Mapping[str, Any]) -> None:
        """Take in what a denial answers; whichever way it was drawn, only a denial can answer an allegation."""
        ends = item.get("from_id"), item.get("to_id")
        labels = item.get("labels") or [ANSWERS]
        if labels != [ANSWERS]:
            self.fault(f"relation {shown(labels)}", ANSWERS, ends[0])
            return
        if missing := [end for end in ends if not isinstance(end, str) or end not in self.marked]:
            self.fault(f"answers the region {shown(missing[0])}, which is not there", self._ids(), ends[0])
            return
        kinds = [self.kinds.get(str(end)) for end in ends]
        if sorted(map(str, kinds)) == sorted((ALLEGATION, DENIAL)):
            denial, allegation = ends if kinds[0] == DENIAL else reversed(ends)
            self.answers.setdefault(str(denial), []).append(str(allegation))
        elif None not in kinds:
            what = f"a relation of {kinds[0]} with {kinds[1]}, {shown(ends[1])}"
            self.fault(what, f"one of {DENIAL} with {ALLEGATION}", ends[0])

    def _ids(self) -> str:
        return ", ".join(sorted(self.marked)) or "none, as there is no region"

    def region(self, name: str, value: Mapping[str, Any]) -> Region:
        """Make the region of what was found under its id."""
        kind = self.kinds.get(name, "")
        fields = {of.name: self._field(name, of) for of in fields_of(kind)}
        answers = tuple(dict.fromkeys(self.answers.get(name, ())))
        return Region(name, kind, self._place(name, value), fields, answers)

    def _field(self, region: str, of: Field) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(self.filled.get((region, of.name), ())))
        if of.options and not (values if of.several else len(values) == 1):
            what = "is not chosen" if not values else f"is {' and '.join(values)}"
            how = "at least one of" if of.several else "one of"
            self.fault(f"{of.name} {what}", f"{how} {', '.join(of.options)}", region)
        return values

    def _place(self, region: str, value: Mapping[str, Any]) -> SpanPair:
        start, end, words = value.get("start"), value.get("end"), value.get("text")
        span = None
        if type(start) is int and type(end) is int:
            span = span_of(self.text, start, end, words if isinstance(words, str) else None)
        if span and self.text[slice(*span)].strip():
            return span
        if span:
            self.fault(f"{start} to {end} holds no word", "a region of some words", region)
        elif type(start) is int and type(end) is int and 0 <= start < end <= len(self.text):
            there = shown(self.text[start:end])
            self.fault(f"{start} to {end} reads {there}, not {shown(words)}", "the text as it was annotated", region)
        else:
            what = f"{shown(start)} to {shown(end)} is no piece of the text"
            self.fault(what, f"a start and an end after it, from 0 to {len(self.text)}", region)
        return 0, 0


def shown(value: object) -> str:
    """Return a value as it is written in a message: short, and on one line."""
    return shorten(repr(value), 80, placeholder="…")
