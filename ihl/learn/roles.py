"""What the role model looks at: an actor of the article beside a cue. Names never enter, only where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from ihl.chunks import DEMONYM
from ihl.learn.cast import Cast, Standing
from ihl.marks import PUBLISHER, Claim, Cue
from ihl.slots import SentenceSlots
from ihl.speech import Said
from ihl.voice import voice_at

BETWEEN = 14  # tokens between an actor and a cue up to which the words there are looked at
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
                if claim.alleger is not None:
                    self.said_by[claim.alleger.actor, claim.sentence] += 1
                for actor in claim.accused:
                    self.said_of[actor, claim.sentence] += 1
        self.turns = any(block.speaker for block in scene.marks.doc.blocks)
        ranked = sorted(cast.places, key=lambda a: (-len(cast.places[a]), a))
        self.rank = {actor: n for n, actor in enumerate(ranked)}

    @cached_property
    def mere_places(self) -> frozenset[str]:
        """Names no lexicon knows that stand in places' slots alone: nobody speaks or acts by them in the whole text."""
        return frozenset(actor for actor in self.cast.places if self._mere_place(actor))

    def _mere_place(self, actor: str) -> bool:
        registry, memory = self.scene.registry, self.scene.resolver.memory
        if actor in registry.lexicon.actors or registry.kind(actor) != "other" or "/" in actor:
            return False
        if not self.scene.resolver.is_place(actor):
            return False
        for standing in self.cast.places[actor]:
            lowers, chunk = self.scene.marks.doc.sentences[standing.sentence].lowers, standing.chunk
            if standing.owner or chunk.possessive or chunk.kind == DEMONYM:
                return False
            after = lowers[chunk.end] if chunk.end < len(lowers) else ""
            if not memory.governed(standing.sentence, chunk) and memory.is_verb(after):
                return False
        return True

    def elsewhere(self, counts: Counter[tuple[str, int]], actor: str, sentence: int) -> int:
        """How often rules give an actor a role in other sentences."""
        return sum(n for (who, s), n in counts.items() if who == actor and s != sentence)

    def slots(self, sentence: int) -> SentenceSlots:
        """A sentence with its chunks."""
        scene = self.scene
        return SentenceSlots(scene.marks.doc.sentences[sentence], scene.marks.chunks[sentence], scene.resolver.rules)


