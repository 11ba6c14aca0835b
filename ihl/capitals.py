"""Capitalised words: which of them are names that no list knows."""

from __future__ import annotations

from ihl.chunks import NAME, PERSON, PLACE, Chunk
from ihl.names import MEMBERS, Words
from ihl.runs import ORG_HEADS, names_owner, run_end, without_home

PRONOUNS = frozenset({"it", "they", "he", "she", "we", "them", "him", "us", "i"})
MODIFIER_ENDS = ("-backed", "-led", "-allied", "-affiliated", "-linked", "-aligned", "-supported", "-controlled")
LONGEST_ACRONYM = 6
ADJECTIVE_ENDS = ("an", "ese", "ish", "i", "ic")
_CONTRACTIONS = ("'re", "'ve", "'ll", "'m", "n't", "'d")
_NO_NAME_ENDS = (*MODIFIER_ENDS, "-based", "-held", *_CONTRACTIONS)
_THINGS = frozenset(
    ("convention", "conventions", "statute", "protocol", "protocols", "treaty", "charter", "covenant", "act")
)
_DATE_WORDS = frozenset({
    "on", "in", "last", "this", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "week", "month", "year",
})  # fmt: skip
_ORGANS = ("armed_force_noun", "government_noun", "armed_group_noun", "court_noun", "office_noun")


def unknown_name(words: Words, i: int) -> Chunk | None:
    """A name that no list knows: a run of capitalised words."""
    if not _may_begin_name(words, i):
        return None
    end = without_home(words, i, run_end(words, i))
    if end == i or (end == i + 1 and _only_begins_sentence(words, i)):
        return None
    text = words.head(i, end)
    possessive = words.possessive(end)
    lowers = [token.text.lower() for token in words.tokens[i:end]]
    noun = next((ORG_HEADS[word] for word in reversed(lowers) if word in ORG_HEADS), "")
    a_place = words.rules.is_in("place_noun", lowers[-1]) and "of" not in lowers
    if (a_place or lowers[-1] in _THINGS) and end - i > 1:
        return Chunk(i, end, PLACE, text, possessive=possessive)
    # "the Interim Constabulary" is no person, nor is what has fighters elsewhere in the text
    bare = (i == 0 or words.lowers[i - 1] != "the") and text not in words.names.bodies
    if bare and not noun and 1 < end - i < 5 and not any(word in ("of", "for", "the", "and") for word in lowers):
        return Chunk(i, end, PERSON, text, person=text, possessive=possessive)
    return Chunk(i, end, NAME, text, noun=noun, possessive=possessive)


def _may_begin_name(words: Words, i: int) -> bool:
    token = words.tokens[i]
    if words.title_case or not words.capital(i) or not token.is_word:
        return False
    if token.lower in PRONOUNS or token.lower.endswith(_NO_NAME_ENDS):
        return False
    if token.text.isupper() and len(token.text) > LONGEST_ACRONYM and not _met_before(words, i):
        return False  # a headline that shouts
    if token.lower in MEMBERS and words.lowers[i + 1 : i + 2] == ("of",):
        return False  # "Members of the Oak Front"
    organisation = token.lower in ORG_HEADS and i + 1 < len(words.tokens)
    begins = organisation or names_owner(words, i) or _named_after_a_day(words, i)
    return begins or not words.rules.is_in("not_a_name", token.lower)


def _named_after_a_day(words: Words, i: int) -> bool:
    """ "March 12 Movement": a month, a day and what an organisation is called."""
    day, head = words.lowers[i + 1 : i + 2], words.lowers[i + 2 : i + 3]
    return bool(head) and day[0].isdigit() and head[0] in ORG_HEADS and words.capital(i + 2)


def _met_before(words: Words, i: int) -> bool:
    """Whether a word in capitals is a name of the lexicon, or one that the text has in small letters too."""
    return words.hit(i) or words.tokens[i].text.title() in words.names.proper


def _only_begins_sentence(words: Words, i: int) -> bool:
    """Whether a lone word may owe its capital to its place at the beginning of a sentence."""
    token = words.tokens[i]
    return (
        (i == 0 or not words.tokens[i - 1].text[-1].isalnum())
        and token.text not in words.names.proper
        and not token.text.isupper()
        and not words.possessive(i + 1)
        and not _heads(words, i + 1)
    )


def _heads(words: Words, i: int) -> bool:
    """Whether what follows the first word of a sentence makes it a name: a verb, dates apart, or "…, accused of"."""
    rules, name = words.rules, words.lowers[i - 1]
    following = [
        w
        for w in words.lowers[i : i + 7]
        if not (w.endswith("ly") or rules.is_in("filler", w) or w in _DATE_WORDS or w.isdigit())
    ]
    if name.endswith(("s", "ly")) or not following:
        return False  # "Soldiers said", "Deliberately attacking"
    if words.lowers[i] in ("has", "had", "is", "was", "will", "would"):
        return not rules.is_in("not_a_name", name)
    while i + 1 < len(words.lowers) and rules.is_in("head_modifier", words.lowers[i]) and words.noun(i) is None:
        i += 1  # "Veskan federal forces"
    first = following[0]
    if first == ",":
        return following[1:2] in (["accused"], ["charged"], ["indicted"], ["which"], ["whose"])
    found = words.names.nouns.at(words.lowers, i)
    if found is not None and found[1] in _ORGANS and name.endswith(ADJECTIVE_ENDS):
        return not rules.is_in("head_modifier", name)  # "Veskan forces"
    verb = rules.is_in("verb_start", first) or rules.is_in("say", first)
    return (verb and first not in words.names.nouns.by_word) or first.endswith("ed") or first == "suspects"
