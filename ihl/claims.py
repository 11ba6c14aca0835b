"""Cues, frames and speech → claims: what is alleged, by whom, of whom, how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ihl.accused import AccusedFinder, Found
from ihl.allegers import accuser_of, named_elsewhere
from ihl.engine.schema import DenialRule
from ihl.mark import by_sentence
from ihl.marks import PUBLISHER, Claim, Context, Cue, Frame, Frames, Marks, Party, actor_of
from ihl.resolve import Resolver
from ihl.slots import SentenceSlots
from ihl.speech import Said, Speech, chunks_of
from ihl.status import Status, joined_with, status
from ihl.voice import voice_at

KEEP = 0.5  # claims below this rest on too little: a label in the author's own voice that is said of nobody
CERTAIN = ("frame", "conduct", "agent")  # sieves that read the accused off the words
ACCUSING = ("alleges", "charges", "adjudicates", "demands", "finds")


@dataclass(frozen=True, slots=True)
class _Source:
    """Who says a cue, through which media, and by which frames; no parties where nobody is heard to speak."""

    parties: tuple[Party | None, ...]
    via: tuple[str, ...]
    frames: tuple[Said, ...]


def build_claims(marks: Marks, frames: Frames, speech: Speech, resolver: Resolver) -> tuple[Claim, ...]:
    """Return every claim of the article, blocked ones included, in the order of the text."""
    return named_elsewhere(tuple(_Builder(marks, frames, speech, resolver).build()))


class _Builder:
    def __init__(self, marks: Marks, frames: Frames, speech: Speech, resolver: Resolver) -> None:
        self.marks = marks
        self.frames = frames
        self.speech = speech
        self.resolver = resolver
        self.contexts = by_sentence(marks.contexts)
        self.finder = AccusedFinder(marks, resolver)
        self.kept: list[Claim] = []

    def build(self) -> Iterable[Claim]:
        for sentence in self.marks.doc.sentences:
            self._events(sentence.index)
            made: dict[tuple[object, ...], Claim] = {}
            for cue in self.marks.cues_in(sentence.index):
                for claim in self._claims(cue):
                    key = (actor_of(claim.alleger), claim.accused, claim.status, claim.blocked)
                    made[key] = made[key].merged(claim) if key in made else claim
            self.kept = [*self.kept, *(c for c in made.values() if c.blocked is None)][-12:]
            yield from made.values()

    def _events(self, sentence: int) -> None:
        """Attacks told without a label are kept in mind: a later "it amounts to a war crime" is said of them."""
        for act in self.marks.acts:
            if act.sentence == sentence and not act.rule.category:
                found = self.finder.find(act, (), self.frames.conducts.get(sentence, ()), frozenset())
                if found.sieve in ("conduct", "agent", "event"):
                    self.finder.remember(sentence, found.actors)
        self.finder.remember(sentence, self.finder.events(sentence))
        for said in self.speech.said.get(sentence, ()):
            if said.accused:
                self.finder.remember(sentence, said.accused)

    def _claims(self, cue: Cue) -> Iterable[Claim]:
        source = self._source(cue)
        referred = self._last_claim(source) if cue.rule.basis == "referred" else None
        if cue.rule.basis == "referred":
            if referred is None:
                return
            cue = replace(cue, rule=cue.rule.model_copy(update={"category": referred.categories}))
            source = source if source.parties else replace(source, parties=(referred.alleger,))
        source = self._of_others(cue, source)
        conducts = self.frames.conducts.get(cue.sentence, ())
        denied = self._denied(cue)
        source = self._of_accuser(cue, source, denied)
        exclude = frozenset(p.actor for p in source.parties if p is not None)
        found = self.finder.find(cue, source.frames, conducts, exclude)
        state = self._status(cue, source, found)
        if denied is not None and not any(
            s.frame.rule.stance in ACCUSING and s.first >= denied.match.first for s in source.frames
        ):
            state = replace(state, blocked="denied", rules=(*state.rules, denied.rule.id))
        for party in self._allegers(cue, source, state):
            claim = self._claim(cue, source, found, state, party)
            if claim.blocked is None and claim.strength >= KEEP:
                self.finder.remember(cue.sentence, claim.accused)
            yield claim

    def _last_claim(self, source: _Source) -> Claim | None:
        """The allegation that "the crimes" takes up: the last of the same source, else the last."""
        speaking = {p.actor for p in source.parties if p}
        pool = [c for c in self.kept if c.alleger is not None and c.alleger.actor in speaking]
        if not source.parties:
            pool = self.kept
        return pool[-1] if pool else None

    # -- who says it -------------------------------------------------------------------------------------------------

    def _source(self, cue: Cue) -> _Source:
        said = self._holding(cue)
        tokens = self.marks.doc.sentences[cue.sentence].tokens
        start = tokens[cue.first].start
        quote = next((q for q in self.marks.doc.quotes if not q.fragment and q.start <= start < q.end), None)
        speaker = self.speech.speakers.get(quote, ()) if quote is not None else ()
        chain = [s for s in said if s.parties or s.names_accused or s.unnamed]
        if not chain:
            return _Source(speaker, (), said)
        inner = chain[0]
        if self._only_relayed(said, inner):
            return _Source((None,), tuple(p.actor for p in inner.parties), said)
        if not inner.parties and inner.frame.rule.open_alleger == "outer":
            inner = next((s for s in chain if s.parties), inner)
        own = quote is not None and quote.start <= tokens[inner.frame.match.anchor].start < quote.end
        # inside a quotation the article's own voice is that of whoever is quoted
        parties = tuple(
            q for p in inner.parties for q in (speaker if p.actor == PUBLISHER and own and speaker else (p,))
        )
        speaking = {p.actor for p in parties}
        outer = dict.fromkeys(p.actor for s in chain[1:] for p in s.parties if p.actor not in speaking)
        via = tuple(a for a in outer if self.resolver.registry.kind(a) == "media" and a != PUBLISHER)
        return _Source(parties or (None,), via, said)

    def _holding(self, cue: Cue) -> tuple[Said, ...]:
        """The attributions whose content holds the cue, from the innermost out."""
        said = [
            s
            for s in self.speech.said.get(cue.sentence, ())
            if s.first <= cue.first <= s.last and not (s.apart and cue.first <= s.frame.match.anchor < cue.end)
        ]
        return tuple(sorted(said, key=lambda s: (s.width, -s.first, s.frame.rule.id)))

    def _only_relayed(self, said: Sequence[Said], inner: Said) -> bool:
        """ "…, he said, according to the paper", where nobody knows who he is: the paper relays and does not allege."""
        open_ended = not said[0].parties and said[0].frame.match.role("alleger") is not None
        kinds = {self.resolver.registry.kind(p.actor) for p in inner.parties if p.actor != PUBLISHER}
        return open_ended and kinds == {"media"}

    def _allegers(self, cue: Cue, source: _Source, state: Status) -> tuple[Party | None, ...]:
        if source.parties:
            return source.parties
        if state.hearsay or state.modality in ("charged", "adjudicated"):  # by somebody the sentence does not name
            return (None,)
        return (voice_at(self.resolver.memory, cue.sentence),)

    def _of_others(self, cue: Cue, source: _Source) -> _Source:
        """A bare "the ministry" does not accuse its own state: it is another state's."""
        if not any(p is not None and p.speaker is not None for p in source.parties):
            return source
        conducts = self.frames.conducts.get(cue.sentence, ())
        named = self.finder.find(cue, source.frames, conducts, frozenset())
        if named.sieve not in CERTAIN:
            return source
        other = self.resolver.of_another_state
        return replace(source, parties=tuple(other(p) if p and p.actor in named.actors else p for p in source.parties))

    def _of_accuser(self, cue: Cue, source: _Source, denied: Frame[DenialRule] | None) -> _Source:
        """ "A calls the accusation of genocide absurd": it is not A's, but whose A was accused by last."""
        if denied is None or not any(s.unnamed and s.first <= cue.first for s in source.frames):
            return source
        chunks = chunks_of(self.marks, denied, "denier")
        deniers = {p.actor for chunk in chunks for p in self.resolver.parties(denied.sentence, chunk)}
        if not any(p is not None and p.actor in deniers for p in source.parties):
            return source
        return replace(source, parties=(accuser_of(deniers, cue, self.kept, self.resolver.registry),))

    def _denied(self, cue: Cue) -> Frame[DenialRule] | None:
        """The denial whose content holds the cue."""
        for frame in self.frames.denials.get(cue.sentence, ()):
            denied = frame.match.role("denied") or frame.match
            if denied.first <= cue.first <= denied.last:
                return frame
        return None

    # -- how firmly --------------------------------------------------------------------------------------------------

    def _status(self, cue: Cue, source: _Source, found: Found) -> Status:
        modality = next((s.frame.rule.modality for s in source.frames if s.frame.rule.modality), None)
        contexts: list[Context] = self.contexts.get(cue.sentence, [])
        specific = bool(found.actors) and found.sieve in CERTAIN
        lowers = self.marks.doc.sentences[cue.sentence].lowers
        return status(
            cue,
            contexts,
            modality or found.modality,
            joined_with(cue, self.marks.cues_in(cue.sentence), lowers),
            specific=specific,
        )

    def _claim(self, cue: Cue, source: _Source, found: Found, state: Status, party: Party | None) -> Claim:
        accused = tuple(a for a in found.actors if party is None or a != party.actor)
        rules = (cue.rule.id, *(s.frame.rule.id for s in source.frames[:2]), *found.rules, *state.rules)
        first, end = self._clause(cue, source.frames)
        return Claim(
            cue.sentence,
            first,
            end,
            (cue,),
            self._acts(cue),
            party,
            source.via,
            accused,
            found.sieve,
            state.modality,
            state.blocked or state.negated,
            tuple(dict.fromkeys(rules)),
            self._strength(source, found, party),
        )

    def _strength(self, source: _Source, found: Found, party: Party | None) -> float:
        accusing = any(s.frame.rule.stance in ACCUSING for s in source.frames)
        if found.sieve in CERTAIN or (found.sieve == "label" and found.actors):
            return 0.95 if accusing or party is None or party.actor != PUBLISHER else 0.85
        said = accusing or bool(source.parties)
        if found.sieve in ("event", "subject", "memory"):
            return (0.9 if accusing else 0.75 if said else 0.45) if found.actors else 0.4
        return 0.7 if accusing else 0.5 if said else 0.2

    def _clause(self, cue: Cue, said: Sequence[Said]) -> tuple[int, int]:
        """The tokens a mention covers: its frame, or the clause of the content that holds the cue."""
        slots = SentenceSlots(
            self.marks.doc.sentences[cue.sentence], self.marks.chunks[cue.sentence], self.resolver.rules
        )
        first, end = slots.clause_start(cue.first), max(slots.clause_end(cue.end - 1), cue.end)
        if said and said[0].names_accused:
            match = said[0].frame.match
            return min(match.first, cue.first), max(match.last + 1, cue.end)
        if said:
            first, end = max(first, said[0].first), max(cue.end, min(end, said[0].last + 1))
        return slots.trimmed(min(first, cue.first), end, cue.first)

    def _acts(self, cue: Cue) -> tuple[Cue, ...]:
        return tuple(a for a in self.marks.acts if a.sentence == cue.sentence)
