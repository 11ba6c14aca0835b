"""status: what the words around a cue make of it. Specific precedence, never the last match.

name › law and definition › condition, future, history › not said › denied content › proceedings › hedge › asserted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ihl.marks import Context, Cue

BLOCKING = ("name", "definition", "law", "general", "figurative", "hypothetical", "future", "history", "unsaid")
NEGATED = ("negated", "cleared")


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a cue: a modality, or why it is no allegation; `rules` are the contexts that decided.

    `hearsay`: it is told as alleged, so by somebody other than the text.
    """

    modality: str
    blocked: str | None
    negated: str | None
    rules: tuple[str, ...]
    hearsay: bool


def status(
    cue: Cue, contexts: Iterable[Context], frame_modality: str | None, joined: Sequence[Cue], *, specific: bool
) -> Status:
    """Weigh the contexts that reach a cue, or one joined to it, together with the modality its frame carries.

    Args:
        specific: the cue is said of somebody in particular, so that it is no statement of law and no mere history.
    """
    shared = ("hedged", "alleged", "charged", "adjudicated", "general", "future", "hypothetical")
    reaching = [
        c for c in contexts if reaches(c, cue) or (c.rule.sets in shared and any(reaches(c, other) for other in joined))
    ]
    sets = {c.rule.sets for c in reaching} - ({"law", "history"} if specific else set())
    rules = tuple(dict.fromkeys(c.rule.id for c in reaching))
    blocked = next((name for name in BLOCKING if name in sets), None)
    negated = next((name for name in NEGATED if name in sets), None)
    return Status(_modality(sets, frame_modality), blocked, negated, rules, "alleged" in sets)


def _modality(sets: AbstractSet[str], frame: str | None) -> str:
    for strong in ("adjudicated", "charged"):
        if frame == strong or strong in sets:
            return strong
    return "hedged" if frame == "hedged" or not sets.isdisjoint(("hedged", "alleged")) else "asserted"


def joined_with(cue: Cue, cues: Iterable[Cue], lowers: Sequence[str]) -> list[Cue]:
    """Cues of a sentence joined to this one ("war crimes and crimes against humanity"): what hedges one hedges all."""
    joined: list[list[Cue]] = []
    for other in cues:
        gap = lowers[joined[-1][-1].end : other.first] if joined else ()
        listed = bool(joined) and len(gap) <= 4 and bool({"and", ",", "or"} & set(gap))
        if listed and not {"was", "is", "were", "it", "that"} & set(gap):
            joined[-1].append(other)
        else:
            joined.append([other])
    same = (group for group in joined if any(c.first == cue.first and c.rule.id == cue.rule.id for c in group))
    return next(same, [cue])


def reaches(context: Context, cue: Cue) -> bool:
    """Whether a context speaks of a cue."""
    if context.sentence != cue.sentence:
        return False
    if context.rule.reach == "inside":  # a name or a set phrase must hold the cue
        return context.first <= cue.first and cue.end <= context.end
    return context.reach[0] <= cue.first < context.reach[1]
