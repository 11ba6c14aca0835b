"""The checks of rule files: each code has a file with marks where it finds something, and one without any."""

from __future__ import annotations

import json
import re
import shutil
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from ihl.cli import app
from ihl.engine.compile import CompileError, Vocabulary, compile_line
from ihl.engine.load import default_rules_dir
from ihl.engine.match import match_at
from ihl.engine.phrase import Gap, Group, Node, Word, parse, show
from ihl.errors import InputError, Problem, RuleProblems
from ihl.project import Packs
from ihl.workbench.articles import articles_in
from ihl.workbench.lint.brackets import groups, without
from ihl.workbench.lint.catalogue import CATALOGUE
from ihl.workbench.lint.contain import compiled
from ihl.workbench.lint.edits import mended
from ihl.workbench.lint.ends import value_end
from ihl.workbench.lint.findings import Drop, Mend, Put, Quote
from ihl.workbench.lint.fix import fix
from ihl.workbench.lint.run import codes_in, findings, lint
from ihl.workbench.testing.prove import run_examples
from ihl.workbench.workspace import Workspace, open_workspace
from ihl.workbench.writing.lock import next_lock, packs_of
from ihl.workbench.writing.lockfile import lock_text
from ihl.workbench.writing.rewrite import open_source
from tests.made_rules import base, phrase_lines
from tests.made_slots import MadeSlots

PAIRS = Path(__file__).parent.parent / "lint"
CORPUS = PAIRS / "L604"
GUIDE = Path(__file__).parent.parent.parent / "docs" / "lint.md"
HOUSE_WORDS = default_rules_dir() / "lists" / "house-words.yaml"
OVER_ALL = "# over the built-in packs"
CODES = [check.code for check in CATALOGUE]
MARK = re.compile(r"# (L[0-9]{3})$", re.MULTILINE)
run = CliRunner()


def workspace_of(path: Path, folder: Path) -> Workspace:
    """A file of rules over the lists that must be there and those of the checks, or over the built-in packs."""
    if path.read_text(encoding="utf-8").startswith(OVER_ALL):
        return open_workspace(Packs((path,)), [path])
    return open_workspace(Packs((base(folder), HOUSE_WORDS, path), builtin=False), [path])


def problems_of(path: Path, folder: Path) -> tuple[Problem, ...]:
    """What loading or the checks tell of a file."""
    try:
        return lint(workspace_of(path, folder), corpus=articles_in(CORPUS))
    except RuleProblems as error:
        return error.problems


def made(folder: Path, text: str) -> Path:
    """A file with some text."""
    path = folder / "made.yaml"
    path.write_bytes(text.encode())
    return path


def lines_with(code: str, problems: tuple[Problem, ...]) -> list[int]:
    """The lines on which a code was found, each as often as it was."""
    return [problem.place.line for problem in problems if problem.code == code]


def marked_lines(path: Path) -> list[int]:
    """The lines that end with a code."""
    return [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if MARK.search(line)]


# -- each code ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [code for code in CODES if code != "L602"])
def test_a_check_finds_what_is_marked(code: str, tmp_path: Path) -> None:
    """In the bad file the code stands once on exactly the lines that end with it, in the good file nowhere."""
    bad = problems_of(PAIRS / f"{code}.bad.yaml", tmp_path)
    assert lines_with(code, bad) == marked_lines(PAIRS / f"{code}.bad.yaml"), "\n".join(map(str, bad))
    good = problems_of(PAIRS / f"{code}.good.yaml", tmp_path)
    assert lines_with(code, good) == [], "\n".join(map(str, good))


