"""Sentence → chunks: the names, nouns and pronouns by which actors are spoken of, joined into noun phrases."""

from __future__ import annotations

from ihl.chunks import Chunk
from ihl.joins import join_apposition, join_members, join_of, join_owned
from ihl.names import Names, Words
from ihl.offices import join_far, join_people
from ihl.text import Sentence
from ihl.units import find_units


def find_chunks(sentence: Sentence, names: Names) -> tuple[Chunk, ...]:
    """Return the chunks of a sentence in order, none overlapping another."""
    words = Words(sentence, names)
    units = find_units(words)
    for join in (join_owned, join_of, join_people, join_far, join_apposition, join_members):
        units = join(words, units)
    return tuple(units)
