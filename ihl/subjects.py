"""The subject of a verb: a walk to the left over tokens and chunks, with stops that are written down."""

from __future__ import annotations

from dataclasses import dataclass

from ihl.chunks import CIVILIANS, DEMONYM, NAME, PERSON, PRONOUN, REPORT, Chunk
from ihl.engine.match import QUOTE_MARKS
from ihl.view import ACTOR_KINDS, View

_REACH = 24  # steps of a search to the left, at most
_ASIDE = 40  # longest aside between commas that a subject search steps over, in tokens
_OPENING = {")": "(", "—": "—", "–": "–", "--": "--", "-": "-"}  # what opens an aside, by what closes it
_NEGATIONS = frozenset({
    "not", "never", "cannot", "didn't", "doesn't", "don't", "hasn't", "haven't", "wouldn't", "won't",
})  # fmt: skip
_PARTICIPLES = frozenset({
    "found", "held", "said", "told", "known", "seen", "shown", "made", "taken", "brought", "given", "put", "set",
    "struck", "hit", "shot",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """The end of a walk: a chunk, or none."""

    index: int | None


def find_subject(view: View, at: int, anchor: int) -> int | None:
    """The actor that stands as subject before position `at`: nearest first, but not behind a preposition."""
    covering = view.covering.get(at)
    if covering is not None and view.chunks[covering].kind != PRONOUN:
        return None  # "report", "state" as part of a noun phrase are no verbs
    verb = view.lowers[at] if at < len(view.lowers) else ""
    if (verb.endswith("ed") or verb in _PARTICIPLES) and _after_be(view, at):
        return None  # a passive: what stands before it is not who does it
    i = at - 1
    for _ in range(_REACH):
        if i < 0 or not view.visible(i, anchor):
            return None  # words on the other side of a quotation mark belong to somebody else's speech
        if view.lowers[i] in QUOTE_MARKS or view.filler(i):
            i -= 1
            continue
        step = _step(view, i, at, anchor)
        if isinstance(step, _Found):
            return step.index
        i = step
    return None


def has_own_verb(view: View, index: int, at: int) -> bool:
    """Whether no other verb stands between a subject and the verb at `at` (an aside may hold one)."""
    end = view.chunks[index].end
    return view.lowers[end : end + 1] in ((",",), ("(",), ("–",), ("—",)) or not any(
        view.verbal(j) and not view.filler(j) for j in range(end, at)
    )


def _after_be(view: View, at: int) -> bool:
    i = at - 1
    while i >= 0 and view.filler(i) and view.lowers[i] not in ("has", "have", "had"):
        i -= 1
    return i >= 0 and view.lowers[i] in ("is", "are", "was", "were", "be", "been", "being")


def _step(view: View, i: int, at: int, anchor: int) -> int | _Found:
    """One step of the walk from the verb at `at`: where to go on, or the end of it."""
    index = view.covering.get(i)
    if index is not None:
        return _at_chunk(view, index, i)
    word = view.lowers[i]
    if word in (",", "—", "–", "--", ")", "-"):
        opened = _aside_start(view, i)
        return _Found(_beside_comma(view, i, at, anchor)) if opened is None else opened
    if word in ("who", "which", "that"):
        return _Found(_antecedent(view, i))
    if word in _NEGATIONS and view.lowers[i + 1 : i + 2] != ("only",):
        return _Found(None)  # "did not say": it was not said
    near = at < len(view.lowers) and view.rules.is_in("noun_or_verb", view.lowers[at])
    if word == "and" or view.verbal(i):
        return _Found(None if near else _elided(view, i, anchor))
    if not word[0].isalnum() or near:
        return _Found(None)
    return i - 1


def _at_chunk(view: View, index: int, i: int) -> int | _Found:
    """What a chunk met on the walk means: it is the subject, there is none, or the walk goes on before it."""
    chunk = view.chunks[index]
    after = min(chunk.end, len(view.lowers) - 1)
    if chunk.metonym and chunk.kind == NAME and not view.verbal(after) and not view.filler(after):
        return chunk.first - 1  # a capital is its government only right before a verb
    if chunk.kind == PRONOUN and chunk.possessive:
        return i - 1
    behind = view.governed(index) and not _absolute(view, chunk)
    if behind:
        return chunk.first - 2
    if chunk.possessive or (chunk.kind == DEMONYM and not chunk.plural):
        return chunk.first - 1
    # what stands here as subject is no actor: then there is none, and the walk must not go past it
    return _Found(None if chunk.kind == CIVILIANS or chunk.noun == "event_noun" else index)


def _absolute(view: View, chunk: Chunk) -> bool:
    """ "…, with Veska rejecting the report" has a subject of its own."""
    before = view.lowers[chunk.first - 1] if chunk.first else ""
    return before == "with" and chunk.end < len(view.lowers) and view.lowers[chunk.end].endswith("ing")


def _antecedent(view: View, i: int) -> int | None:
    """What a relative clause speaks of: it stands right before "who", or is no actor."""
    before = view.covering.get(i - (2 if i and view.lowers[i - 1] == "," else 1))
    return before if before is not None and view.chunks[before].kind in ACTOR_KINDS | {REPORT} else None


def _aside_start(view: View, comma: int) -> int | None:
    """Where an aside that ends with this comma (or dash, bracket) began, if an actor stands before it."""
    opening = _OPENING.get(view.lowers[comma], ",")
    for i in range(comma - 1, max(-1, comma - _ASIDE), -1):
        if view.lowers[i] == opening:
            index = view.ending.get(i)
            actor = index is not None and view.chunks[index].kind in ACTOR_KINDS | {REPORT}
            if index is not None and actor and not view.governed(index):
                return i - 1
            if opening != ",":
                return None
    return None


def _beside_comma(view: View, i: int, at: int, anchor: int) -> int | None:
    """A comma that closes no aside: the name before it, or the subject that the verb shares."""
    index = view.ending.get(i)
    name = index is not None and view.lowers[i] == "," and view.chunks[index].kind == PERSON
    if index is not None and name and view.lowers[view.chunks[index].first - 1] == ",":
        return index
    return _main_subject(view, i, anchor) if view.lowers[at].endswith("ing") else _elided(view, i, anchor)


def _elided(view: View, i: int, anchor: int) -> int | None:
    """The subject of an earlier verb, for "X rejected it, calling …" and "X rejected it and called …"."""
    return _first_subject(view, range(i, -1, -1), anchor)


def _main_subject(view: View, i: int, anchor: int) -> int | None:
    """The subject of the first verb of the sentence, which a participle after a comma shares."""
    index = _first_subject(view, range(i), anchor)
    if index is not None:
        return index
    # verbs the lists do not know: the first actor that stands free leads the sentence
    for n, chunk in enumerate(view.chunks):
        free = chunk.end <= i and chunk.kind in ACTOR_KINDS and not chunk.possessive and chunk.kind != DEMONYM
        if free and not view.governed(n) and view.visible(chunk.first, anchor):
            return n
    return None


def _first_subject(view: View, places: range, anchor: int) -> int | None:
    """The subject of the first verb in these places that has one."""
    for j in places:
        if view.verbal(j) and view.visible(j, anchor) and j not in view.covering:
            index = _plain_subject(view, j, anchor)
            if index is not None:
                return index
    return None


def _plain_subject(view: View, at: int, anchor: int) -> int | None:
    """The subject right before a verb, asides apart; no search for a shared one, so that the walk comes to an end."""
    i = at - 1
    while i >= 0 and view.visible(i, anchor):
        step = _plain_step(view, i)
        if isinstance(step, _Found):
            return step.index
        i = step
    return None


def _plain_step(view: View, i: int) -> int | _Found:
    index = view.covering.get(i)
    if index is not None:
        return _at_chunk(view, index, i)
    word = view.lowers[i]
    if word in (",", "—", "–", ")"):
        opened = _aside_start(view, i)
        return _Found(None) if opened is None else opened
    if word in ("who", "which", "that", "and") or not (word[0].isalnum() or word in QUOTE_MARKS):
        return _Found(None)
    return _Found(None) if view.verbal(i) and not view.filler(i) else i - 1
