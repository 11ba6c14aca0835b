"""Training: the same bytes again, what is refused, and that a model reads what it never saw better than chance."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ihl.errors import GoldError
from ihl.gold import load_gold
from ihl.learn.store import load_model, save_model
from ihl.learn.training.course import fold_of
from ihl.learn.training.fitting import Example, fit_scorer
from ihl.learn.training.lessons import read_lesson
from ihl.learn.training.publish import publish
from ihl.learn.training.run import Run, divided, train
from ihl.learn.training.tuning import Bench, best_point
from tests.shared import ROOT, rules


def test_same_bytes(corpus: Path, run: Run, tmp_path: Path) -> None:
    """Two runs over the same articles give the same files."""
    save_model(run.model, tmp_path / "one")
    save_model(train(corpus, rules()).model, tmp_path / "two")
    for name in ("model.json", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.slow
def test_the_model_that_comes_along_is_that_of_the_corpus(tmp_path: Path) -> None:
    """`models/` is what `ihl train` makes of `corpus/` with these rules, byte for byte, card apart."""
    made = load_model().made["libraries"]
    found = train(ROOT / "corpus", rules())
    if found.model.made["libraries"] != made:
        pytest.skip(f"the model was made with {made}; only those versions give its bytes")
    save_model(found.model, tmp_path)
    for name in ("model.json", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (ROOT / "models" / name).read_bytes(), "run: ihl train"


def test_card(run: Run, tmp_path: Path) -> None:
    """The card tells figures of each way of deciding, with intervals, and how far confidence can be believed."""
    publish(run, tmp_path, lambda _: None, measured=True)
    card = (tmp_path / "card.md").read_text()
    ways = ("| rules only |", "| model only |", "| both |", "| both, --precision high |")
    for told in (*ways, "Leaving one conflict out", "## Limits"):
        assert told in card
    assert "Expected calibration error" in card
    assert (tmp_path / "reliability.png").read_bytes().startswith(b"\x89PNG")


def test_progress(corpus: Path) -> None:
    """Every step is told, beginning with what is learned from."""
    told: list[str] = []
    train(corpus, rules(), told.append)
    assert told[0] == "dev 7 articles, train 28 articles"
    assert "operating points" in told


def test_too_few(corpus: Path, tmp_path: Path) -> None:
    """A handful of articles teaches nothing, and that is said."""
    for path in sorted((corpus / "dev").glob("*-0[12].*")):
        shutil.copy(path, tmp_path)
    with pytest.raises(GoldError, match="to learn from"):
        train(tmp_path, rules())


def test_undivided(corpus: Path) -> None:
    """A folder without parts is divided by conflicts, none of which stands in both."""
    gold = load_gold(corpus / "train") | load_gold(corpus / "dev")
    parts = divided({"all": gold}, corpus)
    groups = {part: {name.rpartition("-")[0] for name in found} for part, found in parts.items()}
    assert groups["train"] & groups["dev"] == set()
    assert len(groups["dev"]) == 1
    assert len(parts["train"]) + len(parts["dev"]) == len(gold)


def test_folds_hold_conflicts_together(run: Run) -> None:
    """No conflict stands in two folds."""
    folds = fold_of(run.lessons["train"])
    assert set(folds) == {lesson.group for lesson in run.lessons["train"]}


def test_rare_features_are_not_learned() -> None:
    """What stands in two conflicts alone could be the name of one."""
    shared = [Example(["everywhere"], "yes", g) for g in "abc"] + [Example(["other"], "no", g) for g in "abc"]
    rare = [Example(["name"], "yes", g) for g in "ab"]
    assert set(fit_scorer([*shared, *rare], 1.0, shared=3).weights[0]) <= {"everywhere", "other"}


def test_no_weight_is_a_name(run: Run) -> None:
    """No name that the articles invent is in the model."""
    texts = [lesson.gold for lessons in run.lessons.values() for lesson in lessons]
    plain = {word for gold in texts for word in re.findall(r"\b[a-z]+\b", gold.text)}
    told = {name for gold in texts for names in gold.actors.values() for name in names}
    invented = {word.lower() for name in told for word in re.findall(r"[A-Z][a-z]{3,}", name)} - plain
    weights = {name.lower() for scorer in run.model.scorers.values() for row in scorer.weights for name in row}
    learned = {word for name in weights for word in re.findall(r"[a-z]+", name)}
    assert len(invented) > 100
    assert learned & invented <= {"international", "court", "justice", "criminal", "nations", "united", "tribunal"}


def test_better_than_rules_on_what_chose_the_point(run: Run) -> None:
    """The chosen point is no worse than the one the search began with."""
    bench = Bench.of(run.lessons["dev"], run.model)
    chosen = bench.measure(run.model.points["balanced"]).total.cell.f1
    assert chosen >= bench.measure(best_point(bench)).total.cell.f1 - 1e-9


def test_a_lesson_forgets_what_a_judge_learned(run: Run) -> None:
    """Judging twice gives the same record: nothing that one judge learns of sides is left for the next."""
    from ihl.judge import RulesOnly

    path = ROOT / "corpus" / "train" / "sahel-juntas-01.yaml"
    lesson = read_lesson(path.stem, load_gold(path.parent)[path.stem], rules())
    first = lesson.record(lambda view: run.judge()(view.scene))
    lesson.record(lambda view: RulesOnly()(view.scene))
    assert lesson.record(lambda view: run.judge()(view.scene)) == first
