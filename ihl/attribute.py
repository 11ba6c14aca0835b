"""attribute: the frames. Who says what of whom, and who denies it, with roles still as chunks of words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from ihl.engine.match import Match, match_at
from ihl.engine.ruleset import Index, RuleSet
from ihl.engine.schema import AttributionRule, ConductRule, DenialRule
from ihl.mark import lines_for, silenced
from ihl.marks import Frame, Frames, Marks, Silenced
from ihl.slots import SentenceSlots

R = TypeVar("R", AttributionRule, ConductRule, DenialRule)


def attribute(marks: Marks, rules: RuleSet) -> Frames:
    """Return every frame of every sentence."""
    attributions: dict[int, tuple[Frame[AttributionRule], ...]] = {}
    conducts: dict[int, tuple[Frame[ConductRule], ...]] = {}
    denials: dict[int, tuple[Frame[DenialRule], ...]] = {}
    quiet: list[Silenced] = []
    for sentence in marks.doc.sentences:
        slots = SentenceSlots(sentence, marks.chunks[sentence.index], rules)
        starts = [cue.first for cue in marks.cues_in(sentence.index)]
        if said := _frames(slots, rules.attributions, quiet):
            attributions[sentence.index] = said
        if done := _frames(slots, rules.conducts, quiet, partial(_holds_cue, starts)):
            conducts[sentence.index] = done
        if denied := _frames(slots, rules.denials, quiet):
            denials[sentence.index] = denied
    return Frames(attributions, conducts, denials, tuple(quiet))


def _frames(
    slots: SentenceSlots, index: Index[R], quiet: list[Silenced], fits: Callable[[Match], bool] = lambda _: True
) -> tuple[Frame[R], ...]:
    """All frames of one kind; of the ways one find line matches at one anchor, the first that fits."""
    out: list[Frame[R]] = []
    for line, at in lines_for(slots.sentence, index):
        for found in match_at(line.pattern, at, slots, loose=True):
            if fits(found) and not silenced(line, found, slots, quiet):
                out.append(Frame(slots.sentence.index, line.rule, found, line.number))
                break
    return tuple(out)


def _holds_cue(starts: list[int], match: Match) -> bool:
    act = match.role("act")
    return act is None or any(act.first <= start <= act.last for start in starts)
