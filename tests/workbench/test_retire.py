"""Retiring a rule: two lines of its file change, and its examples go on."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import default_rules_dir
from ihl.errors import InputError
from ihl.project import Packs
from ihl.workbench.workspace import Workspace, open_workspace
from ihl.workbench.writing import rewrite
from ihl.workbench.writing.retire import Retirement, retire
from tests.made_rules import base

RULES = """\
# Invented crimes.
version: 1
rules:
- id: made.old   # the first of them
  kind: cue
  title: an invented crime

  # no other field stands before the reason
  category: war_crime
  basis: named
  why: >
    A reason
    over two lines.
  find:  [ zork~ ]
  examples:
  - match: They zork.
  - {no_match: They met., because: "nothing"}

- examples: [{match: They zorked., cue: zorked}, {no_match: They met., because: nothing}]
  find: [zorked, zorks, zork, 'zorking']
  basis: named
  category: war_crime
  title: a later one
  kind: cue
  id: made.new
- {id: made.flow, kind: cue, title: "in brackets", basis: named, why: so, find: [blorg], examples: [{match: A blorg.}]}
- {id: made.gone, kind: cue, title: t, basis: named, status: retired, replaced_by: made.old, find: [zonk], examples:
    [{match: They zork.}]}
- id: made.draft
  kind: cue
  title: t
  basis: named
  status: 'draft'  # not yet
  find: [zank]
  examples: [{match: A zank.}]
"""
run = CliRunner()


def workspace(folder: Path, text: str = RULES) -> Workspace:
    """The invented rules beside the lists that must be there."""
    (folder / "made.yaml").write_bytes(text.encode())
    return open_workspace(Packs((base(folder), folder / "made.yaml"), builtin=False), [folder / "made.yaml"])


def retired(
    folder: Path, rule: str, *, text: str = RULES, replaced_by: str | None = None, because: str | None = None
) -> Retirement:
    """What retiring a rule comes to."""
    return retire(workspace(folder, text), rule, replaced_by=replaced_by, because=because, named=True)


def changes(before: str, after: str) -> list[str]:
    """The lines taken out and put in."""
    return [line for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "-+"]


@pytest.mark.parametrize(
    ("rule", "replaced_by", "because", "changed"),
    [
        pytest.param(
            "made.old", "made.new", None, ["+   status: retired", "+   replaced_by: made.new"], id="line by line"
        ),
        pytest.param(
            "made.old",
            None,
            "Read as a name: #1\n of all",
            [
                "+   status: retired",
                '+   why: "Read as a name: #1 of all"',
                "-   why: >",
                "-     A reason",
                "-     over two lines.",
            ],
            id="a reason for a reason",
        ),
        pytest.param(
            "made.new", None, "too wide", ["+   status: retired", "+   why: too wide"], id="fields in another order"
        ),
        pytest.param(
            "made.draft",
            "made.new",
            None,
            ["-   status: 'draft'  # not yet", "+   status: retired  # not yet", "+   replaced_by: made.new"],
            id="a status in quotes",
        ),
    ],
)
def test_nothing_else_changes(
    rule: str, replaced_by: str | None, because: str | None, changed: list[str], tmp_path: Path
) -> None:
    """All but the lines of these two fields is the same, byte for byte."""
    done = retired(tmp_path, rule, replaced_by=replaced_by, because=because)
    assert sorted(changes(RULES, done.text)) == sorted(changed)
    (tmp_path / "made.yaml").write_bytes(done.text.encode())
    found = workspace(tmp_path, done.text).rule(rule)
    assert (found.status, found.replaced_by) == ("retired", replaced_by)
    assert because is None or found.why == " ".join(because.split())


def test_where_new_fields_stand(tmp_path: Path) -> None:
    """A new field stands where the layout of rule files has it, below the comments of the field before it."""
    lines = retired(tmp_path, "made.old", replaced_by="made.new").text.split("\n")
    at = lines.index("  status: retired")
    assert lines[at - 1 : at + 3] == ["  basis: named", "  status: retired", "  replaced_by: made.new", "  why: >"]


def test_a_rule_in_brackets(tmp_path: Path) -> None:
    """Between brackets the fields are set and added in their line."""
    done = retired(tmp_path, "made.flow", because="so, and [not] so")
    (before,) = (line for line in RULES.split("\n") if "made.flow" in line)
    after = before.replace("why: so,", 'status: retired, why: "so, and [not] so",')
    assert done.text == RULES.replace(before, after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RULES.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param("\ufeff" + RULES, id="byte order mark"),
        pytest.param(RULES.rstrip("\n"), id="no newline at the end"),
        pytest.param(RULES.replace("\n", "   \n", 2), id="spaces at the end of lines"),
    ],
)
def test_the_bytes_of_others_stay(text: str, tmp_path: Path) -> None:
    """Line ends, a byte order mark and spaces are kept."""
    end = "\r\n" if "\r\n" in text else "\n"
    done = retired(tmp_path, "made.new", text=text, because="too wide")
    assert done.text.replace(f"  status: retired{end}", "").replace(f"  why: too wide{end}", "") == text


def test_examples_against_what_takes_its_place(tmp_path: Path) -> None:
    """The examples of the rule, and of what it had replaced, are held against the new rule."""
    done = retired(tmp_path, "made.old", replaced_by="made.new")
    assert [(case.rule, case.name, case.passed) for case in done.cases] == [
        ("made.old", "match #1", True),
        ("made.old", "no_match #1", True),
        ("made.gone", "match #1", False),
    ]
    narrow = retired(tmp_path, "made.old", replaced_by="made.new", text=RULES.replace("zorked, zorks, zork,", "zonks,"))
    assert [case.passed for case in narrow.cases if case.rule == "made.old"] == [False, True]


@pytest.mark.parametrize(
    ("rule", "replaced_by", "because", "told"),
    [
        pytest.param("made.olt", None, "so", "did you mean 'made.old'", id="unknown"),
        pytest.param("made.old", "made.mew", None, "made.mew: there is no rule of that id", id="unknown replacement"),
        pytest.param("made.old", "made.old", None, "cannot stand in for itself", id="itself"),
        pytest.param("made.new", "made.gone", None, "is retired itself; name made.old", id="retired replacement"),
        pytest.param("made.gone", "made.new", None, "is retired already: replaced by made.old", id="retired"),
        pytest.param("made.old", None, " \n", "the reason is empty", id="no reason"),
    ],
)
def test_refusals(rule: str, replaced_by: str | None, because: str | None, told: str, tmp_path: Path) -> None:
    """What cannot be retired, or cannot take a place, is refused with what to do."""
    with pytest.raises(InputError, match=told):
        retired(tmp_path, rule, replaced_by=replaced_by, because=because)


def test_a_shape_that_cannot_be_kept(tmp_path: Path) -> None:
    """Where a change would touch more than the rule's two fields, nothing is changed."""
    text = RULES.replace("why: so,", "why: so\n    long,")
    with pytest.raises(InputError, match=r"made\.yaml:\d+:3: is written in a way"):
        retired(tmp_path, "made.flow", text=text, because="of that")


