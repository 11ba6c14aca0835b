"""How long a command takes from a cold start, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Table, in_turns
from bench.stream import relevant_only, stream

PEER = "`import sklearn`"
NO_PEER = "not installed"


def startup(repeats: int) -> Table:
    """Time the commands, and importing scikit-learn where it is installed."""
    with TemporaryDirectory() as folder:
        article = Path(folder, "one.txt")
        article.write_text(relevant_only(stream(10))[0], encoding="utf-8")
        ways = {
            "`python -c pass`": _process("-c", "pass"),
            "`ihl --help`": _process("-m", "ihl", "--help"),
            "`ihl tag one.txt`": _process("-m", "ihl", "tag", str(article)),
        }
        if find_spec("sklearn"):
            ways[PEER] = _process("-c", "import sklearn")
        seconds = in_turns(ways, repeats)
    peer = seconds.get(PEER)
    rows = [(name, f"{taken * 1000:.0f}", f"{taken / peer:.2f}" if peer else "-") for name, taken in seconds.items()]
    if peer is None:
        rows.append((PEER, NO_PEER, "-"))
    return Table(f"Start-up, medians of {repeats}", ("command", "ms", f"÷ {PEER}"), tuple(rows))


def _process(*args: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *args], check=True, capture_output=True)