class CueView:
    """One cue with what the rules made of it, seen from any actor of the article."""

    def __init__(self, article: ArticleView, cue: Cue, claims: Sequence[Claim]) -> None:
        self.article = article
        self.cast = article.cast
        self.scene = article.scene
        self.cue = cue
        self.claims = claims
        self.sentence = self.scene.marks.doc.sentences[cue.sentence]
        self.slots = article.slots(cue.sentence)

    # -- what holds the cue ------------------------------------------------------------------------------------------

    @cached_property
    def holding(self) -> tuple[Said, ...]:
        """The attributions whose content holds the cue, the innermost first."""
        found = [s for s in self.scene.speech.said.get(self.cue.sentence, ()) if s.first <= self.cue.first <= s.last]
        return tuple(sorted(found, key=lambda s: (s.width, -s.first, s.frame.rule.id)))

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
        for s in self._around():
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
        order = [at, *(at - d for d in range(1, 7)), at + 1, at + 2]
        return [s for s in order if 0 <= s < total]

    # -- features ----------------------------------------------------------------------------------------------------

    def features(self, actor: str | None, role: str) -> list[str]:
        """The features of one candidate; None stands for nobody."""
        out = [f"kind={self.cast.kind(actor)}", *self._rules(actor, role)]
        out.append(f"state={self.state}")
        if actor is None:
            return [*out, *(f"near={word}" for word in self._near())]
        out += self._voices(actor)
        out += self._said(actor)
        out += self._standing(actor, role)
        out += self._article(actor)
        kind = self.cast.kind(actor)
        out += [f"{kind}&{one}" for one in out if one.startswith(("state", "rule", "voice", "quoted", "at:"))]
        return out

    def _near(self) -> Iterator[str]:
        masked = self.cast.masked[self.cue.sentence]
        yield from (word for word in masked[max(0, self.cue.first - 4) : self.cue.first] if word)

    def _rules(self, actor: str | None, role: str) -> Iterator[str]:
        allegers = {c.alleger.actor if c.alleger else None for c in self.claims}
        accused = {a for c in self.claims for a in c.accused}
        sieves = sorted({c.sieve for c in self.claims})
        mine = actor in allegers if role == "alleger" else (actor in accused if actor else not accused)
        other = actor in (accused if role == "alleger" else allegers)
        for claim in self.claims:
            mark = ("rule" if mine else "norule") + ("!" if claim.blocked else "")
            yield (
                f"{mark}:{claim.sieve}:{claim.strength}"
                if role == "accused"
                else f"{mark}:{self.state}:{claim.strength}"
            )
            yield from (f"{mark}:{rule}" for rule in claim.rules[1:4] if mine)
        if mine:
            yield "rule"
        kind = self.cast.kind(actor)
        yield from (f"{kind}&status={status}" for status in sorted({c.status for c in self.claims}))
        if other:
            yield "ruled-other"
            yield from (f"ruled-other:{sieve}" for sieve in sieves)
        if actor and not mine:
            registry = self.scene.registry
            if any(
                a and a != PUBLISHER and registry.same_side(a, actor)
                for a in (allegers if role == "alleger" else accused)
            ):
                yield "side-of-rule"
            if any(
                a and a != PUBLISHER and registry.same_side(a, actor)
                for a in (accused if role == "alleger" else allegers)
            ):
                yield "side-of-other"

    def _voices(self, actor: str) -> Iterator[str]:
        if actor == self.voice:
            yield f"voice:{self.state}"
        if self.quoted is not None and actor in self.quoted:
            yield "quoted"
        for n, (distance, source) in enumerate(self.sources[:3]):
            if source == actor:
                yield f"source{n}:{bucket(distance, ((1, '0'), (2, '1'), (3, '2'), (5, '4')))}:{self.state}"

    def _said(self, actor: str) -> Iterator[str]:
        ranks = {id(s): n for n, s in enumerate(self.holding)}
        for distance in (-1, 0, 1):
            for said in self.scene.speech.said.get(self.cue.sentence + distance, ()):
                rank = few(ranks[id(said)]) if id(said) in ranks else "out"
                stance = said.frame.rule.stance
                if any(p.actor == actor for p in said.parties):
                    yield f"says{distance}:{stance}:{rank}"
                    yield f"says{distance}:{rank}"
                if actor in said.accused:
                    yield f"told{distance}:{stance}:{rank}"

    def _standing(self, actor: str, role: str) -> Iterator[str]:
        here = [s for s in self._standings(actor, role) if s.sentence == self.cue.sentence]
        before = [s for s in here if s.chunk.first < self.cue.first]
        after = [s for s in here if s.chunk.first >= self.cue.first]
        if before:
            yield from self._stands(before[-1], "L")
        if after:
            yield from self._stands(after[0], "R")
        if not here:
            yield from self._apart(actor, role)

    def _standings(self, actor: str, role: str) -> list[Standing]:
        return [s for s in self.cast.places.get(actor, ()) if actor in (s.acts if role == "accused" else s.speaks)]

    def _stands(self, standing: Standing, side: str) -> Iterator[str]:
        chunk, cue, lowers = standing.chunk, self.cue, self.slots.lowers
        masked = self.cast.masked[cue.sentence]
        start, end = (chunk.end, cue.first) if side == "L" else (cue.end, chunk.first)
        gap = max(0, end - start)
        others = sum(
            1
            for s in self.cast.standings[cue.sentence]
            if start <= s.chunk.first and s.chunk.end <= end and (s.speaks or s.acts)
        )
        shape = chunk.kind + (f".{chunk.noun}" if chunk.noun else "")
        before = self._before(chunk.first)
        behind = lowers[chunk.end] if chunk.end < len(lowers) else "."
        inside = self.sentence.inside
        same = "same" if inside[chunk.first] == inside[cue.first] else "cross"
        base = f"at:{side}"
        yield base
        yield f"{base}:{bucket(gap)}"
        yield f"{base}:between={few(others)}"
        yield f"{base}:{shape}"
        yield f"{base}:owner={standing.owner}"
        yield f"{base}:owner={standing.owner}:{bucket(gap)}"
        yield f"{base}:pre={before}"
        yield f"{base}:pre={before}:{bucket(gap)}"
        yield f"{base}:{same}"
        yield f"{base}:poss={chunk.possessive}:{few(others)}"
        yield f"{base}:behind={behind if not behind[0].isdigit() else 'NUMBER'}"
        if chunk.first == 0 or all(not lowers[i][0].isalnum() for i in range(chunk.first)):
            yield f"{base}:leads"
        if gap <= BETWEEN:
            words = [w for w in masked[start:end] if w]
            yield from (f"{side}w={w}" for w in dict.fromkeys(words))
            yield f"{side}path={' '.join(words)}" if len(words) <= 3 else f"{side}ends={words[0]}..{words[-1]}"
            yield from (f"{side}b={a} {b}" for a, b in zip(words, words[1:], strict=False))

    def _before(self, first: int) -> str:
        lowers, rules = self.slots.lowers, self.scene.resolver.rules
        i = first - 1
        while i >= 0 and (lowers[i] in ("the", "a", "an") or rules.is_in("head_modifier", lowers[i])):
            i -= 1
        if i < 0:
            return "^"
        word = lowers[i]
        if rules.is_in("preposition", word) or not word[0].isalnum():
            return word
        return "say" if rules.is_in("say", word) else ("verb" if rules.is_in("verb_start", word) else "word")

    def _apart(self, actor: str, role: str) -> Iterator[str]:
        spots = self._standings(actor, role)
        before = [s for s in spots if s.sentence < self.cue.sentence]
        after = [s for s in spots if s.sentence > self.cue.sentence]
        if before:
            last = before[-1]
            d = self.cue.sentence - last.sentence
            yield f"back:{min(d, 6)}"
            yield f"back:{min(d, 6)}:{last.chunk.kind}:{self.scene.resolver.memory.is_subject(last.sentence, last.chunk)}"
            count = len({a for s in self.cast.standings[last.sentence] for a in s.acts})
            yield f"back:{min(d, 3)}:among={few(count)}"
            yield f"back:{min(d, 3)}:owner={last.owner}"
            told = any(a.sentence == last.sentence for a in self.scene.marks.acts)
            leads = self.scene.resolver.memory.is_subject(last.sentence, last.chunk)
            yield f"back:{min(d, 3)}:told={told}:{leads}"
            yield f"back:{min(d, 3)}:{last.chunk.kind}.{last.chunk.noun}"
        elif after:
            yield f"ahead:{min(after[0].sentence - self.cue.sentence, 3)}"
        pronouns = any(c.kind == "pronoun" for c in self.scene.marks.chunks[self.cue.sentence])
        yield f"apart:pronoun={pronouns}:{bool(before)}"
        named = len({a for s in self.cast.standings[self.cue.sentence] for a in s.acts})
        yield f"apart:named={few(named)}"

    def _article(self, actor: str) -> Iterator[str]:
        at = self.cue.sentence
        by = self.article.elsewhere(self.article.said_by, actor, at)
        of = self.article.elsewhere(self.article.said_of, actor, at)
        yield f"by={few(by)}"
        yield f"of={few(of)}"
        yield f"by/of={few(by)}/{few(of)}"
        yield f"rank={few(self.article.rank.get(actor, 9))}"
        if self.scene.resolver.is_place(actor):
            yield "place"
        yield f"known={actor in self.scene.registry.lexicon.actors}"
        earlier = [c for c in self.scene.claims if c.blocked is None and c.sentence < at]
        if earlier:
            last = earlier[-1]
            d = bucket(at - last.sentence, ((2, "1"), (4, "3")))
            if actor in last.accused:
                yield f"last-of:{d}"
            if last.alleger is not None and last.alleger.actor == actor:
                yield f"last-by:{d}"
        later = [c for c in self.scene.claims if c.blocked is None and c.sentence > at]
        if later:
            if actor in later[0].accused:
                yield "next-of"
            if later[0].alleger is not None and later[0].alleger.actor == actor:
                yield "next-by"