def test_a_rule_that_is_not_as_its_lock_has_it(tmp_path: Path) -> None:
    """The lock is made of the good file; the bad one has a rule of the same id that finds something else."""
    pack = tmp_path / "pack"
    pack.mkdir()

    def problems(name: str) -> tuple[Problem, ...]:
        shutil.copy(PAIRS / f"L602.{name}.yaml", pack / "rules.yaml")
        return lint(open_workspace(Packs((base(tmp_path), pack), builtin=False), [pack]))

    assert lines_with("L602", problems("good")) == []
    (locked,) = packs_of(open_workspace(Packs((base(tmp_path), pack), builtin=False), [pack]))
    locked.path.write_text(lock_text(next_lock(locked, {})), encoding="utf-8")
    assert lines_with("L602", problems("good")) == []
    assert lines_with("L602", problems("bad")) == marked_lines(PAIRS / "L602.bad.yaml")


def test_every_code_has_its_pair() -> None:
    """Each code has a bad file that marks it alone, and a good file that marks nothing; no pair is without a code."""
    assert sorted(path.name for path in PAIRS.glob("L*.yaml")) == sorted(
        f"{code}.{kind}.yaml" for code in CODES for kind in ("bad", "good")
    )
    for code in CODES:
        assert set(MARK.findall((PAIRS / f"{code}.bad.yaml").read_text(encoding="utf-8"))) == {code}
        assert not marked_lines(PAIRS / f"{code}.good.yaml")


def test_every_code_stands_in_the_guide() -> None:
    """The guide has one row for each code, with its level, what it finds, why it matters and what to do."""
    rows = [line.strip("|").split("|") for line in GUIDE.read_text(encoding="utf-8").splitlines() if line[:3] == "| L"]
    told = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}
    assert len(rows) == len(told) == len(CATALOGUE) >= 34
    for check in CATALOGUE:
        level, about, why, what = told[check.code]
        assert (level.rstrip("*"), about) == (check.level, check.about)
        assert why.endswith(".")
        assert what.endswith(".")
        assert re.fullmatch(r"[A-Z][^.]*(\. ?[a-z][^.]*)*\.", check.about)


def test_the_rules_of_the_guide_are_clean(tmp_path: Path) -> None:
    """The rule that the guide shows loads, passes, and has nothing left to find."""
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    workspace = open_workspace(Packs((made(tmp_path, block),)))
    assert run_examples(workspace).holds
    assert lint(workspace) == ()
    assert lines_with("L202", lint(open_workspace(Packs((made(tmp_path, re.sub("    allow.*\n", "", block)),)))))


def test_words_of_the_checks_may_be_missing(tmp_path: Path) -> None:
    """Without the lists that the checks read, those checks say nothing and the rest goes on."""
    for code in ("L403", "L502"):
        path = PAIRS / f"{code}.bad.yaml"
        found = lint(open_workspace(Packs((base(tmp_path), path), builtin=False), [path]))
        assert lines_with(code, found) == []
    path = PAIRS / "L404.bad.yaml"
    (line,) = lines_with("L404", lint(open_workspace(Packs((base(tmp_path), path), builtin=False), [path])))
    assert line == marked_lines(path)[0]


@pytest.mark.parametrize(("status", "level"), [("testing", "warning"), ("stable", "error")])
def test_what_is_not_proven_weighs_more_in_a_stable_rule(status: str, level: str, tmp_path: Path) -> None:
    """A find line without an example is a warning, and an error where the rule is stable."""
    text = (
        (PAIRS / "L303.bad.yaml").read_text(encoding="utf-8").replace("    find:", f"    status: {status}\n    find:")
    )
    (problem,) = [p for p in problems_of(made(tmp_path, text), tmp_path) if p.code == "L303"]
    assert problem.level == level


