"""What many tests share: the built-in rules, and where the development passages lie when they are there."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from ihl.engine.load import load_rules
from ihl.engine.ruleset import RuleSet

ROOT = Path(__file__).parent.parent


def shared(name: str) -> Path:
    """Return a folder of the development data; the test is skipped, saying why, where it is missing."""
    folder = Path(os.environ.get("IHL_SHARED", ROOT.parent / "shared")) / name
    if not folder.exists():
        pytest.skip(f"{folder} is not here: development data is no part of the project")
    return folder


@cache
def rules() -> RuleSet:
    """The built-in rules, loaded once."""
    return load_rules()
