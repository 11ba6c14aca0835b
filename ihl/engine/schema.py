"""What a rule file may hold, as pydantic models: one class per kind of rule."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from ihl.record import ActorKind, Category, DenialKind, Modality

LANGUAGE_VERSION = 1
RULE_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\.[a-z0-9]+(?:[-_][a-z0-9]+)*)+\Z")
ACTOR_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
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
    "charged",
    "adjudicated",
    "cleared",
    "definition",
    "call",
]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Example(_Model):
    """A sentence that must match, with the words each role must hold, or one that must stay silent."""

    match: str | None = None
    no_match: str | None = None
    because: str | None = None
    known_gap: str | None = None
    cue: str | None = None
    act: str | None = None
    alleger: Words = ()
    accused: Words = ()
    denier: Words = ()
    denied: str | None = None
    category: Category | None = None
    modality: Modality | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Example:
        if (self.match is None) == (self.no_match is None):
            raise ValueError("an example holds either 'match' or 'no_match'")
        if self.no_match is not None and not self.because:
            raise ValueError("'no_match' needs a 'because'")
        return self


class Unless(_Model):
    """One exception: the phrase that silences the rule and where it must stand."""

    before: str | None = None
    after: str | None = None
    same_sentence: str | None = Field(default=None, alias="same sentence")

    @model_validator(mode="after")
    def _one_place(self) -> Unless:
        if sum(value is not None for value in (self.before, self.after, self.same_sentence)) != 1:
            raise ValueError("an exception is one of: before, after, same sentence")
        return self


class RuleBase(_Model):
    """What every rule has."""

    id: str
    title: str
    status: Literal["draft", "testing", "stable", "retired"] = "testing"
    weight: float = Field(default=0.9, ge=0, le=1)
    why: str | None = None
    law: tuple[str, ...] = ()
    author: str | None = None
    since: str | None = None
    find: Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
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
    category: Annotated[tuple[Category, ...], BeforeValidator(_listed)] = ()
    acts: Words = ()
    basis: Literal["named", "described", "referred"]
    agent: Literal["subject", "passive", "owner", "possessor", "none"] = "owner"


class AttributionRule(RuleBase):
    """A source says, of someone, an act.

    `open_alleger` tells who speaks where the frame names nobody: `nobody` that is known ("is accused of"), or the
    `outer` source whose words hold the frame.
    """

    kind: Literal["attribution"]
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


class WordList(_Model):
    """A shared list of words and word groups."""

    about: str
    words: tuple[str, ...] = Field(min_length=1)


class Link(_Model):
    """A dated tie between two actors, with its source."""

    to: str
    tie: str = Field(alias="as")
    since: str | None = Field(default=None, alias="from")
    until: str | None = None
    source: str


class ActorEntry(_Model):
    """An entry of the lexicon; `aliases` match in any letter case, `exact` only as written."""

    id: str
    name: str
    kind: ActorKind
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = None
    aliases: Words = ()
    exact: Words = ()
    demonyms: Words = ()
    metonyms: Words = ()
    affiliation: str | None = None
    not_in: Words = ()
    links: tuple[Link, ...] = ()

    @field_validator("id")
    @classmethod
    def _kebab(cls, value: str) -> str:
        if not ACTOR_ID.match(value):
            raise ValueError("an actor id is kebab case, such as red-cross")
        return value


class CategoryEntry(_Model):
    """One of the labels a source may apply, with the law it rests on."""

    id: Category
    label: str = Field(pattern="^Alleged ")
    core: bool
    is_rome_crime: bool
    law: tuple[str, ...] = Field(min_length=1)
    scope: str
    not_this: str


class ActEntry(_Model):
    """Conduct a source may describe; detailed acts name the `parent` they stand under."""

    id: str
    label: str = Field(pattern="^Alleged ")
    parent: str | None = None
    law_iac: tuple[str, ...] = ()
    law_niac: tuple[str, ...] = ()
    law_other: tuple[str, ...] = ()
    is_rome_crime: bool
    scope: str
    not_this: str


class Wanted(_Model):
    """A row that a passage must give."""

    category: Category
    alleger: str | None = None
    accused: str | None = None
    modality: Modality | None = None
    denied_by: Words = ()


class Passage(_Model):
    """A longer test: a text and the rows it must give."""

    name: str
    text: str
    date: str | None = None
    publisher: str | None = None
    rows: tuple[Wanted, ...] = ()
    nothing_else: bool = True
    known_gap: str | None = None


class RuleFile(_Model):
    """One file of rules, lists, phrases, actors, categories, acts, word forms or passages."""

    version: int
    pack: str | None = None
    use: Words = ()
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


def parse_date(text: str | None) -> date | None:
    """Return the date of an ISO text, or None where there is none or it is no date."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
