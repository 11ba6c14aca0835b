"""JUnit XML of what the examples came to: build servers can read it, whatever the texts hold."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ihl.cli import app
from ihl.errors import Place
from ihl.project import Packs
from ihl.workbench.testing.failures import failure_lines
from ihl.workbench.testing.junit import junit_xml
from ihl.workbench.testing.prove import Case, ProofReport, run_examples
from ihl.workbench.workspace import open_workspace
from tests.made_rules import base

PACK = """\
version: 1
pack: made
rules:
  - id: made.stable
    kind: cue
    title: an invented crime
    status: stable
    category: war_crime
    basis: named
    find: [zork crime, zork deed]
    examples:
      - match: They spoke of a zork crime.
      - no_match: They met in May.
        because: nothing of the kind
  - id: made.testing
    kind: cue
    title: another invented crime
    category: genocide
    basis: named
    find: [quag crime, quag deed]
    examples:
      - match: They spoke of a quag crime.
      - match: A quag wrong.
        known_gap: not yet read
      - no_match: They met in May.
        because: nothing of the kind
  - id: made.failing
    kind: cue
    title: a third invented crime
    category: genocide
    basis: named
    find: [vorn crime, vorn deed]
    examples:
      - match: They spoke of a vorn crime.
        category: war_crime
actors:
  - {id: veska, name: Veska, kind: state, not_in: [the town of Oru]}
tests:
  - {name: a day, text: 'They spoke of a zork crime.', rows: []}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of three rules: one lacks a proof it needs, one has a known gap, one an example that fails."""
    base(tmp_path)
    (tmp_path / "made.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


def test_every_outcome(pack: Path) -> None:
    """Examples, passages and proofs are cases of one suite, each with its outcome and its line."""
    workspace = open_workspace(Packs((pack,), builtin=False))
    root = ElementTree.fromstring(junit_xml(run_examples(workspace), workspace.chosen))
    (suite,) = root
    assert suite.get("name") == str(pack / "made.yaml")
    assert {name: (root.get(name), suite.get(name)) for name in ("tests", "failures", "skipped", "errors")} == {
        "tests": ("11", "11"),
        "failures": ("2", "2"),
        "skipped": ("2", "2"),
        "errors": ("0", "0"),
    }
    assert [(case.get("name"), case.get("line"), *(child.tag for child in case)) for case in suite] == [
        ("made.stable match #1", "12"),
        ("made.stable no_match #1", "13"),
        ("made.testing match #1", "22"),
        ("made.testing match #2", "23", "skipped"),
        ("made.testing no_match #1", "25"),
        ("made.failing match #1", "34", "failure"),
        ("passage a day", "39"),
        ("made.stable proof", "4", "failure"),
        ("made.testing proof", "15", "system-out"),
        ("made.failing proof", "27", "skipped"),
        ("veska proof", "37", "system-out"),
    ]


def test_a_failure_tells_all(pack: Path) -> None:
    """A failed example has what was expected, what came and the command that explains it; a proof its finding."""
    workspace = open_workspace(Packs((pack,), builtin=False))
    suite = ElementTree.fromstring(junit_xml(run_examples(workspace), workspace.chosen))[0]
    failed, proof = suite.findall("testcase/failure")
    assert str(failed.get("message")).startswith("record expected war_crime got no allegation")
    assert str(failed.text).splitlines()[0].startswith(f"{pack / 'made.yaml'}:34:9: made.failing: match #1: They spoke")
    assert 'ihl rules explain --rule made.failing "They spoke of a vorn crime."' in str(failed.text)
    assert proof.get("message") == "1 unproven"
    assert "L303: find line 2 of 'made.stable' is not proven" in str(proof.text)
    assert [skip.get("message") for skip in suite.iter("skipped")] == ["known gap", "not judged while an example fails"]


def test_one_rule_alone(pack: Path) -> None:
    """Rules that were not run have no case."""
    workspace = open_workspace(Packs((pack,), builtin=False))
    suite = ElementTree.fromstring(junit_xml(run_examples(workspace, "made.stable"), workspace.chosen))[0]
    assert {case.get("classname") for case in suite} == {"made.stable"}


@given(text=st.text(alphabet=st.characters(exclude_categories=())), name=st.text())
def test_any_text_makes_good_xml(text: str, name: str) -> None:
    """No text of an example breaks the file: XML parsers read it, and what they cannot hold is marked."""
    case = Case("", Place(Path("a.yaml"), 1, 1), name, text, False, False, f"    {text}")
    xml = junit_xml(ProofReport((case,)), ())
    failed = ElementTree.fromstring(xml.encode("utf-8")).find("testsuite/testcase/failure")
    assert failed is not None
    read = text.replace("\r\n", "\n").replace("\r", "\n")  # as every XML parser reads line ends
    legal = "".join(c for c in read if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
    assert str(failed.text).replace("\ufffd", "").endswith(legal.replace("\ufffd", ""))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("They spoke.", '"They spoke."', id="plain"),
        pytest.param("It's said.", '"It\'s said."', id="apostrophe"),
        pytest.param('They "spoke".', "'They \"spoke\".'", id="quotes"),
        pytest.param("A $(touch x) `y`.", "'A $(touch x) `y`.'", id="what a shell would run"),
    ],
)
def test_the_command_to_copy_is_safe(text: str, shown: str) -> None:
    """A shell takes the text of the example as one word, and runs nothing of it."""
    case = Case("made.rule", Place(Path("a.yaml"), 1, 1), "match #1", text, False, False, "nothing")
    assert failure_lines(case)[-1].removeprefix("    try       ihl rules explain --rule made.rule ") == shown


def test_the_option(pack: Path, tmp_path: Path) -> None:
    """The file is written beside what is printed, and the exit code is the same."""
    out = tmp_path / "report.xml"
    result = CliRunner().invoke(app, ["rules", "test", "--rules", str(pack), "--no-builtin", "--junit", str(out)])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1].startswith("7 examples: 5 passed, 1 failed, 1 known gaps")
    assert ElementTree.parse(out).getroot().get("failures") == "2"
