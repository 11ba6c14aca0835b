"""Who stands with an attack: "Veskan strikes", "the offensive launched by rebels", "shelled indiscriminately by X"."""

from __future__ import annotations

from ihl.chunks import DEMONYM, NAME, ORGAN, Chunk
from ihl.slots import ACTOR_KINDS, SentenceSlots

_OTHER_CLAUSE = frozenset((";", ":", "but", "while", "whereas", "although", "though"))
NEAR = 3  # words between an actor and what is said of it, at most


def acting(chunk: Chunk) -> bool:
    """Whether a chunk stands for somebody who can act."""
    return chunk.noun not in ("event_noun", "report_noun") and chunk.kind in ACTOR_KINDS


def told_events(slots: SentenceSlots) -> list[Chunk]:
    """The attacks a sentence tells of by a noun."""
    return [chunk for chunk in slots.chunks if chunk.noun == "event_noun"]


def phrase_agents(at: int, anchor: int, slots: SentenceSlots, *, of: bool = False) -> list[int]:
    """ "war crimes committed by X", "shelled indiscriminately by X", "attacks from X"."""
    for i in range(at, min(len(slots.lowers), at + 12)):
        word = slots.lowers[i]
        if word == "by" or (word == "from" and i - at < NEAR) or (of and word == "of" and i == at):
            index = slots.chunk_right(i + 1, anchor)
            if index is not None and slots.chunks[index].first - i <= 5 and acting(slots.chunks[index]):
                return slots.coordinated_right(index)
            if word == "by":
                return []
        if word in _OTHER_CLAUSE or slots.rules.is_in("say", word):
            return []
    return []


def event_agents(event: Chunk, slots: SentenceSlots) -> list[int]:
    """The chunks of those who carry out an attack: behind it, as its owner, or shortly before it."""
    by = phrase_agents(event.end, event.first, slots)
    if by:
        return by
    if event.owner is not None:
        return [n for n, c in enumerate(slots.chunks) if c is event.owner]
    before = next((n for n, c in enumerate(slots.chunks) if _leads(c, event)), None)
    if before is None or not all(_adjective(slots, i) for i in range(slots.chunks[before].end, event.first)):
        return []
    return [before]


def _leads(chunk: Chunk, event: Chunk) -> bool:
    """Whether a chunk before an attack can tell whose it is."""
    if not 0 <= event.first - chunk.end <= NEAR:
        return False
    if chunk.kind == NAME and not chunk.possessive:  # "the Oru attacks" happened in Oru
        return chunk.actor is not None and not chunk.metonym
    return chunk.possessive or chunk.kind in (DEMONYM, ORGAN) or chunk.noun == "armed_group_noun"


def _adjective(slots: SentenceSlots, i: int) -> bool:
    """Whether a word may stand between an actor and its attack."""
    word = slots.lowers[i]
    return word in ("'s", "'") or (
        word[0].isalnum()
        and not slots.rules.is_in("preposition", word)
        and not slots.rules.is_in("verb_start", word)
        and word not in ("and", "the", "a")
    )