def test_the_place_is_that_of_the_words(tmp_path: Path) -> None:
    """A finding in a line stands at its column; where the line is broken or quoted, near it."""
    text = """\
version: 1
lists:
  zork_word:
    about: made for a test
    words: [zork, 'the zork', a zork (raid | raid)]
phrases:
  zork_far: a zork of ...12 war
  zork_quoted: 'a zork of ...12 war'
  zork_broken: a zork of the
    south ...12 war
"""
    found = problems_of(made(tmp_path, text), tmp_path)
    places = [(p.place.line, p.place.column) for p in found if p.code in ("L202", "L207")]
    lines = text.splitlines()
    column = [line.find("...") + 1 for line in lines]
    column = [line.find("...") + 1 for line in lines]
    broken = lines[8].index("a zork") + 1
    assert places == [(5, lines[4].index("raid)") + 1), (7, column[6]), (8, column[7]), (9, broken)]


def test_what_may_stand_without_a_list(tmp_path: Path) -> None:
    """A find line or a name that stands alone is found, and mended, as one in a list is."""
    text = (PAIRS / "L605.good.yaml").read_text(encoding="utf-8")
    text = text.replace("find: [zork deed~]", "find: zork (deed | deed) of")
    text += "actors:\n  - id: veska\n    name: Veska\n    aliases: VESKA\n    kind: state\n"
    workspace = workspace_of(made(tmp_path, text), tmp_path)
    found = findings(workspace, only=["L207", "L504"])
    starts = [(line, part) for line in text.splitlines() for part in ("deed) of", "VESKA") if part in line]
    lines = {line: n for n, line in enumerate(text.splitlines(), 1)}
    places = [(one.problem.place.line, one.problem.place.column) for one in found]
    assert places == [(lines[line], line.index(part) + 1) for line, part in starts]
    (mended_text,) = fix(workspace.files, found).texts.values()
    assert mended_text == text.replace("(deed | deed)", "deed").replace("    aliases: VESKA\n", "")


def test_what_a_pack_extends_is_checked_as_it_is_written(tmp_path: Path) -> None:
    """The words of the pack below count for nothing: places and mends are those of the file itself."""
    below = tmp_path / "below.yaml"
    below.write_text(
        "version: 1\nlists:\n  made: {about: below, words: [zork raid, zork raid]}\n"
        "actors:\n  - {id: veska, name: Veska, kind: state, aliases: [Oru, Oru]}\n",
        encoding="utf-8",
    )
    path = made(
        tmp_path,
        "version: 1\nextends: [made, veska]\nlists:\n  made: {about: above, words: [zork, zork]}\n"
        "actors:\n  - {id: veska, name: Veska, kind: state, aliases: [Port Emin]}\n",
    )
    workspace = open_workspace(Packs((base(tmp_path), below, path), builtin=False), [path])
    found = [(p.code, p.place.line) for p in lint(workspace, only=["L103", "L504"])]
    assert found == [("L103", 4)]


# -- exemptions -----------------------------------------------------------------------------------------------------


def test_an_exemption_holds_for_its_entry_alone(tmp_path: Path) -> None:
    """`allow` takes a finding away from the rule it stands in, and leaves that of the next one."""
    text = (PAIRS / "L404.bad.yaml").read_text(encoding="utf-8")
    first, second, *_ = marked_lines(PAIRS / "L404.bad.yaml")
    text = text.replace("    find:", "    allow: {L404: made for a test}\n    find:", 1)
    found = lines_with("L404", problems_of(made(tmp_path, text), tmp_path))
    assert found[0] == second + 1
    assert first not in found


def test_an_exemption_is_idle_only_if_its_check_has_run(tmp_path: Path) -> None:
    """Without articles nobody can say that `allow: {L604: …}` is not needed; nor with --only."""
    text = (PAIRS / "L604.good.yaml").read_text(encoding="utf-8")
    text = text.replace("    find:", "    allow: {L604: made for a test}\n    find:", 1)
    workspace = workspace_of(made(tmp_path, text), tmp_path)
    assert lines_with("L606", lint(workspace)) == []
    assert lines_with("L606", lint(workspace, corpus=articles_in(CORPUS))) == [11]
    assert lint(workspace, only=["L202"], corpus=articles_in(CORPUS)) == ()
    assert [p.code for p in lint(workspace, only=["L606"], corpus=articles_in(CORPUS))] == ["L606"]


