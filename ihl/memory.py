"""memory: what has been met in the text so far, where and how, and what the whole text says of names and voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ihl.chunks import DEMONYM, NAME, ORGAN, PERSON, Chunk
from ihl.engine.ruleset import RuleSet
from ihl.marks import PUBLISHER, Marks, Party, Speaker
from ihl.registry import Registry, slug
from ihl.slots import governed

Resolve = Callable[[int, Chunk], list[Party]]  # Resolver.parties, as the sieves call it for owners and neighbours
_OF_PLACES = frozenset(("in", "at", "near", "across", "around", "outside", "inside", "towards", "into", "of", "on"))
_IN_PLACES = frozenset(("in", "at", "near", "around", "outside", "inside"))  # "Bani Sarif", written like a person
_OURS = ("we", "our", "us", "we're", "we've")


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor met: where, how, and in the singular or plural."""

    sentence: int
    at: int
    actor: str
    kind: str
    noun: str
    plural: bool
    person: Speaker | None
    subject: bool

    def before(self, sentence: int, at: int) -> bool:
        """Whether it was met before a token of a sentence."""
        return (self.sentence, self.at) < (sentence, at)


class Memory:
    """The text with what has been met in it, in the order of the text."""

    def __init__(self, marks: Marks, rules: RuleSet, registry: Registry) -> None:
        self.marks = marks
        self.rules = rules
        self.registry = registry
        self.seen: list[Seen] = []
        self.people: dict[str, tuple[str, Party]] = {}  # surname -> (full name, whom they speak for)
        self.short: dict[str, str] = {}  # acronym or short form -> actor
        self.sources: list[tuple[int, int, Party]] = []  # who was said to allege or report something, and where
        self.counts = self._count_states()
        self.voice = self._own_voice()
        self.adjectives = self._adjectives()

    # -- the whole text ----------------------------------------------------------------------------------------------

    def _count_states(self) -> Counter[str]:
        """How often each lexicon actor is named: decides "the government" where nothing nearer does."""
        return Counter(chunk.actor for chunk in self.every(0) if chunk.actor and chunk.kind in (NAME, DEMONYM))

    def every(self, since: int) -> Iterator[Chunk]:
        """Every chunk from a sentence on, owners inside other chunks included."""
        return (part for chunks in self.marks.chunks[since:] for chunk in chunks for part in chunk.parts())

    def _adjectives(self) -> dict[str, str]:
        """Adjectives of unknown names, learned from the text: "ostavian" for "Ostavia", the first that fits."""
        single = dict.fromkeys(
            c.head
            for c in self.every(0)
            if c.kind == NAME and c.actor is None and " " not in c.head and len(c.head) > 2
        )
        return {made: name for name in reversed(single) for made in derived(name.lower()) if made.title() in single}

    def _own_voice(self) -> str:
        """Whose text this is: the publisher's, or the organisation's that says "we" in it and names itself most."""
        article = self.marks.doc.article
        if article.publisher is not None or not self._says_we():
            return PUBLISHER
        bodies = [(n, a) for a, n in self.counts.items() if self.rules.lexicon.actors[a].kind == "ngo"]
        best = max(bodies, default=(0, ""))
        if best[0] < 3 or len([n for n, _ in bodies if n == best[0]]) > 1:
            return PUBLISHER
        return self.registry.lexical(best[1], self.rules.lexicon.actors[best[1]].name)

    def _says_we(self) -> bool:
        """Whether the text says "we" outside quotes."""
        return any(
            word in _OURS and sentence.inside[i] < 0
            for sentence in self.marks.doc.sentences
            for i, word in enumerate(sentence.lowers)
        )

    def most_named(self) -> str | None:
        """The state the text names most; of two, the one it names first."""
        actors = self.rules.lexicon.actors
        states = [a for a in self.counts if a in actors and actors[a].kind == "state"]
        if not states:
            return None
        best = max(states, key=lambda actor: self.counts[actor])
        return self.registry.lexical(best, actors[best].name)

    def other_state(self, but: str) -> str | None:
        """The state most met so far that is not on the side of another: whom a bare "the ministry" of a foe is of."""
        met = Counter(s.actor.split("/")[0] for s in reversed(self.seen) if s.kind == "state")  # of two, the last met
        others = [actor for actor in met if not self.registry.same_side(actor, but)]
        return max(others, key=lambda actor: met[actor], default=None)

    # -- one sentence ------------------------------------------------------------------------------------------------

    def lowers(self, sentence: int) -> tuple[str, ...]:
        """The words of a sentence in lower case."""
        return self.marks.doc.sentences[sentence].lowers

    def bare(self, sentence: int, chunk: Chunk, but: tuple[str, ...]) -> list[str]:
        """The words of a chunk as written, without some."""
        tokens = self.marks.doc.sentences[sentence].tokens[chunk.first : chunk.end]
        return [token.text for token in tokens if token.lower not in but]

    def governed(self, sentence: int, chunk: Chunk) -> bool:
        """Whether a chunk stands behind a preposition."""
        return governed(self.lowers(sentence), chunk.first, self.rules)

    def is_subject(self, sentence: int, chunk: Chunk) -> bool:
        """Whether a chunk leads its clause: no preposition before it, no other actor between it and the start."""
        if self.governed(sentence, chunk) or chunk.possessive:
            return False
        lowers = self.lowers(sentence)
        if self.is_verb(lowers[chunk.end] if chunk.end < len(lowers) else ""):
            return True
        earlier = [
            c
            for c in self.marks.chunks[sentence]
            if c.end <= chunk.first and c.kind in (NAME, ORGAN, PERSON) and not self.governed(sentence, c)
        ]
        return not earlier or (earlier[-1].end + 1 == chunk.first and lowers[earlier[-1].end] in ("and", ","))

    def is_verb(self, word: str) -> bool:
        """Whether a word begins a verb group or is a verb of saying."""
        return self.rules.is_in("verb_start", word) or self.rules.is_in("say", word)

    # -- what was met ------------------------------------------------------------------------------------------------

    def before(self, sentence: int, at: int) -> Iterator[Seen]:
        """What was met before a token of a sentence, the last first."""
        return (seen for seen in reversed(self.seen) if seen.before(sentence, at))

    def last(self, sentence: int, at: int, kinds: tuple[str, ...]) -> list[Party]:
        """The actor of some kinds last met."""
        return next(([Party(seen.actor)] for seen in self.before(sentence, at) if seen.kind in kinds), [])

    def last_source(self, sentence: int) -> list[Party]:
        """Who was last said to say something, one or two sentences before; persons apart, whom "it" cannot mean."""
        near = [
            p for s, _, p in self.sources if sentence - 2 <= s < sentence and self.registry.kind(p.actor) != "person"
        ]
        return near[-1:]

    def source_of(self, sentence: int, kinds: tuple[str, ...]) -> list[Party]:
        """Who of some kinds was last said to say something, up to and with a sentence."""
        sources = (party for s, _, party in reversed(self.sources) if s <= sentence)
        return next(([party] for party in sources if self.registry.kind(party.actor) in kinds), [])


