"""The published record, field by field as the record contract has it.

No field says whether an allegation is true, and none may be added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"

ActorKind = Literal["ngo", "state", "armed_group", "intergovernmental", "court", "media", "person", "other"]
Modality = Literal["asserted", "hedged", "charged", "adjudicated"]
DenialKind = Literal["rejects", "disputes_label", "attributes_elsewhere", "impugns_source"]
Category = Literal[
    "indiscriminate_attack",
    "war_crime",
    "crime_against_humanity",
    "genocide",
    "direct_attack_on_civilians",
    "disproportionate_attack",
    "ihl_violation",
    "aggression",
    "ethnic_cleansing",
]
CATEGORIES: tuple[Category, ...] = (
    "indiscriminate_attack",
    "war_crime",
    "crime_against_humanity",
    "genocide",
    "direct_attack_on_civilians",
    "disproportionate_attack",
    "ihl_violation",
    "aggression",
    "ethnic_cleansing",
)
CORE: tuple[Category, ...] = CATEGORIES[:4]
MODALITY_RANK: dict[str, int] = {"hedged": 0, "asserted": 1, "charged": 2, "adjudicated": 3}
M = TypeVar("M", bound=str)


def strongest(modalities: Iterable[M]) -> M:
    """The strongest of some modalities, which is that of the row they make."""
    return max(modalities, key=lambda modality: MODALITY_RANK[modality])


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(_Model):
    """Code points into `article.text`, end exclusive."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Span(Range):
    """A range with the words that stand there: `article.text[start:end] == text`."""

    text: str


class ArticleInfo(_Model):
    """The tagged text and what is known about it."""

    id: str = Field(pattern="^[0-9a-f]{64}$")
    path: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str = "en"
    text: str


class Actor(_Model):
    """An actor of the record; `affiliation` is the actor a person or organ speaks or acts for."""

    name: str | None
    kind: ActorKind
    surface_forms: tuple[str, ...] = ()
    affiliation: str | None = None


class Act(_Model):
    """Described conduct, an id of the acts list, with the words that describe it."""

    type: str
    span: Span


class Speaker(_Model):
    """The person or voice whose words are given for the alleger or the denier."""

    name: str
    role: str | None = None


class Basis(_Model):
    """What decided: the rules that fired and the classifier's probability, if one was asked."""

    rules: tuple[str, ...] = ()
    model: float | None = None


class Allegation(_Model):
    """A mention: someone says that an actor did, or may have done, conduct of a category."""

    id: str
    kind: Literal["allegation"] = "allegation"
    span: Span
    sentence: Range
    categories: tuple[Category, ...]
    acts: tuple[Act, ...] = ()
    alleger: str | None
    speaker: Speaker | None = None
    via: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    modality: Modality
    confidence: float = Field(ge=0, le=1)
    basis: Basis
    review: bool = False


class Denial(_Model):
    """A mention: someone rejects or disputes an allegation, or attributes the act elsewhere."""

    id: str
    kind: Literal["denial"] = "denial"
    span: Span
    sentence: Range
    denier: str | None
    speaker: Speaker | None = None
    via: tuple[str, ...] = ()
    denial_kind: DenialKind
    answers: tuple[str, ...] = ()
    confidence: float = Field(ge=0, le=1)
    basis: Basis
    review: bool = False


class CellDenial(_Model):
    """A denial as seen from a row of the matrix."""

    denier: str | None
    denial_kind: DenialKind
    mention: str


class Cell(_Model):
    """A row of the allegation matrix: alleger × accused × category, as this article gives it."""

    id: str
    alleger: str | None
    accused: str | None
    category: Category
    acts: tuple[str, ...] = ()
    modality: Modality
    mentions: tuple[str, ...]
    denials: tuple[CellDenial, ...] = ()


class Provenance(_Model):
    """Which program, rules and model made the record."""

    ihl_version: str
    rules_digest: str
    model_digest: str | None = None


class Record(_Model):
    """What one article alleges and denies. It rules on no facts."""

    schema_version: Literal["1"] = "1"
    article: ArticleInfo
    actors: dict[str, Actor]
    mentions: tuple[Annotated[Allegation | Denial, Field(discriminator="kind")], ...]
    allegations: tuple[Cell, ...]
    provenance: Provenance