def test_codes() -> None:
    """Codes are told with commas, in any case; one that is none is refused with a guess."""
    assert codes_in("l202, L204,") == {"L202", "L204"}
    assert codes_in(None) == frozenset()
    with pytest.raises(InputError, match=r"L20: there is no check of that code; did you mean 'L20[0-9]'\?"):
        codes_in("L202,L20")


# -- lines that contain others --------------------------------------------------------------------------------------

NO_WORDS = Vocabulary({}, {}, {"strike": ("strikes", "struck")})


def within(narrow: str, wide: str, kind: str = "cue") -> bool:
    """Whether a line is contained in another."""
    return compiled(narrow, kind, NO_WORDS).within(compiled(wide, kind, NO_WORDS))


@pytest.mark.parametrize(
    ("narrow", "wide", "expected"),
    [
        ("war crimes", "war crime~", True),
        ("war crime~", "war crimes", False),
        ("war crimes", "(war | peace) (crimes | raids)", True),
        ("war (crimes | thefts)", "war (crimes | raids)", False),
        ("war crimes", "war (big)? crimes", True),
        ("war (big)? crimes", "war crimes", False),
        ("war big crimes", "war ...1 crimes", True),
        ("war very big crimes", "war ...1 crimes", False),
        ("war ...2 crimes", "war ...3 crimes", True),
        ("war ...3 crimes", "war ...2 crimes", False),
        ("war ...1 big ...1 crimes", "war ...3 crimes", True),
        ("war ...1 big ...1 crimes", "war ...2 crimes", False),
        ("he struck (a town | towns)", "he strike~ ((a)? town | (a)? towns)", True),
        ("crimes of war", "of war crimes", False),
        ("crimes of war", "crimes", False),
        ("(a | b c) " * 3 + "crimes", "(a | b c) " * 3 + "crime~", True),
        ("(a)? " * 12 + "crimes of", "(a)? " * 30 + "crimes", False),
        ("a " * 15 + "crimes of", "(a)? " * 30 + "crimes", False),
        ("(a | b c) " * 9 + "crimes", "(a | b c) " * 9 + "crime~", False),
    ],
)
def test_a_line_contains_another(narrow: str, wide: str, expected: bool) -> None:
    """A line contains another if it finds all that the other finds; not where that is too long to tell."""
    assert within(narrow, wide) is expected


@pytest.mark.parametrize(
    ("narrow", "wide", "expected"),
    [
        ("<accused> committed <act>", "<accused> (committed | perpetrated) <act>", True),
        ("<accused> committed <act>", "<accused's> committed <act>", False),
        ("<accused> committed <act>", "committed <act>", False),
        ("committed <act>", "<accused> committed <act>", False),
        ("the <accused> committed", "the ...5 committed", False),
        ("<accused> committed many <act>", "<accused> committed ...1 <act>", False),
        ("<accused> committed ...1 <act>", "<accused> committed ...2 <act>", True),
        ("<accused> committed <act>", "<accused> committed ...2 <act>", True),
        ("according to <alleger> , <act>", "according to <alleger> ...8 , <act>", False),
        ("according to <alleger> ...3 , <act>", "according to <alleger> ...8 , <act>", True),
        ("<alleger> (again)? said <act>", "<alleger> ...2 said <act>", False),
        ("<alleger> said <act>", "<alleger> ...2 said <act>", True),
    ],
)
def test_a_frame_contains_another(narrow: str, wide: str, expected: bool) -> None:
    """Frames pass over words by themselves: more behind an actor than a gap spans, and not the words of a line."""
    assert within(narrow, wide, "conduct") is expected


