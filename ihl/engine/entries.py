"""What a rule file may hold besides rules: word lists, actors, categories and acts, as pydantic models."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from ihl.record import ActorKind, Category

ACTOR_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def listed(value: object) -> object:
    """A single word may stand where a list is wanted."""
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(listed)]


CHECK_CODE = r"^L[0-9]{3}$"
Allowed = dict[Annotated[str, Field(pattern=CHECK_CODE)], Annotated[str, Field(min_length=8)]]


class Model(BaseModel):
    """What all parts of a rule file have in common: no unknown fields, and no change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class WordList(Model):
    """A shared list of words and word groups."""

    about: str
    allow: Allowed = Field(default_factory=dict)
    words: tuple[str, ...] = Field(min_length=1)


class Link(Model):
    """A dated tie between two actors, with its source."""

    to: str
    tie: str = Field(alias="as")
    since: str | None = Field(default=None, alias="from")
    until: str | None = None
    source: str


class ActorEntry(Model):
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
    allow: Allowed = Field(default_factory=dict)

    @field_validator("id")
    @classmethod
    def _kebab(cls, value: str) -> str:
        if not ACTOR_ID.match(value):
            raise ValueError("an actor id is kebab case, such as red-cross")
        return value


class CategoryEntry(Model):
    """One of the labels a source may apply, with the law it rests on."""

    id: Category
    label: str = Field(pattern="^Alleged ")
    core: bool
    is_rome_crime: bool
    law: tuple[str, ...] = Field(min_length=1)
    scope: str
    not_this: str


class ActEntry(Model):
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
