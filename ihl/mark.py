"""mark: the scans. Cues, acts, contexts and chunks of a Doc; nothing at all where the gate stays shut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from ihl.chunks import NAME, Chunk
from ihl.engine.match import Match, match_at
from ihl.engine.ruleset import Index, Line, RuleSet, Silencer
from ihl.engine.schema import AnyRule, ContextRule
from ihl.marks import Context, Cue, Marks, Silenced
from ihl.names import Names, NounIndex, manned_names, noun_index, proper_words
from ihl.phrases import find_chunks
from ihl.slots import SentenceSlots
from ihl.text import Doc, Sentence

R = TypeVar("R", bound=AnyRule)


def opens(text: str, rules: RuleSet) -> bool:
    """Whether a text can hold an allegation at all: the fast path asks nothing more."""
    return rules.gate.opens(text)


def has_cue(doc: Doc, rules: RuleSet) -> bool:
    """Whether any sentence holds a cue of a category; names are not looked at, so it may say yes once too often."""
    return any(cue.rule.category for cue in bare_cues(doc, rules))


def bare_cues(doc: Doc, rules: RuleSet) -> Iterator[Cue]:
    """Every cue of a text, those in names too."""
    return (cue for sentence in doc.sentences for cue in _cues(sentence, (), rules, []))


def mark(doc: Doc, rules: RuleSet) -> Marks:
    """Return the cues, acts, contexts and chunks of an article."""
    hits = {hit.start: hit for hit in rules.names.find(doc.article.text)}
    nouns = _nouns(rules)
    names = Names(hits, proper_words(doc.sentences, hits, rules), manned_names(doc.sentences, nouns), nouns, rules)
    chunks = tuple(find_chunks(sentence, names) for sentence in doc.sentences)
    quiet: list[Silenced] = []
    found = [cue for sentence in doc.sentences for cue in _cues(sentence, chunks[sentence.index], rules, quiet)]
    contexts = [c for sentence in doc.sentences for c in _contexts(sentence, chunks[sentence.index], rules, quiet)]
    cues = _longest([cue for cue in found if cue.rule.category or cue.rule.basis == "referred"])
    acts = tuple(cue for cue in found if cue.rule.acts)
    return Marks(doc, chunks, tuple(cues), acts, tuple(contexts), tuple(quiet))


@lru_cache(maxsize=4)
def _nouns(rules: RuleSet) -> NounIndex:
    return noun_index(rules)


def lines_for(sentence: Sentence, index: Index[R]) -> Iterator[tuple[Line[R], int]]:
    """The patterns whose anchor stands in the sentence, with its position."""
    words = sentence.words
    for at, word in enumerate(sentence.lowers):
        for line in index.get(word, ()):
            for need in line.pattern.needs:
                if words.isdisjoint(need):
                    break
            else:
                yield line, at


def silenced(line: Line[R], found: Match, slots: SentenceSlots, quiet: list[Silenced]) -> bool:
    """Whether an exception of the rule stands where it silences it; what it silenced is added to `quiet`."""
    by = tuple(n for n, exception in enumerate(line.unless) if _stands(exception, found, slots))
    if by:
        quiet.append(Silenced(slots.sentence.index, line.rule, found, line.number, by))
    return bool(by)


def _stands(exception: Silencer, found: Match, slots: SentenceSlots) -> bool:
    return any(
        _placed(exception.where, hit, found)
        for pattern in exception.patterns
        for at, word in enumerate(slots.lowers)
        if word in pattern.anchor and not _in_name(at, slots.chunks)
        for hit in match_at(pattern, at, slots, loose=False)
    )


def _placed(where: str, hit: Match, found: Match) -> bool:
    if where == "before":
        return hit.last + 1 == found.first
    if where == "after":
        return hit.first == found.last + 1
    return True


def _cues(sentence: Sentence, chunks: tuple[Chunk, ...], rules: RuleSet, quiet: list[Silenced]) -> Iterator[Cue]:
    slots = SentenceSlots(sentence, chunks, rules)
    seen: set[tuple[str, int, int]] = set()
    for line, at in lines_for(sentence, rules.cues):
        for found in match_at(line.pattern, at, slots, loose=False):
            key = (line.rule.id, found.first, found.last)
            if _in_name(at, chunks):
                break
            if key not in seen and not silenced(line, found, slots, quiet):
                seen.add(key)
                yield Cue(sentence.index, found.first, found.last + 1, line.rule, line.number)
            break


def _in_name(at: int, chunks: Sequence[Chunk]) -> bool:
    """Whether a word is part of the name of a known actor ("Genocide Watch", "Amnesty"), one who owns a noun too."""
    return any(
        part.kind == NAME and part.actor is not None and part.first <= at < part.end
        for chunk in chunks
        if chunk.first <= at < chunk.end
        for part in chunk.parts()
    )


def _longest(cues: list[Cue]) -> list[Cue]:
    """Of overlapping cues of one category the longest stays; different categories may share words."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.sentence, -(c.end - c.first), c.first, c.rule.id)):
        clash = any(
            k.sentence == cue.sentence
            and k.first < cue.end
            and cue.first < k.end
            and set(k.rule.category) >= set(cue.rule.category)
            for k in kept
        )
        if not clash:
            kept.append(cue)
    return sorted(kept, key=lambda c: (c.sentence, c.first, c.end, c.rule.id))


def _contexts(
    sentence: Sentence, chunks: tuple[Chunk, ...], rules: RuleSet, quiet: list[Silenced]
) -> Iterator[Context]:
    slots = SentenceSlots(sentence, chunks, rules)
    for line, at in lines_for(sentence, rules.contexts):
        for found in match_at(line.pattern, at, slots, loose=False):
            if not _in_name(at, chunks) and not silenced(line, found, slots, quiet):
                reach = _reach(line.rule, found, slots)
                yield Context(sentence.index, found.first, found.last + 1, reach, line.rule, line.number)
            break


def _reach(rule: ContextRule, found: Match, slots: SentenceSlots) -> tuple[int, int]:
    """The tokens a context speaks of, cut at the rule's own terminators."""
    total = len(slots.lowers)
    how = rule.reach.split()
    if rule.reach == "inside":
        return found.first, found.last + 1
    if rule.reach == "same sentence":
        return _cut(rule, found, slots, 0, total)
    words = int(how[0]) if how[0].isdigit() else total
    if how[-1] == "after":
        return _cut(rule, found, slots, found.first, min(total, found.last + 1 + words))
    return _cut(rule, found, slots, max(0, found.first - words), found.last + 1)


def _cut(rule: ContextRule, found: Match, slots: SentenceSlots, first: int, end: int) -> tuple[int, int]:
    stops = {*rule.stops_at, ";"}
    for i in range(found.last + 1, end):
        if slots.lowers[i] in stops:
            end = i
            break
    for i in range(found.first - 1, first - 1, -1):
        if slots.lowers[i] in stops:
            first = i + 1
            break
    return first, end


def by_sentence(contexts: tuple[Context, ...]) -> Mapping[int, list[Context]]:
    """Contexts by the sentence they stand in."""
    out: dict[int, list[Context]] = {}
    for context in contexts:
        out.setdefault(context.sentence, []).append(context)
    return out
