"""The guides cannot rot: their rules load and pass, and the commands they show exist."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import load_rules
from ihl.workbench.testing.prove import run_examples
from ihl.workbench.workspace import open_workspace

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "models/README.md")
GUIDES = [*(ROOT / name for name in PAGES), *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(ihl [^`]+)`")
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]*)(?:#[^)]*)?\)")
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


@pytest.mark.parametrize("block", RULE_BLOCKS, ids=pack_of)
def test_rules_of_the_guide_load(block: str, tmp_path: Path) -> None:
    """Each block loads beside the built-in rules."""
    (tmp_path / "guide.yaml").write_text(block, encoding="utf-8")
    load_rules(tmp_path)


def test_rules_of_the_guide_pass(tmp_path: Path) -> None:
    """Each example of each block holds, and no rule of the guide lacks one."""
    for number, block in enumerate(RULE_BLOCKS):
        (tmp_path / f"{number}.yaml").write_text(block, encoding="utf-8")
    report = run_examples(open_workspace(paths=[tmp_path]))
    cases = report.cases
    assert len(cases) >= len(RULE_BLOCKS)
    assert not [f"{case.place}: {case.message}" for case in cases if not case.passed and not case.known_gap]
    assert report.holds


def test_the_guide_tells_of_every_kind() -> None:
    """Each kind of rule has an example in the guide."""
    kinds = set(re.findall(r"^    kind: (\w+)$", "\n".join(RULE_BLOCKS), re.MULTILINE))
    assert kinds >= {"cue", "attribution", "conduct", "denial", "context"}


def commands() -> Iterator[tuple[str, str]]:
    """Every command line of ours that a guide shows, with its page."""
    for path in GUIDES:
        lines = [line for block in blocks(path, "sh") for line in block.splitlines()]
        for line in [*lines, *INLINE.findall(FENCE.sub("", path.read_text(encoding="utf-8")))]:
            for part in re.split(r"&&|\|", line.partition(" #")[0]):
                words = part.split()
                if words and words[0].rpartition("/")[2] == "ihl":
                    yield path.name, " ".join(words[1:])


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_commands_of_the_guides_exist(page: str, line: str) -> None:
    """Each command has a help text of its own, and knows the options it is shown with."""
    words = line.split()
    names = words[:2] if words[:1] in (["rules"], ["corpus"], ["model"]) else words[:1]
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


def test_readme_holds_the_place_of_the_matrix() -> None:
    """The matrix of the seeds has its place."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("<!-- matrix:begin -->") < text.index("| alleger |") < text.index("<!-- matrix:end -->")


def test_ci_runs_the_second_command_of_the_readme() -> None:
    """One line of the README installs the project and runs every check; the script takes it from there."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if ".venv/bin/pip install -q -e '.[test]'" in line]
    assert line.endswith(".venv/bin/python -m pytest -n auto")
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
