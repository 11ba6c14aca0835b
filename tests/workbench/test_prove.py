"""The proof of rules: each example is run by the line itself, and told when it does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihl.engine.load import default_rules_dir, load_rules
from ihl.errors import InputError
from ihl.pipeline import tag, trace
from ihl.project import Packs
from ihl.text import Article
from ihl.workbench.testing.prove import Case, ProofReport, run_examples
from ihl.workbench.workspace import open_workspace

MADE = """\
version: 1
pack: made
actors:
  - {id: northland, name: Northland, kind: state, aliases: [the Northern Republic]}
  - {id: southland, name: Southland, kind: state}
rules:
  - id: made.cue
    kind: cue
    title: an invented crime
    category: war_crime
    basis: named
    find: [zork crime~]
    examples: CUE
  - id: made.frame
    kind: attribution
    title: an invented verb
    stance: charges
    modality: charged
    find: ['<alleger> (zorks | zorked) <accused> of <act>', 'zorking of <act>']
    examples: FRAME
  - id: made.denial
    kind: denial
    title: an invented denial
    denies: rejects
    about: accusation
    find: [<denier> unzorked it, <denier> unzorked <denied>]
    examples: DENIAL
  - id: made.context
    kind: context
    title: an invented law
    sets: law
    reach: same sentence
    find: [under zorkish law]
    examples: CONTEXT
tests: TESTS
"""
PACKS = ("lists", "attribution", "denial", "context")  # no actors: they take longest to load
SILENT = "{no_match: They met in May., because: nothing of the kind}"
FINE = {
    "CUE": f"[{{match: They spoke of zork crimes.}}, {SILENT}]",
    "FRAME": f"[{{match: Northland zorked Southland of zork crimes.}}, {SILENT}, {{match: A zorking of zork crimes.}}]",
    "DENIAL": f"[{{match: Southland unzorked it.}}, {SILENT}, {{match: Southland unzorked zork crimes.}}]",
    "CONTEXT": f"[{{match: Zork crimes fall under zorkish law.}}, {SILENT}]",
    "TESTS": "[]",
}
RULE_OF = {"CUE": "made.cue", "FRAME": "made.frame", "DENIAL": "made.denial", "CONTEXT": "made.context"}


def prove(folder: Path, only: str | None, **parts: str) -> ProofReport:
    """Run the examples of the invented rules beside the built-in frames."""
    text = MADE
    for name, default in FINE.items():
        text = text.replace(f": {name}\n", f": {parts.get(name, default)}\n")
    (folder / "made.yaml").write_text(text, encoding="utf-8")
    packs = Packs(tuple(default_rules_dir() / pack for pack in PACKS), builtin=False)
    return run_examples(open_workspace(packs, [folder]), only)


def first(folder: Path, part: str, example: str) -> Case:
    """What the first example of an invented rule comes to."""
    return prove(folder, RULE_OF[part], **{part: f"[{{{example}}}, {SILENT}]"}).cases[0]


@pytest.mark.parametrize("part", RULE_OF)
def test_examples_that_hold(part: str, tmp_path: Path) -> None:
    """Every kind of rule is proven: where it fires, and where it stays silent."""
    report = prove(tmp_path, RULE_OF[part])
    assert [(case.name, case.passed, case.message) for case in report.cases[:2]] == [
        ("match #1", True, ""),
        ("no_match #1", True, ""),
    ]
    assert (report.failed, report.problems) == ((), ())


@pytest.mark.parametrize(
    ("part", "example"),
    [
        ("CUE", "match: 'They spoke of “zork crimes,” again.', cue: '“zork crimes”'"),
        ("CUE", "match: Southland's zork crimes go on., category: war_crime, modality: asserted, accused: Southland"),
        ("FRAME", "match: Northland zorked Southland of zork crimes., act: zork crimes, alleger: Northland"),
        ("FRAME", "match: Northland zorked Southland of zork crimes., accused: the Southland, modality: charged"),
        ("FRAME", "match: The Northern Republic zorked Southland of zork crimes., alleger: [Northern Republic]"),
        ("FRAME", "match: They spoke of zorking of zork crimes by Southland., accused: Southland"),
        ("DENIAL", "match: Southland unzorked the zork crimes., denier: Southland, denied: the zork crimes"),
    ],
)
def test_what_an_example_may_say(part: str, example: str, tmp_path: Path) -> None:
    """Words and names are compared without quote marks, articles and possessives."""
    assert first(tmp_path, part, example).message == ""


@pytest.mark.parametrize(
    ("part", "example", "expected", "got"),
    [
        pytest.param("CUE", "match: They met in May.", "a match", "nothing", id="silent"),
        pytest.param("CUE", "match: A zork crime., cue: A zork crime", "A zork crime", "zork crime", id="cue"),
        pytest.param(
            "CUE",
            "match: Southland's zork crimes., category: genocide",
            "genocide",
            "war_crime, asserted",
            id="category",
        ),
        pytest.param(
            "CUE",
            "match: Southland's zork crimes., accused: Northland",
            "against Northland",
            "against Southland",
            id="record",
        ),
        pytest.param(
            "FRAME", "match: Northland zorked Southland of zork crimes., act: zork", "zork", "zork crimes", id="act"
        ),
        pytest.param(
            "FRAME",
            "match: Northland zorked Southland of zork crimes., alleger: Southland",
            "Southland",
            "Northland",
            id="role",
        ),
        pytest.param(
            "FRAME",
            "match: Northland zorked Southland and Northland of zork crimes., accused: Southland",
            "Southland",
            "Southland, Northland",
            id="one name too few",
        ),
        pytest.param(
            "FRAME",
            "match: Northland zorked Southland of zork crimes., modality: hedged",
            "hedged",
            "charged",
            id="modality",
        ),
        pytest.param(
            "DENIAL", "match: Southland unzorked it., denier: Northland", "Northland", "Southland", id="denier"
        ),
        pytest.param("CONTEXT", "match: A law., category: genocide", "a match", "nothing", id="context"),
        pytest.param(
            "CONTEXT",
            "no_match: Zork crimes fall under zorkish law., because: of that",
            "silence (of that)",
            "under zorkish law",
            id="not silent",
        ),
    ],
)
def test_examples_that_do_not_hold(part: str, example: str, expected: str, got: str, tmp_path: Path) -> None:
    """The message shows the text, what its author expects and what there is; the place is the example's."""
    case = first(tmp_path, part, example)
    assert not case.passed
    assert case.rule == RULE_OF[part]
    line = next(n for n, text in enumerate((tmp_path / "made.yaml").read_text().splitlines(), 1) if example in text)
    assert (case.place.path, case.place.line) == (tmp_path / "made.yaml", line)
    assert case.text in example.replace("'", "") or case.text.rstrip(".") in example
    wanted, found = case.message.splitlines()[:2]
    assert wanted.split("expected  ")[1] == expected
    assert got in found.split("got       ")[1]


