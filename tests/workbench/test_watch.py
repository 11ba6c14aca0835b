"""Watching rule files: what is told as a change, and what a run makes of it. Nobody waits here."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.workbench.testing.watch import Snapshot, changes, look_at
from tests.made_rules import base, cue_rule

A, B, C = Path("a.yaml"), Path("b.yaml"), Path("c.yaml")
STILL: Snapshot = {A: (1, 10), B: (1, 10)}


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        pytest.param([STILL, {**STILL, A: (2, 10)}], [(A,)], id="touched"),
        pytest.param([STILL, {**STILL, A: (1, 11)}], [(A,)], id="same time, other size"),
        pytest.param([{**STILL, C: (1, 1)}], [(C,)], id="new"),
        pytest.param([{A: (1, 10)}], [(B,)], id="gone"),
        pytest.param([{A: (2, 0)}, {A: (2, 5), B: (2, 2)}, {A: (2, 5), B: (2, 3)}], [(A, B)], id="written in pieces"),
        pytest.param([{A: (1, 10)}, STILL, STILL, {**STILL, B: (3, 3)}], [(B,)], id="gone and back as it was"),
        pytest.param([{**STILL, A: (2, 2)}] * 3 + [STILL], [(A,), (A,)], id="twice"),
    ],
)
def test_changes(looks: list[Snapshot], told: list[tuple[Path, ...]]) -> None:
    """A change is told once, when the files lie still, with all that it touched."""
    seen = iter([*looks, *[looks[-1]] * 3])
    pauses: list[None] = []
    found = changes(STILL, lambda: next(seen), lambda: pauses.append(None))
    assert list(islice(found, len(told))) == told
    assert len(pauses) >= len(told) * 2


def test_a_look(tmp_path: Path) -> None:
    """Rule files of folders and single files are looked at; what is missing is left out."""
    (tmp_path / "deep").mkdir()
    rule, other, alone = tmp_path / "deep" / "a.yaml", tmp_path / "a.txt", tmp_path / "b.yaml"
    for path in (rule, other, alone):
        path.write_text("x")
    os.utime(rule, ns=(5, 7))
    seen = look_at([tmp_path / "deep", alone, tmp_path / "gone.yaml"], None, other)
    assert set(seen) == {rule, alone, other}
    assert seen[rule] == (7, 1)


Watch = Callable[..., Any]  # the result has another home in each version of Typer


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Run the command, with an edit in each pause and Ctrl-C after the last."""
    base(tmp_path)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "zork crime")

    def run(*edits: Callable[[], object], options: tuple[str, ...] = ()) -> Any:
        turns = pauses(edits)
        monkeypatch.setattr("time.sleep", lambda _: next(turns))
        command = ["rules", "test", "--watch", "--no-builtin", "--rules", str(tmp_path), *options]
        return CliRunner().invoke(app, command)

    return run


def pauses(edits: tuple[Callable[[], object], ...]) -> Iterator[None]:
    """What happens in each pause: an edit, then nothing until it is told."""
    for edit in edits:
        edit()
        yield None
        yield None
    raise KeyboardInterrupt


def write(folder: Path, words: str, find: str = "zork crime") -> None:
    """A rule whose first example holds these words."""
    text = cue_rule("made.rule", find).replace("match: one", f"match: A {words}.")
    (folder / "made.yaml").write_text(text)


FINE = "2 examples: 2 passed, 0 failed, 0 known gaps"
FAILED = "2 examples: 1 passed, 1 failed, 0 known gaps"


def test_watching(watch: Watch, tmp_path: Path) -> None:
    """Each change is named and run; the exit code is that of the last run."""
    result = watch(lambda: write(tmp_path, "wrong"), lambda: write(tmp_path, "zork crime again"))
    told = [line for line in result.stdout.splitlines() if "examples" in line]
    assert [line.startswith(FINE) for line in told] == [True, False, True]
    assert told[1].startswith(FAILED)
    assert result.stderr.splitlines() == [
        "ihl: watching the rule files; Ctrl-C ends it",
        *[f"ihl: changed: {tmp_path / 'made.yaml'}"] * 2,
    ]
    assert result.exit_code == 0
    assert watch(lambda: write(tmp_path, "wrong")).exit_code == 1


def test_files_that_do_not_load(watch: Watch, tmp_path: Path) -> None:
    """Their problems are told, and watching goes on; it may even begin with them."""
    (tmp_path / "made.yaml").write_text("version: 1\nrulez: []\n")
    result = watch(lambda: write(tmp_path, "zork crime"), lambda: (tmp_path / "made.yaml").write_text("version: 7\n"))
    assert result.stdout.splitlines() == [FINE]
    assert "made.yaml:2:1: L001" in result.stderr
    assert "made.yaml:1:10: L003" in result.stderr
    assert result.exit_code == 1


def test_a_wrong_name_ends_it(watch: Watch) -> None:
    """What no edit of a rule file mends is told at once."""
    result = watch(options=("--only", "made.rune"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean 'made.rule'?" in result.stderr


def test_the_project_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack it names comes and goes with it; while it cannot be read, that is told."""
    pack, project = tmp_path / "pack", tmp_path / "ihl.toml"
    pack.mkdir()
    base(pack)
    write(pack, "zork crime")
    good = '[rules]\npacks = ["pack"]\nbuiltin = false\n'
    project.write_text(good)
    monkeypatch.chdir(tmp_path)
    turns = pauses((lambda: project.write_text("[rules"), lambda: project.write_text(good)))
    monkeypatch.setattr("time.sleep", lambda _: next(turns))
    result = CliRunner().invoke(app, ["rules", "test", "--watch"])
    assert result.stdout.splitlines() == [FINE, FINE]
    assert "ihl.toml: is not readable TOML" in result.stderr
    assert result.exit_code == 0


def test_warnings_are_told_once(watch: Watch, tmp_path: Path) -> None:
    """What a rule leaves unproven is not said again at each change, however its line moves."""

    def write_more(comment: str) -> None:
        write(tmp_path, "zork crime", "zork crime', 'quag crime")
        path = tmp_path / "made.yaml"
        path.write_text(comment + path.read_text())

    write_more("")
    result = watch(lambda: write_more("# one line more\n"))
    assert result.stdout.count("L303 (warning)") == 1
    assert result.stdout.splitlines()[-1] == f"{FINE}, 1 unproven"


def test_json(watch: Watch, tmp_path: Path) -> None:
    """Each run prints one object a line, all of it every time."""
    result = watch(lambda: write(tmp_path, "zork crime again"), options=("--json",))
    assert [json.loads(line)["passed"] for line in result.stdout.splitlines()] == [True] * 4
