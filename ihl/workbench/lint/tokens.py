"""The check of words that no text can hold, as the line reads texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ihl.engine.phrase import Word, parse
from ihl.engine.schema import ContextRule
from ihl.segment import segment
from ihl.text import Article
from ihl.workbench.lint.desk import Desk, lines_of
from ihl.workbench.lint.findings import Hit
from ihl.workbench.showing.words import leaves


def never_read(desk: Desk) -> Iterator[Hit]:
    """Tells words that a text is never cut into: "people's" is read as two words, and matches nothing."""
    for line in lines_of(desk.files):
        for word in dict.fromkeys(node.text for node in leaves(parse(line.text)) if isinstance(node, Word)):
            if (read := _read(word)) != (word,):
                at = desk.place(line, line.text.lower().find(word))
                yield Hit(at, f"no text holds '{word}' as one word", f"write it as it is read: {' '.join(read)}")
    for file, key, rule in desk.rules():
        for n, word in enumerate(rule.stops_at if isinstance(rule, ContextRule) else ()):
            if _read(word) != (word,):
                place = file.place((*key, "stops_at", n))
                yield Hit(place, f"no text holds '{word}' as one word", "write one word or sign, in lower case")


@lru_cache(maxsize=20_000)
def _read(word: str) -> tuple[str, ...]:
    """The words a text is cut into where it has this one between two others."""
    lowers = [low for sentence in segment(Article(f"Mara {word} x")).sentences for low in sentence.lowers]
    return tuple(lowers[1:-1])
