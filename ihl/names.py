"""What is known of names before noun phrases are looked for: lexicon hits, capitalised words, listed nouns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ihl.engine.ruleset import RuleSet
from ihl.engine.scan import NameHit
from ihl.text import Sentence, Token

DEFINITE = frozenset({"the", "this", "these", "those", "both", "its", "their", "his", "her", "our"})
DETERMINERS = DEFINITE | {
    "a", "an", "some", "all", "any", "many", "several", "other", "another", "no", "various",
}  # fmt: skip
MEMBERS = frozenset({"members", "elements", "units", "cadres", "personnel", "operatives", "parts"})
_NOUN_LISTS = (
    "civilian_noun", "side_noun", "report_noun", "court_noun", "inquiry_noun", "ngo_noun", "armed_force_noun",
    "government_noun", "office_noun", "armed_group_noun", "intergovernmental_noun", "media_noun", "generic_source",
    "person_noun", "event_noun",
)  # fmt: skip
_SAYING = frozenset(("say", "said", "have", "accuse", "accused", "filed", "sued", "allege", "alleged", "told"))
_PARTICLES = frozenset({"al", "el", "as", "ad", "an", "ar", "at", "ash", "ben", "bin", "ibn"})


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
    """What is known of names in the whole article: hits of the lexicon, words that are names wherever they stand.

    `bodies` are names of two words and more that have fighters or commanders, which no person has.
    """

    hits: Mapping[int, NameHit]
    proper: frozenset[str]
    bodies: frozenset[str]
    nouns: NounIndex
    rules: RuleSet


def capital(token: Token) -> bool:
    """Whether a word is written as a name: a capital first, or after a particle ("al-Oru")."""
    particle, hyphen, rest = token.text.partition("-")
    return token.is_capitalised or (bool(hyphen) and particle in _PARTICLES and rest[:1].isupper())


def proper_words(sentences: Iterable[Sentence], hits: Mapping[int, NameHit], rules: RuleSet) -> frozenset[str]:
    """Capitalised words met inside a sentence, the parts of longer known names apart: names at its beginning too."""
    out = set()
    parts = {at for hit in hits.values() for at in range(hit.start, hit.end) if " " in hit.forms[0].written}
    for sentence in sentences:
        capitals = sum(capital(token) for token in sentence.tokens if token.is_word)
        words = sum(token.is_word for token in sentence.tokens)
        if capitals * 2 > words and words > 3:  # a headline in title case proves nothing
            continue
        previous = "."
        if _paired(sentence.tokens) and not rules.is_in("not_a_name", sentence.lowers[0]):
            out.add(sentence.tokens[0].text)
        for token in sentence.tokens:
            if (
                capital(token)
                and token.start not in parts
                and (previous.isalnum() or previous == ",")
                and not rules.is_in("not_a_name", token.lower)
            ):
                out.add(token.text)
            previous = token.text[-1]
    return frozenset(out)


_MANNED = ("armed_group_noun", "armed_force_noun")
_RANKS = (
    "commander",
    "commanders",
    "leader",
    "leaders",
    "official",
    "officials",
    "lawmaker",
    "lawmakers",
    "member",
    "members",
)


def manned_names(sentences: Iterable[Sentence], nouns: NounIndex) -> frozenset[str]:
    """Names that stand before their fighters or commanders: "Ansar al-Oru fighters"."""
    out = set()
    for sentence in sentences:
        tokens, run = sentence.tokens, 0
        for at, token in enumerate(tokens):
            if token.is_word and capital(token):
                run += 1
                continue
            found = nouns.at(sentence.lowers, at) if run > 1 else None
            if found is not None and (found[1] in _MANNED or token.lower in _RANKS):
                out.add(" ".join(t.text for t in tokens[at - run : at]))
            run = 0
    return frozenset(out)


def _paired(tokens: Sequence[Token]) -> bool:
    """ "Veska and Oru …", "Veska and its neighbour …": a first word that is joined to a name is one."""
    if len(tokens) < 3 or not capital(tokens[0]) or tokens[1].lower != "and":
        return False
    return capital(tokens[2]) or tokens[2].lower == "its"


class Words:
    """The words of one sentence, with what is known of names: what the search of noun phrases walks over."""

    def __init__(self, sentence: Sentence, names: Names) -> None:
        self.tokens = sentence.tokens
        self.lowers = sentence.lowers
        self.names = names
        self.rules = names.rules
        self.title_case = _title_case(sentence.tokens)

    def capital(self, i: int) -> bool:
        """Whether there is a token `i` and it is written as a name."""
        return i < len(self.tokens) and capital(self.tokens[i])

    def hit(self, i: int) -> bool:
        """Whether a name of the lexicon begins at token `i`."""
        return self.tokens[i].start in self.names.hits

    def noun(self, i: int) -> tuple[int, str] | None:
        """The longest listed noun that begins at token `i`: its length and its list."""
        return self.names.nouns.at(self.lowers, i)

    def possessive(self, end: int) -> bool:
        """Whether an apostrophe follows the words that end before `end`."""
        return end < len(self.lowers) and self.lowers[end] in ("'s", "'")

    def plain(self, i: int) -> bool:
        """A word that may stand between owner and noun: an adjective, a number, an ordinal."""
        lower = self.lowers[i]
        return self.tokens[i].is_word and not (
            self.rules.is_in("preposition", lower)
            or self.rules.is_in("verb_start", lower)
            or self.rules.is_in("say", lower)
            or lower in DETERMINERS
            or lower in ("and", "or", "who", "which", "that", "not")
            or (lower.endswith("ly") and not self.capital(i))
            or (lower.endswith("ed") and not self.capital(i) and not self.rules.is_in("head_modifier", lower))
        )

    def followed_by_saying(self, end: int) -> bool:
        """Whether a verb of saying follows: "families said", "families of the dead sued", "refugees in Oru say"."""
        at = end
        if self.lowers[end : end + 1] in (("of",), ("in",), ("from",)):
            at = next((j for j in range(end, min(end + 9, len(self.lowers))) if self.lowers[j] in _SAYING), end)
        at += self.lowers[at : at + 1] in (("have",), ("had",), ("also",))
        if at >= len(self.lowers) or self.hit(at) or "," in self.lowers[end:at]:
            return False
        return self.rules.is_in("speaking_verb", self.lowers[at]) or self.lowers[at] in _SAYING

    def text(self, first: int, end: int) -> str:
        """The words as written, one space between them."""
        return " ".join(token.text for token in self.tokens[first:end])

    def head(self, first: int, end: int) -> str:
        """The words as written, without leading articles, apostrophes closed up."""
        words = self.text(first, end).split(" ")
        while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
            words = words[1:]
        return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s").replace(" ’ ", "’ ").replace(" ' ", "' ")


def _title_case(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.is_word]
    return len(words) > 4 and all(capital(t) or len(t.text) < 4 or t.text[0].isdigit() for t in words)