def test_a_known_gap_must_fail(tmp_path: Path) -> None:
    """A gap that is still one is neither passed nor failed; one that is closed fails until its mark is removed."""
    still = first(tmp_path, "CUE", "match: They met in May., known_gap: no crime is named")
    assert (still.passed, still.known_gap) == (False, True)
    closed = first(tmp_path, "CUE", "match: They spoke of zork crimes., known_gap: not yet read")
    assert (closed.passed, closed.known_gap) == (False, False)
    assert "remove the mark known_gap (not yet read)" in closed.message


def test_frames_need_a_cue_in_the_text(tmp_path: Path) -> None:
    """What the gate keeps out, the line never reads; denials and contexts may answer what stands elsewhere."""
    case = first(tmp_path, "FRAME", "match: Northland zorked Southland of theft.")
    assert "no cue word stands in the text" in case.message
    assert first(tmp_path, "FRAME", "no_match: Northland zorked Southland of theft., because: no act").passed
    assert first(tmp_path, "DENIAL", "match: Southland unzorked it.").passed


@pytest.mark.parametrize(("kind", "code"), [("match: A zork crime.", "L302"), (SILENT[1:-1], "L301")])
def test_both_sorts_of_examples_are_needed(kind: str, code: str, tmp_path: Path) -> None:
    """A rule without an example of either sort is a problem at the rule."""
    problem = prove(tmp_path, "made.cue", CUE=f"[{{{kind}}}]").problems[0]
    assert (problem.code, problem.level, problem.place.line) == (code, "error", 7)


