"""The guides for rule authors, walked: every file they show is written, every command run, every output compared.

IHL_WRITE=1 writes the outputs anew, to be read before they are kept.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import default_rules_dir

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "first-rules.md"
PAGES = (GUIDE, ROOT / "docs" / "rules.md", ROOT / "docs" / "lint.md")
BLOCK = re.compile(r"^```(?P<language>\w+)[ \t]*(?P<path>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FIRST_LINE = re.compile(r"# (?P<path>\S+\.ya?ml)\b")
run = CliRunner()


@dataclass(frozen=True)
class Step:
    """A file of the guide, or a command with what it prints."""

    name: str
    path: str
    command: str
    text: str


def steps(page: Path) -> Iterator[Step]:
    """The steps of a page in their order."""
    for n, block in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
        named = FIRST_LINE.match(block["text"])
        if block["language"] == "console":
            for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                command, _, shown = part.partition("\n")
                yield Step(f"{n}: {command}", "", command, shown)
        elif block["path"] or (block["language"] == "yaml" and named):
            path = block["path"] or (named["path"] if named else "")
            yield Step(f"{n}: {path}", path, "", block["text"])


def fits(shown: str, printed: str) -> bool:
    """Whether an output is as shown; a line of three dots stands for any lines."""
    parts = [re.escape(part.strip("\n")) for part in re.split(r"^\.\.\.$", shown, flags=re.MULTILINE)]
    return re.fullmatch(r"\n*(?s:.*?)\n*".join(parts), printed.strip("\n")) is not None


def shown_on_page(output: str, folder: Path) -> str:
    """The output without what the guide says it leaves out: blanks at line ends, the line about the project file."""
    lines = output.replace(f"{folder}/", "").replace(f"{default_rules_dir()}/", "rules/").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines if not line.startswith("ihl: rules as "))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_walked(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Following a page and nothing else, each command prints what the page shows."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    guide, at = page.read_text(encoding="utf-8"), 0
    for step in steps(page):
        if step.path:
            path = tmp_path / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
            continue
        words = shlex.split(step.command)
        assert words[0] == "ihl", f"{step.name}: the guide runs our own commands alone"
        done = run.invoke(app, words[1:], terminal_width=120)
        printed = shown_on_page(done.output, tmp_path)
        assert done.exit_code == 0 or printed, step.name
        at = guide.index(f"$ {step.command}\n{step.text}", at)
        if not os.environ.get("IHL_WRITE"):
            assert fits(step.text, printed), f"{step.name}:\n{printed}"
        elif not fits(step.text, printed):
            guide = guide[:at] + guide[at:].replace(step.text or "```", printed + "```" * (not step.text), 1)
        at += 1
    if os.environ.get("IHL_WRITE"):
        page.write_text(guide, encoding="utf-8")


def test_the_guide_shows_every_kind_of_work() -> None:
    """A cue, an accusation, a denial and an actor are written, proven and compared."""
    files = "\n".join(step.text for step in steps(GUIDE) if step.path)
    commands = [step.command for step in steps(GUIDE) if step.command]
    assert {"cue", "attribution", "denial"} <= set(re.findall(r"kind: (\w+)", files))
    assert "actors:" in files
    for wanted in ("rules init", "rules test", "rules explain", "rules lint", "rules diff", "rules coverage"):
        assert any(wanted in command for command in commands), wanted
