"""Chunk: a run of words that speaks of an actor, before it is known which actor that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

# What a chunk is by its words. `name` and `person` stand for themselves; `organ` is a state with a noun ("Veskan army",
# "government of Veska"); `group`, `nominal` and `pronoun` need the text before them; `report` speaks for its owner;
# `demonym` is a bare adjective ("Veskan shelling") or people ("the Veskans"); `civilians` and places are never actors.
NAME, PERSON, ORGAN, NOMINAL, PRONOUN, REPORT, DEMONYM, SIDES, CIVILIANS, PLACE = (
    "name", "person", "organ", "nominal", "pronoun", "report", "demonym", "sides", "civilians", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `first` to `end` (exclusive) of a sentence.

    Attributes:
        kind: one of the kinds above.
        noun: the list its head noun stands in, such as "ngo_noun"; empty for bare names.
        head: the head as written, without determiners.
        actor: the lexicon's id, where a name settles it.
        owner: what it belongs to or speaks for ("Veska's army", "a Relief Watch report"), as a chunk of its own.
        person: the name of a person in it, whose `role` it gives.
        possessive: followed by 's, or a possessive pronoun.
        plural, definite: of the noun phrase.
    """

    first: int
    end: int
    kind: str
    head: str
    noun: str = ""
    actor: str | None = None
    owner: Chunk | None = None
    person: str | None = None
    role: str | None = None
    possessive: bool = False
    plural: bool = False
    definite: bool = False
    metonym: bool = False

    def widened(self, first: int, end: int) -> Chunk:
        """The same chunk over more tokens."""
        return replace(self, first=min(first, self.first), end=max(end, self.end))

    def parts(self) -> Iterator[Chunk]:
        """The chunk, its owner, the owner of that, and so on."""
        part: Chunk | None = self
        while part is not None:
            yield part
            part = part.owner
