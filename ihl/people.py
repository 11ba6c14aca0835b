"""people: persons met in the text, the offices they hold and whom they speak for."""

from __future__ import annotations

from collections.abc import Sequence

from ihl.chunks import NAME, NOMINAL, ORGAN, PERSON, PRONOUN, Chunk
from ihl.marks import Party, Speaker
from ihl.memory import Memory, Resolve, Seen
from ihl.registry import slug

HE_SHE = ("he", "she", "him", "his", "her")
_OF = ("of", "at", "from", "for")
_APPOSING = (",", "(", "–", "—", *_OF)
_STOPS = (",", ")", "–", "—", ".", "said", "who")
_APPOSED_REACH = 26  # tokens an apposition may take
_OFFICES = ("office_noun", "person_noun", "armed_group_noun")


class People:
    """Learns persons in the order of the text and resolves what speaks of them."""

    def __init__(self, memory: Memory, resolve: Resolve) -> None:
        self.memory = memory
        self.resolve = resolve
        self.registry = memory.registry

    # -- learning ----------------------------------------------------------------------------------------------------

    def meet(self, sentence: int, i: int, chunks: Sequence[Chunk]) -> None:
        """Take in a person, with the office and the affiliation the words around the name give."""
        chunk = chunks[i]
        if chunk.actor is not None:
            return
        name = chunk.person or chunk.head
        role, owner = self._office(sentence, i, chunks)
        speaker = Speaker(name, role)
        people = self.memory.people
        found = self.resolve(sentence, owner) if owner is not None else []
        himself = self.registry.named(name, "", affiliation=found[0].actor if found else None, kind="person")
        if found:
            people[_surname(name)] = (name, Party(found[0].actor, speaker))
        elif owner is None and _surname(name) not in people:
            people[_surname(name)] = (name, Party(himself, speaker))
        subject = not self.memory.governed(sentence, chunk)
        self.memory.seen.append(Seen(sentence, chunk.first, himself, "person", "office_noun", False, speaker, subject))

    def _office(self, sentence: int, i: int, chunks: Sequence[Chunk]) -> tuple[str | None, Chunk | None]:
        """The office a person holds and whose it is."""
        role, owner = chunks[i].role, chunks[i].owner
        if owner is None:
            role, owner = self._apposed(sentence, i, chunks, role)
        if owner is None:
            role, owner = self._named_after_office(sentence, i, chunks, role)
        unknown = owner is not None and owner.kind == NAME and owner.actor is None and not owner.noun
        learned = {**self.memory.adjectives, **self.memory.short}
        if unknown and owner is not None and owner.head.lower() not in learned:
            owner = None  # "Tuareg leader Ilo Tarn" speaks for himself
        return role, owner

    def _named_after_office(
        self, sentence: int, i: int, chunks: Sequence[Chunk], role: str | None
    ) -> tuple[str | None, Chunk | None]:
        """ "the co-chair of the Union Party (UP), Ilo Tarn, said": the office first, then the name."""
        lowers, first = self.memory.lowers(sentence), chunks[i].first
        if first == 0 or lowers[first - 1] != ",":
            return role, None
        before = chunks[max(0, i - 4) : i]
        office = next((c for c in reversed(before) if c.noun == "office_noun" and c.person is None), None)
        if office is None or any(self.memory.is_verb(w) or w == "," for w in lowers[office.end : first - 1]):
            return role, None
        bodies = [c for c in before if c.first >= office.first and c.kind in (NAME, ORGAN)]
        return office.role or office.head, bodies[-1] if bodies else office.owner

    def _apposed(
        self, sentence: int, i: int, chunks: Sequence[Chunk], role: str | None
    ) -> tuple[str | None, Chunk | None]:
        """ "Mara Dole, a director at Relief Watch, said": the office and whose it is."""
        lowers, end = self.memory.lowers(sentence), chunks[i].end
        if end >= len(lowers) or lowers[end] not in _APPOSING:
            return role, None
        stop = next((j for j in range(end + 1, min(len(lowers), end + _APPOSED_REACH)) if lowers[j] in _STOPS), None)
        following = [c for c in chunks[i + 1 :] if stop is None or c.first < stop]
        if lowers[end] in _OF:
            near = next(iter(following), None)
            is_near = near is not None and near.first <= end + 2 and near.kind in (NAME, ORGAN)
            return role, near if is_near else None
        if following and following[0].possessive and following[0].first <= end + 2:
            return role, following[0]  # "Mara Dole, the group's Veska researcher"
        office = next((c for c in following if c.noun in _OFFICES), None)
        if office is None:
            return role, None
        tokens = self.memory.marks.doc.sentences[sentence].tokens
        text = " ".join(token.text for token in tokens[end + 1 : stop]) if stop else office.head
        return text.removeprefix("the ").removeprefix("a ").removeprefix("an "), _body(office, following)

    # -- resolving ---------------------------------------------------------------------------------------------------

    def person(self, chunk: Chunk) -> list[Party]:
        """A person by name: whom they speak for where the text told, else themselves."""
        name = chunk.person or chunk.head
        known = self.memory.people.get(_surname(name))
        if known is not None:
            return [known[1]]
        return [Party(self.registry.named(name, "", kind="person"), Speaker(name, chunk.role))]

    def he_or_she(self, before: Sequence[Seen]) -> list[Party]:
        """The last person or officer met."""
        is_person = (s for s in before if s.kind == "person" or (s.person is not None and s.noun == "office_noun"))
        last = next(is_person, None)
        if last is None or last.person is None:
            return []
        return [self.memory.people.get(_surname(last.person.name), ("", Party(last.actor, last.person)))[1]]

    def accused(self, sentence: int, chunk: Chunk, spoken_for: Sequence[Party] | None = None) -> list[str]:
        """The actors a chunk stands for in the accused's place: a person is himself there, not his state.

        Args:
            spoken_for: whom it stands for as a speaker, where that is known already.
        """
        if chunk.kind == PRONOUN and chunk.plural:
            group = self._group_before(sentence, chunk)
            if group:
                return list(dict.fromkeys(actor for other in group for actor in self.accused(sentence, other)))
        if chunk.kind == PERSON or (chunk.kind == PRONOUN and chunk.head in HE_SHE):
            party = next(iter(self.resolve(sentence, chunk)), None)
            if party is None:
                return []
            return self._himself(party.speaker.name if party.speaker else chunk.person or chunk.head, party)
        if chunk.noun == "office_noun" and chunk.kind == NOMINAL:
            return self._accused_officer(sentence, chunk)
        if chunk.kind == NAME and chunk.actor is None and chunk.head.lower() in self.memory.people:
            return self._himself(*self.memory.people[chunk.head.lower()])
        if chunk.kind == NOMINAL and chunk.noun == "armed_group_noun" and not chunk.plural and chunk.owner is None:
            armed = self.memory.last(sentence, chunk.first, ("armed_group",))
            if armed:  # "the group" that did it bears arms; the one that speaks may be a watchdog
                return [armed[0].actor]
        found = self.resolve(sentence, chunk) if spoken_for is None else spoken_for
        return list(dict.fromkeys(party.actor for party in found))

    def _himself(self, name: str, party: Party) -> list[str]:
        """A person as an actor of his own, affiliated to whom he speaks for."""
        above = party.actor if party.actor != slug(name) else None
        return [self.registry.named(name, "", affiliation=above, kind="person")]

    def _accused_officer(self, sentence: int, chunk: Chunk) -> list[str]:
        """An officer accused is himself, by name where the next words give it ("the captain, Ilo Tarn")."""
        lowers = self.memory.lowers(sentence)
        following = next((c for c in self.memory.marks.chunks[sentence] if c.first >= chunk.end), None)
        if following is not None and following.kind == PERSON and lowers[chunk.end : following.first] == (",",):
            return self.accused(sentence, following)
        if chunk.owner is None and not chunk.definite:
            return [self.registry.named(chunk.head.lower(), "", kind="person")]
        name = " ".join(self.memory.bare(sentence, chunk, ("the", "a", "an", "'s")))
        return [self.registry.named(name, "", kind="person")]

    def _group_before(self, sentence: int, chunk: Chunk) -> list[Chunk]:
        """ "A and B …, accusing them of": the pair, or the plural, last named in the same sentence."""
        lowers = self.memory.lowers(sentence)
        before = [
            c
            for c in self.memory.marks.chunks[sentence]
            if c.end <= chunk.first and c.kind in (NAME, PERSON, ORGAN, NOMINAL) and c.noun != "event_noun"
        ]
        for one, other in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
            if "and" in lowers[one.end : other.first] and other.first - one.end <= 3:
                return [one, other]
        return []


def _body(office: Chunk, following: Sequence[Chunk]) -> Chunk | None:
    """Whose an office is: its owner, else the last known body named after it, else the first name after it."""
    owner = office.owner
    if owner is not None and (owner.actor is not None or owner.noun):
        return owner
    owners = [c for c in following if c.kind in (NAME, ORGAN) and (c is owner or c.first > office.first)]
    if owner is not None and owner.kind in (NAME, ORGAN):
        owners.insert(0, owner)
    bodies = [c for c in owners if c.actor is not None or c.noun]
    return bodies[-1] if bodies else next(iter(owners), None)


def _surname(name: str) -> str:
    return name.split()[-1].lower()
