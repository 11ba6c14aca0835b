"""Sentence → chunks: the names, nouns and pronouns by which actors are spoken of, joined into noun phrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ihl.chunks import CIVILIANS, DEMONYM, NAME, NOMINAL, ORGAN, PERSON, PLACE, PRONOUN, REPORT, SIDES, Chunk
from ihl.engine.ruleset import RuleSet
from ihl.engine.scan import NameHit
from ihl.text import Sentence, Token

PRONOUNS = frozenset({"it", "they", "he", "she", "we", "them", "him", "us", "i"})
POSSESSIVES = frozenset({"its", "their", "his", "her", "our"})
_DEFINITE = frozenset({"the", "this", "these", "those", "both", "its", "their", "his", "her", "our"})
_DETERMINERS = _DEFINITE | {"a", "an", "some", "all", "any", "many", "several", "other", "another", "no", "various"}
_NOUN_LISTS = (
    "civilian_noun", "side_noun", "report_noun", "court_noun", "inquiry_noun", "ngo_noun", "armed_force_noun", "government_noun", "office_noun",
    "armed_group_noun", "intergovernmental_noun", "media_noun", "generic_source", "person_noun", "event_noun",
)  # fmt: skip
_LINK = frozenset({"of", "in", "for", "from", "at", "with", "by", "to", "on"})
_NAME_LINKS = frozenset(
    {
        "of",
        "for",
        "de",
        "del",
        "al",
        "bin",
        "ibn",
        "von",
        "van",
        "da",
        "el",
        "la",
        "the",
        "and",
        "&",
        "on",
        "against",
        "in",
        "du",
        "des",
    }
)
_DATE_WORDS = frozenset(
    "on in last this monday tuesday wednesday thursday friday saturday sunday week month year".split()
)
_PARTICLES = frozenset("al el as ad an ar at ash ben bin ibn".split())
_INNER = frozenset(
    "human rights international war crimes law new justice genocide women children".split()
)  # common inside names
_ORG_HEADS: Mapping[str, str] = {
    **dict.fromkeys(
        "league watch network initiative centre center institute foundation association observatory society trust relief aid alliance".split(),
        "ngo_noun",
    ),
    **dict.fromkeys(
        "army brigade brigades battalion regiment front militia movement resistance guerrillas fighters command faction liberation".split(),
        "armed_group_noun",
    ),
    **dict.fromkeys("court tribunal chamber chambers prosecutor prosecutors".split(), "court_noun"),
    **dict.fromkeys("commission committee inquiry panel mission rapporteur".split(), "inquiry_noun"),
    **dict.fromkeys(
        "union organization organisation council nations assembly agency office".split(), "intergovernmental_noun"
    ),
    **dict.fromkeys("ministry government republic kingdom federation army police forces".split(), "government_noun"),
    **dict.fromkeys(
        "times post news herald tribune gazette daily journal radio tv television press agency chronicle telegraph".split(),
        "media_noun",
    ),
}


@dataclass(frozen=True, slots=True)
class NounIndex:
    """Noun phrases of the lists by first word, longest first."""

    by_word: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, lowers: Sequence[str], i: int) -> tuple[int, str] | None:
        """The longest listed noun that begins at token `i`: its length and its list."""
        for words, name in self.by_word.get(lowers[i], ()):
            if tuple(lowers[i : i + len(words)]) == words:
                return len(words), name
        return None


def noun_index(rules: RuleSet) -> NounIndex:
    """Index the nouns of all actor lists; the first list that holds a word names it."""
    owner: dict[tuple[str, ...], str] = {}
    for name in _NOUN_LISTS:
        for words in rules.words[name]:
            owner.setdefault(words, name)
    by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in owner.items():
        by_word.setdefault(words[0], []).append((words, name))
    return NounIndex({word: tuple(sorted(found, key=lambda f: (-len(f[0]), f))) for word, found in by_word.items()})


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of names in the whole article: hits of the lexicon, and words that are names wherever they stand."""

    hits: Mapping[int, NameHit]
    proper: frozenset[str]
    nouns: NounIndex
    rules: RuleSet


