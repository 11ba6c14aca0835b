"""anaphora: nouns and pronouns ("the watchdog", "the rebels", "they") → actors met before or named later."""

from __future__ import annotations

from collections.abc import Sequence

from ihl.chunks import NAME, ORGAN, Chunk
from ihl.groups import GROUPS, Groups
from ihl.marks import Party, Speaker
from ihl.memory import Memory, Resolve, Seen
from ihl.people import HE_SHE, People
from ihl.voice import voice_at

FAR = 4  # sentences a pronoun may reach back
_GROUP_KINDS = {
    "ngo_noun": ("ngo",),
    "court_noun": ("court",),
    "inquiry_noun": ("intergovernmental", "court"),
    "intergovernmental_noun": ("intergovernmental",),
    "media_noun": ("media",),
}
_PROSECUTING = ("prosecutor", "prosecutors", "prosecution", "chief prosecutor")
_OWN = ("generic_source", "person_noun", *_GROUP_KINDS)
_FORCE_HEADS = ("forces", "army", "police", "guard", "guards", "militia", "front")
_TRANSITIVE = ("accus", "blam", "condemn", "denounc", "charg", "criticis", "criticiz")
_BACKED = ("-backed", "-supported", "-allied", "-affiliated", "-aligned", "-linked")
_BACKED_NOUNS = ("armed_group_noun", "armed_force_noun", "generic_source", "person_noun")