def wordings(nodes: tuple[Node, ...]) -> set[str]:
    """Texts that a line without roles matches, from its first word to its last, gaps filled with other words."""
    ways: list[list[str]] = []
    for node in nodes:
        match node:
            case Word():
                ways.append([node.text])
            case Gap():
                ways.append([" ".join("xyz"[:n]) for n in range(node.most + 1)])
            case Group():
                ways.append([way for branch in node.branches for way in wordings(branch)] + [""] * node.optional)
            case _:
                raise AssertionError(node)
    return {" ".join(" ".join(way).split()) for way in product(*ways)}


def matches(line: str, text: str) -> bool:
    """Whether a line matches a whole text."""
    slots = MadeSlots(text)
    return any(
        (found.first, found.last) == (0, len(slots.words) - 1)
        for pattern in compile_line(line, NO_WORDS)
        for at, word in enumerate(slots.lowers)
        if word in pattern.anchor
        for found in match_at(pattern, at, slots, loose=False)
    )


@settings(max_examples=300)
@given(narrow=phrase_lines(["a", "b"], max_leaves=3), wide=phrase_lines(["a", "b"], max_leaves=3))
def test_what_a_line_contains_it_finds(narrow: str, wide: str) -> None:
    """Where a line is said to contain another, it matches each text of the other."""
    try:
        if not within(narrow, wide):
            return
    except CompileError:
        return
    for text in wordings(parse(narrow)):
        assert matches(wide, text), f"{wide} does not find {text}"


@given(line=phrase_lines(["a", "b"], max_leaves=3), more=st.integers(0, 3))
def test_a_line_is_contained_in_a_wider_one(line: str, more: int) -> None:
    """A line is contained in itself, and in itself with one part made an alternative or a wider gap."""
    nodes = parse(line)
    at = more % len(nodes)
    node = nodes[at]
    wider = Gap(node.most + 1) if isinstance(node, Gap) else Group(((Word("c"),), (node,)), optional=False)
    try:
        assert within(line, line)
        assert within(line, show((*nodes[:at], wider, *nodes[at + 1 :])))
    except CompileError:
        return


# -- mends ----------------------------------------------------------------------------------------------------------


def test_groups_tell_their_places() -> None:
    """Each alternative is told with where it stands, inner brackets first."""
    line = "a (b c | (d |e)? f) g"
    found = [[(branch.text, line[branch.start : branch.end]) for branch in group] for group in groups(line)]
    assert found == [[("d", "d"), ("e", "e")], [("b c", "b c"), ("(d |e)? f", "(d |e)? f")]]


@pytest.mark.parametrize(
    ("line", "drop", "expected"),
    [
        ("(a | b | c) x", "a", "(b | c) x"),
        ("(a | b | c) x", "b", "(a | c) x"),
        ("(a|b|c) x", "c", "(a|b) x"),
        ("(a | b | c) x", "ab", "c x"),
        ("(a | b)? x", "b", "(a)? x"),
        ("x (y (a | b) | z)", "a", "x (y b | z)"),
        ("(a) (b | c)", "c", "(a) (b)"),
    ],
)
def test_an_alternative_is_taken_out(line: str, drop: str, expected: str) -> None:
    """The bar goes with it, and brackets that hold one alternative, unless the line had such before."""
    doubled = [branch for group in groups(line) for branch in group if branch.text in drop]
    assert without(line, doubled) == expected


def test_an_alternative_inside_another_is_not_taken_out_with_it() -> None:
    """Two that overlap are left to the author."""
    line = "((a | b) | c)"
    assert (
        without(line, [branch for group in groups(line) for branch in group if branch.text in ("a", "(a | b)")]) == ""
    )


@pytest.mark.parametrize(
    ("written", "value", "rest"),
    [
        ("plain words, next", "plain words", ", next"),
        ("'it''s', next", "it's", ", next"),
        ('"a \\"b\\"", next', 'a "b"', ", next"),
        ("over\n  two lines # note", "over two lines", " # note"),
        ("| a block", "a block", None),
        ("'never closed", "never closed", None),
    ],
)
def test_where_a_value_ends(written: str, value: str, rest: str | None) -> None:
    """The end is found for what is plain, over several lines too, and for what is quoted."""
    end = value_end(written, 0, value)
    assert (None if end is None else written[end:]) == rest


