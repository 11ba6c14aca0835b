"""The commands around the models: which one decides, what is refused, and what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ihl.cli import app
from ihl.learn.store import load_model, save_model
from ihl.learn.training.run import Run
from tests.shared import ROOT

TEXT = "Relief Watch accused Kestria of war crimes. The shelling was indiscriminate, the group said."


def ihl(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


@pytest.fixture
def article(tmp_path: Path) -> str:
    """One article on disk."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return str(path)


def tagged(article: str, *options: str) -> dict[str, object]:
    done = ihl("tag", article, "--format", "jsonl", *options)
    assert done.exit_code == 0, done.output
    record: dict[str, object] = json.loads(done.stdout)
    return record


def test_which_model_decides(article: str, run: Run, tmp_path: Path) -> None:
    """The one that comes along, one of one's own, or none."""
    own = save_model(run.model, tmp_path / "own")
    digests = [
        tagged(article, *options)["provenance"]["model_digest"]  # type: ignore[index]
        for options in ((), ("--model", str(tmp_path / "own")), ("--model", "none"))
    ]
    assert digests == [load_model().digest, own, None]


def test_precision(article: str) -> None:
    """The careful point keeps no row that the other drops."""
    wide, narrow = (tagged(article, "--precision", p)["allegations"] for p in ("balanced", "high"))
    assert len(narrow) <= len(wide)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        pytest.param(("tag", "ARTICLE", "--model", "nowhere"), "nowhere: holds no model", id="no-model"),
        pytest.param(("model", "card", "nowhere"), "nowhere: holds no model", id="no-card"),
        pytest.param(("train", "--corpus", "nowhere"), "nowhere: is no folder", id="no-corpus"),
        pytest.param(
            ("corpus", "suggest", "ARTICLE", "--model", "none"), "can be asked of a model alone", id="no-judge"
        ),
    ],
)
def test_refused(args: tuple[str, ...], told: str, article: str) -> None:
    """One line, and exit code 2."""
    done = ihl(*(article if arg == "ARTICLE" else arg for arg in args))
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_train(corpus: Path, tmp_path: Path) -> None:
    """A model of one's own articles is written, and tags."""
    done = ihl("train", "--corpus", str(corpus), "--out", str(tmp_path / "m"), "--no-card")
    assert done.exit_code == 0, done.output
    assert load_model(tmp_path / "m").digest[:16] in done.stdout
    assert "operating points" in done.stderr


def test_card() -> None:
    """The card begins with the digest, and the manifest can be had as JSON."""
    told = ihl("model", "card").stdout
    assert told.startswith(f"model {load_model().digest}")
    assert (ROOT / "models" / "card.md").read_text() in told
    made = json.loads(ihl("model", "card", "--json").stdout)
    assert made["digest"] == load_model().digest
    assert set(made["points"]) == {"balanced", "high"}


def test_suggest(article: str) -> None:
    """In a pipe, a passage a line as JSON."""
    done = ihl("corpus", "suggest", article, "-n", "1")
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["path"] == article