@pytest.mark.parametrize(
    ("status", "cases", "passed"), [("draft", 2, 2), ("testing", 2, 2), ("stable", 2, 2), ("retired", 0, 0)]
)
def test_statuses(status: str, cases: int, passed: int, tmp_path: Path) -> None:
    """A draft is tested before anybody runs it; a retired rule no more."""
    report = prove(tmp_path, "made.cue", CUE=f"{FINE['CUE']}\n    status: {status}")
    assert (len(report.cases), sum(case.passed for case in report.cases)) == (cases, passed)


def test_only_what_is_named(tmp_path: Path) -> None:
    """One rule or one passage is run alone; a name that is none is an error with a guess."""
    assert {case.rule for case in prove(tmp_path, "made.cue").cases} == {"made.cue"}
    assert [case.name for case in prove(tmp_path, "a day", TESTS="[{name: a day, text: Nothing.}]").cases] == ["a day"]
    with pytest.raises(InputError, match=r"did you mean 'made.cue'\?"):
        prove(tmp_path, "made.clue")


STORY = "'The Northern Republic zorked Southland of zork crimes. Southland denied the zork crimes.'"
ROW = "category: war_crime, alleger: Northland, accused: Southland"


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        pytest.param(f"text: {STORY}, rows: [{{{ROW}}}]", "", id="a row, by the actor's name"),
        pytest.param(
            f"text: {STORY}, rows: [{{category: war_crime, alleger: Northern Republic}}]",
            "",
            id="a row, by a form of it",
        ),
        pytest.param(
            f"text: {STORY}, rows: [{{{ROW}, modality: charged, denied_by: Southland}}]", "", id="all of a row"
        ),
        pytest.param(f"text: {STORY}, rows: [{{category: war_crime}}]", "", id="what is left out is not checked"),
        pytest.param(f"text: {STORY}, nothing_else: false", "", id="further rows allowed"),
        pytest.param("text: Nothing here., rows: []", "", id="nothing"),
        pytest.param(f"text: {STORY}", "expected  no further row", id="further row"),
        pytest.param(f"text: {STORY}, rows: [{{{ROW}, modality: hedged}}]", "hedged", id="modality"),
        pytest.param(f"text: {STORY}, rows: [{{{ROW}, denied_by: Northland}}]", "denied by Northland", id="denier"),
        pytest.param(f"text: {STORY}, rows: [{{category: genocide}}]", "expected  genocide", id="category"),
        pytest.param(
            f"text: {STORY}, rows: [{{category: war_crime, accused: Northland}}]", "against Northland", id="accused"
        ),
        pytest.param(
            "text: Southland's zork crimes., publisher: The Day, rows: [{category: war_crime, alleger: publisher}]",
            "",
            id="the article's own voice",
        ),
        pytest.param(
            "text: Southland is accused of zork crimes., rows: [{category: war_crime, alleger: nobody}]",
            "",
            id="nobody",
        ),
    ],
)
def test_passages(passage: str, told: str, tmp_path: Path) -> None:
    """The rows of a passage are those of the matrix, by category, names, modality and deniers."""
    (case,) = prove(tmp_path, "a day", TESTS=f"[{{name: a day, {passage}}}]").cases
    assert case.passed == (told == "")
    assert told in case.message
    assert (case.rule, case.place.path.name) == ("", "made.yaml")


def test_a_gap_in_a_passage(tmp_path: Path) -> None:
    """A passage may be marked as a known gap too."""
    tests = f"[{{name: a day, text: {STORY}, known_gap: made, rows: [{{category: genocide}}]}}]"
    (case,) = prove(tmp_path, "a day", TESTS=tests).cases
    assert (case.passed, case.known_gap) == (False, True)


def test_the_trace_is_the_record() -> None:
    """What the proof looks at is what the program writes."""
    rules = load_rules()
    article = Article("The Veskan Rights League accused the Veskan army of war crimes. The army denied it.")
    found = trace(article, rules)
    assert found.record == tag(article, rules)
    assert found.marks.doc == found.doc
    assert {claim.sentence for claim in found.claims} == {0}


def test_the_trace_needs_no_gate() -> None:
    """A text the gate keeps out can be looked at, and alleges nothing."""
    rules = load_rules()
    article = Article("Southland denied it.")
    assert tag(article, rules).mentions == ()
    found = trace(article, rules)
    assert found.frames.denials
    assert found.record.allegations == ()


def test_no_rules_at_all() -> None:
    """Without the built-in packs and without others there is nothing to work on, which is said."""
    with pytest.raises(InputError, match="no rules are in force"):
        open_workspace(Packs(builtin=False))
