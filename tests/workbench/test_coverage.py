"""How far rules are proven and reach, and where they disagree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import load_rules
from ihl.text import Article
from ihl.workbench.articles import gold_of
from ihl.workbench.comparing.conflicts import conflicts
from ihl.workbench.testing.coverage import Covered, coverage
from ihl.workbench.testing.prove import run_examples
from ihl.workbench.workspace import open_workspace

run = CliRunner()
PACK = """\
version: 1
pack: made
rules:
  - id: made.fires
    kind: cue
    title: made
    category: war_crime
    basis: named
    find: [zork crimes, zonk crimes]
    unless: [{before: mock}]
    examples:
      - match: Zork crimes.
      - no_match: They met.
        because: made
  - id: made.silent
    kind: attribution
    title: made
    stance: alleges
    find: ['<alleger> zorks (<accused>)? of <act>']
    examples:
      - match: Northland zorks Southland of zork crimes.
      - no_match: They met.
        because: made
"""
GOLD = """\
publisher: null
actors:
  panel: [The panel, panel]
  south: [Southland]
mentions:
  - kind: allegation
    quote: accused Southland of zork crimes
    categories: [war_crime]
    alleger: [panel]
    accused: [south]
    modality: asserted
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of two rules, of which the examples prove one half."""
    path = tmp_path / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two articles, one with gold."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("The panel accused Southland of zork crimes.", encoding="utf-8")
    (folder / "a.yaml").write_text(GOLD, encoding="utf-8")
    (folder / "b.txt").write_text("Northland accused Oru of zonk crimes. Zork crimes, again.", encoding="utf-8")
    return folder


def covered(pack: Path, articles: list[Article] | None = None, news: Path | None = None) -> dict[str, Covered]:
    """The coverage of the pack by rule."""
    workspace = open_workspace(paths=[pack])
    found = coverage(workspace, run_examples(workspace), articles, gold_of(news) if news else None)
    return {one.rule.id: one for one in found}


def test_proof_is_counted_in_parts(pack: Path) -> None:
    """Lines, exceptions, and each blank filled and left out."""
    found = covered(pack)
    fires, silent = found["made.fires"], found["made.silent"]
    assert (fires.proven.shown, fires.proven.parts) == (1, 3)  # two lines and an exception
    assert (silent.proven.shown, silent.proven.parts) == (2, 3)  # a line; a blank filled, never left out
    assert fires.reach is None


def test_reach_over_articles_with_gold(pack: Path, news: Path) -> None:
    """Matches, articles and mentions are counted; those that gold has, where there is gold."""
    articles = [Article(path.read_text(encoding="utf-8"), path=str(path)) for path in sorted(news.glob("*.txt"))]
    found = covered(pack, articles, news)
    assert list(found) == ["made.silent", "made.fires"]  # what never fired comes first
    reach = found["made.fires"].reach
    assert reach is not None
    assert (reach.fires, reach.articles, reach.mentions, reach.alone) == (3, 2, 2, 2)
    assert (reach.right, reach.judged, reach.asked) == (1, 1, 0)


def test_the_command_and_its_floor(pack: Path, news: Path) -> None:
    """JSON lines in a pipe; exit code 1 where less is proven than asked for."""
    out = run.invoke(app, ["rules", "coverage", str(pack), "--on", str(news)])
    assert out.exit_code == 0
    assert [json.loads(line)["rule"] for line in out.stdout.splitlines()] == ["made.silent", "made.fires"]
    assert "2 rules, 6 lines, exceptions and blanks, 50.0 % proven; 1 rules never fired" in out.stderr
    assert run.invoke(app, ["rules", "coverage", str(pack), "--min", "50"]).exit_code == 0
    assert run.invoke(app, ["rules", "coverage", str(pack), "--min", "51"]).exit_code == 1
    assert "made.silent" in run.invoke(app, ["rules", "coverage", str(pack), "--format", "table"]).stdout


CUE = "  - {{id: {0}, kind: cue, title: made, category: {1}, basis: named, find: [{2}], examples: [{{match: a}}]}}\n"
FRAME = "  - {{id: {0}, kind: attribution, title: made, stance: alleges, find: ['{1}'], examples: [{{match: a}}]}}\n"


@pytest.mark.parametrize(
    ("rules", "text", "wanted"),
    [
        pytest.param(
            CUE.format("made.a", "war_crime", "zork crimes") + CUE.format("made.b", "genocide", "zork crimes"),
            "The panel accused Oru of zork crimes.",
            ("label", "made.a", "made.b", "war_crime against genocide"),
            id="two labels for the same words",
        ),
        pytest.param(
            FRAME.format("made.a", "<alleger> zorked <accused> of <act>")
            + FRAME.format("made.b", "<accused> zorked <alleger> of <act>"),
            "Veska zorked Oru of war crimes.",
            ("roles", "made.a", "made.b", "alleger: Veska against Oru"),
            id="other actors in the same role",
        ),
    ],
)
def test_rules_that_disagree(rules: str, text: str, wanted: tuple[str, ...], tmp_path: Path) -> None:
    """The pair, what each says, and the sentence."""
    path = tmp_path / "made.yaml"
    path.write_text(f"version: 1\npack: made\nrules:\n{rules}", encoding="utf-8")
    found = conflicts([Article(text, path="a.txt")], load_rules(path))
    assert wanted in [(one.sort, one.one, one.other, one.detail) for one in found]
    assert {one.sentence for one in found} == {text}


def test_an_allegation_against_a_context(tmp_path: Path) -> None:
    """A statement of law in whose reach an allegation was made all the same."""
    text = "Northland said Southland committed war crimes, which are prohibited under international law."
    found = conflicts([Article(text)], load_rules())
    assert [(one.sort, one.one) for one in found] == [("context", "context.law")]


def test_no_disagreement_where_rules_agree() -> None:
    """Exit code 0 and a count on stderr."""
    assert conflicts([Article("Northland accused Southland of war crimes.")], load_rules()) == ()


def test_the_command_lists_pairs_with_sentences(tmp_path: Path) -> None:
    """Exit code 1 where rules disagree; JSON carries the same."""
    article = tmp_path / "a.txt"
    text = "Northland said Southland committed war crimes, which are prohibited under international law."
    article.write_text(text, encoding="utf-8")
    out = run.invoke(app, ["rules", "conflicts", "--on", str(tmp_path)])
    assert (out.exit_code, text in out.stdout) == (1, True)
    out = run.invoke(app, ["rules", "conflicts", "--on", str(tmp_path), "--json"])
    assert json.loads(out.stdout)["sentence"] == text
