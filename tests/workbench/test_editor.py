"""The schema for editors: it takes what the loader takes, refuses what it refuses, and explains every field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, validators
from pydantic import BaseModel
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine import entries, schema
from ihl.engine.files import ReadFile, read_file, rule_paths
from ihl.engine.load import default_rules_dir
from ihl.engine.locate import load_located
from ihl.workbench.showing.editor import rule_schema
from ihl.workbench.showing.editor_help import FIELDS, MODELS
from tests.made_pack import CONTEXT, PACK

BAD_RULES = Path(__file__).parent.parent / "bad_rules"
run = CliRunner()


def _checker() -> Draft202012Validator:
    """The schema, for which a date is a text: JSON has no dates, and an editor keeps them as they are written."""
    plain = Draft202012Validator.TYPE_CHECKER
    types = plain.redefine("string", lambda _, value: plain.is_type(value, "string") or isinstance(value, date))
    made: Draft202012Validator = validators.extend(Draft202012Validator, type_checker=types)(rule_schema())  # type: ignore[no-untyped-call]
    return made


CHECKER = _checker()


def refusals(text: str) -> list[str]:
    """What the schema says against a file as an editor's YAML parser reads it."""
    return [f"{error.json_path}: {error.message}" for error in CHECKER.iter_errors(yaml.safe_load(text))]


def loads(folder: Path, text: str) -> bool:
    """Whether the loader takes a file by itself."""
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    return isinstance(read_file(folder / "one.yaml"), ReadFile)


def test_it_is_a_schema() -> None:
    """The dialect's own schema has nothing against it."""
    Draft202012Validator.check_schema(rule_schema())


@pytest.mark.parametrize("path", rule_paths([default_rules_dir()]), ids=lambda path: path.stem)
def test_built_in_rules_fit(path: Path) -> None:
    """Every built-in file is as the schema says."""
    assert refusals(path.read_text(encoding="utf-8"))[:3] == []


@pytest.mark.parametrize("text", [PACK, CONTEXT], ids=["pack", "context"])
def test_made_rules_fit(text: str) -> None:
    """So is a file with something of every kind."""
    assert refusals(text) == []


def bad_files() -> Iterator[tuple[str, bool]]:
    """The malformed files that are readable YAML, and whether the loader refuses them for their form alone."""
    for path in sorted(BAD_RULES.glob("*.yaml")):
        if not load_located(path).problems:
            yield path.stem, not isinstance(read_file(path), ReadFile)


@pytest.mark.parametrize(("name", "refused"), sorted(bad_files()))
def test_malformed_rules_do_not_fit(name: str, refused: bool) -> None:
    """What the loader refuses for its form the schema refuses too; what only compiling shows it leaves alone."""
    assert bool(refusals((BAD_RULES / f"{name}.yaml").read_text(encoding="utf-8"))) == refused


def test_there_are_malformed_files_of_both_sorts() -> None:
    """The test above is of something."""
    found = dict(bad_files())
    assert {"many", "no-version", "version", "colon-silent"} <= {name for name, refused in found.items() if refused}
    assert {"cannot-fire", "unknown-list", "list-loop"} <= {name for name, refused in found.items() if not refused}


RULE = "version: 1\nrules:\n- {id: a.b, kind: cue, title: made, basis: named, find: zork, EXAMPLES}\n"
EXAMPLES = "examples: [{match: one}, {no_match: two, because: made}]"
CUE = RULE.replace("EXAMPLES", EXAMPLES + ", FIELD")
CONTEXT_RULE = CUE.replace("kind: cue", "kind: context").replace("basis: named", "sets: law")
EXAMPLE = RULE.replace("EXAMPLES", "examples: [{match: one}, {FIELD}]")
LIST = "version: 1\nlists: {made: {about: made, words: FIELD}}\n"
ACTOR = "version: 1\nactors: [{id: veska, name: Veska, kind: state, FIELD}]\n"
CATEGORY = (
    "version: 1\ncategories: [{id: genocide, label: Alleged genocide, is_rome_crime: false, law: [one], scope: one,"
    " not_this: one, FIELD}]\n"
)


