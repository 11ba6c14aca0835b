"""What a rule file may hold, as pydantic models: one class per kind of rule."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from ihl.engine.entries import ActEntry, Allowed, Model, WordList, Words, listed
from ihl.engine.entries import ActorEntry as ActorEntry  # "as": this module stands for all that a file may hold
from ihl.engine.entries import CategoryEntry as CategoryEntry
from ihl.engine.examples import Example as Example
from ihl.engine.examples import Passage as Passage
from ihl.engine.examples import Unless as Unless
from ihl.engine.examples import Wanted as Wanted
from ihl.record import Category, DenialKind, Modality

LANGUAGE_VERSION = 1
RULE_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\.[a-z0-9]+(?:[-_][a-z0-9]+)*)+\Z")
ROLES_OF = {
    "attribution": ("alleger", "accused", "act"),
    "conduct": ("accused", "act"),
    "denial": ("denier", "denied"),
}
CLAUSE_ROLES = ("act", "denied")
Sets = Literal[
    "name",
    "law",
    "hypothetical",
    "future",
    "history",
    "figurative",
    "general",
    "negated",
    "unsaid",
    "hedged",
    "alleged",
    "charged",
    "adjudicated",
    "cleared",
    "definition",
]


class RuleBase(Model):
    """What every rule has.

    `allow` exempts the rule from checks of `ihl rules lint`, each with the reason. A retired rule is never run;
    `replaced_by` names the rule that its examples are held against.
    """

    id: str
    title: str
    status: Literal["draft", "testing", "stable", "retired"] = "testing"
    replaced_by: str | None = None
    reviewed_by: str | None = None
    allow: Allowed = Field(default_factory=dict)
    weight: float = Field(default=0.9, ge=0, le=1)
    why: str | None = None
    law: tuple[str, ...] = ()
    author: str | None = None
    since: str | None = None
    find: Annotated[tuple[str, ...], BeforeValidator(listed), Field(min_length=1)]
    unless: tuple[Unless, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @field_validator("id")
    @classmethod
    def _dotted(cls, value: str) -> str:
        if not RULE_ID.match(value):
            raise ValueError("a rule id is dotted lower case, such as denial.deny")
        return value


class CueRule(RuleBase):
    """These words name or describe conduct of a category, or an act without a category.

    `agent` says where the one it is said of stands: `subject` for verbs ("X shelled indiscriminately"), `owner` for
    nouns ("X's war crimes", "Xish war crimes", "war crimes by X"), `possessor` for nouns before which a bare adjective
    does not name it, `none` where the words hold no such place.
    `basis: referred` is for words that take up a label given before ("the crimes").
    """

    kind: Literal["cue"]
    category: Annotated[tuple[Category, ...], BeforeValidator(listed)] = ()
    acts: Words = ()
    basis: Literal["named", "described", "referred"]
    agent: Literal["subject", "passive", "owner", "possessor", "none"] = "owner"


class AttributionRule(RuleBase):
    """A source says, of someone, an act.

    `open_alleger` tells who speaks where the frame names nobody: `nobody` that is known ("is accused of"), or the
    `outer` source whose words hold the frame. `accused_from: allegers` says that each of the allegers accuses the
    others ("A and B accuse each other").
    """

    kind: Literal["attribution"]
    accused_from: Literal["frame", "allegers"] = "frame"
    open_alleger: Literal["nobody", "outer"] = "nobody"
    stance: Literal["alleges", "reports", "finds", "demands", "charges", "adjudicates"]
    modality: Modality | None = None


class ConductRule(RuleBase):
    """Words that join an actor to the act said of it, whoever says so; `modality` where they carry one.

    Where a frame names no actor, `accused_from: before` takes whom the text before speaks of, `nobody` leaves it open.
    """

    kind: Literal["conduct"]
    modality: Modality | None = None
    accused_from: Literal["before", "nobody"] = "nobody"


class DenialRule(RuleBase):
    """An actor denies; `about` says what: the conduct, an accusation, or a report with all it holds."""

    kind: Literal["denial"]
    denies: DenialKind
    about: Literal["act", "accusation", "report", "incident", "label"]


class ContextRule(RuleBase):
    """What the words around a cue make of it; `reach` says how far."""

    kind: Literal["context"]
    sets: Sets
    reach: str = "inside"
    stops_at: Words = ()

    @field_validator("reach")
    @classmethod
    def _known_reach(cls, value: str) -> str:
        if value not in ("inside", "same sentence", "after", "before") and not re.fullmatch(
            r"\d{1,2} words (after|before)", value
        ):
            raise ValueError("reach is one of: inside, same sentence, after, before, N words after, N words before")
        return value


Rule = Annotated[CueRule | AttributionRule | ConductRule | DenialRule | ContextRule, Field(discriminator="kind")]
AnyRule = CueRule | AttributionRule | ConductRule | DenialRule | ContextRule


class RuleFile(Model):
    """One file of rules, lists, phrases, actors, categories, acts, word forms or passages.

    `ihl` tells which versions of the program it needs (PEP 440). `overrides`, `extends` and `disables` name what it
    does to the packs below its own.
    """

    version: int
    pack: str | None = None
    ihl: str | None = None
    use: Words = ()
    overrides: Words = ()
    extends: Words = ()
    disables: dict[str, str] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    lists: dict[str, WordList] = Field(default_factory=dict)
    phrases: dict[str, str] = Field(default_factory=dict)
    irregular: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    actors: tuple[ActorEntry, ...] = ()
    categories: tuple[CategoryEntry, ...] = ()
    acts: tuple[ActEntry, ...] = ()
    tests: tuple[Passage, ...] = ()

    @field_validator("version")
    @classmethod
    def _known_version(cls, value: int) -> int:
        if value != LANGUAGE_VERSION:
            raise ValueError(
                f"language version {value} is not known to this program; it reads version {LANGUAGE_VERSION}"
            )
        return value

    @field_validator("ihl")
    @classmethod
    def _fitting_program(cls, value: str | None) -> str | None:
        if value is not None:
            from packaging.specifiers import InvalidSpecifier, SpecifierSet

            from ihl import __version__

            try:
                fits = SpecifierSet(value).contains(__version__, prereleases=True)
            except InvalidSpecifier:
                raise ValueError(f"'{value}' tells no versions of ihl; write one such as: '>=0.1'") from None
            if not fits:
                raise ValueError(f"this pack needs a version of ihl that is {value}; this one is {__version__}")
        return value


def parse_date(text: str | None) -> date | None:
    """Return the date of an ISO text, or None where there is none or it is no date."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
