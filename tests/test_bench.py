"""The benchmarks run, and their tables hold what they promise. Speeds are not judged here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.judging import BOTH, RULES
from bench.rules import EXAMPLES, Words, rule_sets
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


def test_generated_rules(tmp_path: Path) -> None:
    """Each rule has its copy; the anchors are others, met about as often; one seed gives one set of rules."""
    texts = stream(100)
    sets = rule_sets(tmp_path, texts, (1, 2))
    builtin, doubled = sets[1], sets[2]
    running = {name for name, rule in builtin.rules.items() if rule.status in ("testing", "stable")}
    assert set(doubled.rules) == {*builtin.rules, *(f"{name}-1" for name in running)}
    counts = Words(texts, builtin).counts
    for kind in ("cues", "attributions", "conducts", "denials", "contexts"):
        before, after = set(getattr(builtin, kind)), set(getattr(doubled, kind))
        met = [sum(counts[word] for word in anchors) for anchors in (before, after - before)]
        assert len(after - before) > len(before) / 4
        assert met[0] / 6 < met[1] < met[0] * 3
    assert rule_sets(tmp_path, texts, (2,))[2].digest == doubled.digest


@pytest.mark.slow
def test_quick_run_prints_its_tables() -> None:
    """Every row is there and every ratio is positive."""
    command = [sys.executable, "-m", "bench", "--quick"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in printed.splitlines() if line[:1] == "|"]
    by_name = {row[0]: row[1:] for row in rows if not row[0].startswith("-")}
    assert tuple(by_name["input"]) == HEADINGS[1:]
    for name in ("stream, 10 % relevant", "relevant only"):
        assert all(float(re.sub("[,%]", "", figure)) > 0 for figure in by_name[name])
        assert by_name[f"{name}, 1×"][-1] == "1.00"
        assert float(by_name[f"{name}, 3×"][-1]) > 0
    assert float(by_name[EXAMPLES][1]) > 0
    assert (by_name[RULES][-1], float(by_name[BOTH][-1]) > 0) == ("1.00", True)
    for name in ("`python -c pass`", "`ihl --help`", "`ihl tag one.txt`", PEER):
        assert by_name[name][0] == NO_PEER or float(by_name[name][0]) > 0
    assert by_name[PEER][0] == NO_PEER or all(float(by_name[name][1]) > 0 for name in by_name if "ihl" in name)
