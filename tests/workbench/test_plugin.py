"""The pytest plugin: rule files are collected where they belong to a pack, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

import pytest

import ihl.workbench.testing.prove  # noqa: F401 - loaded once for all runs below: native modules load once in a process
from tests.made_rules import base

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parent.parent.parent
PROJECT = '[rules]\npacks = ["pack"]\nbuiltin = false\n'
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
    find: [zork crime, zork deed, zork affair]
    examples:
      - match: They spoke of a zork crime.
      - match: A zork deed.
      - match: A zork wrong.
        known_gap: not yet read
      - no_match: They met in May.
        because: nothing of the kind
  - id: made.failing
    kind: cue
    title: a third invented crime
    category: war_crime
    basis: named
    find: [vorn crime]
    examples:
      - match: They spoke of a vorn crime.
        cue: a vorn deed
      - match: A vorn crime.
        known_gap: read by now
  - id: made.testing
    kind: cue
    title: another invented crime
    category: genocide
    basis: named
    find: [quag crime, quag deed]
    examples:
      - match: They spoke of a quag crime.
      - no_match: They met in May.
        because: nothing of the kind
  - id: made.retired
    kind: cue
    title: an invented crime of old
    status: retired
    category: genocide
    basis: named
    find: [quag wrong]
    examples: [{match: A quag wrong.}]
actors:
  - {id: veska, name: Veska, kind: state, not_in: [the town of Oru]}
tests:
  - {name: 'a day in May', text: They met., rows: []}
  - {name: made.stable, text: A zork crime., rows: [{category: genocide}]}
"""
NODES = {
    "made.stable::match-1": "passed",
    "made.stable::match-2": "passed",
    "made.stable::match-3": "skipped",
    "made.stable::no_match-1": "passed",
    "made.stable::proof": "failed",
    "made.failing::match-1": "failed",
    "made.failing::match-2": "failed",
    "made.failing::proof": "skipped",
    "made.testing::match-1": "passed",
    "made.testing::no_match-1": "passed",
    "made.testing::proof": "skipped",
    "actors::proof": "skipped",
    "a day in May": "passed",
    "made.stable": "failed",
}


