"""The text and its parts, as values: nothing here is ever changed after it is made.

All offsets are Unicode code points into `Article.text`, end exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Article:
    """One input text with what is known about it."""

    text: str
    path: str = "-"
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """SHA-256 of the text in UTF-8, hex: same text, same id."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one punctuation mark; `lower` has straight apostrophes."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part: headline, dateline, paragraph, list_item, caption or speaker_turn."""

    start: int
    end: int
    kind: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included.

    `closed` is false where the closing mark is missing; `fragment` is true for words quoted inside
    a sentence of the author ("called it “lies”"), which take part in the author's grammar.
    """

    start: int
    end: int
    closed: bool
    fragment: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence with its tokens; `block` is the index of the block it stands in."""

    index: int
    start: int
    end: int
    block: int
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...] = field(default=())

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        return tuple(token.lower for token in self.tokens)

    @cached_property
    def words(self) -> frozenset[str]:
        """The distinct words, lower case."""
        return frozenset(self.lowers)

    @cached_property
    def inside(self) -> tuple[int, ...]:
        """Per token: index into `quotes` of the full (non-fragment) quotation it stands in, or -1."""
        full = [(i, q) for i, q in enumerate(self.quotes) if not q.fragment]
        return tuple(next((i for i, q in full if q.start <= token.start < q.end), -1) for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Doc:
    """An article cut into blocks, sentences, tokens and quotations."""

    article: Article
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
