"""How actors of the lexicon are written: in this text, and which forms of others may stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ihl.engine.lexicon import NameForm, fold
from ihl.engine.ruleset import RuleSet
from ihl.engine.scan import NameHit
from ihl.mark import bare_cues
from ihl.runs import NAME_LINKS, ORG_HEADS
from ihl.segment import segment
from ihl.swapping.words import meaningful
from ihl.text import Article

Shape: TypeAlias = tuple[object, ...]

_MANY = ("state", "armed_group")  # kinds whose names take a verb in the plural where they end so
_SINGULAR_ENDS = ("as", "is", "us", "ss")
_UNCOUNTED_ENDS = ("ese", "ish", "ch", "ss", "ois")  # "a Kestrian", but not "a Tarnese"
_LETTERS_ONLY = re.compile(r"(?:[^\W\d_]|[ .'’-])+")
_AFTER_THE = re.compile(
    r"\b(?:united|republic|kingdom|states|emirates|islands|federation|union|territory|netherlands)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Met:
    """An actor of the lexicon in a text, with the forms it is written in, in the order they are met."""

    actor: str
    forms: tuple[NameForm, ...]


def shape(form: NameForm, kind: str) -> Shape:
    """The sort of a form: two of one sort fit into the same sentence."""
    word = form.written
    people = form.kind == "demonym"
    plural = word.endswith("s") and (people or (kind in _MANY and not word.endswith(_SINGULAR_ENDS)))
    uncounted = people and word.endswith(_UNCOUNTED_ENDS)
    after_the = kind == "state" and _AFTER_THE.search(word) is not None
    signs = tuple(sign in fold(word) for sign in ".'")  # an apostrophe makes two words of one
    return (form.kind, word.count(" "), word.isupper(), word[0].isupper(), plural, uncounted, after_the, signs)


@lru_cache(maxsize=4)
def stand_ins(rules: RuleSet) -> Mapping[str, Mapping[Shape, tuple[NameForm, ...]]]:
    """By actor: its forms that mean it and nothing else, by shape."""
    out: dict[str, dict[Shape, tuple[NameForm, ...]]] = {}
    for found in rules.lexicon.forms.values():
        if _unmistakable(found, rules):
            by_shape = out.setdefault(found[0].actor, {})
            key = shape(found[0], rules.lexicon.actors[found[0].actor].kind)
            by_shape[key] = (*by_shape.get(key, ()), found[0])
    return out


def _unmistakable(found: Sequence[NameForm], rules: RuleSet) -> bool:
    """Whether a form means one actor, reads as a name alone, and holds no word that means something by itself."""
    form, words = found[0], found[0].written.split()
    capital = all(word[0].isupper() or word in NAME_LINKS or "-" in word for word in words) and words[0][0].isupper()
    if not capital or words[0] == "The" or len({other.actor for other in found}) > 1:
        return False
    if form.kind == "demonym":  # the first of an entry is the adjective: "Danish", and not "Dane"
        return form.written.endswith("s") or form.written == rules.lexicon.actors[form.actor].demonyms[0]
    if _LETTERS_ONLY.fullmatch(form.written) is None or (len(words) == 1 and fold(words[0]) in meaningful(rules)):
        return False
    return not any(bare_cues(segment(Article(form.written)), rules))


def met_actors(hits: Sequence[NameHit], text: str) -> tuple[tuple[Met, ...], frozenset[str]]:
    """The actors met by forms that mean them alone; and those met where it is not sure that they are meant."""
    forms: dict[str, dict[str, NameForm]] = {}
    unsure: set[str] = set()
    for hit in hits:
        actors = {form.actor for form in hit.forms}
        if len(actors) > 1 or "\n" in text[hit.start : hit.end]:  # two lines may be two names
            unsure |= actors
        forms.setdefault(hit.forms[0].actor, {})[hit.forms[0].written] = hit.forms[0]
    sure = tuple(Met(actor, tuple(found.values())) for actor, found in forms.items() if actor not in unsure)
    return sure, frozenset(unsure)


def masked_spans(text: str, rules: RuleSet) -> list[tuple[int, int]]:
    """Where phrases stand in which a name does not mean its actor: those stay as they are."""
    folded = fold(text)
    phrases = {phrase for found in rules.lexicon.masks.values() for phrase in found if phrase in folded}
    return [hit.span() for phrase in sorted(phrases) for hit in re.finditer(re.escape(phrase), folded)]


def head(name: str) -> str:
    """The last word of a name of several words, in lower case; "" of one word."""
    _, space, last = fold(name).rpartition(" ")
    return last if space else ""


def heads_alone(met: Iterable[Met], text: str) -> frozenset[str]:
    """Nouns of bodies that a text uses apart from names: "the court" must go on to mean who ends in it."""
    names = sorted({fold(form.written) for one in met for form in one.forms}, key=len, reverse=True)
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\w)")
    return frozenset(re.findall(r"\w+", named.sub(" ", fold(text)))) & frozenset(ORG_HEADS)
