"""plot: the reliability diagram of the card, as PNG bytes that are the same on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ihl.learn.training.measuring import Bin


def reliability_png(bins: Sequence[Bin], title: str) -> bytes:
    """Confidence against the share that is right; the size of a dot tells how many rows it stands for."""
    figure = Figure(figsize=(5.0, 5.0), dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1, label="as it should be")
    most = max((b.rows for b in bins), default=1)
    axes.plot([b.confidence for b in bins], [b.right for b in bins], color="#1f4e79", linewidth=1.5)
    sizes = [20 + 180 * b.rows / most for b in bins]
    axes.scatter([b.confidence for b in bins], [b.right for b in bins], s=sizes, color="#1f4e79", label="rows")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share of rows that gold has", title=title)
    axes.legend(loc="upper left", frameon=False)
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
