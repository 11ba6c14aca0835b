"""What the tests of the models share: one small model."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihl.learn.training.run import Run
from tests.learn.made import small_corpus, small_run


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus on disk."""
    return small_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def run(corpus: Path) -> Run:
    """A model trained on it."""
    return small_run(corpus)
