"""editor: the JSON Schema of a rule file, by which an editor completes, explains and checks while one types.

The loader takes every value for text and lets the schema make numbers of some. An editor's YAML parser types them
first, so the schema allows what a text may have become: a number, true or false. It asks no more than the loader.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ihl.engine.entries import ACTOR_ID, ActorEntry, listed
from ihl.engine.examples import Example, Unless
from ihl.engine.schema import LANGUAGE_VERSION, RULE_ID, ContextRule, RuleBase, RuleFile
from ihl.workbench.showing.editor_help import FIELDS, MODELS

TEXT = ["string", "number", "boolean"]
_NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$"
_TRUTH = "^([Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[YyNnTtFf]|0|1)$"
_REACHES = ("inside", "same sentence", "after", "before")
_COUNTED = "^[0-9]{1,2} words (after|before)$"


def rule_schema() -> dict[str, Any]:
    """The schema of a rule file, in the dialect of 2020-12."""
    return {"title": "A rule file of ihl", **RuleFile.model_json_schema(schema_generator=_Typed)}


class _Typed(GenerateJsonSchema):
    """Writes what a YAML parser may have made of the texts the loader takes."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text, unless it must have a form that no number has."""
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, "type": TEXT}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """A number, also as text."""
        return {"anyOf": [super().float_schema(schema), {"type": "string", "pattern": _NUMBER}]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """True or false, in every way YAML knows."""
        numbers = {"type": "integer", "minimum": 0, "maximum": 1}
        return {"anyOf": [super().bool_schema(schema), {"type": "string", "pattern": _TRUTH}, numbers]}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """A list in whose place a single word may stand."""
        made = super().function_before_schema(schema)
        return {"anyOf": [made["items"], made]} if schema["function"]["function"] is listed else made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """One of the kinds; editors tell them apart by `kind` itself."""
        made = super().tagged_union_schema(schema)
        return {name: value for name, value in made.items() if name != "discriminator"}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Fields by name; where the names must have a form, there are no others."""
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as it is declared
        """Titles made of names say nothing that the names do not."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model with help for each field, and with what only its validators know."""
        made = super().model_schema(schema)
        model = schema["cls"]
        for name, value in made["properties"].items():
            if "minLength" in value:  # of a list in whose place a word may stand: pydantic takes it for a text
                value["anyOf"][1]["minItems"] = value.pop("minLength")
            value |= _checked(model, name) | {"description": help_of(model, name)}
        return {**made, "description": MODELS[model.__name__], **_SHAPES.get(model, {})}


# One of two ways to write an example; one of three places for an exception.
_SHAPES: dict[type, dict[str, Any]] = {
    Example: {
        "anyOf": [{"required": ["match"]}, {"required": ["no_match", "because"]}],
        "not": {"required": ["match", "no_match"]},
    },
    Unless: {"minProperties": 1, "maxProperties": 1},
}


def help_of(model: type[BaseModel], name: str) -> str:
    """What an editor says of a field, by the name it has in the file."""
    shared = [base.__name__ for base in model.__mro__ if name in FIELDS.get(base.__name__, {})]
    return FIELDS[shared[0]][name]


def _checked(model: type[BaseModel], name: str) -> dict[str, Any]:
    """What the validators of a field ask for."""
    if name == "version":
        return {"type": ["integer", "string"], "enum": [LANGUAGE_VERSION, str(LANGUAGE_VERSION)]}
    if name == "id" and issubclass(model, RuleBase):
        return {"pattern": _anchored(RULE_ID.pattern)}
    if name == "id" and issubclass(model, ActorEntry):
        return {"pattern": _anchored(ACTOR_ID.pattern)}
    if name == "reach" and issubclass(model, ContextRule):
        return {"anyOf": [{"enum": list(_REACHES)}, {"type": "string", "pattern": _COUNTED}]}
    return {}


def _anchored(pattern: str) -> str:
    r"""A pattern in the words of JavaScript, which has no `\Z`."""
    return f"^{pattern.removesuffix(chr(92) + 'Z')}$"
