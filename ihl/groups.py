"""groups: "the group", "the rebels", "the militants" → groups met before."""

from __future__ import annotations

from ihl.chunks import Chunk
from ihl.marks import Party
from ihl.memory import Memory, Seen

_HEARD = 4  # sentences within which "the group" is one that spoke
_GROUP_STEMS = frozenset(
    {"rebel", "milit", "insur", "oppos", "jihad", "separ", "resis", "gunme", "guerr", "param", "settl", "merce"}
)
GROUPS = ("group", "movement", "organisation", "organization", "front")
_PLURAL_BY_SENSE = ("resistance", "armed opposition", "opposition")


class Groups:
    """Resolves nouns for groups by what has been met."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.registry = memory.registry

    def parties(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "the group" is the last group of either sort; "the militants", "rebels" the last armed ones."""
        if chunk.head.lower() in GROUPS and not chunk.plural:
            if not chunk.definite:
                return []
            said = [p for s, _, p in self.memory.sources if 0 <= sentence - s <= _HEARD and self._is_group(p.actor)]
            if said and self.registry.kind(said[-1].actor) == "ngo":
                return [Party(said[-1].actor)]  # who speaks of others is meant, and not whom it speaks of
            groups = self.memory.last(sentence, chunk.first, ("ngo", "armed_group"))
            if groups:
                return groups
            unknown = (s for s in self.memory.before(sentence, chunk.first) if s.kind == "other" and s.subject)
            return next(([Party(s.actor)] for s in unknown), [])
        plural = chunk.plural or chunk.head.lower() in _PLURAL_BY_SENSE
        others = "other" in self.memory.lowers(sentence)[chunk.first : chunk.end]
        met = None if others else self._alike(sentence, chunk)
        met = met or self._last_armed(sentence, chunk, any_number=not plural or (chunk.definite and not others))
        if met is not None:
            self.registry.also(met, chunk.head)
            return [Party(met)]
        if not plural and not chunk.definite:
            return []
        made = self.registry.named(chunk.head, "armed_group_noun")
        self.memory.seen.append(Seen(sentence, chunk.first, made, "armed_group", chunk.noun, chunk.plural, None, True))
        return [Party(made)]

    def _is_group(self, actor: str) -> bool:
        return self.registry.kind(actor) in ("ngo", "armed_group")

    def _alike(self, sentence: int, chunk: Chunk) -> str | None:
        """A group met before under a word of the same stem: "the rebels" after "rebel militias"."""
        stems = {word[:5] for word in chunk.head.lower().split()} & _GROUP_STEMS
        for seen in self.memory.before(sentence, chunk.first):
            if seen.kind == "armed_group" and seen.actor not in self.memory.rules.lexicon.actors:
                forms = " ".join(self.registry.known[seen.actor].forms).lower()
                if any(stem in forms for stem in stems):
                    return seen.actor
        return None

    def _last_armed(self, sentence: int, chunk: Chunk, *, any_number: bool) -> str | None:
        """The armed group last met, but not as the one who speaks in this very sentence ("X accused the rebels")."""
        for seen in self.memory.before(sentence, chunk.first):
            speaks = seen.sentence == sentence and seen.subject and chunk.plural
            if seen.kind == "armed_group" and not speaks and (any_number or seen.plural):
                return seen.actor
        return None
