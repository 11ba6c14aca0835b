"""publish: a finished run → the files of its model, its card and its diagram."""

from __future__ import annotations

from pathlib import Path

from ihl.learn.store import CARD, save_model
from ihl.learn.training.card import card
from ihl.learn.training.course import Told
from ihl.learn.training.measuring import reliability
from ihl.learn.training.plot import reliability_png
from ihl.learn.training.reporting import report
from ihl.learn.training.run import Run

DIAGRAM = "reliability.png"


def publish(run: Run, folder: Path, tell: Told, *, measured: bool) -> str:
    """Write the model, and with `measured` its card and diagram; return its digest."""
    digest = save_model(run.model, folder)
    if measured:
        found = report(run, tell)
        (folder / CARD).write_text(card(run, found), encoding="utf-8")
        part = list(found.parts)[-1]
        bins = reliability(found.parts[part]["both"].graded)
        (folder / DIAGRAM).write_bytes(reliability_png(bins, f"{part}/: confidence of rows"))
    return digest
