"""Noun phrases: which words make one name, and what is no actor at all."""

from __future__ import annotations

import pytest

from ihl.mark import mark
from ihl.segment import segment
from ihl.text import Article
from tests.shared import rules

NAMES = [
    pytest.param("It was the People's River Column that fired.", "People's River Column", "name", id="peoples"),
    pytest.param("It was the Tarna People's Front that fired.", "Tarna People's Front", "name", id="x-peoples"),
    pytest.param("Village Defence Leagues murdered eleven men.", "Village Defence Leagues", "name", id="noun-begins"),
    pytest.param("Troops of the Interim Constabulary left.", "Interim Constabulary", "name", id="no-person"),
    pytest.param("They said the Party of the Oak had fired.", "Party of the Oak", "name", id="of-the"),
    pytest.param("It breached the Geneva Conventions again.", "Geneva Conventions", "place", id="treaty"),
    pytest.param("They said that Mara Dole had fired.", "Mara Dole", "person", id="person"),
]


@pytest.mark.parametrize(("text", "head", "kind"), NAMES)
def test_names(text: str, head: str, kind: str) -> None:
    """A name keeps all its words, whatever word it begins with, and "the" stands before no person."""
    chunks = mark(segment(Article(text)), rules()).chunks[0]
    layers = [c for chunk in chunks for c in (chunk, chunk.owner) if c is not None]
    assert (head, kind) in {(chunk.head, chunk.kind) for chunk in layers}


def test_a_verb_parts_a_body_from_those_it_harmed() -> None:
    """ "Village Leagues murdered prisoners": no prisoners of the leagues."""
    first, *_ = mark(segment(Article("Village Defence Leagues murdered eleven prisoners.")), rules()).chunks[0]
    assert first.kind == "name"
