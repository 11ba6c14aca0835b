"""Blind to names: the same text about others gives the same answers, whoever accuses whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.judge import Judge, Judgement, RulesOnly
from ihl.learn.judging import ModelJudge
from ihl.learn.store import load_model
from ihl.scene import Scene
from ihl.swap import check, swaps
from ihl.text import Article
from tests.shared import ROOT, rules

MODEL = load_model()
JUDGES: dict[str, Judge] = {"rules": RulesOnly(), "both": ModelJudge(MODEL, MODEL.points["balanced"])}
TEXT = (
    "PARIS, 3 May - France accused Germany of war crimes on Tuesday. French officials said that German troops had "
    "shelled a town in Italy. Germany's army denied it. Human Rights Watch accused an Italian general of genocide."
)


def sampled() -> Iterator[Path]:
    """All seeds, and one article in twenty of the corpus."""
    yield from sorted((ROOT / "seeds").glob("*.txt"))
    yield from sorted((ROOT / "corpus").glob("[td]*/*.txt"))[::20]


@pytest.mark.slow
@pytest.mark.parametrize("judge", JUDGES.values(), ids=JUDGES.keys())
@pytest.mark.parametrize("path", list(sampled()), ids=lambda path: path.stem)
def test_no_answer_changes(path: Path, judge: Judge) -> None:
    """Labels, roles and denials follow the words."""
    found = [differ for _, differ in check(Article(path.read_text(), path=path.name), rules(), 4, judge=judge)]
    assert [line for differ in found for line in differ] == []


def test_swaps_are_others_and_the_same_each_time() -> None:
    """Twelve texts, none like another; the second call gives the same."""
    first, second = (swaps(Article(TEXT), rules()) for _ in range(2))
    texts = [swap.article.text for swap in first]
    assert texts == [swap.article.text for swap in second]
    assert len({TEXT, *texts}) == 13
    assert sum(swap.exchange for swap in first) >= 3


def test_exchange() -> None:
    """In an exchange the article's own actors change places, adjectives and possessives with them."""
    texts = [swap.article.text for swap in swaps(Article(TEXT), rules(), 24) if swap.exchange]
    assert any("Italian troops had shelled a town in Germany" in text and "a German general" in text for text in texts)


def test_articles_fit_what_follows() -> None:
    """ "An Italian" becomes "a Spanish" where the new name begins with a consonant."""
    for swap in swaps(Article(TEXT), rules(), 24):
        words = swap.article.text.split()
        for article, name in pairwise(words):
            if article in ("a", "an") and name[0].isupper():
                assert (article == "an") == (name[0] in "AEIO"), (article, name)


class Partial:
    """A judge that lets one actor off."""

    digest = None

    def __call__(self, scene: Scene) -> Judgement:
        """Drop what is said against Germany."""
        found = RulesOnly()(scene)
        verdicts = tuple(
            replace(v, keep=v.keep and not any(a.startswith("germany") for a in c.accused))
            for c, v in zip(found.claims, found.verdicts, strict=True)
        )
        return Judgement(found.claims, verdicts, ())


def test_a_partial_judge_is_found_out() -> None:
    """Who treats one name otherwise gives other answers under other names."""
    found = [line for _, differ in check(Article(TEXT), rules(), 6, judge=Partial()) for line in differ]
    assert any("war_crime" in line for line in found)


def test_command(tmp_path: Path) -> None:
    """The command counts what it swapped, and ends with 0 where nothing changed."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.yaml").write_text("id: a\nactors: {}\nmentions: []\n")
    done = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--swap", "--swaps", "3", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.splitlines()[-1]) == {"articles": 1, "swaps": 3, "differing": 0}
