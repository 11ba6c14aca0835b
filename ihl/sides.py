"""sides: who "both sides" and "the warring parties" are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ihl.chunks import NAME, ORGAN, PRONOUN, Chunk
from ihl.marks import Party
from ihl.memory import Memory, Resolve

_WAR = frozenset(("conflict", "conflicts", "war", "wars", "fighting", "hostilities", "clashes", "ceasefire", "truce"))


_ARMED = ("armed_group_noun", "armed_force_noun", "government_noun")


class Sides:
    """Resolves the sides of the conflict a text tells of."""

    def __init__(self, memory: Memory, resolve: Resolve) -> None:
        self.memory = memory
        self.resolve = resolve
        self.registry = memory.registry

    def parties(self, sentence: int, chunk: Chunk) -> list[Party]:
        """The sides a chunk stands for; an indefinite "sides" stands for nobody."""
        if chunk.owner is not None and chunk.owner.kind != PRONOUN:
            return self.resolve(sentence, chunk.owner)
        words = self.memory.lowers(sentence)[max(0, chunk.first - 2) : chunk.end]
        if not (chunk.definite or not {"both", "all", "each"}.isdisjoint(words)):
            return []
        return [Party(actor) for actor in self._belligerents()]

    def _belligerents(self) -> list[str]:
        """Who the sides are: "conflict between A and B", else the two named most as states or armed groups."""
        named = self._between()
        if len(named) > 1:
            return named
        ranked = self._ranked()
        out: list[str] = []
        for actor in ranked:
            if not any(self.registry.same_side(actor, other) for other in out):
                armed = (a for a in ranked if self.registry.kind(a) == "armed_group")
                out.append(next((a for a in armed if self.registry.same_side(a, actor)), actor))
        return out[:2] if len(out) > 1 else []

    def _ranked(self) -> list[str]:
        """States and armed groups, the most named first, of two the first; sources of the text apart."""
        sources = {self.registry.root(party.actor) for _, _, party in self.memory.sources}
        counted = Counter(actor for actor, kind in self._named() if kind in ("state", "armed_group"))
        ranked = sorted(counted, key=lambda actor: -counted[actor])
        return [actor for actor in ranked if self.registry.root(actor) not in sources]

    def _between(self) -> list[str]:
        """ "the war between A and B" """
        for s, chunks in enumerate(self.memory.marks.chunks):
            lowers = self.memory.lowers(s)
            for one, other in pairwise(chunks):
                if (
                    not _WAR.isdisjoint(lowers[max(0, one.first - 4) : one.first])
                    and "between" in lowers[max(0, one.first - 2) : one.first + 1]
                    and lowers[one.end : other.first] in (("and",), ("and", "the"))
                ):
                    found = [p.actor for c in (one, other) for p in self.resolve(s, c)]
                    if len(found) > 1:
                        return found
        return []

    def _named(self) -> Iterator[tuple[str, str]]:
        """Every actor named in the whole text, with its kind; capitals, which stand in many a dateline, left out."""
        for s, chunks in enumerate(self.memory.marks.chunks):
            for chunk in chunks:
                if chunk.kind == NAME and chunk.actor is not None and not chunk.metonym:
                    kind = self.memory.rules.lexicon.actors[chunk.actor].kind
                    yield self.registry.lexical(chunk.actor, chunk.head), kind
                elif chunk.noun in _ARMED and chunk.actor is None and chunk.kind in (NAME, ORGAN):
                    for party in self.resolve(s, chunk)[:1]:
                        yield party.actor, self.registry.kind(party.actor)
