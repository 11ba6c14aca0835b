"""The lexicon of actors: names to actors, with what kind of name each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ihl.engine.entries import ActorEntry

FormKind = Literal["name", "exact", "demonym", "metonym"]
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "\t": " ", "\u2011": "-"})


def straight(text: str) -> str:
    """The text with straight apostrophes and plain spaces, a line end inside a name included."""
    return text.translate(_STRAIGHT)


def fold(text: str) -> str:
    """Lower case with straight apostrophes and plain spaces, one code point for each of the text's."""
    plain = straight(text)
    lower = plain.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way an actor is written."""

    actor: str
    kind: FormKind
    written: str


@dataclass(frozen=True)
class Lexicon:
    """All actors by id."""

    actors: Mapping[str, ActorEntry]

    @cached_property
    def forms(self) -> dict[str, tuple[NameForm, ...]]:
        """Every written form, folded, with the actors it may mean."""
        out: dict[str, list[NameForm]] = {}
        for actor in self.actors.values():
            for form in _forms(actor):
                out.setdefault(fold(form.written), []).append(form)
        return {key: tuple(found) for key, found in out.items()}

    @cached_property
    def masks(self) -> dict[str, tuple[str, ...]]:
        """By actor: the longer phrases, folded, in which its names do not mean it."""
        return {
            actor.id: tuple(fold(phrase) for phrase in actor.not_in) for actor in self.actors.values() if actor.not_in
        }

    def root(self, actor: str) -> str:
        """The state or organisation at the top of an actor's affiliations."""
        seen = {actor}
        while (entry := self.actors.get(actor)) is not None and entry.affiliation and entry.affiliation not in seen:
            actor = entry.affiliation
            seen.add(actor)
        return actor


def _forms(actor: ActorEntry) -> Iterable[NameForm]:
    # A short name in capitals, or a common word under `exact`, is matched as written only.
    exact = set(actor.exact)
    if actor.name not in exact:
        yield NameForm(actor.id, "exact" if actor.name.isupper() else "name", actor.name)
    yield from (NameForm(actor.id, "name", alias) for alias in actor.aliases)
    for word in actor.exact:
        yield NameForm(actor.id, "exact", word)
        if word.startswith("The ") and word.count(" ") > 1:  # "the Daily Example" inside a sentence
            yield NameForm(actor.id, "exact", word.removeprefix("The "))
    yield from (NameForm(actor.id, "demonym", word) for word in actor.demonyms)
    yield from (NameForm(actor.id, "metonym", word) for word in actor.metonyms)
