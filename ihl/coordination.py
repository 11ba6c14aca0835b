"""Lists of actors: "A, B and other C", "A and its allies", "A, as well as B, were responsible"."""

from __future__ import annotations

from collections.abc import Sequence

from ihl.chunks import DEMONYM, NAME, ORGAN, PERSON, PRONOUN, Chunk
from ihl.engine.match import QUOTE_MARKS
from ihl.view import ACTOR_KINDS, View

_UNCOUNTED = frozenset({"the", "a", "an", "both"}) | QUOTE_MARKS  # words that stand in a list without joining it
_AS_WELL = (("as", "well", "as"), (",", "as", "well", "as"))
_JOIN_RIGHT = (("and",), ("or",), (",", "and"), ("&",), *_AS_WELL, ("along", "with"), ("together", "with"))
_JOIN_LEFT = (("and",), ("or",), (",", "and"), *_AS_WELL)


def coordinated_right(view: View, index: int) -> list[int]:
    """A chunk with those joined to it: "A, B and other C", "A and its allies"."""
    found = [index]
    while (following := found[-1] + 1) < len(view.chunks) and _joins(view, found[-1], following):
        found.append(following)
    return found


def _joins(view: View, left: int, right: int) -> bool:
    one, other = view.chunks[left], view.chunks[right]
    if one.possessive or not _may_be_listed(other) or (other.kind == PRONOUN and not other.possessive):
        return False
    words = _joining(view, one.end, other.first)
    if words == (",", "including"):
        return True
    if words == (",",):
        return _list_goes_on(view, right)
    if words not in _JOIN_RIGHT and not _and_adjectives(view, words):
        return False
    return not _begins_clause(view, right)


def _may_be_listed(chunk: Chunk) -> bool:
    return chunk.kind in ACTOR_KINDS and chunk.noun != "event_noun"


def _and_adjectives(view: View, words: Sequence[str]) -> bool:
    """ "and" with adjectives of the next actor after it: "A and other armed B"."""
    adjectives = all(word[0].isalnum() and not view.stops(word) for word in words[1:])
    return 1 < len(words) <= 4 and words[0] == "and" and adjectives


def _list_goes_on(view: View, index: int) -> bool:
    """Whether a comma joins a list ("A, B and C") and does not open an aside."""
    for following in range(index, min(index + 4, len(view.chunks) - 1)):
        gap = _joining(view, view.chunks[following].end, view.chunks[following + 1].first)
        if gap in (("and",), (",", "and")):
            return view.chunks[following].kind in (NAME, PERSON, ORGAN)
        if gap != (",",):
            return False
    return False


def _begins_clause(view: View, index: int) -> bool:
    """Whether "and X" opens a new clause ("… and X said") instead of joining X."""
    lowers = view.lowers
    end = view.chunks[index].end
    while end < len(lowers) and view.filler(end) and lowers[end] not in ("has", "have", "had"):
        end += 1
    if end == len(lowers) or _before_is_start(view, index):
        return False
    return view.rules.is_in("verb_start", lowers[end]) or view.rules.is_in("say", lowers[end])


def _before_is_start(view: View, index: int) -> bool:
    """Two actors at the head of a sentence share its verb: "A and B said"."""
    first = view.chunks[index - 1].first
    return (
        first <= 1
        or view.lowers[first - 1] in (",", ":", "that", *QUOTE_MARKS)
        or view.lowers[first - 2 : first] == ("to", ",")
    )


def sharing_verb(view: View, index: int) -> list[int]:
    """A subject with all that share its verb."""
    return [*coordinated_left(view, index)[:-1], *_with_those_beside(view, index)]


def _with_those_beside(view: View, index: int) -> list[int]:
    """ "A, as well as B, were responsible": B stands in an aside and shares the verb."""
    end = view.chunks[index].end
    beside = view.lowers[end : end + 2] in ((",", "as"), (",", "along"), (",", "together"), ("as", "well"))
    return coordinated_right(view, index) if beside else [index]


def coordinated_left(view: View, index: int) -> list[int]:
    """The actors joined to a subject from the left: "A, B and C said"."""
    found = [index]
    while found[0] > 0:
        left = _before_bracket(view, found[0] - 1)  # "A (of which B is part) and C said"
        chunk = view.chunks[left]
        gap = _joining(view, chunk.end, view.chunks[found[0]].first)
        if gap not in _JOIN_LEFT and not (gap == (",",) and len(found) > 1):
            break
        if not _may_be_listed(chunk) or chunk.possessive or chunk.kind in (DEMONYM, PRONOUN):
            break
        if view.governed(left) and view.lowers[chunk.first - 1] != "both":
            break
        found.insert(0, left)
    return found


def _before_bracket(view: View, index: int) -> int:
    while index > 0 and _in_brackets(view, index):
        index -= 1
    return index


def _in_brackets(view: View, index: int) -> bool:
    before = view.lowers[: view.chunks[index].first]
    return before.count("(") > before.count(")")


def _joining(view: View, first: int, end: int) -> tuple[str, ...]:
    """The words that join two chunks, without adjectives of the second ("A, allied B")."""
    words = _bare(view.lowers[first:end])
    while len(words) > 1 and view.rules.is_in("head_modifier", words[-1]):
        words = words[:-1]
    return words


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """The words between two chunks without quote marks, articles and bracketed asides."""
    out, depth = [], 0
    for word in words:
        depth += word == "("
        if not depth and word not in _UNCOUNTED:
            out.append(word)
        depth -= word == ")"
    return tuple(out)
