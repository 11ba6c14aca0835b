"""Why a pattern does not match: the furthest point and what was wanted there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.engine.compile import Vocabulary, compile_line
from ihl.engine.match import match_at
from ihl.engine.nearest import nearest, words_of
from tests.made_rules import phrase_lines
from tests.made_slots import MadeSlots

NOTHING = Vocabulary({}, {}, {})


@pytest.mark.parametrize(
    ("line", "text", "met", "parts", "at", "wanted", "later"),
    [
        pytest.param("red green blue", "the red green sea", 2, 3, 3, ("blue",), None, id="the word after"),
        pytest.param("red green blue", "a green blue sea", 2, 3, 0, ("red",), None, id="the word before"),
        pytest.param("crimson blue", "crimson and very blue", 1, 2, 1, ("blue",), 3, id="some words further on"),
        pytest.param("crimson (red | grey) blue", "crimson sea", 1, 3, 1, ("grey", "red"), None, id="one of several"),
        pytest.param(
            "crimson (old)? blue", "crimson sea", 1, 2, 1, ("blue",), None, id="what may be left out is not wanted"
        ),
        pytest.param("crimson ...2 blue", "crimson a b c blue", 1, 2, 1, ("blue",), 4, id="beyond a gap"),
        pytest.param("blue crimson", "crimson", 1, 2, -1, ("blue",), None, id="before the beginning"),
        pytest.param("crimson blue", "crimson", 1, 2, 1, ("blue",), None, id="behind the end"),
    ],
)
def test_the_furthest_point(
    line: str, text: str, met: int, parts: int, at: int, wanted: tuple[str, ...], later: int | None
) -> None:
    """The point is the one with the fewest parts left, and the part wanted there is named."""
    (pattern,) = compile_line(line, NOTHING)
    miss = nearest(pattern, MadeSlots(text), loose=False)
    assert miss is not None
    assert (miss.met, miss.parts, miss.at, words_of(miss.wanted), miss.later) == (met, parts, at, wanted, later)


def test_no_anchor_in_sight() -> None:
    """Where no word of it stands in the sentence, its rarest word is what it wants."""
    (pattern,) = compile_line("the zork~ of", NOTHING)
    miss = nearest(pattern, MadeSlots("the sea of"), loose=False)
    assert miss is not None
    assert (miss.anchor, miss.met, miss.parts) == (None, 0, 3)
    assert "zorks" in words_of(miss.wanted)


WORDS = ("red", "green", "blue", ",")


@given(phrase_lines(WORDS, max_leaves=4), st.lists(st.sampled_from(WORDS), min_size=1, max_size=7))
def test_a_miss_is_told_exactly_where_nothing_matches(line: str, words: list[str]) -> None:
    """Either the matcher matches, or there is a miss with a part that is wanted; never both, never neither."""
    try:
        patterns = compile_line(line, NOTHING)
    except ValueError:
        return
    slots = MadeSlots(" ".join(words))
    for pattern in patterns:
        hits = [
            m
            for at, w in enumerate(slots.lowers)
            if w in pattern.anchor
            for m in match_at(pattern, at, slots, loose=False)
        ]
        miss = nearest(pattern, slots, loose=False)
        assert (miss is None) == bool(hits)
        assert miss is None or 0 <= miss.met < miss.parts