@pytest.mark.parametrize(
    ("before", "mend", "after"),
    [
        pytest.param("a: [x, y, z]\n", Drop(("a", 0)), "a: [y, z]\n", id="first in brackets"),
        pytest.param("a: [x, y, z]\n", Drop(("a", 2)), "a: [x, y]\n", id="last in brackets"),
        pytest.param("a: [x,\n  y,\n  z]\n", Drop(("a", 1)), "a: [x,\n  z]\n", id="alone on its line"),
        pytest.param("a: [x, y,\n  z]\n", Drop(("a", 1)), "a: [x,\n  z]\n", id="at the end of a line"),
        pytest.param("a: [x, y\n  w, z]\n", Drop(("a", 1)), "a: [x, z]\n", id="broken over two lines"),
        pytest.param("a: [x , y]\n", Drop(("a", 0)), None, id="a space before the comma"),
        pytest.param("a: [x]\n", Drop(("a", 0)), "a: []\n", id="the only one"),
        pytest.param("a:\n  - x\n  - y\n", Drop(("a", 1)), "a:\n  - x\n", id="last in a list"),
        pytest.param("a:\n- x\r\n- y\r\n", Drop(("a", 0)), "a:\n- y\r\n", id="carriage returns"),
        pytest.param("a:\n  - x y\n    z\n  - w\n", Drop(("a", 0)), "a:\n  - w\n", id="two lines of a list"),
        pytest.param("a:\n  - x # why\n  - y\n", Drop(("a", 0)), None, id="a comment would go"),
        pytest.param("allow: {L1: x, L2: y}\n", Drop(("allow", "L1")), "allow: {L2: y}\n", id="a field in brackets"),
        pytest.param("b: c\nallow:\n  L1: x\n", Drop(("allow", "L1")), "b: c\n", id="the last exemption"),
        pytest.param("b: c\nallow: {L1: x}\n", Drop(("allow", "L1")), "b: c\n", id="the last in brackets"),
        pytest.param("a: x  # why\n", Put(("a",), "y"), "a: y  # why\n", id="plain"),
        pytest.param("a: 'x'\n", Put(("a",), "it's"), "a: 'it''s'\n", id="quoted"),
        pytest.param('a: "x"\n', Put(("a",), "y"), 'a: "y"\n', id="double quotes"),
        pytest.param('a: "x"\n', Put(("a",), "\\n"), None, id="what double quotes would change"),
        pytest.param("a: x\n", Put(("a",), "y: z"), None, id="what would be a mapping"),
        pytest.param("a: |\n  x\n", Put(("a",), "y"), None, id="a block"),
        pytest.param("a: x #3\n", Quote(("a",), "x #3"), "a: 'x #3'\n", id="cut off"),
    ],
)
def test_a_mend_changes_what_it_should(before: str, mend: Mend, after: str | None) -> None:
    """The text is changed at one place, or not at all where something else would be changed with it."""
    source = mended(open_source(before, Path("made.yaml")), mend)
    assert (source.text if source else None) == after


def test_what_is_fixed_and_what_is_left(tmp_path: Path) -> None:
    """Every mend, in the shapes in which files are written, gives the file beside it; nothing is left to mend."""
    path = PAIRS / "fix.before.yaml"
    workspace = workspace_of(path, tmp_path)
    found = findings(workspace)
    fixed = fix(workspace.files, found)
    after = (PAIRS / "fix.after.yaml").read_text(encoding="utf-8")
    assert fixed.texts == {path: after}
    assert {one.problem.code for one in fixed.made} == {"L004", "L103", "L206", "L207", "L504", "L606"}
    assert set(fixed.made) == {one for one in found if one.mend}
    assert not [one for one in findings(workspace_of(made(tmp_path, after), tmp_path)) if one.mend]


