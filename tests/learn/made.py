"""A small corpus to train on in a test: some conflicts of the real one, and the run they make."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from ihl.learn.training.run import Run, train
from tests.shared import ROOT, rules

CONFLICTS = ("alvania-invasion", "bakanda-east", "marunda-coast", "orsk-valley", "sahel-juntas")


def small_corpus(folder: Path) -> Path:
    """Copy a few plain articles, in parts for learning and for choosing."""
    for n, conflict in enumerate(CONFLICTS):
        part = folder / ("dev" if n == 0 else "train")
        part.mkdir(parents=True, exist_ok=True)
        for path in sorted((ROOT / "corpus" / "train").glob(f"{conflict}-*")):
            shutil.copy(path, part)
    return folder


@cache
def small_run(folder: Path) -> Run:
    """Train on the small corpus, once for each folder."""
    return train(folder, rules())
