"""resolve: chunks of words → actors, by sieves from the surest to the least sure; unresolved rather than wrong.

alias › acronym defined in the text › speaker's affiliation › demonym + noun › typed noun ("the watchdog") › pronoun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ihl.chunks import CIVILIANS, DEMONYM, NAME, NOMINAL, ORGAN, PERSON, PRONOUN, REPORT, SIDES, Chunk
from ihl.engine.ruleset import RuleSet
from ihl.marks import PUBLISHER, Marks, Party, Speaker
from ihl.registry import Registry, slug
from ihl.slots import governed

_REPORTING = ("ngo", "intergovernmental", "court", "media", "other", "person")
FAR = 4  # sentences a pronoun may reach back
_GROUP_KINDS = {
    "ngo_noun": ("ngo",), "court_noun": ("court",), "inquiry_noun": ("intergovernmental", "court"), "intergovernmental_noun": ("intergovernmental",), "media_noun": ("media",),
}  # fmt: skip
_RECALLED = ("ngo_noun", "armed_group_noun", "court_noun", "inquiry_noun", "government_noun", "armed_force_noun")
_GROUP_STEMS = frozenset(
    {"rebel", "milit", "insur", "oppos", "jihad", "separ", "resis", "gunme", "guerr", "param", "settl", "merce"}
)
_BACKED = ("-backed", "-supported", "-allied", "-affiliated", "-aligned", "-linked")


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


class Resolver:
    """Resolves chunks in the order of the text; keeps what it has met."""

    def __init__(self, marks: Marks, rules: RuleSet, registry: Registry) -> None:
        self.marks = marks
        self.rules = rules
        self.registry = registry
        self.seen: list[Seen] = []
        self.people: dict[str, tuple[str, Party]] = {}  # surname -> (full name, whom they speak for)
        self.short: dict[str, str] = {}  # acronym or short form -> actor
        self.sources: list[tuple[int, int, Party]] = []  # who was said to allege or report something, and where
        self.counts = self._count_states()
        self.places = self._place_names()
        self.voice = self._own_voice()

    def _count_states(self) -> Counter[str]:
        """How often each lexicon actor is named: decides "the government" where nothing nearer does."""
        return Counter(chunk.actor for chunk in self._every(0) if chunk.actor and chunk.kind in (NAME, DEMONYM))

    def _every(self, since: int) -> Iterator[Chunk]:
        """Every chunk from a sentence on, owners inside other chunks included."""
        for chunks in self.marks.chunks[since:]:
            for chunk in chunks:
                inner: Chunk | None = chunk
                while inner is not None:
                    yield inner
                    inner = inner.owner

    def _place_names(self) -> frozenset[str]:
        """Unknown names met behind "in", "near" …: where nothing surer says so, they are places."""
        out = set()
        for s, chunks in enumerate(self.marks.chunks):
            lowers = self.marks.doc.sentences[s].lowers
            for chunk in chunks:
                if (
                    chunk.kind == NAME
                    and chunk.actor is None
                    and not chunk.noun
                    and governed(lowers, chunk.first, self.rules)
                ):
                    behind = lowers[max(0, chunk.first - 3) : chunk.first + 1]
                    if {
                        "in",
                        "at",
                        "near",
                        "across",
                        "around",
                        "outside",
                        "inside",
                        "towards",
                        "into",
                        "of",
                        "on",
                    } & set(behind):
                        out.add(slug(chunk.head))
        return frozenset(out)

    def is_place(self, actor: str) -> bool:
        """Whether an actor no lexicon knows looks like a place."""
        return actor in self.places

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
        for sentence in self.marks.doc.sentences:
            inside = sentence.inside
            if any(
                word in ("we", "our", "us", "we're", "we've") and inside[i] < 0
                for i, word in enumerate(sentence.lowers)
            ):
                return True
        return False

    # -- reading on --------------------------------------------------------------------------------------------------

    def enter(self, sentence: int) -> None:
        """Take in a sentence: names, affiliations and acronyms become known from here on."""
        chunks = self.marks.chunks[sentence]
        for i, chunk in enumerate(chunks):
            if chunk.kind == PERSON:
                self._meet_person(sentence, i, chunks)
            self._acronym(sentence, i, chunks)
            if chunk.kind in (NAME, ORGAN) or (
                chunk.kind == NOMINAL and chunk.owner is not None and chunk.noun != "event_noun"
            ):
                for party in self.parties(sentence, chunk):
                    self._remember(sentence, chunk, party)
            elif chunk.kind == NOMINAL and chunk.definite and chunk.noun in _RECALLED:
                for party in self.parties(sentence, chunk)[:1]:
                    self._remember(sentence, chunk, party)

    def _remember(self, sentence: int, chunk: Chunk, party: Party) -> None:
        subject = self._is_subject(sentence, chunk)
        self.seen.append(
            Seen(
                sentence,
                chunk.first,
                party.actor,
                self.registry.kind(party.actor),
                chunk.noun,
                chunk.plural,
                party.speaker,
                subject,
            )
        )
        if chunk.role == "ally" and chunk.owner is not None:
            for other in self.parties(sentence, chunk.owner):
                self.registry.allies.add(frozenset((party.actor, other.actor)))

    def _is_subject(self, sentence: int, chunk: Chunk) -> bool:
        """Whether a chunk leads its clause: no preposition before it, and no other actor between it and the clause's start."""
        if self._governed(sentence, chunk) or chunk.possessive:
            return False
        lowers = self.marks.doc.sentences[sentence].lowers
        following = lowers[chunk.end] if chunk.end < len(lowers) else ""
        if self.rules.is_in("verb_start", following) or self.rules.is_in("say", following):
            return True
        earlier = [
            c
            for c in self.marks.chunks[sentence]
            if c.end <= chunk.first and c.kind in (NAME, ORGAN, PERSON) and not self._governed(sentence, c)
        ]
        return not earlier or (earlier[-1].end + 1 == chunk.first and lowers[earlier[-1].end] in ("and", ","))

    def _governed(self, sentence: int, chunk: Chunk) -> bool:
        return governed(self.marks.doc.sentences[sentence].lowers, chunk.first, self.rules)

    def _meet_person(self, sentence: int, i: int, chunks: Sequence[Chunk]) -> None:
        chunk = chunks[i]
        name = chunk.person or chunk.head
        if chunk.actor is not None:
            return
        role, owner = chunk.role, chunk.owner
        if owner is None:
            role, owner = self._apposed(sentence, i, chunks, role)
        if owner is None:
            role, owner = self._named_after_office(sentence, i, chunks, role)
        if owner is not None and owner.kind == NAME and owner.actor is None and not owner.noun:
            owner = None  # "Tuareg leader Ilo Tarn" speaks for himself
        speaker = Speaker(name, role)
        if owner is not None:
            found = self.parties(sentence, owner)
            if found:
                self.people[_surname(name)] = (name, Party(found[0].actor, speaker))
        elif _surname(name) not in self.people:
            self.people[_surname(name)] = (name, Party(self.registry.named(name, "", kind="person"), speaker))
        self.seen.append(
            Seen(
                sentence,
                chunk.first,
                slug(name),
                "person",
                "office_noun",
                False,
                speaker,
                not self._governed(sentence, chunk),
            )
        )

    def _named_after_office(
        self, sentence: int, i: int, chunks: Sequence[Chunk], role: str | None
    ) -> tuple[str | None, Chunk | None]:
        """ "the co-chair of the Union Party (UP), Ilo Tarn, said": the office first, then the name."""
        lowers = self.marks.doc.sentences[sentence].lowers
        if chunks[i].first == 0 or lowers[chunks[i].first - 1] != ",":
            return role, None
        before = [c for c in chunks[max(0, i - 4) : i]]
        office = next((c for c in reversed(before) if c.noun == "office_noun" and c.person is None), None)
        words = lowers[office.end : chunks[i].first - 1] if office is not None else ()
        if office is None or any(
            self.rules.is_in("verb_start", w) or self.rules.is_in("say", w) or w == "," for w in words
        ):
            return role, None
        bodies = [c for c in before if c.first >= office.first and c.kind in (NAME, ORGAN)]
        return office.role or office.head, bodies[-1] if bodies else office.owner

    def _apposed(
        self, sentence: int, i: int, chunks: Sequence[Chunk], role: str | None
    ) -> tuple[str | None, Chunk | None]:
        """ "Mara Dole, a director at Relief Watch, said": the office and whose it is."""
        lowers = self.marks.doc.sentences[sentence].lowers
        tokens = self.marks.doc.sentences[sentence].tokens
        end = chunks[i].end
        if end >= len(lowers) or lowers[end] not in (",", "(", "–", "—", "of", "at", "from", "for"):
            return role, None
        direct = lowers[end] in ("of", "at", "from", "for")
        stop = next(
            (
                j
                for j in range(end + 1, min(len(lowers), end + 26))
                if lowers[j] in (",", ")", "–", "—", ".", "said", "who")
            ),
            None,
        )
        following = [c for c in chunks[i + 1 :] if stop is None or c.first < stop]
        if direct:
            near = (
                following[0]
                if following and following[0].first <= end + 2 and following[0].kind in (NAME, ORGAN)
                else None
            )
            return role, near
        office = next((c for c in following if c.noun in ("office_noun", "person_noun", "armed_group_noun")), None)
        if office is None:
            return role, None
        text = " ".join(token.text for token in tokens[end + 1 : stop]) if stop else office.head
        owners = [
            c
            for c in (office.owner, *following)
            if c is not None and c.kind in (NAME, ORGAN) and (c is office.owner or c.first > office.first)
        ]
        bodies = [c for c in owners if c.actor is not None or c.noun]
        if office.owner is not None and (office.owner.actor is not None or office.owner.noun):
            bodies = [office.owner]
        role = text.removeprefix("the ").removeprefix("a ").removeprefix("an ")
        return role, bodies[-1] if bodies else owners[0] if owners else None

    def _acronym(self, sentence: int, i: int, chunks: Sequence[Chunk]) -> None:
        """ "Veskan Rights League (VRL)" makes VRL a name of the league from here on."""
        chunk = chunks[i]
        tokens = self.marks.doc.sentences[sentence].tokens
        if (
            chunk.kind not in (NAME, ORGAN, PERSON)
            or chunk.end + 2 >= len(tokens)
            or tokens[chunk.end].text != "("
            or tokens[chunk.end + 2].text != ")"
        ):
            return
        short = tokens[chunk.end + 1].text
        if short.isupper() and 2 <= len(short) <= 10:
            for party in self.parties(sentence, replace(chunk, kind=NAME) if chunk.kind == PERSON else chunk)[:1]:
                self.short[short.lower()] = party.actor

    # -- chunks to actors --------------------------------------------------------------------------------------------

    def parties(self, sentence: int, chunk: Chunk) -> list[Party]:
        """The actors a chunk stands for; empty when it cannot be told."""
        match chunk.kind:
            case "name":
                return self._name(chunk)
            case "person":
                return self._person(chunk)
            case "organ":
                return self._organ(sentence, chunk)
            case "demonym":
                return [Party(self.registry.lexical(chunk.actor, chunk.head))] if chunk.actor else []
            case "report":
                return self._report(sentence, chunk)
            case "sides":
                return self._sides(sentence, chunk)
            case "pronoun":
                return self._pronoun(sentence, chunk)
            case "nominal":
                return self._nominal(sentence, chunk)
        return []

    def accused(self, sentence: int, chunk: Chunk) -> list[str]:
        """The actors a chunk stands for in the accused's place: a person is himself there, not his state."""
        if chunk.kind == PRONOUN and chunk.plural:
            group = self._group_before(sentence, chunk)
            if group:
                return list(dict.fromkeys(actor for other in group for actor in self.accused(sentence, other)))
        if chunk.kind == PERSON or (chunk.kind == PRONOUN and chunk.head in ("he", "him", "she", "his", "her")):
            party = next(iter(self.parties(sentence, chunk)), None)
            if party is None:
                return []
            name = party.speaker.name if party.speaker else chunk.person or chunk.head
            return [
                self.registry.named(
                    name, "", affiliation=party.actor if party.actor != slug(name) else None, kind="person"
                )
            ]
        if chunk.noun == "office_noun" and chunk.kind == NOMINAL:
            return self._accused_officer(sentence, chunk)
        if chunk.kind == NAME and chunk.actor is None and chunk.head.lower() in self.people:
            full, party = self.people[chunk.head.lower()]
            return [
                self.registry.named(
                    full, "", affiliation=party.actor if party.actor != slug(full) else None, kind="person"
                )
            ]
        return list(dict.fromkeys(party.actor for party in self.parties(sentence, chunk)))

    def _accused_officer(self, sentence: int, chunk: Chunk) -> list[str]:
        """An officer accused is himself, by name where the next words give it ("the captain, Ilo Tarn, was charged")."""
        lowers = self.marks.doc.sentences[sentence].lowers
        following = next((c for c in self.marks.chunks[sentence] if c.first >= chunk.end), None)
        if following is not None and following.kind == PERSON and lowers[chunk.end : following.first] == (",",):
            return self.accused(sentence, following)
        if chunk.owner is None and not chunk.definite:
            return [self.registry.named(chunk.head.lower(), "", kind="person")]
        tokens = self.marks.doc.sentences[sentence].tokens[chunk.first : chunk.end]
        name = " ".join(t.text for t in tokens if t.lower not in ("the", "a", "an", "'s"))
        return [self.registry.named(name, "", kind="person")]

    def _group_before(self, sentence: int, chunk: Chunk) -> list[Chunk]:
        """ "A and B …, accusing them of": the pair, or the plural, last named in the same sentence."""
        lowers = self.marks.doc.sentences[sentence].lowers
        before = [
            c
            for c in self.marks.chunks[sentence]
            if c.end <= chunk.first and c.kind in (NAME, PERSON, ORGAN, NOMINAL) and c.noun != "event_noun"
        ]
        for one, other in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
            if "and" in lowers[one.end : other.first] and other.first - one.end <= 3:
                return [one, other]
        return []

    def _name(self, chunk: Chunk) -> list[Party]:
        key = chunk.head.lower()
        if key in self.short:
            self.registry.also(self.short[key], chunk.head)
            return [Party(self.short[key])]
        if chunk.actor is not None:
            return [Party(self.registry.lexical(chunk.actor, chunk.head))]
        if key in self.people:
            return [self.people[key][1]]
        for actor, known in self.registry.known.items():
            if chunk.noun and known.name.lower().endswith(" " + key) and " " in known.name:
                known.forms[chunk.head] = None
                return [Party(actor)]
        above = (
            next((p.actor for p in self.parties(0, chunk.owner)), None)
            if chunk.owner is not None and chunk.owner.kind == NAME
            else None
        )
        return [Party(self.registry.named(chunk.head, chunk.noun, above))]

    def _person(self, chunk: Chunk) -> list[Party]:
        name = chunk.person or chunk.head
        known = self.people.get(_surname(name))
        if known is not None:
            return [known[1]]
        return [Party(self.registry.named(name, "", kind="person"), Speaker(name, chunk.role))]

    def _organ(self, sentence: int, chunk: Chunk) -> list[Party]:
        owner = chunk.owner
        if owner is None:
            return []
        backed = self._backed(sentence, chunk)
        if backed:
            return backed
        found = self.parties(sentence, owner)
        if not found:
            return self._nominal(sentence, replace(chunk, kind=NOMINAL, owner=None))
        above = found[0].actor
        if (
            chunk.noun in ("government_noun", "armed_force_noun")
            and above in self.registry.known
            and self.registry.kind(above) == "other"
        ):
            self.registry.known[above].kind = "state"  # what has a government or an army is spoken of as a state
        state = self.registry.kind(above) == "state"
        if chunk.noun == "government_noun" or (state and chunk.noun == "office_noun"):
            self.registry.also(above, chunk.head)
            return [Party(above, Speaker(chunk.head, None))]
        if not state and chunk.noun in (
            "armed_force_noun",
            "armed_group_noun",
            "inquiry_noun",
            "intergovernmental_noun",
            "person_noun",
            "office_noun",
        ):
            plain = chunk.noun != "inquiry_noun" or chunk.plural
            if plain and not (owner.kind == NAME and chunk.metonym):
                self.registry.also(above, chunk.head)
                return [Party(above, Speaker(chunk.head, None))]
        if chunk.noun == "armed_force_noun":
            return [Party(self.registry.organ(above, "forces", chunk.head, "state"))]
        if chunk.noun == "armed_group_noun":
            return [Party(self.registry.organ(above, "armed-groups", chunk.head, "armed_group"))]
        affiliation = above if chunk.noun in ("court_noun", "person_noun", "inquiry_noun") else None
        return [Party(self.registry.named(chunk.head, chunk.noun, affiliation))]

    def _backed(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "Veska-backed rebels" are not Veska's forces but a group of their own, on Veska's side."""
        tokens = self.marks.doc.sentences[sentence].tokens[max(0, chunk.first - 1) : chunk.end]
        if not tokens[0].lower.endswith(_BACKED) and chunk.first:
            tokens = tokens[1:]
        backed = next((token for token in tokens if token.lower.endswith(_BACKED)), None)
        if backed is None or chunk.noun not in (
            "armed_group_noun",
            "armed_force_noun",
            "generic_source",
            "person_noun",
        ):
            return []
        name = " ".join(token.text for token in tokens if token.lower not in ("the", "a", "an"))
        made = self.registry.named(name, "armed_group_noun")
        for form in self.rules.lexicon.forms.get(backed.lower.rpartition("-")[0], ()):
            self.registry.allies.add(frozenset((form.actor, made)))
        return [Party(made)]

    def _report(self, sentence: int, chunk: Chunk) -> list[Party]:
        if chunk.owner is not None and not (chunk.owner.kind == PRONOUN and chunk.owner.head != "its"):
            found = self.parties(sentence, chunk.owner)
            if found:
                return [*found, *self._co_owners(sentence, chunk)]
        by = self._published_by(sentence, chunk)
        if by:
            return by
        if chunk.plural and not chunk.definite:
            return []
        before = [
            p
            for s, at, p in self.sources
            if (s, at) < (sentence, chunk.first) and self.registry.kind(p.actor) in _REPORTING
        ]
        return before[-1:] or self._report_to_come(sentence)

    def _published_by(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "a report was published by A" """
        lowers = self.marks.doc.sentences[sentence].lowers
        for other in self.marks.chunks[sentence]:
            if (
                chunk.end < other.first <= chunk.end + 8
                and other.kind in (NAME, ORGAN)
                and lowers[other.first - 1] == "by"
            ):
                return self.parties(sentence, other)
        return []

    def _co_owners(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "a report by A and B" """
        lowers, chunks = self.marks.doc.sentences[sentence].lowers, self.marks.chunks[sentence]
        following = next((c for c in chunks if c.first >= chunk.end), None)
        joined = (
            following is not None
            and lowers[chunk.end : following.first] in (("and",), ("and", "the"))
            and chunk.owner is not None
            and chunk.owner.end == chunk.end
        )
        return self.parties(sentence, following) if joined and following is not None and following.kind == NAME else []

    def _report_to_come(self, sentence: int) -> list[Party]:
        """A report whose author is told in the next sentences: "A joint report by A and B." """
        for s in range(sentence + 1, min(sentence + 3, len(self.marks.chunks))):
            for chunk in self.marks.chunks[s]:
                if chunk.kind == REPORT and chunk.owner is not None and chunk.owner.kind == NAME:
                    return self._report(s, chunk)
        return []

    def _sides(self, sentence: int, chunk: Chunk) -> list[Party]:
        if chunk.owner is not None and chunk.owner.kind != PRONOUN:
            return self.parties(sentence, chunk.owner)
        lowers = self.marks.doc.sentences[sentence].lowers
        if not (chunk.definite or {"both", "all"} & set(lowers[max(0, chunk.first - 2) : chunk.end])):
            return []
        return [Party(actor) for actor in self._belligerents()]

    def _belligerents(self) -> list[str]:
        """Who the sides are: "conflict between A and B", else the two named most as states or armed groups."""
        named = self._between()
        if len(named) > 1:
            return named
        sources = {self.registry.root(party.actor) for _, _, party in self.sources}
        counted: Counter[str] = Counter()
        for seen in self._all_seen():
            if seen[1] in ("state", "armed_group"):
                counted[seen[0]] += 1
        ranked = [
            actor
            for actor, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
            if self.registry.root(actor) not in sources
        ]
        out: list[str] = []
        for actor in ranked:
            if not any(self.registry.same_side(actor, other) for other in out):
                groups = [
                    a for a in ranked if self.registry.kind(a) == "armed_group" and self.registry.same_side(a, actor)
                ]
                out.append(groups[0] if groups else actor)
        return out[:2] if len(out) > 1 else []

    def _between(self) -> list[str]:
        for s, chunks in enumerate(self.marks.chunks):
            lowers = self.marks.doc.sentences[s].lowers
            for one, other in zip(chunks, chunks[1:], strict=False):
                war = {
                    "conflict",
                    "conflicts",
                    "war",
                    "wars",
                    "fighting",
                    "hostilities",
                    "clashes",
                    "ceasefire",
                    "truce",
                } & set(lowers[max(0, one.first - 4) : one.first])
                if (
                    war
                    and "between" in lowers[max(0, one.first - 2) : one.first + 1]
                    and lowers[one.end : other.first] in (("and",), ("and", "the"))
                ):
                    found = [p.actor for c in (one, other) for p in self.parties(s, c)]
                    if len(found) > 1:
                        return found
        return []

    def _all_seen(self) -> Iterable[tuple[str, str]]:
        for s, chunks in enumerate(self.marks.chunks):
            for chunk in chunks:
                if chunk.kind == NAME and chunk.actor is not None:
                    kind = self.rules.lexicon.actors[chunk.actor].kind
                    yield self.registry.lexical(chunk.actor, chunk.head), kind
                elif chunk.kind == ORGAN and chunk.noun in ("armed_group_noun", "armed_force_noun", "government_noun"):
                    for party in self._organ(s, chunk)[:1]:
                        yield party.actor, self.registry.kind(party.actor)

    # -- nouns and pronouns ------------------------------------------------------------------------------------------

    def _nominal(self, sentence: int, chunk: Chunk) -> list[Party]:
        if chunk.noun == "office_noun" and chunk.owner is not None:
            return [
                Party(party.actor, Speaker(chunk.head, chunk.role)) for party in self.parties(sentence, chunk.owner)[:1]
            ]
        if chunk.noun == "event_noun":
            return []
        backed = self._backed(sentence, chunk)
        if backed:
            return backed
        kinds = _GROUP_KINDS.get(chunk.noun)
        if kinds is not None and (chunk.definite or chunk.noun in ("court_noun", "inquiry_noun")):
            return (
                self._last(sentence, chunk.first, kinds)
                or self._source_of(sentence, kinds)
                or self._to_come(sentence, chunk, kinds)
                or self._own(sentence, chunk)
            )
        if chunk.noun in ("government_noun", "armed_force_noun") or (chunk.noun == "office_noun" and chunk.definite):
            return self._of_state(sentence, chunk)
        if chunk.noun == "armed_group_noun":
            return self._group(sentence, chunk)
        if chunk.noun in (
            "generic_source",
            "person_noun",
            "ngo_noun",
            "media_noun",
            "inquiry_noun",
            "intergovernmental_noun",
            "court_noun",
        ):
            return self._own(sentence, chunk)
        return []

    def _to_come(self, sentence: int, chunk: Chunk, kinds: tuple[str, ...]) -> list[Party]:
        """ "the human rights group said …", whose name the text gives only later."""
        if not chunk.definite:
            return []
        for other in self._every(sentence):
            if other.kind == NAME and other.actor is not None and self.rules.lexicon.actors[other.actor].kind in kinds:
                return [Party(self.registry.lexical(other.actor, other.head))]
        return []

    def _own(self, sentence: int, chunk: Chunk) -> list[Party]:
        """An actor of its own, under the words the text has for it: "three men", "human rights activists"."""
        tokens = self.marks.doc.sentences[sentence].tokens[chunk.first : chunk.end]
        words = (
            [t.text for t in tokens if t.lower not in ("the", "a", "an", "some")]
            if chunk.noun == "person_noun"
            else [chunk.head]
        )
        return [
            Party(self.registry.named(" ".join(words).lower() if chunk.owner is None else " ".join(words), chunk.noun))
        ]

    def _last(self, sentence: int, at: int, kinds: tuple[str, ...]) -> list[Party]:
        for seen in reversed(self.seen):
            if seen.kind in kinds and (seen.sentence, seen.at) < (sentence, at):
                return [Party(seen.actor)]
        return []

    def last_source(self, sentence: int) -> list[Party]:
        """Who was last said to say something, one or two sentences before; persons apart, whom "it" cannot mean."""
        near = [
            p for s, _, p in self.sources if sentence - 2 <= s < sentence and (self.registry.kind(p.actor) != "person")
        ]
        return near[-1:]

    def _source_of(self, sentence: int, kinds: tuple[str, ...]) -> list[Party]:
        return next(
            (
                [party]
                for s, _, party in reversed(self.sources)
                if s <= sentence and self.registry.kind(party.actor) in kinds
            ),
            [],
        )

    def _of_state(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "the government", "the army": the state last met, else the one most named."""
        if "coalition" in chunk.head.lower():
            joint = next(
                (s.actor for s in reversed(self.seen) if "coalition" in s.actor and s.sentence <= sentence), None
            )
            if joint is not None:
                return [Party(joint)]
        states = [s for s in reversed(self.seen) if s.kind == "state" and (s.sentence, s.at) < (sentence, chunk.first)]
        states = [s for s in states if s.sentence < sentence or not s.subject] or states
        near = next(
            (
                s.actor
                for s in states
                if "/" in s.actor or s.noun in ("government_noun", "armed_force_noun") and s.subject
            ),
            None,
        )
        owner = near or next((s.actor for s in states), None) or self._most_named()
        if owner is None:
            return self._own(sentence, chunk)
        owner = owner.split("/")[0]
        if chunk.noun == "armed_force_noun":
            return [Party(self.registry.organ(owner, "forces", chunk.head, "state"))]
        self.registry.also(owner, chunk.head)
        return [Party(owner, Speaker(chunk.head, None))]

    def _most_named(self) -> str | None:
        states = [
            (n, a)
            for a, n in self.counts.items()
            if a in self.rules.lexicon.actors and self.rules.lexicon.actors[a].kind == "state"
        ]
        if not states:
            return None
        best = min(states, key=lambda item: (-item[0], item[1]))[1]
        return self.registry.lexical(best, self.rules.lexicon.actors[best].name)

    def _group(self, sentence: int, chunk: Chunk) -> list[Party]:
        """ "the group" is the last group of either sort; "the militants", "rebels" the last armed ones."""
        if chunk.head.lower() in ("group", "movement", "organisation", "organization", "front") and not chunk.plural:
            return self._last(sentence, chunk.first, ("ngo", "armed_group")) if chunk.definite else []
        plural = chunk.plural or chunk.head.lower() in ("resistance", "armed opposition", "opposition")
        others = "other" in self.marks.doc.sentences[sentence].lowers[chunk.first : chunk.end]
        alike = None if others else self._alike(sentence, chunk)
        if alike is not None:
            self.registry.also(alike, chunk.head)
            return [Party(alike)]
        for seen in reversed(self.seen):
            if (
                seen.kind == "armed_group"
                and self._other(seen, sentence, chunk)
                and (not plural or seen.plural or (chunk.definite and not others))
            ):
                self.registry.also(seen.actor, chunk.head)
                return [Party(seen.actor)]
        if not plural and not chunk.definite:
            return []
        made = self.registry.named(chunk.head, "armed_group_noun")
        self.seen.append(Seen(sentence, chunk.first, made, "armed_group", chunk.noun, chunk.plural, None, True))
        return [Party(made)]

    def _alike(self, sentence: int, chunk: Chunk) -> str | None:
        """A group met before under a word of the same stem: "the rebels" after "rebel militias"."""
        stems = {word[:5] for word in chunk.head.lower().split()} & _GROUP_STEMS
        for seen in reversed(self.seen):
            if (
                seen.kind == "armed_group"
                and seen.actor not in self.rules.lexicon.actors
                and (seen.sentence, seen.at) < (sentence, chunk.first)
            ):
                forms = " ".join(self.registry.known[seen.actor].forms).lower()
                if any(stem in forms for stem in stems):
                    return seen.actor
        return None

    def _other(self, seen: Seen, sentence: int, chunk: Chunk) -> bool:
        """Met before, and not as the one who speaks in this very sentence ("X accused the rebels")."""
        return (seen.sentence, seen.at) < (sentence, chunk.first) and not (
            seen.sentence == sentence and seen.subject and chunk.plural
        )

    def _pronoun(self, sentence: int, chunk: Chunk) -> list[Party]:
        word = chunk.head
        if word in ("i", "we", "us", "our"):
            return [Party(self.voice)]
        before = [
            s
            for s in reversed(self.seen)
            if (s.sentence, s.at) < (sentence, chunk.first) and sentence - s.sentence <= FAR
        ]
        if word in ("he", "she", "him", "his", "her"):
            person = next(
                (s for s in before if s.kind == "person" or s.person is not None and s.noun == "office_noun"), None
            )
            if person is None or person.person is None:
                return []
            return [self.people.get(_surname(person.person.name), ("", Party(person.actor, person.person)))[1]]
        plural = chunk.plural
        same = [s for s in before if s.sentence == sentence and s.kind != "person"]
        candidates = [s for s in (same or before) if s.kind != "person"]
        if plural:
            best = next((s for s in candidates if s.plural and s.subject), None) or next(
                (s for s in candidates if s.subject), None
            )
        else:
            best = next((s for s in candidates if s.subject and not s.plural), None) or next(
                (s for s in candidates if not s.plural), None
            )
        return [Party(best.actor)] if best else []


def _surname(name: str) -> str:
    return name.split()[-1].lower()


__all__ = ["CIVILIANS", "DEMONYM", "REPORT", "SIDES", "Resolver"]