@pytest.mark.parametrize(
    ("text", "field", "fits"),
    [
        (CUE, "weight: 0.9", True),
        (CUE, "weight: 1", True),
        (CUE, "weight: '0.5'", True),
        (CUE, "weight: .5", True),
        (CUE, "weight: 1.5", False),
        (CUE, "weight: high", False),
        (CUE, "weight: null", False),
        (CUE, "weight: [0.5]", False),
        (CUE, "since: 2025-11-20", True),
        (CUE, "since: '2025-11-20'", True),
        (CUE, "since: 2025", True),
        (CUE, "since: null", True),
        (CUE, "since: [2025]", False),
        (CUE, "author: no", True),
        (CUE, "law: [1949, yes, CIHL rule 1]", True),
        (CUE, "law: CIHL rule 1", False),
        (CUE, "acts: killing", True),
        (CUE, "acts: [killing, torture]", True),
        (CUE, "acts: {killing: 1}", False),
        (CUE, "category: war_crime", True),
        (CUE, "category: [war_crime, genocide]", True),
        (CUE, "category: war_crimes", False),
        (CUE, "category: [war_crime, war_crimes]", False),
        (CUE, "agent: none", True),
        (CUE, "agent: null", False),
        (CUE, "status: stabel", False),
        (CUE, "stance: alleges", False),
        (CUE, "finds: zork", False),
        (CUE, "allow: {L202: it is meant so}", True),
        (CUE, "allow: {L202: short}", False),
        (CUE, "allow: {l202: it is meant so}", False),
        (CUE, "unless: [{before: no}]", True),
        (CUE, "unless: [{same sentence: no}]", True),
        (CUE, "unless: [{same_sentence: no}]", False),
        (CUE, "unless: [{before: no, after: no}]", False),
        (CUE, "unless: [{}]", False),
        (CUE, "unless: {before: no}", False),
        (CUE.replace("find: zork", "find: []"), "weight: 1", False),
        (CUE.replace("find: zork", "find: [zork, 1949]"), "weight: 1", True),
        (CUE.replace("find: zork", "find: 1949"), "weight: 1", True),
        (CUE.replace("id: a.b", "id: denial"), "weight: 1", False),
        (CUE.replace("id: a.b", "id: Denial.deny"), "weight: 1", False),
        (CUE.replace("id: a.b", "id: 1.5"), "weight: 1", True),
        (CUE.replace("kind: cue", "kind: clue"), "weight: 1", False),
        (CUE.replace("kind: cue, ", ""), "weight: 1", False),
        (CUE.replace("basis: named, ", ""), "weight: 1", False),
        (CUE.replace("version: 1", "version: '1'"), "weight: 1", True),
        (CUE.replace("version: 1", "version: 2"), "weight: 1", False),
        (CONTEXT_RULE, "reach: same sentence", True),
        (CONTEXT_RULE, "reach: 8 words after", True),
        (CONTEXT_RULE, "reach: 8 words", False),
        (CONTEXT_RULE, "reach: 800 words after", False),
        (CONTEXT_RULE, "stops_at: but", True),
        (EXAMPLE, "match: two, alleger: Veska, accused: [Oru, Veska]", True),
        (EXAMPLE, "match: 1949", True),
        (EXAMPLE, "match: one, no_match: two, because: made", False),
        (EXAMPLE, "no_match: two", False),
        (EXAMPLE, "cue: one", False),
        (EXAMPLE, "match: two, modality: certain", False),
        (RULE.replace("EXAMPLES", "examples: []"), "", False),
        (LIST, "[no, on, 1949, 2021-03-01, 1.5]", True),
        (LIST, "[]", False),
        (LIST, "zork", False),
        (ACTOR, "aliases: Oru", True),
        (ACTOR, "exact: [NO, 3]", True),
        (ACTOR, "wikidata: Q42", True),
        (ACTOR, "wikidata: 42", False),
        (ACTOR, "links: [{to: oru, as: allied, from: 2021-03-01, source: made}]", True),
        (ACTOR, "links: [{to: oru, tie: allied, source: made}]", False),
        (ACTOR.replace("id: veska", "id: Veska"), "exact: []", False),
        (ACTOR.replace("id: veska", "id: 4"), "exact: []", True),
        (ACTOR.replace("kind: state", "kind: country"), "exact: []", False),
        (CATEGORY, "core: true", True),
        (CATEGORY, "core: yes", True),
        (CATEGORY, "core: 'Off'", True),
        (CATEGORY, "core: 0", True),
        (CATEGORY, "core: 2", False),
        (CATEGORY, "core: maybe", False),
        (CATEGORY, "core: null", False),
        (CATEGORY.replace("Alleged genocide", "Genocide"), "core: true", False),
        ("version: 1\ntests: [{name: made, text: one, date: 2021-03-01, nothing_else: no, FIELD}]", "rows: []", True),
        ("version: 1\ntests: [{name: made, text: one, FIELD}]", "rows: [{category: genocide, denied_by: Oru}]", True),
        ("version: 1\ntests: [{name: made, text: one, FIELD}]", "rows: [{alleger: Oru}]", False),
        ("version: 1\nirregular: {fling: FIELD}", "[flings, flung]", True),
        ("version: 1\nirregular: {fling: FIELD}", "flung", False),
        ("version: 1\nFIELD", "disables: {a.b: no}", True),
        ("version: 1\nFIELD", "disables: [a.b]", False),
        ("version: 1\nFIELD", "packs: made", False),
    ],
)  # fmt: skip
def test_it_takes_what_the_loader_takes(text: str, field: str, fits: bool, tmp_path: Path) -> None:
    """Numbers, truth and dates as YAML types them, single words for lists, and every fault of form."""
    made = text.replace("FIELD", field)
    assert (loads(tmp_path, made), not refusals(made)) == (fits, fits)


