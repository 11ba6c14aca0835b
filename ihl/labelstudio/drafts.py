"""Annotated tasks of Label Studio to gold files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from ihl.errors import LabellingError
from ihl.gold import PUBLISHER
from ihl.labelstudio.exported import Chosen, chosen
from ihl.labelstudio.fields import ALLEGATION, DENIAL
from ihl.labelstudio.naming import NAMES_ALLOWED, actor_key, is_name
from ihl.labelstudio.regions import Faults, Region, regions_of, shown

JsonGold = dict[str, Any]
_PARTIES = ("alleger", "accused", "denier")
_WIDTH = 120
_LINE_ENDS = re.compile("[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class GoldDraft:
    """The name, the text and the content of a gold file; `made_by` says whose annotation it is."""

    name: str
    text: str
    content: JsonGold
    made_by: str

    def as_yaml(self) -> str:
        """Write the content as `ihl.gold` reads it."""
        options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": _WIDTH}
        return f"# Label Studio: {self.made_by}\n{yaml.dump(self.content, Dumper=_Dumper, **options)}"


class _Dumper(yaml.SafeDumper):
    """Lists of words on one line, as people write them in gold files."""

    def represent_items(self, items: list[object]) -> yaml.Node:
        plain = not any(isinstance(item, dict) for item in items)
        return self.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)

    def represent_words(self, words: str) -> yaml.Node:
        # In any other style YAML joins lines, and reads rarer ends of lines as spaces.
        return self.represent_scalar("tag:yaml.org,2002:str", words, style='"' if _LINE_ENDS.search(words) else None)


_Dumper.add_representer(list, _Dumper.represent_items)
_Dumper.add_representer(str, _Dumper.represent_words)


def gold_of(task: object, *, accept_predictions: bool = False) -> GoldDraft | None:
    """Make gold of an exported task, None where nobody has annotated it. Raises LabellingError with every fault."""
    faults = Faults(_called(task))
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(task, dict) or not isinstance(data, dict):
        faults.add("it has no data", "a task of Label Studio's JSON export, not of JSON-MIN or CSV")
        raise LabellingError("\n".join(faults.lines))
    found = chosen(task, accept_predictions=accept_predictions)
    if found is None and accept_predictions and task.get("predictions"):
        faults.add("its predictions are there by number only", "tasks with whole predictions, as they were imported")
    draft = _draft(data, found, faults) if found else None
    if faults.lines:
        raise LabellingError("\n".join(faults.lines))
    return draft


def _called(task: object) -> str:
    """What tells a task from others: the number Label Studio gave it, and our name for it."""
    told = task if isinstance(task, dict) else {}
    data = told.get("data")
    names = [told.get("id"), data.get("id") if isinstance(data, dict) else None]
    return " ".join(["task", *(shown(name) for name in names if name is not None)])


def _draft(data: Mapping[str, Any], found: Chosen, faults: Faults) -> GoldDraft:
    text, name = data.get("text"), data.get("id")
    if not is_name(name):
        faults.add(f"its data has the id {shown(name)}", NAMES_ALLOWED)
    if not isinstance(text, str) or not text.strip():
        faults.add(f"its text is {shown(text)}", "the text of an article, as data.text")
        text = ""
    elif any("\ud800" <= sign <= "\udfff" for sign in text):
        faults.add("its text holds half a sign (a lone surrogate)", "text in Unicode")
        text = ""
    regions = _Regions(regions_of(found.result, text, faults) if text else (), text, faults)
    content = {"id": name, "publisher": _publisher(data, faults), "date": _date(data, faults), **regions.content()}
    return GoldDraft(str(name), regions.text, content, found.made_by)


def _publisher(data: Mapping[str, Any], faults: Faults) -> list[str]:
    given = data.get("publisher") or []
    names = given if isinstance(given, list) else [given]
    if not all(isinstance(name, str) for name in names):
        faults.add(f"its publisher is {shown(given)}", "a name, or a list of names")
    return names


def _date(data: Mapping[str, Any], faults: Faults) -> str | None:
    given = data.get("date") or None
    if given is not None and not isinstance(given, str):
        faults.add(f"its date is {shown(given)}", "text such as 2020-01-31")
    return given


class _Regions:
    """The regions of one article as the mentions and actors of its gold."""

    def __init__(self, regions: Sequence[Region], text: str, faults: Faults) -> None:
        # Gold files are read with plain line ends, so offsets must count each end of a line as one sign.
        self.text = _plain(text)
        self.regions = [
            replace(r, span=(len(_plain(text[: r.span[0]])), len(_plain(text[: r.span[1]])))) for r in regions
        ]
        self.known = {region.id: region for region in regions}
        self.faults = faults

    def content(self) -> JsonGold:
        """The actors under every name they are given, and the mentions in the order of the text."""
        actors: dict[str, dict[str, None]] = {}
        for region in self.regions:
            for name in (name for party in _PARTIES for name in region.fields.get(party, ())):
                if not (key := actor_key(name)):
                    self.faults.add(f"the name {shown(name)}", "a name with a letter or a digit", region.id)
                elif key != PUBLISHER:
                    actors.setdefault(key, {})[name] = None
        return {
            "actors": {key: list(names) for key, names in actors.items()},
            "mentions": [self._place(region) | self._mention(region) for region in self.regions],
        }

    def _place(self, region: Region) -> JsonGold:
        """The quote, with its offsets where it stands in the text more than once."""
        start, end = region.span
        quote = self.text[start:end]
        if self.text.find(quote) == start and self.text.find(quote, start + 1) < 0:
            return {"quote": quote, "kind": region.kind}
        return {"quote": quote, "start": start, "end": end, "kind": region.kind}

    def _mention(self, region: Region) -> JsonGold:
        fields = region.fields
        if region.kind == ALLEGATION:
            return {
                "categories": list(fields["categories"]),
                "acts": list(fields["acts"]),
                "alleger": _keys(fields["alleger"]),
                "accused": _keys(fields["accused"]),
                "modality": "".join(fields["modality"]),
            }
        if region.kind == DENIAL:
            denier, how = _keys(fields["denier"]), "".join(fields["denial_kind"])
            return {"denier": denier, "denial_kind": how, "denies": self._denies(region)}
        return {"why": "; ".join(fields.get("why", ()))}

    def _denies(self, denial: Region) -> list[JsonGold]:
        """Every row of the allegations it answers, or those of the accused for whom it is made."""
        answered = [self.known[name] for name in denial.answers]
        only = _keys(denial.fields["denied_for"])
        accused = {key for region in answered for key in _keys(region.fields.get("accused", ()))}
        for key in (key for key in only if key not in accused):
            allowed = ", ".join(sorted(accused)) or "nothing, as what it answers accuses nobody by name"
            self.faults.add(f"denied_for is '{key}'", allowed, denial.id)
        rows: dict[tuple[str | None, str | None], dict[str, None]] = {}
        for region in answered:
            for pair in _pairs(region):
                if pair[1] is None or not only or pair[1] in only:
                    rows.setdefault(pair, {}).update(dict.fromkeys(region.fields.get("categories", ())))
        return [{"alleger": a, "accused": b, "categories": list(labels)} for (a, b), labels in rows.items()]


def _pairs(allegation: Region) -> list[tuple[str | None, str | None]]:
    allegers, accused = (_keys(allegation.fields.get(party, ())) for party in ("alleger", "accused"))
    return [(a, b) for a in allegers or (None,) for b in accused or (None,)]


def _keys(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(actor_key(name) for name in names))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