def test_built_in_rules() -> None:
    """A built-in rule is changed only by who names its file; others are told how to turn it off."""
    every = open_workspace()
    with pytest.raises(InputError, match=r"pack of your own:\ndisables: \{deny\.act: the reason\}\nor, to change it"):
        retire(every, "deny.act", because="so", named=False)
    path = every.rules.places["deny.act"].path
    done = retire(every, "deny.act", because="so", named=True)
    assert changes(path.read_text(encoding="utf-8"), done.text) == ["+     status: retired", "+     why: so"]


def test_rules_of_the_installed_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an installed program no file is changed, named or not."""
    home = tmp_path / "_data" / "rules"
    home.mkdir(parents=True)
    monkeypatch.setattr(rewrite, "default_rules_dir", lambda: home)
    with pytest.raises(InputError, match=r"disables: \{made\.old: the reason\}\Z"):
        retire(workspace(home), "made.old", because="so", named=True)


def test_a_file_that_was_not_named(tmp_path: Path) -> None:
    """Only rules of the files that are asked for are changed."""
    (tmp_path / "made.yaml").write_text(RULES, encoding="utf-8")
    lists = base(tmp_path)
    found = open_workspace(Packs((lists, tmp_path / "made.yaml"), builtin=False), [lists])
    with pytest.raises(InputError, match=r"not in the files you named; it is at .*made\.yaml:4:3"):
        retire(found, "made.old", because="so", named=True)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written, failing examples and the next step are told; a rule without a word to it is refused."""
    monkeypatch.chdir(tmp_path)
    packs = [option for name in ("lists", "attribution") for option in ("--rules", str(default_rules_dir() / name))]
    command = ["rules", "retire", "made.old", "made.yaml", "--no-builtin", *packs]
    Path("made.yaml").write_text(RULES, encoding="utf-8")
    assert run.invoke(app, command).exit_code == 2
    done = run.invoke(app, [*command, "--for", "made.new"])
    assert done.exit_code == 1
    assert "made.yaml:4:3: made.old is retired, made.new stands in its place\n" in done.stdout
    assert "made.gone: match #1: They zork.\n    rule      expected  a match" in done.stdout
    assert "3 examples held against made.new: 2 hold, 1 do not\n" in done.stdout
    assert "  status: retired\n  replaced_by: made.new\n" in Path("made.yaml").read_text(encoding="utf-8")
    again = run.invoke(app, [*command, "--for", "made.new"])
    assert (again.exit_code, "is retired already" in again.stderr) == (2, True)