def test_a_file_that_would_not_load_is_left_as_it_was(tmp_path: Path) -> None:
    """A line that was cut off may be broken as a whole: then no mend of its file is made, and that is told."""
    path = made(
        tmp_path, "version: 1\nphrases:\n  a_zork: zork #(never closed\n  b_zork: the (zork | zork) in $a_zork\n"
    )
    workspace = workspace_of(path, tmp_path)
    fixed = fix(workspace.files, findings(workspace))
    assert fixed.texts == {}
    assert fixed.made == ()
    assert [one.problem.code for one in fixed.refused] == ["L004", "L207"]


def test_a_file_with_a_byte_order_mark_keeps_it(tmp_path: Path) -> None:
    """Whatever stands before the text stays there."""
    path = made(tmp_path, "\ufeffversion: 1\nlists:\n  a_zork: {about: made, words: [zork, zork]}\n")
    workspace = workspace_of(path, tmp_path)
    fixed = fix(workspace.files, findings(workspace))
    assert fixed.texts[path] == "\ufeffversion: 1\nlists:\n  a_zork: {about: made, words: [zork]}\n"


def test_a_file_under_another_is_mended_too(tmp_path: Path) -> None:
    """What a pack overrides or extends is still so after a mend."""
    below, above = tmp_path / "below.yaml", tmp_path / "above.yaml"
    below.write_text("version: 1\nlists:\n  zork: {about: below, words: [zork, deed, deed]}\n", encoding="utf-8")
    above.write_text(
        "version: 1\nextends: [zork]\nlists:\n  zork: {about: above, words: [raid, raid]}\n", encoding="utf-8"
    )
    workspace = open_workspace(Packs((base(tmp_path), below, above), builtin=False), [below, above])
    fixed = fix(workspace.files, findings(workspace))
    assert fixed.texts == {above: above.read_text(encoding="utf-8").replace("raid, raid", "raid")}


# -- the command ----------------------------------------------------------------------------------------------------


def command(folder: Path, *args: str) -> Result:
    """Run the command over the lists that must be there and those of the checks."""
    packs = ("--no-builtin", "--rules", str(base(folder)), "--rules", str(HOUSE_WORDS))
    return run.invoke(app, ["rules", "lint", *args, *packs])


def test_the_command_prints_and_exits(tmp_path: Path) -> None:
    """A finding a line as it stands in the file, then the sum; exit 1 for warnings too, 0 where it is clean."""
    bad = command(tmp_path, str(PAIRS / "L202.bad.yaml"), "--only", "L202,L203")
    *told, last = bad.stdout.splitlines()
    assert [line.partition(": ")[0].split(":")[-2] for line in told] == [
        str(n) for n in marked_lines(PAIRS / "L202.bad.yaml")
    ]
    assert all(re.match(r"\S+/L202\.bad\.yaml:\d+:\d+: L202 \(warning\): .+ \(.+\)$", line) for line in told)
    assert (last, bad.exit_code) == (f"0 errors, {len(told)} warnings", 1)
    good = command(tmp_path, str(PAIRS / "L605.good.yaml"), "--only", "L202,L605")
    assert (good.stdout, good.exit_code) == ("clean\n", 0)


@pytest.mark.parametrize("code", ["L001", "L101", "L105"])
def test_what_does_not_load_is_found_too(code: str, tmp_path: Path) -> None:
    """Errors of loading are printed as all others are, and exit 1; a path that is not there exits 2."""
    result = command(tmp_path, str(PAIRS / f"{code}.bad.yaml"), "--fix")
    told = [line for line in result.stdout.splitlines() if f": {code}: " in line]
    assert len(told) == len(marked_lines(PAIRS / f"{code}.bad.yaml"))
    assert (result.stdout.splitlines()[-1], result.exit_code) == (f"{len(told)} errors, 0 warnings", 1)
    missing = command(tmp_path, str(tmp_path / "none.yaml"))
    assert missing.exit_code == 2
    assert "does not exist" in missing.stderr


