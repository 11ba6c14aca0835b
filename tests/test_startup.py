"""What a command loads, and that an installed wheel works anywhere."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from tests.made import TEXT

ROOT = Path(__file__).parent.parent
LOADED = """
import sys
from ihl.cli import main
sys.argv = ["ihl", *sys.argv[1:]]
try:
    main()
finally:
    print("loaded:", *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def loaded_by(*args: str, cwd: Path = ROOT) -> set[str]:
    """The packages that a run of the program has loaded at its end."""
    command = [sys.executable, "-c", LOADED, *args]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].removeprefix("loaded:").split())


OURS = {"yaml", "rich", "ahocorasick_rs", "numpy", "scipy", "sklearn"}


def test_help_loads_no_library() -> None:
    """The list of commands needs Typer and nothing else."""
    loaded = loaded_by("--help")
    assert "typer" in loaded
    assert not loaded & {"pydantic", *OURS}


@pytest.mark.parametrize("args", [("--version",), ("tag", "--help"), ("rules", "test", "--help")])
def test_a_command_without_work_loads_little(args: tuple[str, ...]) -> None:
    """Typer may load pydantic to read a command line; what reads articles and rules stays out."""
    assert not loaded_by(*args) & OURS


def test_tagging_loads_no_learning_library(tmp_path: Path) -> None:
    """Rules tag without NumPy, SciPy or scikit-learn, and a pipe needs no terminal library."""
    (tmp_path / "a.txt").write_text(TEXT)
    loaded = loaded_by("tag", "a.txt", cwd=tmp_path)
    assert {"pydantic", "yaml", "ahocorasick_rs"} <= loaded
    assert not loaded & {"numpy", "scipy", "sklearn", "rich"}


@pytest.mark.slow
def test_wheel_tags_outside_the_checkout(tmp_path: Path) -> None:
    """The wheel brings its rules along: it tags from an empty folder, with its runtime libraries only."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    place = tmp_path / "venv"
    venv.create(place, with_pip=True)
    python = str(place / ("Scripts" if sys.platform == "win32" else "bin") / "python")

    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    install = [python, "-m", "pip", "install", "-q"]
    libraries = subprocess.run([*install, *needed], capture_output=True, text=True, check=False)
    if libraries.returncode:
        pytest.skip(f"pip cannot install the runtime libraries: {libraries.stderr.strip().splitlines()[-1]}")
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)

    empty = tmp_path / "empty"
    empty.mkdir()
    tag = [python, "-m", "ihl", "tag", "-"]
    done = subprocess.run(tag, cwd=empty, input=TEXT, capture_output=True, text=True, check=True)
    record = json.loads(done.stdout)
    assert [row["category"] for row in record["allegations"]] == ["war_crime"]
    assert record["allegations"][0]["denials"]
