"""What rules cost: how often they are tried, at which words, and how often they match."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.text import Article
from ihl.workbench.showing.timing import Costs, WordCost, example_texts, measure
from ihl.workbench.workspace import Workspace
from tests.made_pack import opened
from tests.made_rules import RULE, base

run = CliRunner()
# The wide rule is tried at each "harbour", and looks for the rest up to 48 words on.
TEXT = "They left the harbour, the harbour and the harbour of zork crimes in the town."
VAIN = "The town of the harbour and of the harbour lay there."
WIDE = "harbour ...24 of ...24 town"


def costs_of(workspace: Workspace, *texts: str) -> Costs:
    """What the chosen rules cost over some texts, the one that is tried most first."""
    return measure(workspace, [Article(text) for text in texts], "candidates")


def made(folder: Path, **rules: str) -> Workspace:
    """Cue rules of one line each."""
    pack = folder / "pack"
    pack.mkdir()
    base(pack)
    text = "".join(RULE.format(id=f"made.{name}", find=f"'{line}'") for name, line in rules.items())
    (pack / "made.yaml").write_text(f"version: 1\nrules:\n{text}", encoding="utf-8")
    return opened(pack)


def test_the_rule_that_is_tried_most_comes_first(tmp_path: Path) -> None:
    """A wide rule on a common word costs more tries for a match than a narrow one."""
    costs = costs_of(made(tmp_path, narrow="zork crime~", wide=WIDE, silent="qqq"), TEXT, TEXT, VAIN)
    assert [(cost.rule, cost.candidates, cost.matches, cost.per_match) for cost in costs.rules] == [
        ("made.wide", 8, 6, 1.33),
        ("made.narrow", 2, 2, 1.0),
        ("made.silent", 0, 0, None),
    ]
    assert costs.words == (WordCost("harbour", 8, 1), WordCost("crimes", 2, 1))
    assert (costs.texts, costs.sentences) == (3, 3)


def test_tries_that_come_to_nothing(tmp_path: Path) -> None:
    """A word is a candidate where the sentence holds what the pattern needs, match or none."""
    workspace = made(tmp_path, wide="harbour of zork")
    assert costs_of(workspace, TEXT).rules[0].per_match == 3.0
    assert costs_of(workspace, "The harbour lay by the harbour.").rules[0].candidates == 0
    nothing = costs_of(workspace, "Zork of the harbour.").rules[0]
    assert (nothing.candidates, nothing.matches, nothing.per_match) == (1, 0, None)


FRAMES = """\
version: 1
pack: frames
actors:
  - {id: veska, name: Veska, kind: state}
  - {id: oru, name: Oru, kind: state}
rules:
  - id: made.cue
    kind: cue
    title: made
    category: war_crime
    basis: named
    find: zork crime~
    unless: [{before: no}]
    examples: [{match: Zork crimes., category: war_crime}, {no_match: two, because: made}]
  - id: made.frame
    kind: attribution
    title: made
    stance: alleges
    find: ["<alleger> zorked <accused> of <act>"]
    unless: [{same sentence: in vain}]
    examples: [{match: Veska zorked Oru of zork crimes.}, {no_match: two, because: made}]
  - id: made.draft
    kind: cue
    title: made
    status: draft
    category: war_crime
    basis: named
    find: zork crime~
    examples: [{match: Zork crimes.}, {no_match: two, because: made}]
