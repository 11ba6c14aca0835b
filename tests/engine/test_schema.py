"""What a rule file may hold: every model takes what the guide shows and refuses the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from ihl.engine import schema
from ihl.engine.schema import (
    ActorEntry,
    CategoryEntry,
    ContextRule,
    CueRule,
    Example,
    Passage,
    RuleFile,
    Unless,
    parse_date,
)
from ihl.record import CATEGORIES

EXAMPLES = [{"match": "one"}, {"no_match": "two", "because": "made for a test"}]
CUE: dict[str, Any] = {
    "id": "made.cue",
    "kind": "cue",
    "title": "made",
    "basis": "named",
    "category": "war_crime",
    "find": "war crime",
    "examples": EXAMPLES,
}
CONTEXT: dict[str, Any] = {
    "id": "made.context",
    "kind": "context",
    "title": "made",
    "sets": "law",
    "find": ["under the law"],
    "examples": EXAMPLES,
}
ACTOR: dict[str, Any] = {"id": "north-front", "name": "North Front", "kind": "armed_group"}
CATEGORY: dict[str, Any] = {
    "id": "genocide",
    "label": "Alleged genocide",
    "core": "true",
    "is_rome_crime": "true",
    "law": ["Rome Statute art. 6"],
    "scope": "x",
    "not_this": "y",
}


def test_one_stands_for_a_list_of_one() -> None:
    """Where a list is wanted, a single word may stand alone."""
    rule = CueRule.model_validate(CUE)
    assert (rule.find, rule.category, rule.acts) == (("war crime",), ("war_crime",), ())
    assert ActorEntry.model_validate({**ACTOR, "aliases": "the Front"}).aliases == ("the Front",)
    assert Example(match="x", alleger="Oru").alleger == ("Oru",)


def test_numbers_are_written_as_text() -> None:
    """The loader gives text; the schema knows what is a number or a truth value."""
    assert RuleFile.model_validate({"version": "1"}).version == 1
    assert CueRule.model_validate({**CUE, "weight": "0.5"}).weight == 0.5
    assert Passage.model_validate({"name": "a", "text": "b", "nothing_else": "false"}).nothing_else is False


@pytest.mark.parametrize("rule", ["a.b", "deny.call-false", "x1.y_2.z"])
def test_rule_ids(rule: str) -> None:
    """Ids are dotted lower case."""
    assert CueRule.model_validate({**CUE, "id": rule}).id == rule


@pytest.mark.parametrize(
    ("model", "content", "told"),
    [
        *(
            (CueRule, {**CUE, "id": rule}, "dotted lower case")
            for rule in ("deny", "Deny.it", "deny.", ".it", "a..b", "a.b\n", "a.b c")
        ),
        (CueRule, {**CUE, "weight": "1.1"}, "less than or equal to 1"),
        (CueRule, {**CUE, "category": "massacre"}, "indiscriminate_attack"),
        (CueRule, {**CUE, "find": []}, "at least 1 item"),
        (CueRule, {**CUE, "examples": []}, "at least 1 item"),
        (CueRule, {**CUE, "severity": "high"}, "Extra inputs"),
        *(
            (ContextRule, {**CONTEXT, "reach": reach}, "reach is one of")
            for reach in ("everywhere", "3 words", "100 words after", "-1 words after")
        ),
        (ContextRule, {**CONTEXT, "sets": "true"}, "Input should be"),
        (Example, {}, "either 'match' or 'no_match'"),
        (Example, {"match": "a", "no_match": "b"}, "either 'match' or 'no_match'"),
        (Example, {"no_match": "b"}, "needs a 'because'"),
        (Unless, {}, "an exception is one of"),
        (Unless, {"before": "a", "after": "b"}, "an exception is one of"),
        (ActorEntry, {**ACTOR, "id": "North Front"}, "kebab case"),
        (ActorEntry, {**ACTOR, "wikidata": "Q0"}, "should match pattern"),
        (ActorEntry, {**ACTOR, "kind": "terrorist"}, "Input should be"),
        (ActorEntry, {**ACTOR, "links": [{"to": "north", "as": "ally"}]}, "Field required"),
        (CategoryEntry, {**CATEGORY, "label": "Genocide"}, "should match pattern"),
        (CategoryEntry, {**CATEGORY, "law": []}, "at least 1 item"),
        (RuleFile, {"version": "2"}, "language version 2 is not known"),
        (RuleFile, {"version": "1", "rules": [{**CUE, "kind": "denail"}]}, "does not match any of the expected tags"),
    ],
)
def test_what_is_refused(model: type[BaseModel], content: dict[str, Any], told: str) -> None:
    """A value the program would misread is an error, never ignored."""
    with pytest.raises(ValidationError, match=told):
        model.model_validate(content)


@pytest.mark.parametrize("reach", ["inside", "same sentence", "after", "before", "8 words after", "12 words before"])
def test_reach(reach: str) -> None:
    """A context reaches as far as one of these says."""
    assert ContextRule.model_validate({**CONTEXT, "reach": reach}).reach == reach


def test_nothing_is_changed_after_loading() -> None:
    """Rules are values."""
    rule = CueRule.model_validate(CUE)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(rule, "weight", 0.1)  # noqa: B010 - the type checker knows it too


@pytest.mark.parametrize("category", CATEGORIES)
def test_labels_of_the_record_are_labels_of_rules(category: str) -> None:
    """Rules can name every category of the record."""
    assert CueRule.model_validate({**CUE, "category": category}).category == (category,)


def test_no_model_rules_on_facts() -> None:
    """No field of a rule file says that an allegation is true, or how bad it is."""
    models = [model for model in vars(schema).values() if isinstance(model, type) and issubclass(model, BaseModel)]
    fields = {field for model in models for field in model.model_fields}
    assert len(models) > 10
    assert not fields & {
        "true",
        "truth",
        "verdict",
        "verified",
        "fact",
        "severity",
        "guilty",
        "credibility",
        "reliable",
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-03-04", date(2025, 3, 4)), ("2025-02-30", None), ("May 2025", None), ("", None), (None, None)],
)
def test_dates(text: str | None, day: date | None) -> None:
    """A date is a day of the calendar, or none."""
    assert parse_date(text) == day
