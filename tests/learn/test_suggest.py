"""Suggestions: what is unsure or in dispute comes first, and nothing is suggested twice."""

from __future__ import annotations

from ihl.learn.judging import ModelJudge
from ihl.learn.store import load_model
from ihl.learn.suggest import suggest
from ihl.text import Article
from tests.shared import ROOT, rules

MODEL = load_model()
JUDGE = ModelJudge(MODEL, MODEL.points["balanced"])
CLEAR = "Relief Watch accused Kestria of war crimes."
OPEN = "Whoever lives by the sea knows what a war crime is, and by whom, the poet told them."


def test_what_is_unsure_comes_first() -> None:
    """A plain accusation teaches little."""
    found = suggest([Article(CLEAR, path="clear"), Article(OPEN, path="open")], rules(), JUDGE, 2)
    assert [one.path for one in found] == ["open", "clear"]
    assert found[0].score > found[1].score
    assert found[0].reasons


def test_like_passages_give_way() -> None:
    """Of three, two the same, the other comes before the second of the same."""
    articles = [Article(OPEN, path="one"), Article(OPEN, path="two"), Article(CLEAR, path="clear")]
    assert [one.path for one in suggest(articles, rules(), JUDGE, 3)] == ["one", "clear", "two"]


def test_places() -> None:
    """Each suggestion quotes its place in the text, and none stands there twice."""
    articles = [Article(path.read_text(), path=path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    texts = {article.path: article.text for article in articles}
    found = suggest(articles, rules(), JUDGE, 15)
    assert all(" ".join(texts[one.path][one.start : one.end].split()) == one.text for one in found)
    assert len({(one.path, one.start) for one in found}) == len(found) == 15


def test_nothing_to_suggest() -> None:
    """An article without a legal term teaches nothing."""
    assert suggest([Article("The mayor opened a bridge.")], rules(), JUDGE, 5) == []
