"""From phrase lines to patterns: anchors, lists, variants, and the literals of the gate."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ihl.engine.compile import MAX_VARIANTS, CompileError, Pattern, Vocabulary, compile_line, literals, near, phrases_of
from ihl.engine.match import match_at
from ihl.engine.scan import Gate
from tests.made_rules import phrase_lines
from tests.made_slots import MadeSlots

WORDS = Vocabulary(
    lists={
        "hit": ("hit~", "open fire on"),
        "place": ("market", "school", "$holy"),
        "holy": ("church", "mosque"),
        "many": tuple(f"town{n} market{n}" for n in range(MAX_VARIANTS + 1)),
        "loop": ("one", "$loop"),
    },
    phrases={"hit_place": "$hit (the | a)? $place"},
    irregular={"hit": ("hits", "hitting")},
)
NONE = Vocabulary({}, {}, {})


def anchors(line: str) -> list[set[str]]:
    """The words on which the patterns of a line are tried."""
    return [set(pattern.anchor) for pattern in compile_line(line, WORDS)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("war crime", [{"crime"}]),
        ("of the crime", [{"crime"}]),
        ("<alleger> accuse~ <accused> of <act>", [{"accuse", "accuses", "accused", "accusing"}]),
        ("(say | tell) that", [{"say", "tell"}]),
        ("$place", [{"market", "school", "church", "mosque"}]),
        ("(war crime | genocide)", [{"crime"}, {"genocide"}]),
        ("<alleger> (a | war of words) <act>", [{"words"}, {"a"}]),
        ("$hit_place", [{"market", "school", "church", "mosque"}]),
    ],
)
def test_anchors(line: str, expected: list[set[str]]) -> None:
    """A pattern is tried on its rarest fixed word; without one outside brackets, once per alternative."""
    assert sorted(map(sorted, anchors(line))) == sorted(map(sorted, expected))


@pytest.mark.parametrize(
    ("line", "told", "hint", "name"),
    [
        ("$plaice was hit", "there is no list or phrase named '$plaice'", "did you mean 'place'?", "$plaice"),
        ("$loop", "'$loop' contains itself", "loop -> loop", "$loop"),
        ("<alleger> (a)? ... <act>", "this line has no fixed word", "add a word", ""),
        ("... war", "a gap at the end of a line matches nothing", "remove it", ""),
        ("$many", "this line stands for too many phrases", f"at most {MAX_VARIANTS}", ""),
    ],
)
def test_what_cannot_match(line: str, told: str, hint: str, name: str) -> None:
    """A line that can never match, or matches everywhere, is told with what to do."""
    with pytest.raises(CompileError) as caught:
        compile_line(line, WORDS)
    assert str(caught.value).startswith(told)
    assert caught.value.hint.startswith(hint)
    assert caught.value.name == name


def test_lists_as_words() -> None:
    """A list stands for each of its entries in each form; lists in it count."""
    assert phrases_of("hit", WORDS) == {("hit",), ("hits",), ("hitting",), ("open", "fire", "on")}
    assert phrases_of("holy", WORDS) == {("church",), ("mosque",)}


def test_literals() -> None:
    """The gate looks for the anchor with its fixed neighbours, up to the first thing that may differ."""
    (pattern,) = compile_line("the grave war crime~ ...3 here", WORDS)
    assert literals(pattern) == {f"the grave war {word}" for word in ("crime", "crimes", "crimed", "criming")}
    (pattern,) = compile_line("(a)? genocide (of | in)? it", WORDS)
    assert literals(pattern) == {"genocide"}


def test_near() -> None:
    """A guess is made only where something is near."""
    assert near("gneocide", ["genocide", "war"]) == "did you mean 'genocide'?"
    assert near("xyz", ["genocide", "war"]) == ""


_TOKENS = ("kol", "marat", "nu", "of", "don't", ",")
_LINES = phrase_lines(_TOKENS, max_leaves=6)
_BETWEEN = st.sampled_from((" ", "\n", "  ", "\u00a0", " “", "” ", " ‘", "\t"))


def compiled(line: str) -> tuple[Pattern, ...]:
    """The patterns of a line; a line that cannot match is no example of one that does."""
    try:
        return compile_line(line, NONE)
    except CompileError:
        assume(False)
        raise


@given(_LINES, st.lists(st.tuples(st.sampled_from(_TOKENS), _BETWEEN), min_size=1, max_size=9))
def test_what_matches_holds_a_literal(line: str, words: list[tuple[str, str]]) -> None:
    """Wherever a pattern matches, its gate is open, whatever white space and quote marks stand between the words."""
    tokens = " ".join(word for word, _ in words)
    text = "".join(word + between for word, between in words).replace("'", "’")
    slots = MadeSlots(tokens)
    for pattern in compiled(line):
        matched = any(
            True
            for at, word in enumerate(slots.lowers)
            if word in pattern.anchor
            for _ in match_at(pattern, at, slots, loose=False)
        )
        if matched:
            assert any(literal in tokens for literal in literals(pattern))
            assert Gate(literals(pattern)).opens(text)


def test_lists_of_lists_are_written_out() -> None:
    """Word groups, brackets and other lists inside a list all count, in every form."""
    vocabulary = Vocabulary({"court": ("high court~", "(the)? bench"), "all": ("$court", "jury")}, {}, {})
    expected = {("high", "court"), ("high", "courts"), ("the", "bench"), ("bench",), ("jury",)}
    assert phrases_of("all", vocabulary) >= expected
    assert phrases_of("gap", Vocabulary({"gap": ("a ... b",)}, {}, {})) == frozenset()
