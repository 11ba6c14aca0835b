"""The phrase line: seven signs, and what is told of a line that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.engine.phrase import DEEPEST, WIDEST_GAP, Gap, Group, Node, PhraseError, Ref, Role, Word, parse, show

_WORDS = st.text("abcxyz'-,;é0", min_size=1, max_size=6).map(str.lower)
_NAMES = st.text("abc_", min_size=1, max_size=6)
_LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, _WORDS, st.booleans()),
    st.builds(Gap, st.integers(1, WIDEST_GAP)),
    st.builds(Ref, _NAMES),
    st.builds(Role, _NAMES, st.booleans()),
)


def _groups(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    branch = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Group, st.lists(branch, min_size=1, max_size=3).map(tuple), st.booleans())


TREES = st.lists(st.recursive(_LEAVES, _groups, max_leaves=12), min_size=1, max_size=5).map(tuple)


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("War", (Word("war"),)),
        ("strike~ it", (Word("strike", inflect=True), Word("it"))),
        ("a ... b ...3 c", (Word("a"), Gap(6), Word("b"), Gap(3), Word("c"))),
        ("$attack_verb", (Ref("attack_verb"),)),
        ("<alleger> <accused's> 's", (Role("alleger"), Role("accused", owner=True), Word("'s"))),
        ("(a | b c)", (Group(((Word("a"),), (Word("b"), Word("c")))),)),
        ("(a)? b", (Group(((Word("a"),),), optional=True), Word("b"))),
        ("((a | b)? c)d", (Group(((Group(((Word("a"),), (Word("b"),)), optional=True), Word("c")),)), Word("d"))),
        (", which – “ x ”", tuple(Word(text) for text in (",", "which", "–", "“", "x", "”"))),
    ],
)
def test_signs(line: str, tree: tuple[Node, ...]) -> None:
    """Each sign is read as the rule guide says."""
    assert parse(line) == tree


@pytest.mark.parametrize(
    ("line", "at", "told"),
    [
        ("", 0, "the line is empty"),
        ("   ", 0, "the line is empty"),
        ("war (crime | ", 4, "this bracket is never closed"),
        ("war crime) x", 9, "')' closes nothing"),
        ("war | crime", 4, "'|' stands outside brackets"),
        ("war (| crime)", 4, "an alternative is empty"),
        ("war ()?", 4, "an alternative is empty"),
        ("a ...0 b", 2, "a gap of 0 words"),
        ("a ...25 b", 2, "a gap of 25 words"),
        ("a ...1000 b", 2, "a gap of 1000 words"),
        ("war  <Alleger> x", 5, "cannot read '<Alleger> x'"),
        ("war $attackVerb", 4, "cannot read '$attackVerb'"),
        ("war strike~s", 4, "cannot read 'strike~s'"),
        ("war ...x", 4, "cannot read '...x'"),
        ("<alleger>'s war", 0, 'cannot read "<alleger>\'s "'),
        ("($a | b)~", 8, "cannot read '~'"),
    ],
)
def test_faults(line: str, at: int, told: str) -> None:
    """What cannot be read is told with its offset and a hint, and never half read."""
    with pytest.raises(PhraseError) as caught:
        parse(line)
    assert (str(caught.value), caught.value.at) == (told, at)
    assert caught.value.hint


def test_brackets_have_a_depth() -> None:
    """Very deep brackets are refused before they exhaust the stack."""
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST)
    with pytest.raises(PhraseError, match="nested too deeply"):
        parse("(" * 5000 + "a" + ")" * 5000)


@given(TREES)
def test_what_is_shown_is_read_again(tree: tuple[Node, ...]) -> None:
    """A tree, written as a line, is the same tree."""
    assert parse(show(tree)) == tree


@given(st.one_of(st.text(), st.text("ab ~()|$<>.3'?", max_size=20)))
def test_any_text(line: str) -> None:
    """Whatever is written gives a tree that can be shown, or a PhraseError that points into the line."""
    try:
        tree = parse(line)
    except PhraseError as error:
        assert 0 <= error.at <= len(line)
    else:
        assert parse(show(tree)) == tree
