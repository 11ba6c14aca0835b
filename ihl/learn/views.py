"""An article, and a cue in it, as the models see them: who is near, who speaks, what the rules made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from ihl.chunks import DEMONYM, PRONOUN
from ihl.learn.cast import Cast
from ihl.marks import PUBLISHER, Claim, Cue, actor_of
from ihl.speech import Said
from ihl.voice import voice_at

EVERYWHERE = -1  # in place of a sentence
_NEAR = ((1, "0"), (3, "2"), (6, "5"), (11, "10"), (21, "20"))


def bucket(n: int, limits: Sequence[tuple[int, str]] = _NEAR) -> str:
    """A number as one of a few words."""
    return next((name for limit, name in limits if n < limit), "far")


def few(n: int) -> str:
    """A count as 0, 1, 2 or more."""
    return str(n) if n < 3 else "3+"


class ArticleView:
    """What is counted once for an article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        scene = cast.scene
        self.scene = scene
        self.said_by: Counter[tuple[str, int]] = Counter()
        self.said_of: Counter[tuple[str, int]] = Counter()
        for claim in scene.claims:
            if claim.blocked is None:
                for place in (claim.sentence, EVERYWHERE):
                    if claim.alleger is not None:
                        self.said_by[claim.alleger.actor, place] += 1
                    for actor in claim.accused:
                        self.said_of[actor, place] += 1
        self._crowds: dict[int, int] = {}
        self._sides: dict[tuple[str, str], bool] = {}
        ranked = sorted(cast.places, key=lambda a: -len(cast.places[a]))
        self.rank = {actor: n for n, actor in enumerate(ranked)}

    @cached_property
    def mere_places(self) -> frozenset[str]:
        """Names no lexicon knows that stand in places' slots alone: nobody speaks or acts by them in the whole text."""
        return frozenset(actor for actor in self.cast.places if self._mere_place(actor))

    def _mere_place(self, actor: str) -> bool:
        registry, memory = self.scene.registry, self.scene.resolver.memory
        if actor in registry.lexicon.actors or registry.kind(actor) not in ("other", "person") or "/" in actor:
            return False
        if not self.scene.resolver.is_place(actor):
            return False
        for standing in self.cast.places[actor]:
            lowers, chunk = self.scene.marks.doc.sentences[standing.sentence].lowers, standing.chunk
            if standing.owner or chunk.possessive or chunk.kind == DEMONYM:
                return False
            after = lowers[chunk.end] if chunk.end < len(lowers) else ""
            listed = chunk.first and lowers[chunk.first - 1] == "and"  # "the ports of Oru and Tarn may …"
            if not listed and not memory.governed(standing.sentence, chunk) and memory.is_verb(after):
                return False
        return True

    def elsewhere(self, counts: Counter[tuple[str, int]], actor: str, sentence: int) -> int:
        """How often rules give an actor a role in other sentences."""
        return counts[actor, EVERYWHERE] - counts[actor, sentence]

    @cached_property
    def told(self) -> frozenset[int]:
        """The sentences in which an act is told."""
        return frozenset(act.sentence for act in self.scene.marks.acts)

    def same_side(self, one: str, other: str) -> bool:
        """Whether two actors are one, or organ and owner, or allies; the text itself has no side."""
        if PUBLISHER in (one, other):
            return False
        if (one, other) not in self._sides:
            self._sides[one, other] = self.scene.registry.same_side(one, other)
        return self._sides[one, other]

    def forget_sides(self) -> None:
        """Ask anew who is on whose side: more has become known of it."""
        self._sides.clear()

    def crowd(self, sentence: int) -> int:
        """How many actors stand in a sentence."""
        if sentence not in self._crowds:
            self._crowds[sentence] = len({a for s in self.cast.standings[sentence] for a in s.acts})
        return self._crowds[sentence]