def test_the_command_for_other_programs(tmp_path: Path) -> None:
    """One object a finding, with its place, code, level, text and hint."""
    result = command(tmp_path, str(PAIRS / "L605.bad.yaml"), "--json", "--only", "L605")
    (told,) = [json.loads(line) for line in result.stdout.splitlines()]
    (problem,) = [p for p in problems_of(PAIRS / "L605.bad.yaml", tmp_path) if p.code == "L605"]
    assert told == problem.fields


def test_the_command_reads_articles(tmp_path: Path) -> None:
    """With a folder of articles it tells stable rules that match in none of them."""
    path = str(PAIRS / "L604.bad.yaml")
    assert command(tmp_path, path, "--only", "L604").stdout == "clean\n"
    assert "matches nowhere in 2 articles" in command(tmp_path, path, "--only", "L604", "--on", str(CORPUS)).stdout


def test_the_catalogue_is_printed() -> None:
    """--codes tells every check and checks nothing; a code that is none is refused."""
    told = run.invoke(app, ["rules", "lint", "--codes"])
    assert [line.split()[0] for line in told.stdout.splitlines()] == CODES
    data = [json.loads(line) for line in run.invoke(app, ["rules", "lint", "--codes", "--json"]).stdout.splitlines()]
    assert data[0] == {"code": "L001", "level": "error", "text": CATALOGUE[0].about}
    refused = run.invoke(app, ["rules", "lint", "--only", "L999"])
    assert (refused.exit_code, refused.stderr.startswith("ihl: L999: there is no check of that code")) == (2, True)


def test_the_command_mends_files(tmp_path: Path) -> None:
    """--fix writes the files, tells what it changed, and prints what is left."""
    path = tmp_path / "mine.yaml"
    shutil.copy(PAIRS / "fix.before.yaml", path)
    result = command(tmp_path, str(path), "--fix", "--only", "L103,L207,L202")
    lines = result.stdout.splitlines()
    assert sum(": fixed: " in line for line in lines) == 9
    assert lines[-2:] == ["9 findings, 9 fixed", "clean"]
    assert result.exit_code == 0
    assert "zork raids" not in path.read_text(encoding="utf-8")
    again = command(tmp_path, str(path), "--fix", "--json")
    told = [json.loads(line) for line in again.stdout.splitlines()]
    assert {one["code"] for one in told if one["fixed"]} == {"L004", "L206", "L504", "L606"}
    assert {one["code"] for one in told if not one["fixed"]} == {"L209", "L303", "L304"}
    assert path.read_text(encoding="utf-8") == (PAIRS / "fix.after.yaml").read_text(encoding="utf-8")


def test_a_mend_that_is_refused_is_told(tmp_path: Path) -> None:
    """Where a comment would be lost, the file stays as it was, and the finding stays too."""
    text = "version: 1\nlists:\n  zork:\n    about: made\n    words:\n      - zork\n      - zork # why twice\n"
    path = made(tmp_path, text)
    result = command(tmp_path, str(path), "--fix", "--only", "L103")
    assert path.read_text(encoding="utf-8") == text
    assert result.stdout.splitlines()[0].startswith(f"{path}:7:9: L103: not fixed")
    assert result.stdout.splitlines()[-2:] == ["1 findings, 0 fixed", "0 errors, 1 warnings"]
    assert result.exit_code == 1


def test_files_read_again_are_those_on_disk(tmp_path: Path) -> None:
    """A file that is gone between loading and mending is an error, not a mend of what is no longer there."""
    path = made(tmp_path, "version: 1\nlists:\n  a_zork: {about: made, words: [zork, zork]}\n")
    workspace = workspace_of(path, tmp_path)
    found = findings(workspace)
    path.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        fix(workspace.files, found)
