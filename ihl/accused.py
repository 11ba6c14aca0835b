"""Of whom it is said: the accused of a cue, by sieves from the surest to the least sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ihl.chunks import DEMONYM, NAME, ORGAN, PERSON, PRONOUN, REPORT, Chunk
from ihl.engine.schema import ConductRule
from ihl.events import NEAR, acting, event_agents, phrase_agents, told_events
from ihl.marks import PUBLISHER, Cue, Frame, Marks
from ihl.resolve import Resolver
from ihl.slots import ACTOR_KINDS, SentenceSlots, governed
from ihl.speech import Said, chunks_of

REMEMBERED = 6  # sentences for which "it amounts to a war crime" still means who was last accused
JUDGING = ("ngo_noun", "court_noun", "media_noun", "inquiry_noun")  # who judges a deed, and does none
WATCHING = ("court", "ngo", "media", "intergovernmental")  # who is accused in so many words, or not at all
BACKWARD = frozenset(("this", "these", "such", "it", "that", "which", "those"))


def _covers(frame: Frame[ConductRule], cue: Cue) -> bool:
    """Whether a cue stands in the act of a frame."""
    act = frame.match.role("act") or frame.match
    return act.first <= cue.first <= act.last


def _own(actor: str, exclude: frozenset[str]) -> bool:
    """Whether an actor is the one who speaks, or an organ of it: nobody accuses himself."""
    return any(actor == one or actor.split("/")[0] == one for one in exclude)


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

    def find(
        self, cue: Cue, said: Sequence[Said], conducts: Sequence[Frame[ConductRule]], exclude: frozenset[str]
    ) -> Found:
        """Return the accused of a cue; `exclude` are those who say it themselves."""
        slots = self._slots(cue.sentence)
        named = next((one for one in said if one.names_accused), None)
        if named is not None:
            return self._in_relative_clause(cue, named, conducts, slots) or Found(named.accused, "frame")
        found = self._by_conduct(cue, conducts, exclude) or self._by_agent(cue, slots, exclude)
        return found or self._around(cue, said, self._labelled(cue, conducts), slots, exclude)

    def _around(
        self, cue: Cue, said: Sequence[Said], labels: tuple[str, ...], slots: SentenceSlots, exclude: frozenset[str]
    ) -> Found:
        """The accused where no words tie anybody to the cue; `labels` are the rules that say it of what was told."""
        last = tuple(a for a in self.last if a not in exclude and self.resolver.registry.kind(a) not in WATCHING)
        if labels and self.last_sentence == cue.sentence:
            return Found(last, "label", labels)
        for name in ("event", "subject"):
            found = self._by_event(cue, slots) if name == "event" else self._by_subject(cue, slots, said)
            actors = tuple(a for a in found if not _own(a, exclude) and not self.resolver.is_place(a))
            if actors:
                return Found(actors, "label" if labels else name, labels)
        if self._points_back(cue, slots) and cue.sentence - self.last_sentence <= REMEMBERED:
            return Found(last, "label" if labels else "memory", labels)
        return Found((), "nobody", labels)

    def remember(self, sentence: int, actors: tuple[str, ...]) -> None:
        """Keep who was last accused, or last said to have carried out an attack."""
        if actors:
            self.last, self.last_sentence = actors, sentence

    def events(self, sentence: int) -> tuple[str, ...]:
        """Who is told to have attacked in a sentence, by its nouns: "Veskan strikes", "an offensive by the rebels"."""
        slots = self._slots(sentence)
        out: tuple[str, ...] = ()
        for event in told_events(slots):
            found = self._resolve(sentence, [slots.chunks[i] for i in event_agents(event, slots)])
            out = tuple(a for a in found if self.resolver.registry.kind(a) in ("state", "armed_group")) or out
        return out

    def _slots(self, sentence: int) -> SentenceSlots:
        return SentenceSlots(self.marks.doc.sentences[sentence], self.marks.chunks[sentence], self.rules)

    # -- sieves ------------------------------------------------------------------------------------------------------

    def _by_conduct(self, cue: Cue, conducts: Sequence[Frame[ConductRule]], exclude: frozenset[str]) -> Found | None:
        """The actor that a conduct frame joins to the act that holds the cue."""
        reaching = [f for f in conducts if _covers(f, cue)]
        named = [f for f in reaching if f.match.role("accused") is not None]
        for frame in sorted(named or reaching, key=lambda f: (abs(f.match.anchor - cue.first), f.rule.id)):
            actors = [
                a
                for chunk in chunks_of(self.marks, frame, "accused")
                for a in self.resolver.accused(cue.sentence, chunk)
                if a not in exclude
            ]
            if actors or (frame.match.role("accused") is None and frame.rule.accused_from == "nobody"):
                return Found(tuple(dict.fromkeys(actors)), "conduct", (frame.rule.id,), frame.rule.modality)
        return None

    def _in_relative_clause(
        self, cue: Cue, said: Said, conducts: Sequence[Frame[ConductRule]], slots: SentenceSlots
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
                return self._by_conduct(cue, [frame], frozenset())
        return None

    def _labelled(self, cue: Cue, conducts: Sequence[Frame[ConductRule]]) -> tuple[str, ...]:
        """The rules by which the cue is said of what was told before ("that is a war crime")."""
        labels = [f for f in conducts if f.rule.accused_from == "before" and _covers(f, cue)]
        return tuple(
            f.rule.id for f in labels if (act := f.match.role("act")) is not None and cue.first - act.first <= NEAR
        )

    def _by_agent(self, cue: Cue, slots: SentenceSlots, exclude: frozenset[str]) -> Found | None:
        """The actor where the cue's own rule says that one stands: its subject, its owner, or behind "by"."""
        if cue.rule.agent == "subject":
            index = slots.subject(cue.first, cue.first)
            indices = slots.subjects(index) if index is not None else []
        else:
            indices = phrase_agents(cue.end, cue.first, slots, of=slots.lowers[cue.end - 1] == "crimes")
            if not indices and cue.rule.agent in ("owner", "possessor"):
                indices = self._owners(cue, slots)
        actors = tuple(a for a in self._resolve(cue.sentence, [slots.chunks[i] for i in indices]) if a not in exclude)
        return Found(actors, "agent") if actors else None

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

    def _by_event(self, cue: Cue, slots: SentenceSlots) -> tuple[str, ...]:
        """An actor tied to an attack in the same sentence: "Veskan strikes", "the offensive launched by rebels"."""
        for event in sorted(told_events(slots), key=lambda c: abs(c.first - cue.first)):
            actors = self._resolve(cue.sentence, [slots.chunks[i] for i in event_agents(event, slots)])
            if actors:
                return actors
        return ()

    def _by_subject(self, cue: Cue, slots: SentenceSlots, said: Sequence[Said]) -> tuple[str, ...]:
        """The first actor that stands free (not behind a preposition) before the cue, in the content that holds it."""
        floor = max((one.first for one in said if one.first <= cue.first), default=0)
        anchors = {one.frame.match.anchor for one in said}
        for index, chunk in enumerate(slots.chunks):
            standing = floor <= chunk.first < cue.first and acting(chunk) and chunk.kind not in (REPORT, DEMONYM)
            if (
                not standing
                or chunk.possessive
                or governed(slots.lowers, chunk.first, slots.rules)
                or any(chunk.first < a < cue.first and a - chunk.end < NEAR for a in anchors)
            ):
                continue
            actors = self._resolve(cue.sentence, [slots.chunks[i] for i in slots.coordinated_right(index)])
            if actors:
                return actors
        return self._by_possessor(cue, slots, floor)

    def _by_possessor(self, cue: Cue, slots: SentenceSlots, floor: int) -> tuple[str, ...]:
        """Whose deed is the subject: "the Veskan army's closure of the road amounts to a war crime"."""
        for chunk in slots.chunks:
            owns = chunk.possessive and floor <= chunk.first < cue.first and chunk.kind in (NAME, ORGAN)
            if owns and not governed(slots.lowers, chunk.first, slots.rules):
                found = self._resolve(cue.sentence, [chunk])
                armed = tuple(a for a in found if self.resolver.registry.kind(a) in ("state", "armed_group"))
                if armed:
                    return armed
        return ()

    def _points_back(self, cue: Cue, slots: SentenceSlots) -> bool:
        """Whether the sentence names no one else and speaks of what was told before."""
        others = [c for c in slots.chunks if c.kind in (NAME, ORGAN, PERSON) and c.noun not in JUDGING]
        return (
            not others
            or not BACKWARD.isdisjoint(slots.lowers[: cue.first])
            or any(c.kind == PRONOUN for c in slots.chunks)
        )

    def _resolve(self, sentence: int, chunks: Sequence[Chunk]) -> tuple[str, ...]:
        found = (actor for chunk in chunks for actor in self.resolver.accused(sentence, chunk))
        return tuple(dict.fromkeys(actor for actor in found if actor != PUBLISHER))  # a text does not accuse itself
