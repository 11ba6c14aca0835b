"""Pydantic's errors in the words of a rule author, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ihl.engine import entries, schema
from ihl.engine.locate import Key, Located
from ihl.errors import Problem

_KINDS: dict[str, type[BaseModel]] = {
    "cue": schema.CueRule,
    "attribution": schema.AttributionRule,
    "conduct": schema.ConductRule,
    "denial": schema.DenialRule,
    "context": schema.ContextRule,
}
_PARTS: dict[str, type[BaseModel]] = {
    "examples": schema.Example,
    "unless": schema.Unless,
    "actors": entries.ActorEntry,
    "links": entries.Link,
    "categories": entries.CategoryEntry,
    "acts": entries.ActEntry,
    "tests": schema.Passage,
    "rows": schema.Wanted,
    "lists": entries.WordList,
}


def translate(error: ValidationError, located: Located) -> list[Problem]:
    """Turn validation errors into problems; several of one value become one, and what was refused is told once."""
    told = {problem.place for problem in located.problems}
    found = [
        p for detail in error.errors(include_url=False) if not _follows(detail) for p in _problems(detail, located)
    ]
    return list({(p.place, p.text): p for p in found if p.place not in told}.values())


def _follows(detail: ErrorDetails) -> bool:
    """Whether a list only counts as empty because its entries are wrong."""
    return detail["type"] == "too_short" and bool(detail.get("input"))


def _problems(detail: ErrorDetails, located: Located) -> Iterator[Problem]:
    key = _path(detail["loc"])
    kind, value = detail["type"], detail.get("input")
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "extra_forbidden":
        yield _unknown_field(key, located)
    elif kind == "missing":
        yield Problem(
            located.place(key[:-1]), "L001", f"the field '{key[-1]}' is missing" if key else "the file is empty"
        )
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        yield _kind(value, key, located)
    elif kind == "literal_error":
        allowed = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        code = "L401" if _is_category(key) else "L001"
        yield Problem(located.place(key), code, f"'{value}' is not allowed here", _one_of(str(value), allowed))
    elif kind == "value_error":
        yield Problem(located.place(key), _code(str(context["error"])), str(context["error"]))
    elif kind == "model_type":
        yield Problem(
            located.place(key),
            "L001",
            "a rule file holds fields, such as 'version: 1' and 'rules:'" if not key else "fields are wanted here",
        )
    else:
        yield Problem(
            located.place(key),
            "L001",
            _wanted(kind, detail["msg"]),
            "a colon inside a line? put quotes round it" if isinstance(value, dict) else "",
        )


def _is_category(key: Key) -> bool:
    """Whether a category is named there: by a rule, an example or a row, or by its own entry."""
    return "category" in key or (key[:1] == ("categories",) and key[-1] == "id")


def _wanted(kind: str, message: str) -> str:
    plain = {
        "string_type": "text is wanted here",
        "int_type": "a whole number is wanted here",
        "float_type": "a number is wanted here",
        "bool_type": "true or false is wanted here",
        "tuple_type": "a list is wanted here",
        "dict_type": "fields are wanted here",
        "too_short": "at least one entry is wanted here",
    }
    return plain.get(kind, message[0].lower() + message[1:])


def _code(text: str) -> str:
    telling = {" id is ": "L002", "version": "L003", "example": "L301", "no_match": "L301"}
    return next((code for words, code in telling.items() if words in text), "L001")


def _path(loc: tuple[int | str, ...]) -> Key:
    """The loc of pydantic without the tag of the union of rules, as a path into the data."""
    union = len(loc) > 2 and loc[0] == "rules" and loc[2] in _KINDS
    return (*loc[:2], *loc[3:]) if union else loc


def _inside(data: object, part: int | str) -> object:
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return data.get(str(part)) if isinstance(data, dict) else None


def _unknown_field(key: Key, located: Located) -> Problem:
    allowed = _fields(key, located)
    return Problem(
        located.place((*key, "@")), "L001", f"there is no field '{key[-1]}' here", _one_of(str(key[-1]), allowed)
    )


def _fields(key: Key, located: Located) -> list[str]:
    model: type[BaseModel] = schema.RuleFile
    data = located.data
    for part in key[:-1]:
        data = _inside(data, part)
        if isinstance(data, dict) and part not in _PARTS:
            model = _KINDS.get(str(data.get("kind")), model)
        if isinstance(part, str) and part in _PARTS:
            model = _PARTS[part]
    return [field.alias or name for name, field in model.model_fields.items()]


def _kind(value: object, key: Key, located: Located) -> Problem:
    kind = value.get("kind") if isinstance(value, dict) else None
    text = f"'{kind}' is not a kind of rule" if kind is not None else "the field 'kind' is missing"
    return Problem(located.place((*key, "kind")), "L001", text, _one_of(str(kind), list(_KINDS)))


def _one_of(word: str, allowed: list[str]) -> str:
    near = get_close_matches(word, allowed, n=1, cutoff=0.6)
    return "one of: " + ", ".join(allowed) + (f" - did you mean '{near[0]}'?" if near else "")
