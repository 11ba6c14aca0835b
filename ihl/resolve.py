"""resolve: chunks of words → actors, by sieves from the surest to the least sure; unresolved rather than wrong.

alias › acronym defined in the text › speaker's affiliation › demonym + noun › typed noun ("the watchdog") › pronoun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ihl.anaphora import Anaphora
from ihl.chunks import NAME, NOMINAL, ORGAN, PERSON, PRONOUN, Chunk
from ihl.engine.ruleset import RuleSet
from ihl.marks import Marks, Party, Reading, Speaker
from ihl.memory import Memory, Seen, place_names
from ihl.people import People
from ihl.registry import Registry
from ihl.reports import Reports
from ihl.sides import Sides

_RECALLED = ("ngo_noun", "armed_group_noun", "court_noun", "inquiry_noun", "government_noun", "armed_force_noun")
_MEMBERS = (
    "armed_force_noun", "armed_group_noun", "inquiry_noun", "intergovernmental_noun", "person_noun", "office_noun",
)  # fmt: skip


class Resolver:
    """Resolves chunks in the order of the text; keeps what it has met."""

    def __init__(self, marks: Marks, rules: RuleSet, registry: Registry) -> None:
        self.marks = marks
        self.rules = rules
        self.registry = registry
        self.readings: dict[tuple[int, int], Reading] = {}
        self.memory = Memory(marks, rules, registry)
        self.sources = self.memory.sources
        self.places = place_names(marks, rules)
        self.people = People(self.memory, self.parties)
        self.anaphora = Anaphora(self.memory, self.people, self.parties)
        self.reports = Reports(self.memory, self.parties)
        self.sides = Sides(self.memory, self.parties)

    def is_place(self, actor: str) -> bool:
        """Whether an actor no lexicon knows looks like a place."""
        return actor in self.places

    def last_source(self, sentence: int) -> list[Party]:
        """Who was last said to say something, one or two sentences before; persons apart, whom "it" cannot mean."""
        return self.memory.last_source(sentence)

    # -- reading on --------------------------------------------------------------------------------------------------

    def enter(self, sentence: int) -> None:
        """Take in a sentence: names, affiliations and acronyms become known from here on."""
        chunks = self.marks.chunks[sentence]
        for i, chunk in enumerate(chunks):
            if chunk.kind == PERSON:
                self.people.meet(sentence, i, chunks)
            self._acronym(sentence, chunk)
            owned = chunk.kind == NOMINAL and chunk.owner is not None and chunk.noun != "event_noun"
            if chunk.kind in (NAME, ORGAN) or owned:
                self._remember(sentence, chunk, self.parties(sentence, chunk))
            elif chunk.kind == NOMINAL and chunk.definite and (chunk.noun in _RECALLED or chunk.head == "coalition"):
                self._remember(sentence, chunk, self.parties(sentence, chunk)[:1])

    def _remember(self, sentence: int, chunk: Chunk, parties: Sequence[Party]) -> None:
        """Keep the actors of a chunk as met, and allies as allies ("Veska's ally Oru")."""
        subject = self.memory.is_subject(sentence, chunk)
        for party in parties:
            actor, kind = party.actor, self.registry.kind(party.actor)
            self.memory.seen.append(
                Seen(sentence, chunk.first, actor, kind, chunk.noun, chunk.plural, party.speaker, subject)
            )
            if chunk.role == "ally" and chunk.owner is not None:
                for other in self.parties(sentence, chunk.owner):
                    self.registry.allies.add(frozenset((actor, other.actor)))

    def _acronym(self, sentence: int, chunk: Chunk) -> None:
        """ "Veskan Rights League (VRL)" makes VRL a name of the league from here on."""
        if chunk.kind not in (NAME, ORGAN, PERSON):
            return
        behind = [token.text for token in self.marks.doc.sentences[sentence].tokens[chunk.end : chunk.end + 3]]
        if len(behind) < 3 or behind[0] != "(" or behind[2] != ")":
            return
        short = behind[1]
        if short.isupper() and 2 <= len(short) <= 10:
            named = replace(chunk, kind=NAME) if chunk.kind == PERSON else chunk
            for party in self.parties(sentence, named)[:1]:
                self.memory.short[short.lower()] = party.actor

    # -- chunks to actors --------------------------------------------------------------------------------------------

    def parties(self, sentence: int, chunk: Chunk) -> list[Party]:
        """The actors a chunk stands for; empty when it cannot be told. What it was taken for last is kept."""
        sieve, found = self._sieved(sentence, chunk)
        self.readings[sentence, chunk.first] = Reading(tuple(party.actor for party in found), sieve)
        return found

    def _sieved(self, sentence: int, chunk: Chunk) -> tuple[str, list[Party]]:
        """The sieve that a chunk goes through, and what comes out."""
        match chunk.kind:
            case "name":
                return self._name(sentence, chunk)
            case "person":
                return "person", self.people.person(chunk)
            case "organ":
                return "owner and noun", self._organ(sentence, chunk)
            case "demonym":
                known = [Party(self.registry.lexical(chunk.actor, chunk.head))] if chunk.actor else []
                return "adjective of a state", known
            case "report":
                return "author of a report", self.reports.authors(sentence, chunk)
            case "sides":
                return "sides of the text", self.sides.parties(sentence, chunk)
            case "pronoun":
                return "pronoun", self.anaphora.pronoun(sentence, chunk)
            case "nominal":
                return "noun of a kind", self.anaphora.nominal(sentence, chunk)
        return "none", []

    def accused(self, sentence: int, chunk: Chunk) -> list[str]:
        """The actors a chunk stands for in the accused's place: a person is himself there, not his state."""
        return self.people.accused(sentence, chunk)

    def standing(self, sentence: int, chunk: Chunk) -> tuple[list[Party], list[str]]:
        """The actors a chunk stands for as a speaker, and in the accused's place."""
        found = self.parties(sentence, chunk)
        return found, self.people.accused(sentence, chunk, found)

    def of_another_state(self, party: Party) -> Party:
        """A bare office ("the ministry") as another state's than was thought; "the Veskan ministry" stays Veska's."""
        if party.speaker is None or self.registry.kind(party.actor) not in ("state", "other"):
            return party
        name = party.speaker.name
        forms = self.registry.known[party.actor].forms if party.actor in self.registry.known else ()
        if any(form != name and f" {form.lower()}" in f" {name.lower()}" for form in forms):
            return party
        other = self.memory.other_state(party.actor)
        return replace(party, actor=other or self.registry.named(name, "office_noun"))

    def _name(self, sentence: int, chunk: Chunk) -> tuple[str, list[Party]]:
        """A name: an acronym of the text, a lexicon actor, a person met, the end of a longer name, or a new one."""
        key = chunk.head.lower()
        if key in self.memory.short:
            self.registry.also(self.memory.short[key], chunk.head)
            return "acronym of the text", [Party(self.memory.short[key])]
        if chunk.actor is not None:
            return "alias", [Party(self.registry.lexical(chunk.actor, chunk.head))]
        if key in self.memory.adjectives:  # "Ostavian" where the text has "Ostavia"
            base = self.registry.named(self.memory.adjectives[key], "")
            self.registry.also(base, chunk.head)
            return "adjective of a name", [Party(base)]
        if key in self.memory.people:
            return "person met before", [self.memory.people[key][1]]
        spelt = self._spelt_out(chunk.head)
        if spelt is not None:
            return "initials of a name", [Party(spelt)]
        for actor, known in self.registry.known.items():
            if chunk.noun and known.name.lower().endswith(" " + key) and " " in known.name:
                known.forms[chunk.head] = None
                return "end of a longer name", [Party(actor)]
        above = None
        if chunk.owner is not None and chunk.owner.kind == NAME:
            above = next((p.actor for p in self.parties(sentence, chunk.owner)), None)
        first = key.split()[0]
        if above is None and chunk.noun == "government_noun" and first in self.memory.adjectives:
            above = self.registry.named(self.memory.adjectives[first], "")  # "Veskan People's Army"
        return "new name", [Party(self.registry.named(chunk.head, chunk.noun, above))]

    def _spelt_out(self, short: str) -> str | None:
        """The actor whose initials a name in capitals is: "MLF" after "Melk Liberation Front"."""
        if not short.isupper() or not 2 < len(short) <= 6:
            return None
        for actor, known in self.registry.known.items():
            if short == "".join(word[0] for word in known.name.split() if word[0].isupper()):
                known.forms[short] = None
                return actor
        return None

    def _organ(self, sentence: int, chunk: Chunk) -> list[Party]:
        """An organ or body of an owner: the owner itself, its forces, or a body of its own."""
        if chunk.owner is None:
            return []
        backed = self.anaphora.backed(sentence, chunk)
        if backed:
            return backed
        found = self.parties(sentence, chunk.owner)
        if not found or (chunk.owner.kind == PRONOUN and chunk.noun in ("inquiry_noun", "court_noun")):
            return self.anaphora.nominal(sentence, replace(chunk, kind=NOMINAL, owner=None))
        above = found[0].actor
        self._learn_state(chunk, above)
        if self._speaks_for_owner(chunk, chunk.owner, above):
            self.registry.also(above, chunk.head)
            return [Party(above, Speaker(chunk.head, None))]
        if chunk.noun == "armed_force_noun":
            return [Party(self.registry.organ(above, "forces", chunk.head, "state"))]
        if chunk.noun == "armed_group_noun":
            made = self.registry.organ(above, "armed-groups", chunk.head, "armed_group")
            if chunk.owner.kind == PRONOUN:  # "its militias" fight for it, "the rebels in Veska" need not
                self.registry.allies.add(frozenset((above, made)))
            return [Party(made)]
        affiliation = above if chunk.noun in ("court_noun", "person_noun", "inquiry_noun") else None
        return [Party(self.registry.named(chunk.head, chunk.noun, affiliation))]

    def _learn_state(self, chunk: Chunk, above: str) -> None:
        """What has a government or an army is spoken of as a state."""
        governs = chunk.noun in ("government_noun", "armed_force_noun")
        if governs and above in self.registry.known and self.registry.kind(above) == "other":
            self.registry.known[above].kind = "state"

    def _speaks_for_owner(self, chunk: Chunk, owner: Chunk, above: str) -> bool:
        """Whether an organ is no actor of its own: a state's government or officer, the members of what is no state."""
        state = self.registry.kind(above) == "state"
        if chunk.noun == "government_noun" or (state and chunk.noun == "office_noun"):
            return True
        if state or chunk.noun not in _MEMBERS or (chunk.noun == "inquiry_noun" and not chunk.plural):
            return False
        return not (owner.kind == NAME and chunk.metonym)