class Anaphora:
    """Resolves nouns and pronouns by what has been met."""

    def __init__(self, memory: Memory, people: People, resolve: Resolve) -> None:
        self.memory = memory
        self.people = people
        self.resolve = resolve
        self.rules = memory.rules
        self.registry = memory.registry
        self.groups = Groups(memory)

    # -- nouns -------------------------------------------------------------------------------------------------------

    def nominal(self, sentence: int, chunk: Chunk) -> list[Party]:
        """A noun: the office's owner, the body, state or group it recalls, or an actor of its own."""
        if chunk.noun == "office_noun" and chunk.owner is not None:
            return [Party(p.actor, Speaker(chunk.head, chunk.role)) for p in self.resolve(sentence, chunk.owner)[:1]]
        if chunk.noun == "event_noun":
            return []
        backed = self.backed(sentence, chunk)
        if backed:
            return backed
        if chunk.head.lower().endswith("coalition"):
            return self._coalition(sentence, chunk)
        if chunk.noun == "court_noun" and chunk.head.lower() in _PROSECUTING:
            return self._prosecutors(sentence, chunk)
        kinds = _GROUP_KINDS.get(chunk.noun)
        if kinds is not None and (chunk.definite or chunk.noun in ("court_noun", "inquiry_noun")):
            return (
                self._same_head(sentence, chunk)
                or self.memory.last(sentence, chunk.first, kinds)
                or self.memory.source_of(sentence, kinds)
                or self._to_come(sentence, chunk, kinds)
                or self._own(sentence, chunk)
            )
        if chunk.noun in ("government_noun", "armed_force_noun") or (chunk.noun == "office_noun" and chunk.definite):
            return self._of_state(sentence, chunk)
        if chunk.noun == "armed_group_noun":
            return self.groups.parties(sentence, chunk)
        return self._own(sentence, chunk) if chunk.noun in _OWN else []

    def _same_head(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "the council" is the one met last whose name ends so ("Meran Transitional Council")."""
        head = chunk.head.lower().split()[-1]
        if not chunk.definite or head in GROUPS:
            return []
        for seen in self.memory.before(sentence, chunk.first):
            known = self.registry.known.get(seen.actor)
            if known is not None and any(form.lower().endswith(" " + head) for form in (known.name, *known.forms)):
                return [Party(seen.actor)]
        return []

    def _coalition(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "the Veska-led coalition" is an actor by that name, and "the coalition" the last one met."""
        name = " ".join(self.memory.bare(sentence, chunk, ("the", "a", "an", "'s")))
        if not name.lower().startswith("coalition"):
            return [Party(self.registry.named(name, "government_noun"))]
        met = next((s.actor for s in self.memory.before(sentence, chunk.first) if "coalition" in s.actor), None)
        if met is not None:
            self.registry.also(met, chunk.head)
            return [Party(met)]
        return [Party(self.registry.named(chunk.head.lower(), "government_noun"))] if chunk.definite else []

    def _prosecutors(self, sentence: int, chunk: Chunk) -> list[Party]:
        """Prosecutors speak for a court that has its own, as far as the lexicon knows; others for themselves."""
        if chunk.head.lower() == "prosecution" and self.memory.lowers(sentence)[chunk.end : chunk.end + 1] == ("of",):
            return []  # "the prosecution of those responsible": what is done, and nobody who does it
        same = self._same_head(sentence, chunk)
        court = self.memory.last(sentence, chunk.first, ("court",)) or self.memory.source_of(sentence, ("court",))
        if same or (court and court[0].actor in self.rules.lexicon.actors):
            return same or court
        return self._own(sentence, chunk)

    def backed(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "Veska-backed rebels" are not Veska's forces but a group of their own, on Veska's side."""
        tokens = self.memory.marks.doc.sentences[sentence].tokens[max(0, chunk.first - 1) : chunk.end]
        if not tokens[0].lower.endswith(_BACKED) and chunk.first:
            tokens = tokens[1:]
        backed = next((token for token in tokens if token.lower.endswith(_BACKED)), None)
        if backed is None or chunk.noun not in _BACKED_NOUNS:
            return []
        name = " ".join(token.text for token in tokens if token.lower not in ("the", "a", "an"))
        made = self.registry.named(name, "armed_group_noun")
        for form in self.rules.lexicon.forms.get(backed.lower.rpartition("-")[0], ()):
            self.registry.allies.add(frozenset((form.actor, made)))
        return [Party(made)]

    def _to_come(self, sentence: int, chunk: Chunk, kinds: tuple[str, ...]) -> list[Party]:
        """ "the human rights group said …", whose name the text gives only later."""
        if not chunk.definite:
            return []
        for other in self.memory.every(sentence):
            if other.kind == NAME and other.actor is not None and self.rules.lexicon.actors[other.actor].kind in kinds:
                return [Party(self.registry.lexical(other.actor, other.head))]
        return []

    def _own(self, sentence: int, chunk: Chunk) -> list[Party]:
        """An actor of its own, under the words the text has for it: "three men", "human rights activists"."""
        name = chunk.head
        if chunk.noun == "person_noun":
            name = " ".join(self.memory.bare(sentence, chunk, ("the", "a", "an", "some")))
        return [Party(self.registry.named(name.lower() if chunk.owner is None else name, chunk.noun))]

    # -- states ------------------------------------------------------------------------------------------------------

    def _of_state(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "the government", "the army": the state last met, else the one most named."""
        if "coalition" in chunk.head.lower():
            seen = (s.actor for s in reversed(self.memory.seen) if s.sentence <= sentence)
            joint = next((actor for actor in seen if "coalition" in actor), None)
            if joint is not None:
                return [Party(joint)]
        owner = self._state_beside(sentence, chunk) or self._last_state(sentence, chunk) or self.memory.most_named()
        if owner is None:
            return self._own(sentence, chunk)
        owner = owner.split("/")[0]
        if chunk.noun == "armed_force_noun":
            return [Party(self.registry.organ(owner, "forces", chunk.head, "state"))]
        self.registry.also(owner, chunk.head)
        return [Party(owner, Speaker(chunk.head, None))]

    def _state_beside(self, sentence: int, chunk: Chunk) -> str | None:
        """ "Government forces in Veska": the country named right behind."""
        lowers = self.memory.lowers(sentence)
        chunks = self.memory.marks.chunks[sentence]
        behind = (c.owner if c.kind == ORGAN and c.owner is not None else c for c in chunks if c.first >= chunk.end)
        near = next((c for c in behind if c.kind == NAME and chunk.end < c.first <= chunk.end + 4), None)
        if chunk.definite or near is None or lowers[near.first - 1] != "in":
            return None
        found = next(iter(self.resolve(sentence, near)), None)
        if found is None or self.registry.kind(found.actor) not in ("state", "other"):
            return None
        if found.actor in self.registry.known:
            self.registry.known[found.actor].kind = "state"
        return found.actor

    def _last_state(self, sentence: int, chunk: Chunk) -> str | None:
        """The state last met by an organ of it or as a government that acts, else the state last met at all."""
        before = self.memory.before(sentence, chunk.first)
        states = [s for s in before if s.kind == "state" and not self._is_force(s.actor)]
        states = [s for s in states if s.sentence < sentence or not s.subject] or states
        acting = (
            s for s in states if "/" in s.actor or (s.noun in ("government_noun", "armed_force_noun") and s.subject)
        )
        near = next(acting, None) or next(iter(states), None)
        return near.actor if near is not None else None

    def _is_force(self, actor: str) -> bool:
        """Whether an actor is a force by its own name ("Veska Defence Forces"): no army or ministry belongs to it."""
        known = self.registry.known.get(actor)
        return known is not None and "/" not in actor and known.name.split()[-1].lower() in _FORCE_HEADS

    # -- pronouns ----------------------------------------------------------------------------------------------------

    def pronoun(self, sentence: int, chunk: Chunk) -> list[Party]:
        """A pronoun: the text's own voice, a person met, or another actor met not too far back."""
        if chunk.head in ("i", "we", "us", "our"):
            return [voice_at(self.memory, sentence)]
        before = [s for s in self.memory.before(sentence, chunk.first) if sentence - s.sentence <= FAR]
        if chunk.head in HE_SHE:
            return self.people.he_or_she(before)
        others = [s for s in before if s.kind != "person"]
        verb = self.memory.lowers(sentence)[chunk.first - 1] if chunk.first else ""
        if verb.startswith(_TRANSITIVE) and not verb.endswith("ing"):
            others = others[1:] if others and others[0].sentence == sentence else others  # who accuses it is not it
        best = _best([s for s in others if s.sentence == sentence] or others, plural=chunk.plural)
        return [Party(best.actor)] if best else []


def _best(candidates: Sequence[Seen], *, plural: bool) -> Seen | None:
    """Whom "it" or "they" means: a subject of the same number, else for "they" any subject, for "it" any singular."""
    first = next((s for s in candidates if s.subject and s.plural == plural), None)
    return first or next((s for s in candidates if (s.subject if plural else not s.plural)), None)
