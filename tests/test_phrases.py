"""Noun phrases: which words make one name, and what is no actor at all."""

from __future__ import annotations

import pytest

from ihl.mark import mark
from ihl.pipeline import tag
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
    pytest.param("Mara Dole of Tarna said so on Monday.", "Mara Dole", "person", id="person-of-somewhere"),
    pytest.param(
        "The Oak Front for the Liberation of the Coast said so.",
        "Oak Front for the Liberation of the Coast",
        "name",
        id="for-the-of-the",
    ),
    pytest.param(
        "The Commission of Experts on Tarna said so.", "Commission of Experts on Tarna", "name", id="of-experts"
    ),
    pytest.param("Tarnan federal forces shelled the town.", "Tarnan federal forces", "organ", id="adjective-begins"),
    pytest.param("Tarna has again brought a case.", "Tarna", "name", id="name-begins"),
    pytest.param(
        "Ansar al-Tarn fighters said that Ansar al-Tarn had fired.", "Ansar al-Tarn", "name", id="has-fighters"
    ),
    pytest.param("Families accused the army of it.", "Families", "nominal", id="families-who-speak"),
    pytest.param("They said the March 12 Movement had fired.", "March 12 Movement", "name", id="a-date-inside"),
    pytest.param("Families of the dead have sued the army.", "Families", "nominal", id="families-of-the-dead"),
    pytest.param("They shelled families in the town.", "families", "civilians", id="families-who-do-not"),
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


def rows(text: str) -> set[tuple[str | None, str | None]]:
    """Who alleges against whom, by id, as the rules alone read it."""
    return {(cell.alleger, cell.accused) for cell in tag(Article(text), rules()).allegations}


RESOLVED = [
    pytest.param(
        "Relief Watch accused the Oak-led coalition of war crimes. The coalition denied it. "
        "Amnesty International accused the coalition of genocide.",
        {("relief-watch", "oak-led-coalition"), ("amnesty-international", "oak-led-coalition")},
        id="the-coalition",
    ),
    pytest.param(
        "The Tarna High Court convicted General Ilo Dole of war crimes. Prosecutors charged Mara Oru with genocide.",
        {("tarna-high-court", "ilo-dole"), ("prosecutors", "mara-oru")},
        id="prosecutors-are-not-the-court",
    ),
    pytest.param(
        "Relief Watch said the Oak Front had shelled the town. The group also accused the Oak Front of war crimes.",
        {("relief-watch", "oak-front")},
        id="the-group-that-speaks",
    ),
    pytest.param(
        "Tarnan forces, allied Oruan forces and the Oak Front committed war crimes, Relief Watch said.",
        {("relief-watch", "tarnan/forces"), ("relief-watch", "oruan/forces"), ("relief-watch", "oak-front")},
        id="a-list-with-an-adjective",
    ),
    pytest.param(
        "Relief Watch accused the Tarnan army and its ally, the Oak Front, of war crimes.",
        {("relief-watch", "tarnan/forces"), ("relief-watch", "oak-front")},
        id="an-ally-by-name",
    ),
    pytest.param(
        "Members of the Oak Front, the Tarna Defence League and the River Column committed war crimes, "
        "Relief Watch said.",
        {
            ("relief-watch", "oak-front"),
            ("relief-watch", "tarna-defence-league"),
            ("relief-watch", "river-column"),
        },
        id="members-of-several",
    ),
    pytest.param(
        "Relief Watch accused several members of the Oak Front of war crimes.",
        {("relief-watch", "oak-front")},
        id="members-accused",
    ),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_who_is_meant(text: str, expected: set[tuple[str, str]]) -> None:
    """Bodies spoken of by a noun are those met before, and each in a list is accused."""
    assert rows(text) == expected


def test_an_accusation_called_absurd_is_its_accusers() -> None:
    """Whoever calls it absurd does not allege it."""
    text = "Relief Watch accused the Oak Front of genocide. The Oak Front called the accusation of genocide absurd."
    assert {alleger for alleger, _ in rows(text)} == {"relief-watch"}