@pytest.fixture
def rules(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with one pack."""
    pytester.makefile(".toml", ihl=PROJECT)
    base(pytester.mkdir("pack"))
    (pytester.path / "pack" / "made.yaml").write_text(PACK)
    return pytester


def nodes(pytester: pytest.Pytester, *args: str) -> list[str]:
    """What a run collects, by the ids of its tests."""
    return [line for line in pytester.runpytest("--collect-only", "-q", *args).outlines if "::" in line]


def test_the_plugin_is_installed() -> None:
    """Whoever installs the program has it; an editable install of before must be renewed."""
    assert [entry.value for entry in entry_points(group="pytest11", name="ihl")] == ["ihl.pytest_plugin"]


def test_outcomes(rules: pytest.Pytester) -> None:
    """Each example, passage and proof is a test of its own, under the name of its rule."""
    found = rules.inline_run().getreports("pytest_runtest_logreport")
    told = {report.nodeid: report.outcome for report in found if report.when == "call"}
    assert told == {f"pack/made.yaml::{name}": outcome for name, outcome in NODES.items()}


def test_what_is_told(rules: pytest.Pytester) -> None:
    """A failure shows the place, what was expected, what came and how to learn more; gaps show their reason."""
    result = rules.runpytest("-rxX")
    place = rules.path / "pack" / "made.yaml"
    result.stdout.fnmatch_lines(
        [
            "*_ made.stable::proof _*",
            f"{place}:10:35: L303: find line 3 of 'made.stable' is not proven*",
            "*_ made.failing::match-1 _*",
            f"{place}:25:9: made.failing: match #1: They spoke of a vorn crime.",
            "    cue       expected  a vorn deed",
            "              got       vorn crime",
            '    try       ihl rules explain --rule made.failing "They spoke of a vorn crime."',
            "*passes now: remove the mark known_gap (read by now)",
            "*_ made.stable _*",
            f"{place}:51:5: passage: made.stable: A zork crime.",
            "XFAIL pack/made.yaml::made.stable::match-3 - known gap: not yet read",
            "XFAIL pack/made.yaml::made.failing::proof - not judged while an example fails",
            "XFAIL pack/made.yaml::made.testing::proof - *L303 (warning): find line 2*",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_places(rules: pytest.Pytester) -> None:
    """The location of a test is its line in the rule file."""
    items, _ = rules.inline_genitems()
    assert {item.name: item.location[:2] for item in items if item.nodeid.endswith(("stable::match-2", "May"))} == {
        "match-2": ("pack/made.yaml", 12),
        "a day in May": ("pack/made.yaml", 49),
    }


@pytest.mark.parametrize(
    ("args", "found"),
    [
        pytest.param(("-k", "testing"), [name for name in NODES if "testing" in name], id="keyword"),
        pytest.param(("pack/made.yaml::made.stable::match-2",), ["made.stable::match-2"], id="one example"),
        pytest.param(("pack/made.yaml::a day in May",), ["a day in May"], id="one passage"),
        pytest.param(("pack/made.yaml::made.testing",), [name for name in NODES if "testing" in name], id="one rule"),
        pytest.param(("pack/base.yaml",), [], id="a file of lists"),
        pytest.param(("-p", "no:ihl"), [], id="switched off"),
    ],
)
def test_selection(rules: pytest.Pytester, args: tuple[str, ...], found: list[str]) -> None:
    """Tests are chosen as everybody chooses tests."""
    assert nodes(rules, *args) == [f"pack/made.yaml::{name}" for name in found]


def test_junit_and_first_failure(rules: pytest.Pytester) -> None:
    """The other options of pytest work too."""
    result = rules.runpytest("-x", "-k", "failing", "--junitxml=out.xml")
    result.assert_outcomes(failed=1)
    case = ElementTree.parse(rules.path / "out.xml").find("testsuite/testcase")
    assert case is not None
    assert (case.get("classname"), case.get("name")) == ("pack.made.yaml.made.failing", "match-1")


def test_gaps_that_are_run(rules: pytest.Pytester) -> None:
    """Where pytest is told to run what may fail, a gap fails with all it has to say."""
    result = rules.runpytest("--runxfail", "-k", "match-3")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["known gap: not yet read"])


@pytest.mark.slow
def test_on_two_processes(rules: pytest.Pytester) -> None:
    """Workers of pytest-xdist find the same tests, and warnings are errors."""
    result = rules.runpytest_subprocess("-n", "2", "-W", "error")
    result.assert_outcomes(passed=6, failed=4, xfailed=4)


# -- which files -------------------------------------------------------------------------------------------------


def test_only_files_of_packs(pytester: pytest.Pytester) -> None:
    """A folder under a pack file is a pack; YAML elsewhere is not, were it a rule file."""
    for folder in ("mine/deep", "other", "compose"):
        (pytester.path / folder).mkdir(parents=True)
        (pytester.path / folder / "made.yaml").write_text(PACK)
    pytester.makefile(".toml", ihl="[rules]\nbuiltin = false\n")
    base(pytester.path / "mine")
    (pytester.path / "mine" / "pack.yaml").write_text("# ours\nversion: 1\npack: mine\n")
    (pytester.path / "compose" / "pack.yaml").write_text("version: '3'\nservices: {}\n")
    assert {node.split("::")[0] for node in nodes(pytester)} == {"mine/deep/made.yaml"}


def test_a_file_that_is_named(pytester: pytest.Pytester) -> None:
    """On the command line a rule file needs no pack; it lies over the built-in rules."""
    path = pytester.path / "made.yaml"
    path.write_text(PACK.replace("made.stable\n", "accuse.mine\n"))
    assert nodes(pytester) == []
    assert "made.yaml::accuse.mine::match-2" in nodes(pytester, "made.yaml")
    path.write_text("a: 1\n")
    assert nodes(pytester, "made.yaml") == []


def test_the_built_in_rules() -> None:
    """They are collected wherever pytest is run from."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-c",
        "/dev/null",
        str(ROOT / "rules" / "denial"),
    ]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=True)
    assert "denial.yaml::deny.accusation::match-1" in done.stdout


def test_files_that_tests_read_are_none() -> None:
    """`pytest tests` collects no broken rules, and no other YAML."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/bad_rules", "tests/engine/test_forms.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "tests/engine/test_forms.py" in done.stdout
    assert ".yaml" not in done.stdout


def test_others_pay_nothing(pytester: pytest.Pytester) -> None:
    """A project with YAML of its own loads no part of the program but this module."""
    pytester.makefile(".yaml", compose="version: '3'\n", pack="name: x\n")
    pytester.makepyfile(
        """
        import sys

        def test_loaded():
            assert not {"pydantic", "yaml", "ihl.engine", "ihl.workbench", "ihl.pipeline"} & set(sys.modules)
            assert "ihl.pytest_plugin" in sys.modules
        """
    )
    pytester.runpytest_subprocess("-p", "no:hypothesispytest", "-W", "error").assert_outcomes(passed=1)


# -- what cannot be run --------------------------------------------------------------------------------------------


def test_a_pack_that_does_not_load(rules: pytest.Pytester) -> None:
    """All its problems are told at once, as one error; other tests are collected."""
    (rules.path / "pack" / "a.yaml").write_text("version: 1\nrulez: []\n")
    (rules.path / "pack" / "b.yaml").write_text("version: 7\n")
    rules.makepyfile("def test_fine(): pass")
    result = rules.runpytest("--continue-on-collection-errors")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(
        ["*a.yaml:2:1: L001:*'rulez'*", "*b.yaml:1:10: L003:*", "2 problem(s) in the rule files"]
    )


def test_a_project_file_that_cannot_be_read(rules: pytest.Pytester) -> None:
    """It is told where there is a rule file it may speak of, once; other tests are collected."""
    rules.makefile(".toml", ihl="[rules")
    rules.makepyfile("def test_fine(): pass")
    result = rules.runpytest("--continue-on-collection-errors")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["*ihl.toml: is not readable TOML*"])
