"""Tags a batch of inputs one after another, and keeps what failed for the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from ihl.cli import output
from ihl.cli.options import Deciding
from ihl.errors import IhlError

if TYPE_CHECKING:
    from ihl.project import Packs
    from ihl.read import InputFailure
    from ihl.record import Record
    from ihl.text import Article

T = TypeVar("T")


@dataclass
class Batch:
    """One run over many inputs: `failures` and `tried` are complete once the records are drawn."""

    packs: Packs
    deciding: Deciding = field(default_factory=Deciding)
    failures: list[InputFailure] = field(default_factory=list)
    tried: int = 0

    def tag(self, paths: Sequence[str], *, bar: bool = False) -> Iterator[Record]:
        """Tag every article of the paths that can be read."""
        return self.tag_articles(self._read(paths, bar=bar))

    def articles(self, paths: Sequence[str], *, bar: bool = False) -> Iterator[Article]:
        """Read every article of the paths that can be read."""
        return self.keep(self._read(paths, bar=bar))

    def _read(self, paths: Sequence[str], *, bar: bool) -> Iterator[Article | InputFailure]:
        from ihl.read import InputFailure, find_articles, read_article

        found = output.with_bar(list(find_articles(paths)), bar)
        return (item if isinstance(item, InputFailure) else read_article(item) for item in found)

    def records(self, paths: Sequence[str]) -> Iterator[Record]:
        """Take the records of files that hold some, and tag what else the paths stand for."""
        from ihl.read import STDIN
        from ihl.read_records import RECORD_ENDINGS, read_records

        articles: list[str] = []
        for path in paths:
            if path == STDIN:
                yield from self._piped()
            elif Path(path).suffix.lower() in RECORD_ENDINGS:
                yield from self.keep(read_records(Path(path)))
            else:
                articles.append(path)
        yield from self.tag(articles, bar=True)

    def _piped(self) -> Iterator[Record]:
        """Take what a pipe brings for records, if it starts like some, else for one article."""
        from ihl.read import STDIN, decode_article
        from ihl.read_records import looks_like_records, parse_json, parse_lines

        data = sys.stdin.buffer.read() if sys.stdin else b""
        if not looks_like_records(data):
            return self.tag_articles([decode_article(STDIN, data)])
        array = data.lstrip().startswith(b"[")
        return self.keep(parse_json(data, STDIN) if array else parse_lines(data.splitlines(), STDIN))

    def tag_articles(self, articles: Iterable[Article | InputFailure]) -> Iterator[Record]:
        """Tag the articles; what could not be read is put aside."""
        from ihl.text import Article

        return self.keep(self._tag(item) if isinstance(item, Article) else item for item in articles)

    def keep(self, results: Iterable[T | InputFailure]) -> Iterator[T]:
        """Pass the results on, and put the failures aside."""
        from ihl.read import InputFailure

        for result in results:
            self.tried += 1
            if isinstance(result, InputFailure):
                self.failures.append(result)
            else:
                yield result

    def finish(self) -> None:
        """Report the failures, if any, and end with exit code 2."""
        if self.failures:
            output.say_failures(self.failures, self.tried)
            raise typer.Exit(2)

    def _tag(self, article: Article) -> Record | InputFailure:
        from ihl.read import InputFailure

        try:
            return self._tagger(article)
        except IhlError:
            raise
        except Exception as error:
            # A defect of ours in one article must not cost the others.
            what = f"{type(error).__name__}: {error}"
            return InputFailure(article.path, f"could not be tagged ({what}); please report this with the article")

    @cached_property
    def _tagger(self) -> Callable[[Article], Record]:
        """Load rules and model when the first article is there: a wrong path alone is told at once."""
        from ihl.engine.load import load_rules
        from ihl.pipeline import tag

        rules = load_rules(*self.packs.folders, builtin=self.packs.builtin)
        judge = self.deciding.judge()
        return lambda article: tag(article, rules, judge=judge)


def nothing_left(records: Iterator[Record]) -> tuple[bool, Iterator[Record]]:
    """Say whether there is no record at all, so that no empty output is written for it."""
    for first in records:
        return False, chain([first], records)
    return True, records
