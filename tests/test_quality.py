"""The checks that are no tests of their own: style, types, and the examples of the rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.parametrize(
    "check",
    [
        pytest.param(("ruff", "check"), id="ruff"),
        pytest.param(("mypy",), id="mypy"),
        pytest.param(("ihl", "rules", "test"), id="rules"),
    ],
)
def test_check(check: tuple[str, ...]) -> None:
    """Each check passes over the whole checkout."""
    done = subprocess.run([sys.executable, "-m", *check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
