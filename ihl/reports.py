"""reports: a report speaks for its owner, its publisher, or who was last said to report something."""

from __future__ import annotations

from ihl.chunks import NAME, ORGAN, PRONOUN, REPORT, Chunk
from ihl.marks import Party
from ihl.memory import Memory, Resolve

_REPORTING = ("ngo", "intergovernmental", "court", "media", "other", "person")


class Reports:
    """Resolves reports to those who speak in them."""

    def __init__(self, memory: Memory, resolve: Resolve) -> None:
        self.memory = memory
        self.resolve = resolve

    def authors(self, sentence: int, chunk: Chunk) -> list[Party]:
        """Whose a report is."""
        if chunk.owner is not None and not (chunk.owner.kind == PRONOUN and chunk.owner.head != "its"):
            found = self.resolve(sentence, chunk.owner)
            if found:
                return [*found, *self._co_owners(sentence, chunk)]
        by = self._published_by(sentence, chunk)
        if by:
            return by
        if chunk.plural and not chunk.definite:
            return []
        kind = self.memory.registry.kind
        before = [
            p for s, at, p in self.memory.sources if (s, at) < (sentence, chunk.first) and kind(p.actor) in _REPORTING
        ]
        return before[-1:] or self._to_come(sentence)

    def _published_by(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "a report was published by A" """
        lowers = self.memory.lowers(sentence)
        for other in self.memory.marks.chunks[sentence]:
            near = chunk.end < other.first <= chunk.end + 8
            if near and other.kind in (NAME, ORGAN) and lowers[other.first - 1] == "by":
                return self.resolve(sentence, other)
        return []

    def _co_owners(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "a report by A and B" """
        following = next((c for c in self.memory.marks.chunks[sentence] if c.first >= chunk.end), None)
        if following is None or following.kind != NAME or chunk.owner is None or chunk.owner.end != chunk.end:
            return []
        between = self.memory.lowers(sentence)[chunk.end : following.first]
        return self.resolve(sentence, following) if between in (("and",), ("and", "the")) else []

    def _to_come(self, sentence: int) -> list[Party]:
        """A report whose author is told in the next sentences: "A joint report by A and B." """
        for s, chunks in enumerate(self.memory.marks.chunks[sentence + 1 : sentence + 3], sentence + 1):
            for chunk in chunks:
                if chunk.kind == REPORT and chunk.owner is not None and chunk.owner.kind == NAME:
                    return self.authors(s, chunk)
        return []
