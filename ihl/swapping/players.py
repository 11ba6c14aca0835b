"""All who may be replaced in one article, and draws of who takes whose place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import TypeVar

from ihl.engine.ruleset import RuleSet
from ihl.pipeline import trace
from ihl.record import Allegation, Record
from ihl.swapping.bearers import acronyms, bearers, exchanged
from ihl.swapping.casting import Cast, Casting, Stands
from ihl.swapping.forms import masked_spans, met_actors
from ihl.swapping.text import Edit, Renaming, initials, overlaps, with_articles
from ihl.swapping.words import LETTERS, invented, meaningful, name_words
from ihl.text import Article

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
T = TypeVar("T")


class Players:
    """The actors of one article, known and unknown, with their places in the text."""

    def __init__(self, article: Article, rules: RuleSet) -> None:
        found = trace(article, rules)
        self.text = article.text
        self.hits = rules.names.find(article.text)
        self.known = [*((hit.start, hit.end) for hit in self.hits), *masked_spans(article.text, rules)]
        self.casting = Casting(*met_actors(self.hits, article.text), article.text, rules)
        self.words = name_words(found.marks, self.known, rules)
        self.bearers = bearers(found, self.words)
        self.taken = frozenset((*meaningful(rules), *rules.lexicon.forms, *map(str.lower, LETTERS.findall(self.text))))
        fixed = {
            *meaningful(rules),
            *rules.lexicon.forms,
            *(form.lower() for word in self.words for form in word.forms),
        }
        self.acronyms = acronyms(found, self.known, frozenset(fixed))
        self.facing = frozenset(_facing(found.record))

    def fresh(self, rng: Random) -> Renaming | None:
        """Others in all places; None where the draw has two of one name."""
        return self._renaming(Cast(), {}, rng)

    def exchange(self, rng: Random) -> Renaming | None:
        """Actors of one kind in each other's places, others in those of the rest; None where no two may change."""
        pairs = self._matched([(a, b, frozenset((a, b))) for a, b in self.casting.pairs], rng)
        places = {**dict(pairs), **{other: one for one, other in pairs}}
        alike = [(a, b) for n, a in enumerate(self.bearers) for b in self.bearers[n + 1 :] if a.sort == b.sort]
        words: dict[str, str] = {}
        for one, other in self._matched([(a, b, frozenset((a.actor, b.actor))) for a, b in alike], rng):
            made = exchanged(one, other)
            if made is not None and words.keys().isdisjoint(made):
                words |= made
        return self._renaming(Cast(places, places), words, rng) if places or words else None

    def _matched(self, pairs: list[tuple[T, T, frozenset[str]]], rng: Random) -> list[tuple[T, T]]:
        """Some of the pairs, nobody in two of them; first those of whom one accuses the other."""
        used: set[T] = set()
        out = []
        for one, other, _ in sorted(rng.sample(pairs, len(pairs)), key=lambda pair: pair[2] not in self.facing):
            if one not in used and other not in used:
                used |= {one, other}
                out.append((one, other))
        return out

    def _renaming(self, cast: Cast, words: Mapping[str, str], rng: Random) -> Renaming | None:
        """Who is left gets a new name, then the text is written with all of them."""
        cast = self.casting.fresh(cast, rng)
        met = [actor for actor in self.casting.met if cast.images.get(actor, actor) != actor]
        known = {actor: self.casting.stands(actor, cast.images[actor]) or {} for actor in met}
        made = self._invented(words, rng)
        if made is None:
            return None
        edits = [*self._known_edits(known), *self._word_edits(made)]
        surfaces = {self.text[edit.start : edit.end]: edit.new for edit in edits}
        short = self._shortened(Renaming({}, surfaces, ()), rng)
        if short is None:
            return None
        kept = {hit.forms[0].actor: hit.forms[0].actor for hit in self.hits}
        actors = {**kept, **{actor: cast.images[actor] for actor in met}}
        return Renaming(actors, {**surfaces, **short}, with_articles([*edits, *self._word_edits(short)], self.text))

    def _invented(self, words: Mapping[str, str], rng: Random) -> dict[str, str] | None:
        """A new name for every word that has none; None where there was no free one."""
        out = dict(words)
        taken = self.taken.union(new.lower() for new in words.values())
        for word in self.words:
            if word.base not in out:
                made = invented(word, rng, taken, word.base.upper() in self.text)
                if made is None:
                    return None
                out |= made
                taken = taken.union(new.lower() for new in made.values())
        return out

    def _shortened(self, renaming: Renaming, rng: Random) -> dict[str, str] | None:
        """What acronyms are after the swap; None where one of them means something else already."""
        out: dict[str, str] = {}
        for short, name in self.acronyms.items():
            new = initials(renaming.renamed(name)) if name else "".join(rng.choice(_LETTERS) for _ in short)
            if new != short:
                if new.lower() in self.taken or new in out.values():
                    return None
                out[short] = new
        return out

    def _known_edits(self, known: Mapping[str, Stands]) -> Iterator[Edit]:
        for hit in self.hits:
            form = hit.forms[0]
            if form.actor in known:
                new = known[form.actor][form.written].written
                shouted = self.text[hit.start : hit.end].isupper() and not form.written.isupper()
                yield Edit(hit.start, hit.end, new.upper() if shouted else new)

    def _word_edits(self, words: Mapping[str, str]) -> Iterator[Edit]:
        shouted = {old.upper(): new.upper() for old, new in words.items()}
        for found in LETTERS.finditer(self.text):
            new = words.get(found[0]) or shouted.get(found[0])
            if new is not None and not overlaps(*found.span(), self.known):
                yield Edit(*found.span(), new)


def _facing(record: Record) -> Iterator[frozenset[str]]:
    """Pairs of whom one accuses the other."""
    for mention in record.mentions:
        if isinstance(mention, Allegation) and mention.alleger is not None:
            yield from (frozenset((mention.alleger, accused)) for accused in mention.accused)
