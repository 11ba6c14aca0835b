"""The list of rules: one row each, filters, and what is said where none is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.errors import InputError
from ihl.workbench.showing.listing import KINDS, STATUSES, Wish, rows, there_is
from tests.made_pack import opened, pack, workspace
from tests.test_startup import OURS, loaded_by

run = CliRunner()


def test_a_row_tells_what_a_rule_is(tmp_path: Path) -> None:
    """Each row holds what the columns are called, and the place of the rule."""
    row = rows(workspace(tmp_path), Wish(status="stable"))[0]
    assert (row.id, row.kind, row.gives, row.status, row.lines, row.examples, row.pack) == (
        "made.cue",
        "cue",
        "war_crime, act: night_zorking",
        "stable",
        2,
        3,
        "made.pack",
    )
    assert row.title == 'The source says "zork crime"'
    text = (tmp_path / "pack" / "made.yaml").read_text().splitlines()
    assert text[int(row.place.split(":")[-2]) - 1] == "  - id: made.cue"


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        pytest.param(
            Wish(), ["made.context", "made.cue", "made.old", "made.frame", "made.denial"], id="all, file by file"
        ),
        pytest.param(Wish(kind="cue"), ["made.cue", "made.old"], id="kind"),
        pytest.param(Wish(category="war_crime"), ["made.cue", "made.old"], id="category"),
        pytest.param(Wish(status="draft"), ["made.denial"], id="status"),
        pytest.param(Wish(pack="made.context"), ["made.context"], id="pack"),
        pytest.param(Wish(kind="cue", status="retired"), ["made.old"], id="both"),
        pytest.param(Wish(kind="context", category="war_crime"), [], id="only cues give categories"),
    ],
)
def test_what_is_asked_for(wish: Wish, found: list[str], tmp_path: Path) -> None:
    """A rule is listed where it fits everything that is asked."""
    assert [row.id for row in rows(workspace(tmp_path), wish)] == found


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "cues"}, "--kind cues: one of: cue, attribution, conduct, denial, context - did you mean 'cue'?"),
        ({"status": "done"}, "--status done: one of: draft, testing, stable, retired"),
        ({"category": "war_crimes"}, "did you mean 'war_crime'?"),
    ],
)
def test_values_the_language_does_not_have(given: dict[str, str], told: str) -> None:
    """An unknown kind, status or category is an error that names the allowed ones."""
    with pytest.raises(InputError) as error:
        Wish(**given)
    assert told in str(error.value)


def test_the_language_is_that_of_the_schema() -> None:
    """Kinds and statuses are read off the models."""
    assert KINDS == ("cue", "attribution", "conduct", "denial", "context")
    assert STATUSES == ("draft", "testing", "stable", "retired")


def test_what_there_is(tmp_path: Path) -> None:
    """What can be asked for is what the chosen rules have."""
    assert there_is(workspace(tmp_path)) == {
        "kind": ("cue", "attribution", "denial", "context"),
        "category": ("war_crime",),
        "status": ("draft", "testing", "stable", "retired"),
        "pack": ("made.context", "made.pack"),
    }


def listed(folder: Path, *args: str) -> tuple[int, str, str]:
    """Exit code, output and messages of the command on the invented pack."""
    result = run.invoke(app, ["rules", "list", str(folder), "--no-builtin", *args])
    return result.exit_code, result.stdout, result.stderr


def test_a_pipe_takes_json_lines(tmp_path: Path) -> None:
    """One object a line, the same with and without --json."""
    folder = pack(tmp_path)
    code, out, _ = listed(folder)
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [row.id for row in rows(opened(folder))]
    assert listed(folder, "--json")[1] == out


def test_a_table_for_people(tmp_path: Path) -> None:
    """The table has the columns of the guide, and one line a rule."""
    code, out, _ = listed(pack(tmp_path), "--format", "table", "--kind", "attribution")
    assert code == 0
    columns = ["id", "kind", "gives", "status", "lines", "examples", "title", "pack"]
    assert out.splitlines()[1].replace("┃", " ").split() == columns
    (row,) = [line for line in out.splitlines() if "made.frame" in line]
    assert row.replace("│", " ").split()[:6] == ["made.frame", "attribution", "alleges", "testing", "1", "2"]
    assert "made.cue" not in out


def test_one_file_alone(tmp_path: Path) -> None:
    """A path chooses the rules of that file."""
    folder = pack(tmp_path)
    result = run.invoke(app, ["rules", "list", str(folder / "context.yaml"), "--rules", str(folder), "--no-builtin"])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["made.context"]


def test_nothing_left(tmp_path: Path) -> None:
    """Filters that leave nothing: exit 1, and what there is to ask for."""
    code, out, told = listed(pack(tmp_path), "--kind", "conduct", "--pack", "made.pak")
    assert (code, out) == (1, "")
    assert "no rule here has kind conduct, pack made.pak" in told
    assert "pack: made.context, made.pack" in told


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("--kind", "cu"), id="kind"),
        pytest.param(("--json", "--format", "table"), id="two forms"),
        pytest.param(("gone/",), id="path"),
    ],
)
def test_what_cannot_be_done(args: tuple[str, ...], tmp_path: Path) -> None:
    """Exit 2, and nothing on stdout."""
    code, out, told = listed(pack(tmp_path), *args)
    assert (code, out) == (2, "")
    assert told


@pytest.mark.parametrize("command", ["list", "show", "docs", "schema", "time"])
def test_help_of_what_shows_rules(command: str) -> None:
    """Each command ends its help with a line to copy, and reads no rules for it."""
    shown = run.invoke(app, ["rules", command, "--help"])
    assert shown.exit_code == 0
    assert f"Example: ihl rules {command}" in shown.stdout
    assert not loaded_by("rules", command, "--help") & OURS
