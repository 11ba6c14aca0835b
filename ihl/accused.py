"""Of whom it is said: the accused of a cue, by sieves from the surest to the least sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ihl.chunks import DEMONYM, NAME, ORGAN, PERSON, PRONOUN, REPORT, Chunk
from ihl.marks import Cue, Frame, Marks
from ihl.resolve import Resolver
from ihl.slots import ACTOR_KINDS, SentenceSlots, governed
from ihl.speech import Said, chunks_of

_MADE = frozenset(
    "committed perpetrated carried conducted launched fired waged done made blamed attributed ordered directed inflicted caused".split()
)
_NEAR = 3


def _covers(frame: Frame, cue: Cue) -> bool:
    act = frame.match.role("act") or frame.match
    return act.first <= cue.first <= act.last


@dataclass(frozen=True, slots=True)
class Found:
    """The accused, and by which sieve: frame, conduct, agent, label, event, subject, memory or nobody."""

    actors: tuple[str, ...]
    sieve: str
    rules: tuple[str, ...] = ()
    modality: str | None = None


class AccusedFinder:
    """Finds the accused of the cues of an article, in the order of the text."""

    def __init__(self, marks: Marks, resolver: Resolver) -> None:
        self.marks = marks
        self.resolver = resolver
        self.rules = resolver.rules
        self.last: tuple[str, ...] = ()
        self.last_sentence = -9

    def find(self, cue: Cue, said: Sequence[Said], conducts: Sequence[Frame], exclude: frozenset[str]) -> Found:
        """Return the accused of a cue; `exclude` are those who say it themselves."""
        slots = SentenceSlots(self.marks.doc.sentences[cue.sentence], self.marks.chunks[cue.sentence], self.rules)
        named = next((one for one in said if one.names_accused), None)
        if named is not None:
            return self._in_relative_clause(cue, named, conducts, slots) or Found(named.accused, "frame")
        for sieve in (self._by_conduct, self._by_agent):
            found = sieve(cue, conducts, slots, exclude)
            if found is not None:
                return found
        labelled = self._labelled(cue, conducts)
        if labelled and self.last_sentence == cue.sentence:
            return Found(tuple(a for a in self.last if a not in exclude), "label", labelled)
        for name, search in (("event", self._by_event), ("subject", self._by_subject)):
            actors = tuple(
                a for a in search(cue, slots, said) if not self._own(a, exclude) and not self.resolver.is_place(a)
            )
            if actors:
                return Found(actors, "label" if labelled else name, labelled)
        if self._points_back(cue, slots) and cue.sentence - self.last_sentence <= 6:
            return Found(tuple(a for a in self.last if a not in exclude), "label" if labelled else "memory", labelled)
        return Found((), "nobody", labelled)

    def _own(self, actor: str, exclude: frozenset[str]) -> bool:
        """Whether an actor is the one who speaks, or an organ of it: nobody accuses himself."""
        return any(actor == one or actor.split("/")[0] == one for one in exclude)

    def remember(self, sentence: int, actors: tuple[str, ...]) -> None:
        """Keep who was last accused, or last said to have carried out an attack."""
        if actors:
            self.last, self.last_sentence = actors, sentence

    # -- sieves ------------------------------------------------------------------------------------------------------

    def _by_conduct(
        self, cue: Cue, conducts: Sequence[Frame], _slots: SentenceSlots, exclude: frozenset[str]
    ) -> Found | None:
        reaching = [f for f in conducts if _covers(f, cue)]
        named = [f for f in reaching if f.match.role("accused") is not None]
        for frame in sorted(named or reaching, key=lambda f: (abs(f.match.anchor - cue.first), f.rule.id)):
            actors = [
                a
                for chunk in chunks_of(self.marks, frame, "accused")
                for a in self.resolver.accused(cue.sentence, chunk)
                if a not in exclude
            ]
            modality = getattr(frame.rule, "modality", None)
            if actors or (frame.match.role("accused") is None and frame.rule.accused_from == "nobody"):
                return Found(tuple(dict.fromkeys(actors)), "conduct", (frame.rule.id,), modality)
        return None

    def _in_relative_clause(
        self, cue: Cue, said: Said, conducts: Sequence[Frame], slots: SentenceSlots
    ) -> Found | None:
        """ "X criticised Y for arming a militia that commits war crimes": it is said of the militia."""
        for frame in conducts:
            accused = frame.match.role("accused")
            if (
                accused is None
                or not _covers(frame, cue)
                or accused.first <= said.frame.match.anchor
                or not said.first <= accused.first
            ):
                continue
            between = slots.lowers[accused.last + 1 : frame.match.anchor]
            if between[:1] in (("that",), ("which",), ("who",)) or between[:2] in ((",", "which"), (",", "who")):
                return self._by_conduct(cue, [frame], slots, frozenset())
        return None

    def _labelled(self, cue: Cue, conducts: Sequence[Frame]) -> tuple[str, ...]:
        """The rules by which the cue is said of what was told before ("that is a war crime")."""
        labels = [f for f in conducts if getattr(f.rule, "accused_from", "") == "before" and _covers(f, cue)]
        return tuple(
            f.rule.id for f in labels if (act := f.match.role("act")) is not None and cue.first - act.first <= _NEAR
        )

    def events(self, sentence: int) -> tuple[str, ...]:
        """Who is told to have attacked in a sentence, by its nouns: "Veskan strikes", "an offensive by the rebels"."""
        slots = SentenceSlots(self.marks.doc.sentences[sentence], self.marks.chunks[sentence], self.rules)
        out: tuple[str, ...] = ()
        for event in (c for c in slots.chunks if c.noun == "event_noun"):
            found = self._resolve(sentence, [slots.chunks[i] for i in self._event_agents(event, slots)])
            out = tuple(a for a in found if self.resolver.registry.kind(a) in ("state", "armed_group")) or out
        return out

    def _by_agent(
        self, cue: Cue, _conducts: Sequence[Frame], slots: SentenceSlots, exclude: frozenset[str]
    ) -> Found | None:
        if cue.rule.agent == "subject":
            index = slots.subject(cue.first, cue.first)
            indices = slots.subjects(index) if index is not None else []
        else:
            indices = self._by_phrase(cue.end, cue.first, slots, of=slots.lowers[cue.end - 1] == "crimes") or (
                self._owners(cue, slots) if cue.rule.agent in ("owner", "possessor") else []
            )
        actors = tuple(a for a in self._resolve(cue.sentence, [slots.chunks[i] for i in indices]) if a not in exclude)
        return Found(actors, "agent") if actors else None

    def _by_phrase(self, at: int, anchor: int, slots: SentenceSlots, *, of: bool = False) -> list[int]:
        """ "war crimes committed by X", "shelled indiscriminately by X", "attacks from X"."""
        for i in range(at, min(len(slots.lowers), at + 12)):
            word = slots.lowers[i]
            if word == "by" or (word == "from" and i - at < _NEAR) or (of and word == "of" and i == at):
                index = slots.chunk_right(i + 1, anchor)
                if index is not None and slots.chunks[index].first - i <= 5 and self._acting(slots.chunks[index]):
                    return slots.coordinated_right(index)
                if word == "by":
                    return []
            if word in (";", ":") or slots.rules.is_in("say", word):
                return []
        return []

    def _acting(self, chunk: Chunk) -> bool:
        return chunk.noun not in ("event_noun", "report_noun") and chunk.kind in ACTOR_KINDS

    def _owners(self, cue: Cue, slots: SentenceSlots) -> list[int]:
        """ "Veska's war crimes", "Veskan war crimes", "their war crimes"."""
        i = cue.first - 1
        for _ in range(4):
            if i < 0:
                return []
            if slots.lowers[i] in ("'s", "'"):
                i -= 1
                continue
            index = next((n for n, c in enumerate(slots.chunks) if c.first <= i < c.end), None)
            if index is not None:
                chunk = slots.chunks[index]
                owns = chunk.possessive or (chunk.kind == DEMONYM and cue.rule.agent == "owner")
                return [index] if owns and chunk.kind in ACTOR_KINDS else []
            if (
                slots.rules.is_in("preposition", slots.lowers[i])
                or slots.rules.is_in("verb_start", slots.lowers[i])
                or not slots.lowers[i][0].isalnum()
            ):
                return []
            i -= 1
        return []

    def _by_event(self, cue: Cue, slots: SentenceSlots, _said: Sequence[Said]) -> tuple[str, ...]:
        """An actor tied to an attack in the same sentence: "Veskan strikes", "the offensive launched by rebels"."""
        events = [c for c in slots.chunks if c.noun == "event_noun"]
        for event in sorted(events, key=lambda c: abs(c.first - cue.first)):
            actors = self._resolve(cue.sentence, [slots.chunks[i] for i in self._event_agents(event, slots)])
            if actors:
                return actors
        return ()

    def _event_agents(self, event: Chunk, slots: SentenceSlots) -> list[int]:
        by = self._by_phrase(event.end, event.first, slots)
        if by:
            return by
        before = next(
            (
                n
                for n, c in enumerate(slots.chunks)
                if c.end <= event.first
                and event.first - c.end <= _NEAR
                and (c.possessive or c.kind in (DEMONYM, NAME, ORGAN) or c.noun == "armed_group_noun")
            ),
            None,
        )
        if event.owner is not None:
            return [n for n, c in enumerate(slots.chunks) if c is event.owner]
        if before is None or (
            slots.chunks[before].end < event.first
            and not all(self._adjective(slots, i) for i in range(slots.chunks[before].end, event.first))
        ):
            return []
        return [before]

    def _adjective(self, slots: SentenceSlots, i: int) -> bool:
        word = slots.lowers[i]
        return word in ("'s", "'") or (
            word[0].isalnum()
            and not slots.rules.is_in("preposition", word)
            and not slots.rules.is_in("verb_start", word)
            and word not in ("and", "the", "a")
        )

    def _by_subject(self, cue: Cue, slots: SentenceSlots, said: Sequence[Said]) -> tuple[str, ...]:
        """The first actor that stands free (not behind a preposition) before the cue, in the content that holds it."""
        floor = max((one.first for one in said if one.first <= cue.first), default=0)
        anchors = {one.frame.match.anchor for one in said}
        for chunk in slots.chunks:
            if (
                chunk.first < floor
                or chunk.first >= cue.first
                or not self._acting(chunk)
                or chunk.kind == REPORT
                or chunk.possessive
            ):
                continue
            if (
                governed(slots.lowers, chunk.first, slots.rules)
                or any(chunk.first < a < cue.first and a - chunk.end < 3 for a in anchors)
                or chunk.kind == DEMONYM
            ):
                continue
            actors = self._resolve(
                cue.sentence, [slots.chunks[i] for i in slots.coordinated_right(slots.chunks.index(chunk))]
            )
            if actors:
                return actors
        return ()

    def _points_back(self, cue: Cue, slots: SentenceSlots) -> bool:
        """Whether the sentence names no one else and speaks of what was told before."""
        others = [
            c
            for c in slots.chunks
            if c.kind in (NAME, ORGAN, PERSON)
            and c.noun not in ("ngo_noun", "court_noun", "media_noun", "inquiry_noun")
        ]
        words = slots.lowers[: cue.first]
        return (
            not others
            or any(word in words for word in ("this", "these", "such", "it", "that", "which", "those"))
            or any(c.kind == PRONOUN for c in slots.chunks)
        )

    def _resolve(self, sentence: int, chunks: Sequence[Chunk]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for chunk in chunks for actor in self.resolver.accused(sentence, chunk)))
