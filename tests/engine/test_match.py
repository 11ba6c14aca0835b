"""Patterns × tokens: where a pattern matches, and that no text makes it run on."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ihl.engine.compile import CompileError, Vocabulary, compile_line
from ihl.engine.match import Match, match_at
from ihl.engine.phrase import Gap, Group, Node, Word, parse
from tests.made_rules import phrase_lines
from tests.made_slots import MadeSlots

WORDS = Vocabulary({"place": ("market", "old school")}, {}, {})


def matches(line: str, sentence: str, *, loose: bool = False) -> list[Match]:
    """Every way a line matches a sentence."""
    slots = MadeSlots(sentence)
    return [
        match
        for pattern in compile_line(line, WORDS)
        for at, word in enumerate(slots.lowers)
        if word in pattern.anchor
        for match in match_at(pattern, at, slots, loose=loose)
    ]


def met(line: str, sentence: str, *, loose: bool = False) -> set[str]:
    """The words a line covers, for each way it matches."""
    words = sentence.split()
    return {" ".join(words[match.first : match.last + 1]) for match in matches(line, sentence, loose=loose)}


@pytest.mark.parametrize(
    ("line", "sentence", "expected"),
    [
        pytest.param("war crime~", "two War crimes here", {"War crimes"}, id="words in any case and form"),
        pytest.param("war crime~", "crimes of war", set(), id="order counts"),
        pytest.param("war crime~", "war and crimes", set(), id="nothing between"),
        pytest.param("hit ...2 market", "hit the old market", {"hit the old market"}, id="gap"),
        pytest.param("hit ...2 market", "hit market", {"hit market"}, id="empty gap"),
        pytest.param("hit ...2 market", "hit the very old market", set(), id="gap too wide"),
        pytest.param("hit ...2 market", "hit ; market", set(), id="no gap over a semicolon"),
        pytest.param("hit ...3 market", "hit a market market", {"hit a market", "hit a market market"}, id="each way"),
        pytest.param("hit (the)? market", "hit the market hit market", {"hit the market", "hit market"}, id="optional"),
        pytest.param(
            "hit (the (old)?)? market", "hit the old market", {"hit the old market"}, id="optional inside optional"
        ),
        pytest.param("hit (a | the old | my ...1) town", "hit my dear town", {"hit my dear town"}, id="group"),
        pytest.param("hit (a | the old) town", "hit the town", set(), id="group that does not hold"),
        pytest.param("hit $place", "hit market or hit old school", {"hit market", "hit old school"}, id="list"),
        pytest.param("war crime", 'a war " crime "', {'war " crime'}, id="quote marks are stepped over"),
        pytest.param("war crime", "war “ crime ”", set(), id="a quotation of its own is not stepped into"),
        pytest.param("hit market", "hit badly market", set(), id="cues step over no filler"),
        pytest.param("(a)? war (b)?", "a war b", {"a war b", "a war", "war b", "war"}, id="all ways"),
    ],
)
def test_cues(line: str, sentence: str, expected: set[str]) -> None:
    """The fixed parts of the phrase line."""
    assert met(line, sentence) == expected


@pytest.mark.parametrize(
    ("line", "sentence", "expected"),
    [
        pytest.param(
            "<alleger> accuse~ <accused> of <act>", "Oru accused Veska of war", {"Oru accused Veska of war"}, id="frame"
        ),
        pytest.param("<alleger> deny~", "Oru flatly denied", {"Oru flatly denied"}, id="adverb before the verb"),
        pytest.param("deny~ flatly it", "deny flatly it", {"deny flatly it"}, id="adverb that is meant"),
        pytest.param("have denied it", "have firmly denied it", {"have firmly denied it"}, id="adverb between words"),
        pytest.param("have denied it", "have not denied it", set(), id="no filler"),
        pytest.param(
            "accuse~ <accused> of <act>",
            "accused Veska last May of war",
            {"accused Veska last May of war"},
            id="after an actor",
        ),
        pytest.param("accuse~ <accused> of <act>", "accused Veska ; of war", set(), id="never over a semicolon"),
        pytest.param("<alleger> deny~", "“ Oru denied", {"Oru denied"}, id="same side of the quotation"),
        pytest.param("have denied it", "have “ it was ” denied it", set(), id="what is quoted is not stepped into"),
    ],
)
def test_frames(line: str, sentence: str, expected: set[str]) -> None:
    """Frames may step over adverbs, and over more behind an actor."""
    assert met(line, sentence, loose=True) == expected


def test_roles() -> None:
    """Each role knows its words and the actors in them; a role that is not in the line is not there."""
    (match,) = matches("<alleger> accuse~ <accused> of <act>", "yesterday Oru accused Veska of war crimes", loose=True)
    found = {filled.role: (filled.first, filled.last, filled.chunks) for filled in match.roles}
    assert found == {"alleger": (1, 1, (1,)), "accused": (3, 3, (3,)), "act": (5, 6, ())}
    assert match.anchor == 2
    assert match.role("act") == match.roles[-1]
    assert match.role("denier") is None


def test_the_nearest_way_comes_first() -> None:
    """Callers take the first way that fits, so the smallest gap is tried first."""
    first = matches("hit ...3 market", "hit a market market")[0]
    assert (first.first, first.last) == (0, 2)


def test_many_ways_are_given_up() -> None:
    """A pattern with thousands of ways to match costs one anchor a bounded time."""
    line = "nu " + " ".join(["(...24 kol)?"] * 8) + " marat"
    began = time.perf_counter()
    assert matches(line, "kol " * 9_000 + "marat") == []
    assert time.perf_counter() - began < 2


def test_a_sentence_of_ten_thousand_words() -> None:
    """A text without a full stop takes seconds at most, though every word is an anchor."""
    began = time.perf_counter()
    assert matches("kol ...6 (nu | marat kol)? ...6 marat", "marat " * 10_000) == []
    assert time.perf_counter() - began < 5


_TOKENS = ("kol", "marat", "nu", "of")
_LINES = phrase_lines(_TOKENS, max_leaves=5)


def as_regex(nodes: tuple[Node, ...]) -> str:
    """A phrase line as a regular expression over words with one space behind each."""
    out = ""
    for node in nodes:
        if isinstance(node, Word):
            out += node.text + " "
        elif isinstance(node, Gap):
            out += rf"(?:\w+ ){{0,{node.most}}}"
        elif isinstance(node, Group):
            out += f"(?:{'|'.join(as_regex(branch) for branch in node.branches)})" + ("?" if node.optional else "")
    return out


@given(_LINES, st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=7))
def test_it_matches_as_a_regular_expression_does(line: str, words: list[str]) -> None:
    """Anchors, variants and running both ways change nothing: the same stretches match as in Python's own engine."""
    try:
        found = {(match.first, match.last) for match in matches(line, " ".join(words))}
    except CompileError:
        assume(False)
        raise
    pattern = re.compile(as_regex(parse(line)))
    stretches = [(i, j) for i in range(len(words)) for j in range(i, len(words))]
    assert found == {
        (i, j) for i, j in stretches if pattern.fullmatch("".join(f"{word} " for word in words[i : j + 1]))
    }
