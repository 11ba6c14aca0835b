"""The articles that rules are tried on, and the gold beside them where there is any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from ihl.errors import InputError
from ihl.gold import GoldArticle, load_gold
from ihl.read import InputFailure, read_articles
from ihl.text import Article


def articles_in(folder: Path) -> list[Article]:
    """Read every article of a folder, or one file. Raises InputError for the first that cannot be read."""
    return list(_read(folder))


def _read(folder: Path) -> Iterator[Article]:
    for found in read_articles([str(folder)]):
        if isinstance(found, InputFailure):
            raise InputError(f"{found.path}: {found.reason}")
        yield found


def gold_of(folder: Path) -> Mapping[str, GoldArticle]:
    """The gold files of a folder by the stem of their article; none where there are none. Raises GoldError."""
    if not folder.is_dir() or not any(path.with_suffix(".txt").exists() for path in folder.glob("*.yaml")):
        return {}
    return load_gold(folder)


def gold_for(article: Article, gold: Mapping[str, GoldArticle]) -> GoldArticle | None:
    """The gold of an article."""
    return gold.get(PurePath(article.path).stem)
