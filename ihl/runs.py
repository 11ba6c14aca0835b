"""Runs of capitalised words that make one name, small linking words inside: "Office for the Coordination of Relief"."""

from __future__ import annotations

from collections.abc import Mapping

from ihl.names import Words

NAME_LINKS = frozenset({
    "of", "for", "de", "del", "al", "bin", "ibn", "von", "van", "da", "el", "la", "the", "and", "&", "on",
    "against", "in", "du", "des",
})  # fmt: skip
INNER = frozenset({
    "human", "rights", "international", "war", "crimes", "law", "new", "justice", "genocide", "women", "children",
})  # fmt: skip
# What an unknown name is by its last word of these; the list is the same that names a noun phrase.
_HEADS_BY_LIST = {
    "ngo_noun": (
        "league", "watch", "network", "initiative", "centre", "center", "institute", "foundation", "association",
        "observatory", "society", "trust", "relief", "aid", "alliance", "leagues", "collective", "forum", "project",
        "circle", "monitor", "monitors", "campaign", "charity",
    ),
    "government_noun": (
        "army", "ministry", "government", "republic", "kingdom", "federation", "police", "forces",
    ),
    "armed_group_noun": (
        "brigade", "brigades", "battalion", "regiment", "front", "militia", "movement", "resistance", "guerrillas",
        "fighters", "command", "faction", "liberation", "battalions", "column", "columns", "legion", "militias",
        "guards", "corps", "cell", "wardens", "rangers", "mujahideen", "jihad",
    ),
    "court_noun": (
        "court", "courts", "tribunal", "chamber", "chambers", "prosecutor", "prosecutors",
    ),
    "inquiry_noun": (
        "commission", "committee", "committees", "inquiry", "panel", "mission", "rapporteur", "mechanism",
    ),
    "intergovernmental_noun": (
        "union", "organization", "organisation", "council", "nations", "assembly", "office",
    ),
    "media_noun": (
        "agency", "times", "post", "news", "herald", "tribune", "gazette", "daily", "journal", "radio", "tv",
        "television", "press", "chronicle", "telegraph",
    ),
}  # fmt: skip
ORG_HEADS: Mapping[str, str] = {word: noun for noun, words in _HEADS_BY_LIST.items() for word in words}
OWNERS = frozenset(("people", "peoples", "women", "workers", "lawyers", "farmers", "citizens", "mothers", "families"))


def run_end(words: Words, i: int) -> int:
    """The end of a run of capitalised words from `i`, small linking words allowed inside."""
    end = j = i
    while j < len(words.tokens):
        if j > i and words.hit(j) and not _ends_in_head(words, j):
            break
        office = words.names.nouns.at(words.lowers, j) if j == i + 1 else None
        if office is not None and office[1] == "office_noun" and words.capital(j + office[0]):
            break  # "Veskan Foreign Minister Ilo Tarn" is no one name
        if words.capital(j) and words.tokens[j].is_word and (j == i or _may_stand_inside(words, j)):
            end = j + 1
        elif words.lowers[j] == "the" and j > i and words.lowers[j - 1] in ("of", "for"):
            pass  # "Party of the Cedar": what holds the two together stands before the article
        elif not _links(words, i, j):
            break
        j += 1
    return end


def _may_stand_inside(words: Words, j: int) -> bool:
    lower = words.lowers[j]
    if words.lowers[j - 1] in ("of", "for") and words.lowers[j - 2] in ORG_HEADS:
        return True  # "Commission of Experts": a plain word, as far as the lists know
    return not words.rules.is_in("not_a_name", lower) or lower in ORG_HEADS or lower in INNER or names_owner(words, j)


def names_owner(words: Words, j: int) -> bool:
    """Whether "People" is that of "People's Front", a word of a name and no plain noun."""
    return words.lowers[j] in OWNERS and words.possessive(j + 1) and words.capital(j + 2)


def _links(words: Words, i: int, j: int) -> bool:
    """Whether a word without a capital holds the run from `i` together with what follows it."""
    lower = words.lowers[j]
    if lower in ("of", "for") and words.lowers[j + 1 : j + 2] == ("the",):
        a_body = j == i + 1 or any(word in ORG_HEADS for word in words.lowers[i:j])
        return a_body and words.capital(j + 2) and not words.hit(j + 2)
    if j == i or not words.capital(j + 1):
        return False
    if lower in ("'s", "'"):
        return words.lowers[j - 1] in OWNERS  # "Oru People's Army"
    if lower == "and":
        return j == i + 1 and not words.hit(j) and _one_body(words, j)  # "Nuclear and Mining Regulatory Commission"
    if lower.isdigit():
        return words.lowers[j + 1] in ORG_HEADS  # "March 12 Movement"
    if lower == ".":
        return len(words.tokens[j - 1].text) == 1  # an initial: "Ilo G. Tarn"
    initials = "." in words.lowers[i:j]  # "Ilo G. Tarn of Oru University": a person and where he works
    return lower in NAME_LINKS and lower != "in" and not initials


def _one_body(words: Words, j: int) -> bool:
    """Whether "A and B C Commission" is one name: unknown words on both sides, an organisation's head at the end."""
    known = words.hit(j + 1) or words.hit(j - 1)
    owned = j >= 2 and words.lowers[j - 2] in ("'s", "'", "the")
    return not known and owned and _ends_in_head(words, j + 1)


def _ends_in_head(words: Words, j: int) -> bool:
    """Whether the capitalised words from `j` run on to an organisation's head noun."""
    while j < len(words.tokens) and (words.capital(j) or words.lowers[j] in NAME_LINKS):
        if words.lowers[j] in ORG_HEADS and words.capital(j):
            return True
        j += 1
    return False


def without_home(words: Words, i: int, end: int) -> int:
    """ "Mara Dole of Veska": a person, who comes from there."""
    at = next((j for j in range(i, end) if words.lowers[j] == "of"), None)
    if at is None or not 2 <= at - i <= 3 or any(words.lowers[j] in ORG_HEADS for j in range(i, end)):
        return end
    return at if all(words.capital(j) and words.noun(j) is None for j in range(i, at)) else end