def place_names(marks: Marks, rules: RuleSet) -> frozenset[str]:
    """Unknown names met behind "in", "near" …: where nothing surer says so, they are places."""
    out = set()
    for s, chunks in enumerate(marks.chunks):
        lowers = marks.doc.sentences[s].lowers
        for chunk in chunks:
            unknown = chunk.kind in (NAME, PERSON) and chunk.actor is None and not chunk.noun
            if unknown and governed(lowers, chunk.first, rules):
                behind = lowers[max(0, chunk.first - 3) : chunk.first + 1]
                if not (_OF_PLACES if chunk.kind == NAME else _IN_PLACES).isdisjoint(behind):
                    out.add(slug(chunk.head))
    return frozenset(out)


def derived(name: str) -> tuple[str, ...]:
    """The adjectives that English may make of a name of a country."""
    stem = name[:-1] if name[-1] in "aeiouy" else name
    endings = ("n", "an", "ian", "ese", "i", "ish", "ic")
    made = dict.fromkeys([*(name + end for end in endings), *(stem + end for end in endings[1:])])
    if name.endswith("land"):
        made |= dict.fromkeys((name[:-4] + "ish", name[:-4] + "ic", name + "ers", name + "er"))
    if name.endswith("stan"):
        made |= dict.fromkeys((name[:-4], name[:-4] + "s"))
    made.pop(name, None)  # "Ordeshi" is no adjective of "Ordeshi"
    return (*made, *(word + "s" for word in made if word.endswith("n")))
