"""The project file: found from where one stands, read with care, and laid under the options."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.errors import InputError
from ihl.project import Packs, find_project, read_project
from tests.made_rules import RULE

run = CliRunner()


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    """A folder's own project file comes before that of the folder above it."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_project(inner) is None
    (tmp_path / "ihl.toml").touch()
    assert find_project(inner) == tmp_path / "ihl.toml"
    (inner / "ihl.toml").touch()
    assert find_project(inner) == inner / "ihl.toml"


def test_packs_are_seen_from_the_file(tmp_path: Path) -> None:
    """Folders are named as seen from the project file, wherever the command is run."""
    path = tmp_path / "ihl.toml"
    path.write_text('[rules]\npacks = ["one", "two"]\nbuiltin = false\n', encoding="utf-8")
    assert read_project(path) == Packs((tmp_path / "one", tmp_path / "two"), False, path)
    path.write_text("", encoding="utf-8")
    assert read_project(path) == Packs((), True, path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[rules", "is not readable TOML", id="no TOML"),
        pytest.param("[rule]\n", "there is no field 'rule'; allowed: rules", id="unknown table"),
        pytest.param("[rules]\npack = 'a'\n", "there is no field 'pack'; allowed: packs, builtin", id="unknown field"),
        pytest.param("rules = 3\n", "must be a table", id="no table"),
        pytest.param("[rules]\npacks = 'one'\n", "must be a list of folders", id="no list"),
        pytest.param("[rules]\nbuiltin = 1\n", "must be true or false", id="no boolean"),
        pytest.param("[rules]\n" + "#" * 100_001, "is larger than", id="too large"),
    ],
)
def test_a_broken_file_is_one_error(text: str, words: str, tmp_path: Path) -> None:
    """The error names the file and says what is allowed."""
    path = tmp_path / "ihl.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_project(path)


def test_a_project_changes_what_is_tagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its folder its rules are in force, which is said on stderr; elsewhere they are not."""
    pack = tmp_path / "project" / "ours"
    pack.mkdir(parents=True)
    text = "version: 1\npack: ours\nrules:\n" + RULE.format(id="ours.sea", find="zork crimes")
    (pack / "rules.yaml").write_text(text, encoding="utf-8")
    (pack.parent / "ihl.toml").write_text('[rules]\npacks = ["ours"]\n', encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("The panel accused Southland of zork crimes in the valley.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert not json.loads(run.invoke(app, ["tag", str(article)]).stdout)["allegations"]
    monkeypatch.chdir(pack.parent)
    done = run.invoke(app, ["tag", str(article)])
    assert [row["category"] for row in json.loads(done.stdout)["allegations"]] == ["war_crime"]
    assert done.stderr.startswith("ihl: rules as ")