tests: [{name: made, text: Zork crimes here., nothing_else: false}]
"""


@pytest.fixture
def frames(tmp_path: Path) -> Workspace:
    """A cue and a frame with exceptions, and a draft."""
    (tmp_path / "frames").mkdir()
    base(tmp_path / "frames")
    (tmp_path / "frames" / "frames.yaml").write_text(FRAMES, encoding="utf-8")
    return opened(tmp_path / "frames")


@pytest.mark.parametrize(
    ("text", "cue", "frame"),
    [
        pytest.param("Veska zorked Oru of zork crimes.", (1, 1), (1, 1), id="both match"),
        pytest.param("Veska zorked Oru of theft.", (0, 0), (1, 1), id="a frame needs no cue here"),
        pytest.param("Veska zorked Oru of no zork crimes.", (1, 0), (1, 1), id="the cue is silenced"),
        pytest.param("In vain Veska zorked Oru of zork crimes.", (1, 1), (1, 0), id="the frame is silenced"),
        pytest.param("Somebody, whoever, zorked of zork crimes.", (1, 1), (1, 0), id="nobody stands in the blanks"),
    ],
)
def test_matches_are_those_that_may_speak(
    text: str, cue: tuple[int, int], frame: tuple[int, int], frames: Workspace
) -> None:
    """An exception takes a match away, and leaves the try."""
    found = {cost.rule: (cost.candidates, cost.matches) for cost in costs_of(frames, text).rules}
    assert found == {"made.cue": cue, "made.frame": frame}


def test_shares_are_of_all_rules(frames: Workspace) -> None:
    """What the rules take adds up to all of it; nothing costs nothing."""
    costs = costs_of(frames, *["Veska zorked Oru of zork crimes."] * 20)
    assert sum(cost.share for cost in costs.rules) == pytest.approx(1, abs=0.001)
    assert sum(cost.milliseconds for cost in costs.rules) == pytest.approx(costs.milliseconds, abs=0.01)
    assert {cost.share for cost in costs_of(frames, "They met.").rules} == {0.0}


def test_the_order_of_time(frames: Workspace) -> None:
    """By time, the rule that took longest comes first."""
    articles = [Article("Veska zorked Oru of zork crimes.")] * 5
    times = [cost.milliseconds for cost in measure(frames, articles).rules]
    assert times == sorted(times, reverse=True)


def test_texts_of_examples_and_passages(frames: Workspace) -> None:
    """Without articles, rules are timed on what their authors wrote."""
    assert [article.text for article in example_texts(frames)] == [
        "Zork crimes.", "two", "Veska zorked Oru of zork crimes.", "two", "Zork crimes.", "two", "Zork crimes here.",
    ]  # fmt: skip


def timed(folder: Path, *args: str) -> tuple[int, str, str]:
    """Exit code, output and messages of the command."""
    result = run.invoke(app, ["rules", "time", str(folder), "--no-builtin", *args])
    return result.exit_code, result.stdout, result.stderr


def test_a_pipe_takes_json_lines(frames: Workspace, tmp_path: Path) -> None:
    """One object for each rule, then one for each word; that times are of this machine stands beside them."""
    code, out, told = timed(tmp_path / "frames", "--by", "candidates")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [item.get("rule", item.get("word")) for item in found] == ["made.cue", "made.frame", "crimes", "zorked"]
    assert [item["candidates"] for item in found] == [4, 1, 4, 1]
    assert "times are of this machine" in told
    assert "7 texts" in told


def test_only_the_first_ones(frames: Workspace, tmp_path: Path) -> None:
    """So many rules and so many words."""
    out = timed(tmp_path / "frames", "--by", "candidates", "--top", "1", "--json")[1]
    assert [set(json.loads(line)) & {"rule", "word"} for line in out.splitlines()] == [{"rule"}, {"word"}]


def test_a_table_for_people(frames: Workspace, tmp_path: Path) -> None:
    """Two tables: rules, and words."""
    code, out, _ = timed(tmp_path / "frames", "--format", "table")
    assert code == 0
    heads = [re.split(r" +┃ +", line.strip("┃ ")) for line in out.splitlines() if "candidates" in line]
    assert heads == [
        ["rule", "ms", "share", "candidates", "matches", "per match"],
        ["word", "candidates", "rules"],
    ]


def test_articles_of_ones_own(frames: Workspace, tmp_path: Path) -> None:
    """A folder of articles takes the place of the examples."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Zork crimes here. Zork crimes there.")
    out = timed(tmp_path / "frames", "--on", str(tmp_path / "news"), "--by", "candidates")[1]
    first = json.loads(out.splitlines()[0])
    assert (first["rule"], first["candidates"], first["matches"]) == ("made.cue", 2, 2)


@pytest.mark.parametrize("args", [("--on", "gone"), ("--top", "0"), ("--json", "--format", "table")])
def test_what_cannot_be_done(args: tuple[str, ...], frames: Workspace, tmp_path: Path) -> None:
    """Exit 2, and nothing on stdout."""
    code, out, told = timed(tmp_path / "frames", *args)
    assert (code, out) == (2, "")
    assert told


def test_nothing_to_be_timed_on(tmp_path: Path) -> None:
    """A pack without examples needs articles."""
    base(tmp_path)
    code, out, told = timed(tmp_path)
    assert (code, out) == (2, "")
    assert "--on" in told
