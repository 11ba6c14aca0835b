"""The corpus commands: what is wrong with annotated articles, and how far two annotators agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.agreement import agreement, kappa
from ihl.cli import app
from ihl.gold import load_gold

run = CliRunner()
TEXT = (
    "The panel accused Southland of war crimes in the valley on Monday. Southland rejected the accusation. "
    + "The road to the market has been closed since the floods of the spring of last year. " * 1
    + " ".join(f"Line {n} tells of the weather." for n in range(30))
)
GOLD = """\
publisher: []
actors:
  panel: [The panel, panel]
  south: [Southland]
mentions:
  - quote: accused Southland of war crimes
    kind: allegation
    categories: [war_crime]
    alleger: [panel]
    accused: [south]
    modality: MODALITY
  - quote: Southland rejected the accusation
    kind: denial
    denier: [south]
    denial_kind: rejects
    denies: [{alleger: panel, accused: south, categories: all}]
"""


def write(folder: Path, name: str = "one-01", gold: str = GOLD, text: str = TEXT, modality: str = "asserted") -> Path:
    """A folder with one annotated article more."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.yaml").write_text(gold.replace("MODALITY", modality), encoding="utf-8")
    return folder


def test_an_annotator_agrees_with_himself(tmp_path: Path) -> None:
    """All figures are 1, whatever the articles hold."""
    gold = load_gold(write(tmp_path / "a"))
    found = agreement(gold, gold)
    total = found.scores.total
    assert (total.cell.f1, total.mention.f1, total.denial.f1, found.kappa, found.cells) == (1, 1, 1, 1, 1)


def test_annotators_agree_with_themselves_on_the_corpus() -> None:
    """The gold of the corpus, read as records, gives every row and denial of itself."""
    gold = load_gold(Path(__file__).parent.parent / "corpus" / "dev")
    total = agreement(gold, gold).scores.total
    assert (total.cell.f1, total.denial.f1) == (1, 1)
    assert total.mention.f1 == pytest.approx(1)


@pytest.mark.parametrize(
    ("change", "cell", "denial"),
    [
        pytest.param(("alleger: [panel]", "alleger: []"), 0, 0, id="another alleger"),
        pytest.param(("denier: [south]", "denier: [panel]"), 1, 0, id="another denier"),
        pytest.param(("[war_crime]", "[war_crime, genocide]"), 2 / 3, 2 / 3, id="one category more"),
        pytest.param(("south: [Southland]", "other: [Southland]"), 1, 1, id="another key for the same names"),
    ],
)
def test_where_annotators_differ(change: tuple[str, str], cell: float, denial: float, tmp_path: Path) -> None:
    """Rows and denials are compared by the names of their actors."""
    other = GOLD.replace(*change)
    if "other:" in other:
        other = other.replace("[south]", "[other]").replace("accused: south", "accused: other")
    if "alleger: []" in other:
        other = other.replace("{alleger: panel", "{alleger: null")
    one = load_gold(write(tmp_path / "a"))
    total = agreement(one, load_gold(write(tmp_path / "b", gold=other))).scores.total
    assert total.cell.f1 == pytest.approx(cell)
    assert total.denial.f1 == pytest.approx(denial)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([], None),
        ([("a", "a"), ("a", "a")], 1.0),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], value: float | None) -> None:
    """Agreement beyond chance: none at chance, one where all agree."""
    assert kappa(pairs) == value


def test_the_command_compares(tmp_path: Path) -> None:
    """Figures as lines or as JSON; folders without a common article are an error."""
    one, other = write(tmp_path / "a"), write(tmp_path / "b", modality="hedged")
    assert "modality kappa 0.000 over 1 cells" in run.invoke(app, ["corpus", "agreement", str(one), str(other)]).stdout
    told = json.loads(run.invoke(app, ["corpus", "agreement", str(one), str(other), "--json"]).stdout)
    assert (told["cell_f1"], told["modality_kappa"]) == (1, 0)
    out = run.invoke(app, ["corpus", "agreement", str(one), str(write(tmp_path / "c", name="two-01"))])
    assert (out.exit_code, "no article in common" in out.stderr) == (2, True)


def test_a_sound_folder_is_counted(tmp_path: Path) -> None:
    """Exit code 0, and how much it holds."""
    out = run.invoke(app, ["corpus", "check", str(write(tmp_path / "a"))])
    assert out.exit_code == 0, out.output
    assert "a: 1 articles, 1 conflicts" in out.stdout
    assert "war_crime 1" in out.stdout


@pytest.mark.parametrize(
    ("gold", "text", "words"),
    [
        pytest.param(GOLD.replace("of war crimes", "of theft"), TEXT, "quote not found", id="quote"),
        pytest.param(GOLD.replace("accused: [south]", "accused: [nobody]"), TEXT, "accused is 'nobody'", id="key"),
        pytest.param(
            GOLD.replace("categories: all", "categories: [genocide]"), TEXT, "no mention alleges", id="denial"
        ),
        pytest.param(GOLD.replace("[Southland]", "[Southland, the panel]"), TEXT, "is also one of 'panel'", id="name"),
        pytest.param(GOLD, TEXT + " It was genocide.", "'genocide' belongs to no mention", id="term"),
        pytest.param(GOLD, TEXT[:120], "allowed are 120 to 520", id="length"),
    ],
)
def test_what_is_wrong_is_told(gold: str, text: str, words: str, tmp_path: Path) -> None:
    """The file, the place in it and the reason; exit code 1."""
    folder = write(tmp_path / "a", gold=gold, text=text)
    out = run.invoke(app, ["corpus", "check", str(folder)])
    assert (out.exit_code, words in out.stdout, "one-01.yaml: " in out.stdout) == (1, True, True), out.stdout


def test_copies_and_shared_conflicts_are_told(tmp_path: Path) -> None:
    """A sentence that stands in two articles, and a conflict in two folders."""
    write(tmp_path / "train", name="one-01")
    write(tmp_path / "dev", name="one-02")
    out = run.invoke(app, ["corpus", "check", str(tmp_path)])
    assert out.exit_code == 1
    assert "also stands in one-02" in out.stdout
    assert "the conflict 'one' is in dev/ too" in out.stdout
