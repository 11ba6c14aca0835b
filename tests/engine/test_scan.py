"""The scans over raw text: names with their offsets, and the gate that must hide nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.engine.lexicon import Lexicon, fold, straight
from ihl.engine.scan import Gate, Names
from ihl.engine.schema import ActorEntry

ACTORS = [
    ActorEntry(id="north", name="Northland", kind="state", demonyms="Northern", metonyms="Orlo"),
    ActorEntry(id="army", name="Northland Army", kind="state", affiliation="north", exact="NA"),
    ActorEntry(
        id="front",
        name="River Front",
        kind="armed_group",
        aliases="the front",
        not_in=["the front page", "storm the front"],
    ),
    ActorEntry(id="dawn", name="Dawn", kind="media", not_in="Red Dawn"),
    ActorEntry(id="un", name="UN", kind="intergovernmental", aliases="United Nations"),
    ActorEntry(id="doctors", name="Doctors' League", kind="ngo", exact="The Daily Doctor"),
    ActorEntry(id="will", name="Will", kind="person", exact="Will"),
]
LEXICON = Lexicon({actor.id: actor for actor in ACTORS})
NAMES = Names(LEXICON)


def found(text: str) -> list[tuple[str, str]]:
    """The words met in a text, each with the actor it names."""
    return [(text[hit.start : hit.end], form.actor) for hit in NAMES.find(text) for form in hit.forms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Northland Army and Northland", [("Northland Army", "army"), ("Northland", "north")], id="longest first"
        ),
        pytest.param(
            "Northland Armyworms", [("Northland", "north")], id="a longer name that is none hides no shorter one"
        ),
        pytest.param("Northlanders of Southorlo", [], id="pieces of words"),
        pytest.param(
            "(Northland)-Orlo, Northland's",
            [("Northland", "north"), ("Orlo", "north"), ("Northland", "north")],
            id="edges",
        ),
        pytest.param("NORTHLAND and northland", [("NORTHLAND", "north")], id="a name has a capital"),
        pytest.param(
            "The Front or the front", [("The Front", "front"), ("the front", "front")], id="an alias need not"
        ),
        pytest.param("NA na Na", [("NA", "army")], id="exact is as written"),
        pytest.param(
            "UN un United Nations", [("UN", "un"), ("United Nations", "un")], id="a name in capitals is exact"
        ),
        pytest.param("Will they? He will.", [("Will", "will")], id="a common word under exact"),
        pytest.param("In the Daily Doctor", [("Daily Doctor", "doctors")], id="an article inside a sentence"),
        pytest.param("on the front page; the front", [("the front", "front")], id="not_in, to the right"),
        pytest.param("They storm the front", [], id="not_in, to the left"),
        pytest.param("Red Dawn was read at Dawn", [("Dawn", "dawn")], id="not_in of a name"),
        pytest.param(
            "Doctors’ League, Doctors' League",
            [("Doctors’ League", "doctors"), ("Doctors' League", "doctors")],
            id="apostrophes",
        ),
        pytest.param(
            "River\nFront, River\u00a0Front", [("River\nFront", "front"), ("River\u00a0Front", "front")], id="line ends"
        ),
        pytest.param("😀 Northland 🇪🇺 Orlo", [("Northland", "north"), ("Orlo", "north")], id="emoji"),
        pytest.param(
            "İİİ Northland ß Orlo", [("Northland", "north"), ("Orlo", "north")], id="letters that grow in lower case"
        ),
        pytest.param("", [], id="no text"),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    """What is met are the words of the text itself, at their offsets."""
    assert found(text) == expected


def test_one_word_may_mean_two_actors() -> None:
    """All meanings are given; who is meant is decided later."""
    twin = ActorEntry(id="orlo", name="Orlo", kind="other")
    both = Names(Lexicon({actor.id: actor for actor in (*ACTORS, twin)}))
    (hit,) = both.find("Orlo")
    assert {(form.actor, form.kind) for form in hit.forms} == {("north", "metonym"), ("orlo", "name")}


def test_no_names_no_hits() -> None:
    """An empty lexicon finds nobody, and says so at once."""
    assert Names(Lexicon({})).find("Northland") == []


@given(st.text(st.sampled_from("NoOrthlandAmyİß😀 -'’\n.(")))
def test_names_of_any_text(text: str) -> None:
    """Hits lie in the text in order, do not overlap, and stand between two words."""
    hits = NAMES.find(text)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert not (hit.start and text[hit.start - 1].isalnum() and text[hit.start].isalnum())
        assert all(fold(text[hit.start : hit.end]) == fold(form.written) for form in hit.forms)


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    """Each letter of a text has one letter in the folded text; folding again changes nothing."""
    folded = fold(text)
    assert len(folded) == len(straight(text)) == len(text)
    assert fold(folded) == folded or any(len(char.lower()) > 1 for char in text)


def test_roots() -> None:
    """The root stands at the top of the affiliations; a circle has an end."""
    assert (LEXICON.root("army"), LEXICON.root("north"), LEXICON.root("nobody")) == ("north", "north", "nobody")
    circle = [ActorEntry(id=one, name=one, kind="other", affiliation=other) for one, other in (("a", "b"), ("b", "a"))]
    assert Lexicon({actor.id: actor for actor in circle}).root("a") == "b"


GATE = Gate(["war crime", "genocide", "law , which", "don't"])


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("a War Crime.", True),
        ("war\ncrime", True),
        ("war  \t crime", True),
        ("“war” crime", True),
        ("war\u00a0crime", True),
        ("GENO\u00adCIDE", True),
        ("GENOCİDE", True),
        ("(genocide)", True),
        ("the law, which", True),
        ("they don’t", True),
        ("war crimes", False),
        ("postwar crime", False),
        ("genocides", False),
        ("war and crime", False),
        ("", False),
    ],
)
def test_gate(text: str, open_: bool) -> None:
    """The gate opens for whole words, however they are set, and for nothing less."""
    assert GATE.opens(text) == open_


def test_gates_at_the_edges() -> None:
    """No cue, nothing to find; a cue of signs alone could stand anywhere."""
    assert not Gate([]).opens("war crime")
    assert Gate(["war crime", "—"]).opens("nothing")
