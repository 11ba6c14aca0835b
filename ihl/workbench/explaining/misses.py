"""Rules that stayed silent in a sentence: how far they got and what they wanted, or why a match did not count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from ihl.engine.match import Match, match_at
from ihl.engine.nearest import Miss, nearest, words_of
from ihl.engine.program import Role
from ihl.engine.ruleset import Line, RuleSet
from ihl.engine.schema import AnyRule, ConductRule, ContextRule, CueRule
from ihl.marks import Silenced
from ihl.pipeline import Trace
from ihl.slots import SentenceSlots
from ihl.workbench.explaining.notes import Note
from ihl.workbench.testing.expect import Hit

Fired: TypeAlias = list[Hit | Silenced]
"""The hits of a sentence and its silenced matches."""

MOST = 3  # misses told of a sentence
HALF = 0.5  # share of its parts that a line must have met to be told
FEW = 2  # parts it may lack at most
MANY = 8  # wanted words shown
LONGEST = 110  # letters of a find line shown


@dataclass(frozen=True)
class _Near:
    """A line that did not match a sentence, and how near it came."""

    line: Line[AnyRule]
    miss: Miss

    @property
    def order(self) -> tuple[int, int, str, int]:
        return self.miss.lacking, -self.miss.met, self.line.rule.id, self.line.number


@lru_cache(maxsize=4)
def lines_of(rules: RuleSet) -> tuple[Line[AnyRule], ...]:
    """Every pattern of every find line that runs, each once."""
    indexes = (rules.cues, rules.attributions, rules.conducts, rules.denials, rules.contexts)
    lines: dict[int, Line[Any]] = {id(line): line for index in indexes for found in index.values() for line in found}
    return tuple(lines.values())


def nearest_in(sentence: int, found: Trace, here: Fired, rules: RuleSet) -> Iterator[Note]:
    """The silent rules that came nearest to firing in a sentence; none where only a word or two are in common."""
    slots = SentenceSlots(found.doc.sentences[sentence], found.marks.chunks[sentence], rules)
    kinds = _missing(sentence, found, here)
    fired = {one.rule.id for one in here}
    best: dict[str, _Near] = {}
    for line in lines_of(rules):
        absent = slots.sentence.words.isdisjoint(line.pattern.anchor)
        if line.rule.kind not in kinds or line.rule.id in fired or absent:
            continue
        miss = nearest(line.pattern, slots, loose=_loose(line.rule))
        if miss is None or miss.met < 2 or miss.lacking > FEW or miss.met / miss.parts < HALF:
            continue
        near = _Near(line, miss)
        if line.rule.id not in best or near.order < best[line.rule.id].order:
            best[line.rule.id] = near
    for near in sorted(best.values(), key=lambda n: n.order)[:MOST]:
        yield _note(near, slots)


def _missing(sentence: int, found: Trace, here: Fired) -> set[str]:
    """The kinds of rules whose silence may surprise: no cue, a cue that nobody says, or one that is said of nobody."""
    kinds = {one.rule.kind for one in here if not isinstance(one, Silenced)}
    accused = any(claim.accused for claim in found.claims if claim.sentence == sentence)
    surprising = {"attribution", "conduct"} if "cue" in kinds else {"cue", "denial"}
    return surprising - kinds - ({"conduct"} if accused else set())


def misses_of(rule: str, sentence: int, found: Trace, here: Fired, rules: RuleSet) -> Iterator[Note]:
    """What each find line of one rule wanted in a sentence in which it did not fire."""
    slots = SentenceSlots(found.doc.sentences[sentence], found.marks.chunks[sentence], rules)
    told = {one.line for one in here if one.rule.id == rule}
    best: dict[int, _Near | Note] = {}
    for line in lines_of(rules):
        if line.rule.id != rule or line.number in told:
            continue
        miss = nearest(line.pattern, slots, loose=_loose(line.rule))
        held = best.get(line.number)
        if miss is None:
            best[line.number] = _uncounted(line, slots)
        elif held is None or (isinstance(held, _Near) and _Near(line, miss).order < held.order):
            best[line.number] = _Near(line, miss)
    for _, near in sorted(best.items()):
        yield _note(near, slots) if isinstance(near, _Near) else near


def _loose(rule: AnyRule) -> bool:
    return not isinstance(rule, CueRule | ContextRule)


def _note(near: _Near, slots: SentenceSlots) -> Note:
    line, miss = near.line, near.miss
    tokens = slots.sentence.tokens
    at = min(max(miss.at, 0), len(tokens) - 1)
    text = f"{miss.met} of {miss.parts} parts of: {_cut(line.rule.find[line.number - 1])}"
    told = [("met", text), ("stopped at", _stop(miss, slots)), ("wanted", _wanted(miss))]
    if miss.later is not None:
        apart = abs(miss.later - miss.at)
        hidden = not slots.visible(miss.later, miss.anchor or 0)
        words = "word" if apart == 1 else "words"
        hint = "on the other side of a quotation mark" if hidden else f"a gap of {max(apart, 1)} would reach it"
        told.append(("help", f'"{tokens[miss.later].text}" stands {apart} {words} on; {hint}'))
    return Note("nearest", line.rule.id, line.number, "", tokens[at].start, tokens[at].end, tuple(told))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _stop(miss: Miss, slots: SentenceSlots) -> str:
    if miss.anchor is None:
        return "the first word: none of those that could begin it stands here"
    if miss.at < 0:
        return "the beginning of the sentence"
    if miss.at >= len(slots.lowers):
        return "the end of the sentence"
    return f'"{slots.sentence.tokens[miss.at].text}"'


def _wanted(miss: Miss) -> str:
    if isinstance(miss.wanted, Role):
        return f"somebody or something for <{miss.wanted.name}>"
    words = words_of(miss.wanted)
    more = f" and {len(words) - MANY} more" if len(words) > MANY else ""
    return (", ".join(words[:MANY]) or "a word of its own") + more


def _uncounted(line: Line[AnyRule], slots: SentenceSlots) -> Note:
    """A line that matches, and whose match counts for nothing, with the reason."""
    hits = (
        hit
        for at, word in enumerate(slots.lowers)
        if word in line.pattern.anchor
        for hit in match_at(line.pattern, at, slots, loose=_loose(line.rule))
    )
    hit = next(hits)
    tokens = slots.sentence.tokens
    start, end = tokens[hit.first].start, tokens[hit.last].end
    words = " ".join(token.text for token in tokens[hit.first : hit.last + 1])
    told = (("matches", "and counts for nothing: " + _why(line.rule, hit, slots)),)
    return Note("nearest", line.rule.id, line.number, words, start, end, told)


def _why(rule: AnyRule, hit: Match, slots: SentenceSlots) -> str:
    if any(chunk.actor is not None and chunk.first <= hit.anchor < chunk.end for chunk in slots.chunks):
        return "the words are part of the name of an actor"
    if isinstance(rule, ConductRule):
        return "no cue of a category stands in its <act>"
    if rule.status not in ("testing", "stable"):
        return f"the rule is {rule.status} and does not run"
    return "longer words of the same sort take their place"
