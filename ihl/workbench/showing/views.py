"""What is shown of rules, lists, words, actors and labels: plain values, for text, JSON and pages alike.

A `place` is `path:line:column`; `over` names what of the same name a further pack has put out of force.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What one sign of a line stands for.

    Attributes:
        written: `$name` or `word~`.
        kind: list, phrase or word.
        count: entries of a list, wordings of a phrase, forms of a word.
        first: the first entries, the line of the phrase, or every form.
    """

    written: str
    kind: str
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A find line or an exception; `where` is "1" for the first line, and where its words stand for an exception."""

    where: str
    text: str
    place: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ExampleView:
    """An example: match or no_match, and what it says of its text, by field."""

    kind: str
    text: str
    because: str | None
    known_gap: str | None
    expects: dict[str, str]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule; `gives` is in the terms of the language, `says` in plain sentences, `version` that of the lock."""

    id: str
    kind: str
    gives: str
    category: tuple[str, ...]
    acts: tuple[str, ...]
    title: str
    status: str
    version: int | None
    weight: float
    says: tuple[str, ...]
    find: tuple[LineView, ...]
    unless: tuple[LineView, ...]
    roles: dict[str, str]
    examples: tuple[ExampleView, ...]
    why: str | None
    law: tuple[str, ...]
    author: str | None
    since: str | None
    reviewed_by: str | None
    allow: dict[str, str]
    replaced_by: str | None
    replaces: tuple[str, ...]
    pack: str
    place: str
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseView:
    """A rule, list or phrase that uses something; `through` names the lists and phrases between, outermost first."""

    kind: str
    name: str
    where: str
    written: str
    through: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a list, or a phrase, with its wordings; `count` is of all of them, where some are left out."""

    written: str
    count: int
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list or a phrase; `needed` says that the program itself reads it by its name."""

    kind: str
    name: str
    about: str | None
    needed: bool
    entries: tuple[EntryView, ...]
    uses: tuple[UseView, ...]
    pack: str
    place: str
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordView:
    """A word and its forms.

    Attributes:
        made: regular, irregular, or "as written" where no other form is asked for.
        place: of the entry under `irregular`, where there is one.
        form_of: words of `irregular` among whose forms it is.
    """

    word: str
    made: str
    place: str | None
    forms: tuple[str, ...]
    form_of: tuple[str, ...]
    uses: tuple[UseView, ...]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor; `names` by the field they stand in, `affiliation` from the nearest body upwards, ids to names."""

    id: str
    name: str
    kind: str
    wikidata: str | None
    names: dict[str, tuple[str, ...]]
    affiliation: dict[str, str]
    not_in: tuple[str, ...]
    links: tuple[dict[str, str | None], ...]
    pack: str
    place: str
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelView:
    """A category or an act.

    Attributes:
        below: the detailed acts of a head.
        core: of categories only.
        law: references by the field they stand in.
        rules: the cue rules that give it.
    """

    kind: str
    id: str
    label: str
    parent: str | None
    below: tuple[str, ...]
    core: bool | None
    is_rome_crime: bool
    law: dict[str, tuple[str, ...]]
    scope: str
    not_this: str
    rules: tuple[str, ...]
    pack: str
    place: str
    over: tuple[str, ...]
