"""Where the development passages lie, when they are there: beside the checkout or where IHL_SHARED says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def shared(name: str) -> Path:
    """Return a folder of the development data; the test is skipped, saying why, where it is missing."""
    folder = Path(os.environ.get("IHL_SHARED", ROOT.parent / "shared")) / name
    if not folder.exists():
        pytest.skip(f"{folder} is not here: development data is no part of the project")
    return folder
