"""A sentence for tests of the matcher: words apart by spaces, actors with a capital letter, no grammar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ihl.engine.match import QUOTE_MARKS, Filled


class MadeSlots:
    """Capitalised words are actors, `act` and `denied` run to the end, words in -ly may be stepped over."""

    def __init__(self, sentence: str) -> None:
        self.words = sentence.split()
        self._lowers = tuple(word.lower() for word in self.words)
        self._depths = tuple(accumulate((word == "“") - (word == "”") for word in self.words))

    @property
    def lowers(self) -> Sequence[str]:
        """The words in lower case."""
        return self._lowers

    def visible(self, at: int, anchor: int) -> bool:
        """Words between “ and ” are on the other side of those outside."""
        return self._depths[at] == self._depths[anchor]

    def filler(self, at: int) -> bool:
        """Adverbs."""
        return self.lowers[at].endswith("ly")

    def right(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        """The actor that begins here, or all words from here on."""
        end = len(self.words)
        if role in ("act", "denied") and at < end:
            yield Filled(role, at, end - 1), end
        elif at < end and self.words[at][0].isupper():
            yield Filled(role, at, at, (at,)), at + 1

    def left(self, role: str, at: int, anchor: int, owner: bool, last: bool) -> Iterator[tuple[Filled, int]]:
        """The actor that ends here or before adverbs, or all words up to here."""
        while at >= 0 and (self.filler(at) or self.words[at] in QUOTE_MARKS):
            at -= 1
        if role in ("act", "denied") and at >= 0:
            yield Filled(role, 0, at), -1
        elif at >= 0 and self.words[at][0].isupper():
            yield Filled(role, at, at, (at,)), at - 1