class CueView:
    """One cue with what the rules made of it, seen from any actor of the article."""

    def __init__(self, article: ArticleView, cue: Cue, claims: Sequence[Claim]) -> None:
        self.article = article
        self.cast = article.cast
        self.scene = article.scene
        self.cue = cue
        self.claims = claims
        self.sentence = self.scene.marks.doc.sentences[cue.sentence]

    # -- what the rules made of it ----------------------------------------------------------------------------------

    @cached_property
    def allegers(self) -> frozenset[str | None]:
        """Whom the rules have as allegers; None for nobody named."""
        return frozenset(actor_of(c.alleger) for c in self.claims)

    @cached_property
    def accused(self) -> frozenset[str | None]:
        """Whom the rules have as accused."""
        return frozenset(a for c in self.claims for a in c.accused)

    @cached_property
    def sieves(self) -> list[str]:
        """By which sieves."""
        return sorted({c.sieve for c in self.claims})

    @cached_property
    def statuses(self) -> list[str]:
        """How firmly, for the rules."""
        return sorted({c.status for c in self.claims})

    @cached_property
    def beside(self) -> tuple[Claim | None, Claim | None]:
        """The last claim of an earlier sentence and the first of a later one."""
        at = self.cue.sentence
        claims = [c for c in self.scene.claims if c.blocked is None]
        last = next((c for c in reversed(claims) if c.sentence < at), None)
        return last, next((c for c in claims if c.sentence > at), None)

    def on_side(self, actor: str, others: Iterable[str | None]) -> bool:
        """Whether an actor is on the side of any of some others; the text itself has no side."""
        return any(other and self.article.same_side(other, actor) for other in others)

    # -- what holds the cue ------------------------------------------------------------------------------------------

    @cached_property
    def holding(self) -> tuple[Said, ...]:
        """The attributions whose content holds the cue, the innermost first."""
        found = [s for s in self.scene.speech.said.get(self.cue.sentence, ()) if s.first <= self.cue.first <= s.last]
        return tuple(sorted(found, key=lambda s: (s.width, -s.first, s.frame.rule.id)))

    @cached_property
    def said_near(self) -> list[tuple[Said, int, str]]:
        """The attributions of the sentence and its neighbours: how far off, and how closely they hold the cue."""
        ranks = {id(s): few(n) for n, s in enumerate(self.holding)}
        said = self.scene.speech.said
        return [(s, d, ranks.get(id(s), "out")) for d in (-1, 0, 1) for s in said.get(self.cue.sentence + d, ())]

    @cached_property
    def has_pronoun(self) -> bool:
        """Whether a pronoun stands in the sentence."""
        return any(c.kind == PRONOUN for c in self.scene.marks.chunks[self.cue.sentence])

    @cached_property
    def quoted(self) -> tuple[str, ...] | None:
        """Who speaks in the quotation that holds the cue; None outside quotations."""
        start = self.sentence.tokens[self.cue.first].start
        for quote in self.scene.marks.doc.quotes:
            if not quote.fragment and quote.start <= start < quote.end:
                return tuple(p.actor for p in self.scene.speech.speakers.get(quote, ()))
        return None

    @cached_property
    def voice(self) -> str:
        """Whose voice the sentence is in."""
        return voice_at(self.scene.resolver.memory, self.cue.sentence).actor

    @cached_property
    def sources(self) -> tuple[tuple[int, str], ...]:
        """Who was said to say something up to the sentence, the last first, each once, with the distance."""
        out: dict[str, int] = {}
        for s, _, party in reversed(self.scene.resolver.sources):
            if s <= self.cue.sentence:
                out.setdefault(party.actor, self.cue.sentence - s)
        return tuple((distance, actor) for actor, distance in out.items())

    @cached_property
    def state(self) -> str:
        """Whether a frame holds the cue, or a quotation, or neither."""
        framed = "framed" if any(s.parties or s.names_accused or s.unnamed for s in self.holding) else "free"
        return framed + ("+quoted" if self.quoted is not None else "")

    # -- candidates --------------------------------------------------------------------------------------------------

    def candidates(self, role: str) -> list[str]:
        """The actors that may fill a role, in a fixed order."""
        found: dict[str, None] = {}
        for claim in self.claims:
            found.update(dict.fromkeys(claim.accused if role == "accused" else self._of(claim)))
        for said in self.holding:
            found.update(dict.fromkeys((*(p.actor for p in said.parties), *said.accused)))
        if role == "alleger":
            found.update(dict.fromkeys((*(self.quoted or ()), self.voice, PUBLISHER)))
            found.update(dict.fromkeys(actor for distance, actor in self.sources[:4] if distance <= 8))
        for s in self._around()[: None if role == "accused" else 3]:  # who speaks is near, or heard before
            for standing in self.cast.standings[s]:
                found.update(dict.fromkeys(standing.acts if role == "accused" else standing.speaks))
        if role == "accused":
            found.pop(PUBLISHER, None)
        return [actor for actor in found if actor not in self.article.mere_places]

    def _of(self, claim: Claim) -> tuple[str, ...]:
        return (claim.alleger.actor,) if claim.alleger is not None else ()

    def _around(self) -> list[int]:
        """The sentences an actor is looked for in, the nearest first."""
        at, total = self.cue.sentence, len(self.cast.standings)
        order = [at, *(at - d for d in range(1, 5)), at + 1]
        return [s for s in order if 0 <= s < total]