def capital(token: Token) -> bool:
    """Whether a word is written as a name: a capital first, or after a particle ("al-Oru")."""
    particle, hyphen, rest = token.text.partition("-")
    return token.is_capitalised or (bool(hyphen) and particle in _PARTICLES and rest[:1].isupper())


def proper_words(sentences: Iterable[Sentence], rules: RuleSet) -> frozenset[str]:
    """Capitalised words met inside a sentence: those are names at its beginning too."""
    out = set()
    for sentence in sentences:
        capitals = sum(capital(token) for token in sentence.tokens if token.is_word)
        words = sum(token.is_word for token in sentence.tokens)
        if capitals * 2 > words and words > 3:  # a headline in title case proves nothing
            continue
        previous = "."
        for token in sentence.tokens:
            if capital(token) and previous.isalnum() and not rules.is_in("not_a_name", token.lower):
                out.add(token.text)
            previous = token.text[-1]
    return frozenset(out)


def find_chunks(sentence: Sentence, names: Names) -> tuple[Chunk, ...]:
    """Return the chunks of a sentence in order, none overlapping another."""
    return _Joiner(sentence, names).chunks()


class _Joiner:
    def __init__(self, sentence: Sentence, names: Names) -> None:
        self.tokens = sentence.tokens
        self.lowers = sentence.lowers
        self.names = names
        self.rules = names.rules
        self.title_case = _title_case(sentence.tokens)

    def chunks(self) -> tuple[Chunk, ...]:
        units = self._units()
        for join in (self._join_owned, self._join_of, self._join_people, self._join_far, self._join_apposition):
            units = join(units)
        return tuple(units)

    # -- single units ------------------------------------------------------------------------------------------------

    def _units(self) -> list[Chunk]:
        out: list[Chunk] = []
        i = 0
        while i < len(self.tokens):
            chunk = self._name(i) or self._noun(i) or self._capitals(i) or self._pronoun(i) or self._unlisted(i)
            if chunk is None:
                i += 1
                continue
            out.append(self._with_determiner(chunk, out))
            i = chunk.end
        return out

    def _name(self, i: int) -> Chunk | None:
        hit = self.names.hits.get(self.tokens[i].start)
        if hit is None:
            return None
        end = next((j + 1 for j in range(i, len(self.tokens)) if self.tokens[j].end == hit.end), 0)
        if not end:
            return None
        form = hit.forms[0]
        text = " ".join(token.text for token in self.tokens[i:end])
        if self._continues_as_name(i, end, form.kind):
            return None
        possessive = self._possessive(end)
        if form.kind == "demonym":
            return Chunk(i, end, DEMONYM, text, actor=form.actor, possessive=possessive, plural=text.endswith("s"))
        entry = self.rules.lexicon.actors[form.actor]
        return Chunk(
            i,
            end,
            NAME,
            text,
            noun=_noun_of(entry.kind),
            actor=form.actor,
            possessive=possessive,
            metonym=form.kind == "metonym",
        )

    def _continues_as_name(self, i: int, end: int, kind: str) -> bool:
        """Whether a lexicon hit is only a piece of a longer unknown name ("Veska Relief League", "Jordan Rivers")."""
        following = self.tokens[end] if end < len(self.tokens) else None
        if (
            following is None
            or not capital(following)
            or self.title_case
            or self.rules.is_in("not_a_name", following.lower)
        ):
            return False
        if following.start in self.names.hits or (end - i > 1 and kind != "demonym"):
            return False
        if kind == "name" and not self.tokens[i].text.isupper() and self._begins_person(i, end):
            return True
        if self.names.nouns.at(self.lowers, end) is not None and following.lower not in _ORG_HEADS:
            return False
        run = self._run_end(i)
        return self.lowers[run - 1] in _ORG_HEADS and run - i > 2

    def _begins_person(self, i: int, end: int) -> bool:
        """ "Jordan Rivers", "Chad Oru": a country's name that is somebody's first name."""
        word = self.lowers[end]
        before = self.lowers[i - 1] if i else ""
        if self.rules.is_in("preposition", before) or self.rules.is_in("head_modifier", word) or word in _ORG_HEADS:
            return False
        return (
            self.names.nouns.at(self.lowers, end) is None
            and not self._possessive(end)
            and self._run_end(end) - end == 1
        )

    def _noun(self, i: int) -> Chunk | None:
        found = self.names.nouns.at(self.lowers, i)
        if found is None:
            return None
        length, name = found
        if length == 1 and self._reads_as_verb(i):
            return None
        if (
            capital(self.tokens[i])
            and not self.title_case
            and i > 0
            and self._run_end(i) > i + length
            and name != "office_noun"
        ):
            return None
        head = " ".join(token.text for token in self.tokens[i : i + length])
        plural = self.lowers[i + length - 1].endswith(("s", "men", "people", "media")) or head in (
            "police",
            "opposition",
        )
        kind = {"civilian_noun": CIVILIANS, "side_noun": SIDES, "report_noun": REPORT}.get(name, NOMINAL)
        return Chunk(i, i + length, kind, head, noun=name, possessive=self._possessive(i + length), plural=plural)

    def _reads_as_verb(self, i: int) -> bool:
        """ "The Office reports that …": a noun by the lists, a verb by what stands around it."""
        following = self.lowers[i + 1] if i + 1 < len(self.lowers) else ""
        after_name = i > 0 and self.tokens[i - 1].is_word and capital(self.tokens[i - 1])
        ambiguous = self.rules.is_in("noun_or_verb", self.lowers[i])
        name_follows = i + 1 < len(self.tokens) and capital(self.tokens[i + 1]) and after_name
        return ambiguous and (
            following == "that"
            or name_follows
            or (after_name and following in ("the", "a", "an", "at", "how", "no", "it", "his", "its", "their"))
        )

    def _run_end(self, i: int) -> int:
        """The end of a run of capitalised words from `i`, small linking words allowed inside."""
        end = i
        j = i
        while j < len(self.tokens):
            token = self.tokens[j]
            if j > i and token.start in self.names.hits and not self._ends_in_head(j):
                break
            inner = (
                not self.rules.is_in("not_a_name", token.lower) or token.lower in _ORG_HEADS or token.lower in _INNER
            )
            if capital(token) and token.is_word and (j == i or inner):
                end = j + 1
            elif token.lower == "and" and j == i + 1 and token.start not in self.names.hits and self._one_body(j):
                pass  # "Nuclear and Mining Regulatory Commission"
            elif token.lower in _NAME_LINKS and "." in (t.text for t in self.tokens[i:j]):
                break  # "Ilo G. Tarn of Oru University": a person and where he works
            elif (
                token.text == "."
                and j > i
                and len(self.tokens[j - 1].text) == 1
                and j + 1 < len(self.tokens)
                and capital(self.tokens[j + 1])
            ):
                pass  # an initial: "Ilo G. Tarn"
            elif not (
                token.lower in _NAME_LINKS
                and j > i
                and j + 1 < len(self.tokens)
                and capital(self.tokens[j + 1])
                and token.lower not in ("in", "and")
            ):
                break
            j += 1
        return end

    def _one_body(self, j: int) -> bool:
        """Whether "A and B C Commission" is one name: unknown words on both sides, an organisation's head at the end."""
        following = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
        known = following is None or following.start in self.names.hits or self.tokens[j - 1].start in self.names.hits
        owned = j >= 2 and self.lowers[j - 2] in ("'s", "'", "the")
        return not known and owned and following is not None and capital(following) and self._ends_in_head(j + 1)

    def _ends_in_head(self, j: int) -> bool:
        """Whether the capitalised words from `j` run on to an organisation's head noun."""
        while j < len(self.tokens) and (capital(self.tokens[j]) or self.lowers[j] in _NAME_LINKS):
            if self.lowers[j] in _ORG_HEADS and capital(self.tokens[j]):
                return True
            j += 1
        return False

    def _capitals(self, i: int) -> Chunk | None:
        token = self.tokens[i]
        if token.lower.endswith(
            (
                "-backed",
                "-led",
                "-allied",
                "-affiliated",
                "-linked",
                "-aligned",
                "-supported",
                "-controlled",
                "-based",
                "-held",
            )
        ):
            return None
        if token.lower.endswith(("'re", "'ve", "'ll", "'m", "n't", "'d")):
            return None
        if not capital(token) or not token.is_word or self.title_case or token.lower in PRONOUNS:
            return None
        if self.rules.is_in("not_a_name", token.lower) and not (
            i + 1 < len(self.tokens) and self.lowers[i] in _ORG_HEADS
        ):
            return None
        end = self._run_end(i)
        if end == i:
            return None
        first_word = i == 0 or not self.tokens[i - 1].text[-1].isalnum()
        if (
            end == i + 1
            and first_word
            and token.text not in self.names.proper
            and not token.text.isupper()
            and not self._possessive(end)
            and not self._heads(end)
        ):
            return None
        words = [t.text for t in self.tokens[i:end]]
        text = " ".join(words)
        noun = next((_ORG_HEADS[word.lower()] for word in reversed(words) if word.lower() in _ORG_HEADS), "")
        if self.rules.is_in("place_noun", words[-1].lower()) and end - i > 1:
            return Chunk(i, end, PLACE, text, possessive=self._possessive(end))
        person = not noun and (1 < end - i < 5) and not any(w.lower() in ("of", "for", "the", "and") for w in words)
        kind = PERSON if person else NAME
        return Chunk(i, end, kind, text, noun=noun, person=text if person else None, possessive=self._possessive(end))

    def _heads(self, i: int) -> bool:
        """Whether what follows the first word of a sentence makes it a name: a verb, dates apart, or "…, accused of"."""
        words = [
            w
            for w in self.lowers[i : i + 7]
            if not (w.endswith("ly") or self.rules.is_in("filler", w) or w in _DATE_WORDS or w.isdigit())
        ]
        if self.lowers[i - 1].endswith("s") or not words:
            return False
        if words[0] == ",":
            return words[1:2] in (["accused"], ["charged"], ["indicted"], ["which"], ["whose"])
        known = (self.rules.is_in("verb_start", words[0]) or self.rules.is_in("say", words[0])) and words[
            0
        ] not in self.names.nouns.by_word
        return known or words[0].endswith("ed") or words[0] == "suspects"

    def _pronoun(self, i: int) -> Chunk | None:
        lower = self.lowers[i]
        if lower in PRONOUNS or lower in POSSESSIVES:
            owner = lower in POSSESSIVES
            return Chunk(
                i,
                i + 1,
                PRONOUN,
                lower,
                possessive=owner,
                plural=lower in ("they", "them", "their", "we", "us", "our"),
                definite=True,
            )
        return None

    def _unlisted(self, i: int) -> Chunk | None:
        """ "the ferry company said": whoever speaks is an actor, whatever noun it goes by."""
        if self.lowers[i] not in ("the", "a", "an") or self.title_case:
            return None
        for end in range(i + 2, min(i + 5, len(self.tokens))):
            if not all(self._plain(j) and not capital(self.tokens[j]) for j in range(i + 1, end)) or any(
                self.names.nouns.at(self.lowers, j) for j in range(i + 1, end)
            ):
                return None
            if self.rules.is_in("speaking_verb", self.lowers[end]) and self.lowers[end + 1 : end + 2] != ("by",):
                head = " ".join(token.text for token in self.tokens[i + 1 : end])
                return Chunk(i + 1, end, NOMINAL, head, noun="generic_source", definite=self.lowers[i] == "the")
        return None

    def _possessive(self, end: int) -> bool:
        return end < len(self.lowers) and self.lowers[end] in ("'s", "'")

    def _with_determiner(self, chunk: Chunk, before: list[Chunk]) -> Chunk:
        """Take in the article and the adjectives in front of a noun."""
        floor = before[-1].end if before else 0
        first = chunk.first
        if chunk.kind in (NOMINAL, REPORT, CIVILIANS, SIDES):
            while first > floor and self._modifier(first - 1):
                first -= 1
        definite = first > floor and self.lowers[first - 1] in _DEFINITE
        if (
            first > floor
            and self.lowers[first - 1] in _DETERMINERS
            and not (before and before[-1].kind == PRONOUN and before[-1].end == first)
        ):
            first -= 1
        return replace(chunk, first=first, definite=definite or chunk.definite)

    def _modifier(self, i: int) -> bool:
        lower = self.lowers[i]
        return self.rules.is_in("head_modifier", lower) or (
            lower.endswith(
                ("-backed", "-led", "-allied", "-affiliated", "-linked", "-aligned", "-supported", "-controlled")
            )
        )

    # -- joining -----------------------------------------------------------------------------------------------------

    def _join_owned(self, units: list[Chunk]) -> list[Chunk]:
        """Owner + noun: "Veskan army", "Veska's foreign ministry", "Relief Watch's latest report"."""
        out: list[Chunk] = []
        for unit in units:
            owner = out[-1] if out else None
            if (
                owner is not None
                and unit.kind in (NOMINAL, REPORT, CIVILIANS, SIDES)
                and unit.noun != "event_noun"
                and self._owns(owner, unit)
            ):
                out[-1] = self._owned(owner, unit)
            elif (
                owner is not None
                and owner.kind == NAME
                and owner.possessive
                and unit.kind == NAME
                and unit.noun
                and unit.actor is None
                and unit.first - owner.end == 1
            ):
                out[-1] = replace(unit, first=owner.first, owner=owner)  # "Veska's Rural Commission"
            else:
                out.append(unit)
        return out

    def _owns(self, owner: Chunk, unit: Chunk) -> bool:
        if self.lowers[unit.first] in _DETERMINERS and unit.first >= owner.end:
            return False
        if owner.kind in (CIVILIANS, SIDES, REPORT) or (owner.kind == PRONOUN and not owner.possessive):
            return False
        if owner.kind == NOMINAL and not owner.possessive and owner.noun not in ("armed_force_noun", "government_noun"):
            return False
        gap = range(owner.end + (1 if owner.possessive and owner.kind != PRONOUN else 0), unit.first)
        if (
            owner.kind in (NAME, PERSON)
            and not owner.possessive
            and unit.kind != REPORT
            and unit.noun in ("generic_source", "ngo_noun")
        ):
            return False
        if owner.kind == PERSON and not owner.possessive:
            return False
        return len(gap) <= 3 and all(self._plain(i) for i in gap)

    def _plain(self, i: int) -> bool:
        """A word that may stand between owner and noun: an adjective, a number, an ordinal."""
        lower = self.lowers[i]
        return self.tokens[i].is_word and not (
            self.rules.is_in("preposition", lower)
            or self.rules.is_in("verb_start", lower)
            or self.rules.is_in("say", lower)
            or lower in _DETERMINERS
            or lower in ("and", "or", "who", "which", "that", "not")
            or lower.endswith("ly")
        )

    def _owned(self, owner: Chunk, unit: Chunk) -> Chunk:
        text = " ".join(t.text for t in self.tokens[owner.first : unit.end])
        head = _strip_article(text)
        if unit.kind in (CIVILIANS, REPORT, SIDES):
            return replace(unit, first=owner.first, owner=owner, head=unit.head, definite=True)
        if unit.noun == "office_noun":
            return replace(
                unit,
                first=owner.first,
                owner=owner,
                role=_strip_article(" ".join(t.text for t in self.tokens[owner.end : unit.end]))
                .removeprefix("'s ")
                .removeprefix("’s "),
            )
        kind = (
            ORGAN
            if unit.noun
            in (
                "armed_force_noun",
                "government_noun",
                "armed_group_noun",
                "court_noun",
                "person_noun",
                "generic_source",
                "inquiry_noun",
                "intergovernmental_noun",
                "media_noun",
                "ngo_noun",
            )
            else NOMINAL
        )
        return replace(unit, first=owner.first, kind=kind, owner=owner, head=head)

    def _join_of(self, units: list[Chunk]) -> list[Chunk]:
        """Noun + of + owner: "government of Veska", "militants in Veska", "spokesman for the army", "report by the panel"."""
        out: list[Chunk] = []
        for unit in units:
            head = out[-1] if out else None
            if (
                head is not None
                and head.kind in (NOMINAL, REPORT, CIVILIANS, ORGAN)
                and head.owner is None
                and self._links(head, unit)
            ):
                out[-1] = self._linked(head, unit)
            elif (
                head is not None
                and head.noun == "office_noun"
                and head.owner is not None
                and unit.kind == NAME
                and self._remit(head, unit)
            ):
                out[-1] = head.widened(head.first, unit.end)
            else:
                out.append(unit)
        return out

    def _links(self, head: Chunk, unit: Chunk) -> bool:
        if unit.kind in (PRONOUN, CIVILIANS, REPORT) or head.noun == "event_noun" or unit.noun == "event_noun":
            return False
        gap = self.lowers[head.end : unit.first]
        if not gap or gap[0] not in _LINK or len(gap) > 4 or head.possessive:
            return False
        if head.kind == REPORT and gap[0] not in ("by", "of", "from"):
            return False
        if head.noun in ("armed_group_noun", "armed_force_noun") and gap[0] in (
            "for",
            "to",
            "with",
            "by",
            "from",
            "at",
            "on",
        ):
            return False
        if head.noun in ("generic_source", "civilian_noun") and gap[0] not in ("in", "of", "at", "from"):
            return False
        if head.noun in ("court_noun", "government_noun", "person_noun") and gap[0] not in ("of", "in", "at", "for"):
            return False
        if gap[0] == "for" and head.noun == "court_noun" and (unit.kind == PERSON or unit.noun == "office_noun"):
            return False
        if gap[0] == "to" and any(word not in ("the", "a", "an") for word in gap[1:]):
            return False
        return all(self._plain(i) for i in range(head.end + 1, unit.first))

    def _remit(self, head: Chunk, unit: Chunk) -> bool:
        """ "UN envoy for Veska": the country is what the office is about, not whom it speaks for."""
        gap = self.lowers[head.end : unit.first]
        return bool(gap) and gap[0] in ("for", "to", "on", "in") and len(gap) < 3 and not head.possessive

    def _linked(self, head: Chunk, unit: Chunk) -> Chunk:
        text = " ".join(t.text for t in self.tokens[head.first : unit.end])
        whole = replace(head, end=unit.end, owner=unit, possessive=unit.possessive, definite=True)
        if head.noun == "office_noun":
            return replace(whole, role=_strip_article(" ".join(t.text for t in self.tokens[head.first : head.end])))
        if head.kind in (REPORT, CIVILIANS):
            return whole
        place_only = self.lowers[head.end] in ("in", "on", "at")
        kind = (
            ORGAN
            if head.noun
            in (
                "armed_force_noun",
                "government_noun",
                "armed_group_noun",
                "court_noun",
                "generic_source",
                "person_noun",
            )
            else NOMINAL
        )
        return replace(whole, kind=kind, head=_strip_article(text), plural=head.plural, metonym=place_only)

    def _join_people(self, units: list[Chunk]) -> list[Chunk]:
        """Office + person: "army spokesman Ilo Tarn", "President Oru"; and actor + person: "Relief Watch's Mara Dole"."""
        out: list[Chunk] = []
        for unit in units:
            while out and unit.kind in (PERSON, NAME) and unit.actor is None and self._leads(out[-1], unit):
                before = out.pop()
                unit = replace(
                    before, end=unit.end, kind=PERSON, head=unit.head, person=unit.head, possessive=unit.possessive, noun="office_noun", plural=False,
                    role=before.role or (_strip_article(" ".join(t.text for t in self.tokens[before.first : before.end])) if before.noun == "office_noun" else None),
                    owner=before.owner if before.noun in ("office_noun", "person_noun") and before.kind != NAME else before,
                )  # fmt: skip
            out.append(unit)
        return out

    def _leads(self, before: Chunk, unit: Chunk) -> bool:
        if before.kind not in (NOMINAL, NAME, ORGAN):
            return False
        gap = unit.first - before.end
        if before.possessive:
            return gap == 1 and unit.kind == PERSON and before.kind == NAME
        governed = before.first > 0 and self.rules.is_in("preposition", self.lowers[before.first - 1])
        named = before.kind == NAME and unit.kind == PERSON and before.actor is not None and not governed
        return gap == 0 and (before.noun in ("office_noun", "person_noun", "court_noun") or named)

    def _join_far(self, units: list[Chunk]) -> list[Chunk]:
        """Office … organisation … person without a comma: "Deputy Director of Campaigns at Relief Watch's Oru office Mara Dole"."""
        out: list[Chunk] = []
        for unit in units:
            office = next(
                (
                    n
                    for n in range(len(out) - 1, max(-1, len(out) - 5), -1)
                    if out[n].noun == "office_noun" and out[n].kind == NOMINAL
                ),
                None,
            )
            if (
                office is not None
                and unit.kind == PERSON
                and unit.owner is None
                and self._unbroken(out[office].end, unit.first)
            ):
                owner = out[office].owner or next((c for c in out[office + 1 :] if c.kind == NAME and c.noun), None)
                if owner is not None:
                    role = _strip_article(" ".join(t.text for t in self.tokens[out[office].first : out[office].end]))
                    out[office:] = [
                        replace(
                            unit,
                            first=out[office].first,
                            owner=owner,
                            role=out[office].role or role,
                            noun="office_noun",
                        )
                    ]
                    continue
            out.append(unit)
        return out

    def _unbroken(self, first: int, end: int) -> bool:
        words = self.lowers[first:end]
        return (
            0 < len(words) <= 14
            and all(w[0].isalnum() or w in ("'s", "'", "-") for w in words)
            and not any(
                self.rules.is_in("verb_start", w) or self.rules.is_in("say", w) or w in ("and", "that", "who")
                for w in words
            )
        )

    def _join_apposition(self, units: list[Chunk]) -> list[Chunk]:
        """Noun + name: "rights group Relief Watch"; the name is the actor, the noun tells its kind."""
        out: list[Chunk] = []
        for unit in units:
            before = out[-1] if out else None
            if (
                before is not None and before.end == unit.first and unit.kind == NAME and not before.possessive
                and (before.kind in (NOMINAL, ORGAN) or (before.kind == NAME and before.actor is None and bool(before.noun) and unit.actor is not None))
                and before.noun not in ("event_noun", "person_noun", "generic_source")
            ):  # fmt: skip
                ally = before.head.lower().endswith("ally")
                out[-1] = replace(
                    unit,
                    first=before.first,
                    noun=unit.noun or before.noun,
                    owner=before.owner if ally else None,
                    role="ally" if ally else None,
                )
            elif (
                before is not None and before.end == unit.first and before.kind == NAME and before.actor is None and not before.possessive
                and before.end - before.first <= 2 and (unit.kind == ORGAN or unit.noun in ("armed_group_noun", "armed_force_noun"))
            ):  # fmt: skip
                kind = ORGAN if unit.kind == ORGAN else NAME  # "Tuareg militants" are a group by that name
                out[-1] = replace(unit, first=before.first, kind=kind, head=f"{before.head} {unit.head}")
            else:
                out.append(unit)
        return out


def _strip_article(text: str) -> str:
    words = text.split(" ")
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s").replace(" ’ ", "’ ").replace(" ' ", "' ")


def _title_case(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.is_word]
    return len(words) > 4 and all(capital(t) or len(t.text) < 4 or t.text[0].isdigit() for t in words)


def _noun_of(kind: str) -> str:
    return {
        "ngo": "ngo_noun", "armed_group": "armed_group_noun", "court": "court_noun", "intergovernmental": "inquiry_noun", "media": "media_noun",
        "state": "government_noun", "person": "office_noun",
    }.get(kind, "")  # fmt: skip