# -- help ------------------------------------------------------------------------------------------------------------


def models() -> dict[str, type[BaseModel]]:
    """The models a rule file is made of, by name."""
    names = ["RuleFile", *rule_schema()["$defs"]]
    return {name: next(getattr(at, name) for at in (entries, schema) if hasattr(at, name)) for name in names}


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every field in the schema, with its model and what the schema says of it."""
    made = rule_schema()
    for model, part in {**made["$defs"], "RuleFile": made}.items():
        for name, field in part["properties"].items():
            yield model, name, field


def test_every_field_has_a_help_text() -> None:
    """Each field of each model is explained in a sentence that fits beside the cursor."""
    texts = {(model, name): field.get("description", "") for model, name, field in properties()}
    assert len(texts) > 100
    assert [key for key, text in texts.items() if not 10 <= len(text) <= 200 or "\n" in text] == []
    assert set(models()) == set(MODELS)


def test_no_help_text_is_of_a_field_that_is_not_there() -> None:
    """The table of help texts holds what the models hold."""
    known = {
        (base.__name__, field.alias or name)
        for model in models().values()
        for base in model.__mro__
        if issubclass(base, BaseModel)
        for name, field in base.model_fields.items()
    }
    assert {(model, name) for model, fields in FIELDS.items() for name in fields} - known == set()


def test_fields_have_the_names_they_have_in_files() -> None:
    """Aliases are the names that authors write."""
    names = {(model, name) for model, name, _ in properties()}
    assert {("Unless", "same sentence"), ("Link", "as"), ("Link", "from")} <= names
    assert not {("Unless", "same_sentence"), ("Link", "tie"), ("Link", "since")} & names


def test_the_command_prints_it() -> None:
    """What is printed is the schema, with its dialect."""
    result = run.invoke(app, ["rules", "schema"])
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert printed.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
    assert printed == rule_schema()
