"""The benchmarks run, and their tables hold what they promise. Speeds are not judged here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.startup import NO_PEER, PEER
from bench.stream import COUNTRIES, relevant_only, stream
from bench.throughput import HEADINGS, keyword_scan
from ihl.engine.load import load_rules

ROOT = Path(__file__).parent.parent


def test_the_stream_is_the_same_each_time() -> None:
    """One seed, one stream; another seed, another one."""
    assert stream(30) == stream(30)
    assert stream(30) != stream(30, seed=1)
    assert len(set(stream(100))) == 100


def test_one_article_in_ten_is_relevant() -> None:
    """Those articles open the gate, and everybody in them is invented."""
    rules = load_rules()
    relevant = relevant_only(stream(100))
    assert len(relevant) == 10
    assert all(rules.gate.opens(text) for text in relevant)
    names = {name for country in COUNTRIES for name in country}
    assert not names & {form.written for forms in rules.lexicon.forms.values() for form in forms}


def test_the_peer_scans_for_the_same_words() -> None:
    """A keyword is found as a whole word, in any letter case, the longest first."""
    found = keyword_scan(["war crime", "war crimes", "genocide"]).findall("War crimes, a war crime, no genocides.")
    assert found == ["War crimes", "war crime"]


@pytest.mark.slow
def test_quick_run_prints_both_tables() -> None:
    """Every row is there and every ratio is positive."""
    command = [sys.executable, "-m", "bench", "--quick"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in printed.splitlines() if line[:1] == "|"]
    by_name = {row[0]: row[1:] for row in rows if not row[0].startswith("-")}
    assert tuple(by_name["input"]) == HEADINGS[1:]
    for name in ("stream, 10 % relevant", "relevant only"):
        assert all(float(re.sub("[,%]", "", figure)) > 0 for figure in by_name[name])
    for name in ("`python -c pass`", "`ihl --help`", "`ihl tag one.txt`", PEER):
        assert by_name[name][0] == NO_PEER or float(by_name[name][0]) > 0
    assert by_name[PEER][0] == NO_PEER or all(float(by_name[name][1]) > 0 for name in by_name if "ihl" in name)
