"""Who stands where: every mention of an actor in an article, and the words with all names taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ihl.blocks import lead_end
from ihl.chunks import CIVILIANS, DEMONYM, NAME, NOMINAL, ORGAN, PERSON, PLACE, PRONOUN, REPORT, Chunk
from ihl.marks import PUBLISHER
from ihl.scene import Scene
from ihl.text import Token

_SHOWN = {NAME: "ACTOR", ORGAN: "ACTOR", DEMONYM: "ADJ", PERSON: "PERSON", PLACE: "PLACE", CIVILIANS: "CIVILIANS"}
_HEADS = {NOMINAL, REPORT, PRONOUN}  # chunks whose own words name nobody


@dataclass(frozen=True, slots=True)
class Standing:
    """A chunk of a sentence with whom it stands for: as one who speaks, and as one of whom something is said.

    `owner` is true for a chunk that only tells whose another one is ("Veska" in "Veska's army").
    """

    sentence: int
    chunk: Chunk
    owner: bool
    speaks: tuple[str, ...]
    acts: tuple[str, ...]


class Cast:
    """The actors of a scene with every place where they stand.

    Attributes:
        standings: by sentence, in the order of the text.
        masked: by sentence, a word for each token; names are replaced by what they are, so that no weight can rest
            on who somebody is.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._aside = _asides(scene)
        self.standings = tuple(
            tuple(self._stand(s, chunk, chunk is not outer) for outer in chunks for chunk in _layers(outer))
            for s, chunks in enumerate(scene.marks.chunks)
        )
        self.places: dict[str, list[Standing]] = {}
        self._standing: dict[tuple[str, str], list[Standing]] = {}
        for standing in (one for row in self.standings for one in row):
            for actor in dict.fromkeys((*standing.speaks, *standing.acts)):
                self.places.setdefault(actor, []).append(standing)

    def _stand(self, sentence: int, chunk: Chunk, owner: bool) -> Standing:
        resolver = self.scene.resolver
        if (
            self._aside[sentence]
            or chunk.kind in (PLACE, CIVILIANS)
            or (chunk.noun == "event_noun" and chunk.owner is None)
        ):
            return Standing(sentence, chunk, owner, (), ())
        speaks, acts = resolver.standing(sentence, chunk)
        return Standing(sentence, chunk, owner, tuple(party.actor for party in speaks), tuple(acts))

    def standing(self, actor: str, role: str) -> list[Standing]:
        """Where an actor stands as one who could fill a role."""
        key = (actor, role)
        if key not in self._standing:
            places = self.places.get(actor, ())
            self._standing[key] = [s for s in places if actor in (s.acts if role == "accused" else s.speaks)]
        return self._standing[key]

    @cached_property
    def masked(self) -> tuple[tuple[str, ...], ...]:
        """Per sentence, a word for each token."""
        rows = zip(self.scene.marks.doc.sentences, self.scene.marks.chunks, strict=True)
        return tuple(tuple(_masked(sentence.tokens, chunks)) for sentence, chunks in rows)

    def kind(self, actor: str | None) -> str:
        """The kind of an actor, as the classifiers see it."""
        if actor is None:
            return "nobody"
        return "publisher" if actor == PUBLISHER else self.scene.registry.kind(actor)


def _asides(scene: Scene) -> tuple[bool, ...]:
    """Per sentence, whether it is a dateline, a menu, or the name before a speaker's turn: nobody acts there."""
    doc = scene.marks.doc
    return tuple(
        doc.blocks[s.block].kind in ("dateline", "navigation")
        or (s.start == doc.blocks[s.block].start and s.end == lead_end(doc.article.text, doc.blocks[s.block]))
        for s in doc.sentences
    )


def _layers(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk, and the owners inside it that have words of their own."""
    inner: Chunk | None = chunk
    while inner is not None:
        yield inner
        inner = inner.owner


def _masked(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Iterator[str]:
    covering = {at: chunk for chunk in chunks for at in range(chunk.first, chunk.end)}
    shown: Chunk | None = None
    for at, token in enumerate(tokens):
        chunk = covering.get(at)
        if chunk is None or chunk.kind in _HEADS:
            word = token.lower
            if token.is_capitalised and at and token.text[0].isalpha():
                word = "PROPER"
            yield "NUMBER" if word[0].isdigit() else word
        elif chunk is not shown:
            yield _SHOWN.get(chunk.kind, chunk.kind.upper()) + (f":{chunk.noun}" if chunk.noun else "")
        else:
            yield ""
        shown = chunk
