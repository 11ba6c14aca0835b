"""The guides cannot rot: their rules load and pass, and the commands they show exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import default_rules_dir, load_rules

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "models/README.md")
GUIDES = [*(ROOT / name for name in PAGES), *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(ihl [^`]+)`")
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]*)(?:#[^)]*)?\)")
PROVER = next((name for name in ("ihl.prove", "ihl.engine.prove") if find_spec(name)), "ihl.prove")
run = CliRunner()


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    found = FENCE.finditer(path.read_text(encoding="utf-8"))
    return [block["text"] for block in found if block["language"] == language]


RULE_BLOCKS = blocks(ROOT / "docs" / "rules.md", "yaml")


def pack_of(block: str) -> str:
    """A name for a block: its pack, or its first passage."""
    found = re.search(r"(?:pack|name): (.+)", block)
    return found[1] if found else "unnamed"


@pytest.fixture
def block_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder that holds one block of the guide."""
    (tmp_path / "guide.yaml").write_text(request.param, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("block_folder", RULE_BLOCKS, ids=map(pack_of, RULE_BLOCKS), indirect=True)
def test_rules_of_the_guide_load_and_pass(block_folder: Path) -> None:
    """Each block loads beside the built-in rules, and each of its examples holds."""
    load_rules(default_rules_dir(), block_folder)
    prove = pytest.importorskip(PROVER)
    report = prove.run_examples([default_rules_dir(), block_folder])
    ours = [case for case in report.cases if case.place.path.parent == block_folder]
    assert not [f"{case.place}: {case.message}" for case in ours if not case.passed and not case.known_gap]


def test_the_guide_tells_of_every_kind() -> None:
    """Each kind of rule has an example in the guide."""
    kinds = set(re.findall(r"^    kind: (\w+)$", "\n".join(RULE_BLOCKS), re.MULTILINE))
    assert kinds >= {"cue", "attribution", "conduct", "denial", "context"}


def commands() -> Iterator[tuple[str, str]]:
    """Every command line of ours that a guide shows, with its page."""
    for path in GUIDES:
        lines = [line for block in blocks(path, "sh") for line in block.splitlines()]
        for line in [*lines, *INLINE.findall(FENCE.sub("", path.read_text(encoding="utf-8")))]:
            for part in re.split(r"&&|\||;", line.partition(" #")[0]):
                words = shlex.split(part)
                if words and words[0].rpartition("/")[2] == "ihl":
                    yield path.name, shlex.join(words[1:])


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_commands_of_the_guides_exist(page: str, line: str) -> None:
    """Each command has a help text of its own, and knows the options it is shown with."""
    words = shlex.split(line)
    names = words[:2] if words[:1] == ["rules"] else words[:1]
    if names and names[0].startswith("-"):
        names = []
    shown = run.invoke(app, [*names, "--help"])
    assert shown.exit_code == 0, f"{page}: ihl {line}"
    for option in (word.partition("=")[0] for word in words if word.startswith("-") and word != "-"):
        assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", shown.stdout), f"{page}: ihl {line}: {option}"


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file of the project finds it."""
    for found in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
        assert not found["path"] or (page.parent / found["path"]).exists(), found["path"]


def test_python_of_the_readme_prints_what_it_says() -> None:
    """The example runs, and gives the lines that are shown below it."""
    readme = ROOT / "README.md"
    (code,), (wanted,) = blocks(readme, "python"), blocks(readme, "text")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == wanted


def test_readme_holds_the_places_to_fill() -> None:
    """The matrix of the seeds and the figures have their places."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("<!-- matrix:begin -->") < text.index("| alleger |") < text.index("<!-- matrix:end -->")
    assert "<!-- figures -->" in text


def test_ci_runs_the_second_command_of_the_readme() -> None:
    """One line of the README installs the project and runs every check; the script takes it from there."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if ".venv/bin/pip install -q -e '.[test]'" in line]
    assert line.endswith(".venv/bin/python -m pytest -n auto")
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
