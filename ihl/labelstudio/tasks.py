"""Records to tasks of Label Studio, with what the program found as predictions to look through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ihl.export import name_of
from ihl.gold import PUBLISHER
from ihl.labelstudio.fields import ANSWERS, FIELDS, KIND, TEXT
from ihl.labelstudio.naming import names_of
from ihl.record import Allegation, Denial, Record

JsonTask = dict[str, Any]
JsonResult = dict[str, Any]
_SHORT = 12


def tasks(records: Iterable[Record]) -> list[JsonTask]:
    """Return one task for each record: its text, and a region for each of its mentions."""
    held = list(records)
    return [_task(record, name) for record, name in zip(held, names_of(held), strict=True)]


def _task(record: Record, name: str) -> JsonTask:
    article = record.article
    known = {"path": article.path, "date": article.date, "publisher": article.publisher, "url": article.url}
    prediction: JsonResult = {"model_version": _version(record), "result": list(_result(record))}
    if record.mentions:
        # Label Studio sorts tasks by it: what the program is least sure to have read rightly comes first.
        prediction["score"] = min(mention.confidence for mention in record.mentions)
    return {"data": {"id": name, **known, "text": article.text}, "predictions": [prediction]}


def _version(record: Record) -> str:
    made = record.provenance
    model = f", model {made.model_digest[:_SHORT]}" if made.model_digest else ""
    return f"ihl {made.ihl_version}, rules {made.rules_digest[:_SHORT]}{model}"


def _result(record: Record) -> Iterator[JsonResult]:
    for mention in record.mentions:
        span = {"start": mention.span.start, "end": mention.span.end}
        label = {**span, "text": mention.span.text, "labels": [mention.kind]}
        yield _item(mention.id, KIND, "labels", label) | {"score": mention.confidence}
        for name, values in _filled(record, mention).items():
            field = FIELDS[name]
            if values:
                yield _item(mention.id, name, field.tag, {**span, field.key: list(values)})
    for denial in _denials(record):
        for answered in denial.answers:
            ends = {"from_id": denial.id, "to_id": answered}
            yield {"type": "relation", **ends, "direction": "right", "labels": [ANSWERS]}


def _item(region: str, name: str, tag: str, value: JsonResult) -> JsonResult:
    return {"id": region, "from_name": name, "to_name": TEXT, "type": tag, "value": value}


def _denials(record: Record) -> list[Denial]:
    return [mention for mention in record.mentions if isinstance(mention, Denial)]


def _filled(record: Record, mention: Allegation | Denial) -> Mapping[str, Sequence[str]]:
    """What the program fills in, by field."""
    if isinstance(mention, Denial):
        return {
            "denier": _names(record, [mention.denier]),
            "denial_kind": [mention.denial_kind],
            "denied_for": _names(record, _denied_for(record, mention)),
        }
    return {
        "categories": mention.categories,
        "modality": [mention.modality],
        "alleger": _names(record, [mention.alleger]),
        "accused": _names(record, mention.accused),
        "acts": [act.type for act in mention.acts],
    }


def _names(record: Record, actors: Iterable[str | None]) -> list[str]:
    known = [actor for actor in actors if actor is not None]
    names = [PUBLISHER if actor == PUBLISHER else name_of(record, actor) for actor in known]
    return list(dict.fromkeys(names))


def _denied_for(record: Record, denial: Denial) -> list[str]:
    """The accused in whose rows the denial stands; none where it stands in those of all whom its answers accuse."""
    answered = [m for m in record.mentions if isinstance(m, Allegation) and m.id in denial.answers]
    accused = dict.fromkeys(actor for mention in answered for actor in mention.accused)
    rows = {row.accused for row in record.allegations if any(d.mention == denial.id for d in row.denials)}
    kept = [actor for actor in accused if actor in rows]
    return kept if len(kept) < len(accused) else []
