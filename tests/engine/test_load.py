"""Rule files → RuleSet, or every problem at once, each where its author will look."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ihl.engine.check import REQUIRED_LISTS
from ihl.engine.files import ReadFile, read_file
from ihl.engine.load import build_rules, default_rules_dir, load_rules, read_packs
from ihl.errors import InputError, Place, Problem, RuleProblems
from tests.made_rules import base, cue_rule, rules_of

BAD = sorted((Path(__file__).parent.parent / "bad_rules").glob("*.yaml"))


def problems_of(*paths: Path) -> tuple[Problem, ...]:
    """The problems with which loading ends."""
    with pytest.raises(RuleProblems) as caught:
        load_rules(*paths, builtin=False)
    return caught.value.problems


def line_of(problem: Problem) -> str:
    """A problem as it stands in the files of expected messages."""
    hint = f"\n    {problem.hint}" if problem.hint else ""
    where = f"{problem.place.line}:{problem.place.column}: " if problem.place.line else ""
    return f"{where}{problem.code}: {problem.text}{hint}"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_rules(path: Path, tmp_path: Path) -> None:
    """Each bad file gives exactly the messages that stand beside it, with line and column.

    IHL_WRITE=1 writes them anew, to be read before they are kept.
    """
    problems = problems_of(base(tmp_path), path)
    told = (
        "".join(f"{line_of(problem)}\n" for problem in problems)
        .replace(f"{tmp_path}/", "")
        .replace(f"{path.parent}/", "")
    )
    expected = path.with_suffix(".out")
    if os.environ.get("IHL_WRITE"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")
    assert {problem.place.path for problem in problems} == {path}


def test_many_faults_are_told_in_one_run() -> None:
    """An author mends a file once, not once a fault."""
    text = (BAD[0].parent / "many.out").read_text(encoding="utf-8")
    assert sum(not line.startswith(" ") for line in text.splitlines()) >= 12


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    """A fault in one file does not hide those of another."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("version: 9\n", encoding="utf-8")
    assert [p.place.path.stem for p in problems_of(tmp_path)] == ["one", "two"]


@pytest.mark.parametrize("name", REQUIRED_LISTS)
def test_a_list_the_program_needs(name: str, tmp_path: Path) -> None:
    """A list the line reads by name cannot be left out."""
    (problem,) = problems_of(base(tmp_path, without=name))
    assert (problem.place, problem.code) == (Place(tmp_path, 1, 1), "L101")
    assert problem.text == f"the list '{name}' is needed and missing or empty"


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    """The second place tells the first."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(cue_rule("made.cue", "war crime"), encoding="utf-8")
    (problem,) = problems_of(base(tmp_path), tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert problem.text == f"'made.cue' is used twice among the rules; first at {tmp_path}/a.yaml:3:9"
    assert str(problem.place) == f"{tmp_path}/b.yaml:3:9"


@pytest.mark.parametrize(
    ("name", "told"), [("gone", "there is no such folder of rules"), ("none", "holds no *.yaml rule files")]
)
def test_folders_without_rules(name: str, told: str, tmp_path: Path) -> None:
    """No rules at all are no rule set."""
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match=told.replace("*", r"\*")):
        load_rules(tmp_path / name, builtin=False)


def test_what_is_loaded(tmp_path: Path) -> None:
    """Rules are found by kind and anchor, with their places, and lists as words."""
    rules = rules_of(
        tmp_path, cue_rule("made.cue", "war crime~") + "lists: {sea: {about: made, words: [sea, the sea~]}}\n"
    )
    assert set(rules.cues) == {"war"} or set(rules.cues) == {"crime", "crimes", "crimed", "criming"}
    assert rules.places["made.cue"] == Place(tmp_path / "made.yaml", 3, 5)
    assert {("sea",), ("the", "sea"), ("the", "seas")} <= rules.words["sea"]
    assert rules.is_in("sea", "sea")
    assert not rules.is_in("sea", "seas")
    assert rules.gate.opens("a war crime")
    assert not rules.gate.opens("a war")


@pytest.mark.parametrize("status", ["draft", "testing", "stable", "retired"])
def test_only_running_rules_run(status: str, tmp_path: Path) -> None:
    """Drafts and retired rules are checked and left out, unless drafts are asked for."""
    path = tmp_path / "made.yaml"
    path.write_text(
        cue_rule("made.cue", "war crime").replace("basis:", f"status: {status}\n    basis:"), encoding="utf-8"
    )
    files = read_packs([base(tmp_path), path], builtin=False)
    assert bool(build_rules(files).cues) == (status in ("testing", "stable"))
    assert bool(build_rules(files, ("draft",)).cues) == (status == "draft")
    assert "made.cue" in build_rules(files).rules


def test_the_digest_tells_rule_sets_apart(tmp_path: Path) -> None:
    """Same files, same digest, wherever they lie; one letter more, another."""
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder in folders:
        folder.mkdir()
        base(folder)
        (folder / "a.yaml").write_text(cue_rule("made.cue", "war crime"), encoding="utf-8")
    with (folders[2] / "a.yaml").open("a", encoding="utf-8") as file:
        file.write("# more\n")
    one, two, three = (load_rules(folder, builtin=False).digest for folder in folders)
    assert one == two != three


def test_the_built_in_rules_are_found() -> None:
    """In a checkout they lie beside the package; every name they use is there."""
    assert (default_rules_dir() / "categories.yaml").is_file()
    assert load_rules().rules


_FIELDS = st.sampled_from(
    (
        "version",
        "rules",
        "lists",
        "actors",
        "kind",
        "id",
        "find",
        "examples",
        "match",
        "unless",
        "before",
        "cue",
        "words",
    )
)
_DATA = st.recursive(
    st.one_of(st.text("ab.~$<>( ", max_size=5), st.sampled_from(("1", "cue", "denial", "context", None))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_FIELDS, inner, max_size=4),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_DATA)
def test_any_data(tmp_path: Path, data: object) -> None:
    """Whatever fields hold, a file loads or its problems are told in it."""
    path = tmp_path / "any.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    read = read_file(path)
    problems = () if isinstance(read, ReadFile) else read
    assert isinstance(read, ReadFile) or problems
    assert all(problem.place.path == path and problem.text for problem in problems)
