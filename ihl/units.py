"""Single units of noun phrases: names of the lexicon, listed nouns, capitalised words, pronouns; with determiners."""

from __future__ import annotations

from dataclasses import replace

from ihl.chunks import CIVILIANS, DEMONYM, NAME, NOMINAL, PERSON, PLACE, PRONOUN, REPORT, SIDES, Chunk
from ihl.engine.lexicon import NameForm
from ihl.names import DEFINITE, DETERMINERS, Words
from ihl.runs import ORG_HEADS, names_owner, run_end, without_home

_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "them", "him", "us", "i"})
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "we", "us", "our"})
_MODIFIER_ENDS = ("-backed", "-led", "-allied", "-affiliated", "-linked", "-aligned", "-supported", "-controlled")
_CONTRACTIONS = ("'re", "'ve", "'ll", "'m", "n't", "'d")
_NO_NAME_ENDS = (*_MODIFIER_ENDS, "-based", "-held", *_CONTRACTIONS)
_THINGS = frozenset(
    ("convention", "conventions", "statute", "protocol", "protocols", "treaty", "charter", "covenant", "act")
)
_OBJECT_STARTS = frozenset({"the", "a", "an", "at", "how", "no", "it", "his", "its", "their"})
_DATE_WORDS = frozenset({
    "on", "in", "last", "this", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "week", "month", "year",
})  # fmt: skip
_KIND_OF_NOUN = {"civilian_noun": CIVILIANS, "side_noun": SIDES, "report_noun": REPORT}
_NOUN_OF_ACTOR = {
    "ngo": "ngo_noun",
    "armed_group": "armed_group_noun",
    "court": "court_noun",
    "intergovernmental": "inquiry_noun",
    "media": "media_noun",
    "state": "government_noun",
    "person": "office_noun",
}


def find_units(words: Words) -> list[Chunk]:
    """The single units of a sentence in order, each with its determiner."""
    out: list[Chunk] = []
    i = 0
    while i < len(words.tokens):
        chunk = _known(words, i) or _noun(words, i) or _capitals(words, i) or _pronoun(words, i) or _unlisted(words, i)
        if chunk is None:
            i += 1
            continue
        out.append(_with_determiner(words, chunk, out[-1] if out else None))
        i = chunk.end
    return out


def _known(words: Words, i: int) -> Chunk | None:
    """A name of the lexicon."""
    hit = words.names.hits.get(words.tokens[i].start)
    if hit is None:
        return None
    end = next((j + 1 for j in range(i, len(words.tokens)) if words.tokens[j].end == hit.end), 0)
    form = hit.forms[0]
    if not end or _continues_as_name(words, i, end, form):
        return None
    text = words.text(i, end)
    possessive = words.possessive(end)
    if form.kind == "demonym":
        return Chunk(i, end, DEMONYM, text, actor=form.actor, possessive=possessive, plural=text.endswith("s"))
    noun = _NOUN_OF_ACTOR.get(words.rules.lexicon.actors[form.actor].kind, "")
    metonym = form.kind == "metonym"
    return Chunk(i, end, NAME, text, noun=noun, actor=form.actor, possessive=possessive, metonym=metonym)


def _continues_as_name(words: Words, i: int, end: int, form: NameForm) -> bool:
    """Whether a lexicon hit is only a piece of a longer unknown name ("Veska Relief League", "Jordan Rivers")."""
    fights = words.capital(end) and ORG_HEADS.get(words.lowers[end]) in _FIGHTING
    if fights and words.rules.lexicon.actors[form.actor].kind == "media":
        return True  # the "Dawn" of "the Dawn Army" is no newspaper
    if not words.capital(end) or words.title_case or words.rules.is_in("not_a_name", words.lowers[end]):
        return False
    if words.hit(end) or (end - i > 1 and form.kind != "demonym"):
        return False
    if form.kind == "name" and not words.tokens[i].text.isupper() and _begins_person(words, i, end):
        return True
    if words.noun(end) is not None and words.lowers[end] not in ORG_HEADS:
        return False
    run = run_end(words, i)
    return words.lowers[run - 1] in ORG_HEADS and run - i > 2


def _begins_person(words: Words, i: int, end: int) -> bool:
    """ "Jordan Rivers", "Chad Oru": a country's name that is somebody's first name."""
    word = words.lowers[end]
    before = words.lowers[i - 1] if i else ""
    rules = words.rules
    if rules.is_in("preposition", before) or rules.is_in("head_modifier", word) or word in ORG_HEADS:
        return False
    return words.noun(end) is None and not words.possessive(end) and run_end(words, end) - end == 1


def _noun(words: Words, i: int) -> Chunk | None:
    """A noun of the lists."""
    found = words.noun(i)
    if found is None:
        return None
    length, name = found
    end = i + length
    if length == 1 and _reads_as_verb(words, i):
        return None
    if words.capital(i) and not words.title_case and name != "office_noun":
        run = run_end(words, i)
        if run > end and (i > 0 or (words.capital(end) and words.lowers[run - 1] in ORG_HEADS)):
            return None  # the first word of a longer name
    head = words.text(i, end)
    main = next((j for j in range(i + 1, end) if words.lowers[j] in ("of", "to", "for")), end) - 1  # "group of experts"
    plural = words.lowers[main].endswith(("s", "men", "people", "media")) or head in ("police", "opposition")
    if name == "civilian_noun" and plural and words.followed_by_saying(end):
        name = "generic_source"  # "families accused the army": who was harmed speaks, and is not acted on here
    kind = _KIND_OF_NOUN.get(name, NOMINAL)
    return Chunk(i, end, kind, head, noun=name, possessive=words.possessive(end), plural=plural)


def _reads_as_verb(words: Words, i: int) -> bool:
    """ "The Office reports that …": a noun by the lists, a verb by what stands around it."""
    if not words.rules.is_in("noun_or_verb", words.lowers[i]):
        return False
    following = words.lowers[i + 1] if i + 1 < len(words.lowers) else ""
    after_name = i > 0 and words.tokens[i - 1].is_word and words.capital(i - 1)
    return following == "that" or (after_name and (words.capital(i + 1) or following in _OBJECT_STARTS))


def _capitals(words: Words, i: int) -> Chunk | None:
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
    if token.lower in _PRONOUNS or token.lower.endswith(_NO_NAME_ENDS):
        return False
    if token.text.isupper() and len(token.text) > _LONGEST_ACRONYM:
        return False  # a headline that shouts
    organisation = token.lower in ORG_HEADS and i + 1 < len(words.tokens)
    return organisation or names_owner(words, i) or not words.rules.is_in("not_a_name", token.lower)


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


_LONGEST_ACRONYM = 6
_FIGHTING = ("armed_group_noun", "government_noun")
_ORGANS = ("armed_force_noun", "government_noun", "armed_group_noun", "court_noun", "office_noun")
_ADJECTIVE_ENDS = ("an", "ese", "ish", "i", "ic")


def _heads(words: Words, i: int) -> bool:
    """Whether what follows the first word of a sentence makes it a name: a verb, dates apart, or "…, accused of"."""
    rules, name = words.rules, words.lowers[i - 1]
    following = [
        w
        for w in words.lowers[i : i + 7]
        if not (w.endswith("ly") or rules.is_in("filler", w) or w in _DATE_WORDS or w.isdigit())
    ]
    if words.lowers[i - 1].endswith("s") or not following:
        return False
    if words.lowers[i] in ("has", "had", "is", "was", "will", "would"):
        return not rules.is_in("not_a_name", words.lowers[i - 1])
    while i + 1 < len(words.lowers) and rules.is_in("head_modifier", words.lowers[i]) and words.noun(i) is None:
        i += 1  # "Veskan federal forces"
    first = following[0]
    if first == ",":
        return following[1:2] in (["accused"], ["charged"], ["indicted"], ["which"], ["whose"])
    found = words.names.nouns.at(words.lowers, i)
    if found is not None and found[1] in _ORGANS and name.endswith(_ADJECTIVE_ENDS):
        return not rules.is_in("head_modifier", name)  # "Veskan forces"
    verb = rules.is_in("verb_start", first) or rules.is_in("say", first)
    return (verb and first not in words.names.nouns.by_word) or first.endswith("ed") or first == "suspects"


def _pronoun(words: Words, i: int) -> Chunk | None:
    lower = words.lowers[i]
    possessive = lower in _POSSESSIVES
    if not possessive and lower not in _PRONOUNS:
        return None
    plural = lower in _PLURAL_PRONOUNS
    return Chunk(i, i + 1, PRONOUN, lower, possessive=possessive, plural=plural, definite=True)


def _unlisted(words: Words, i: int) -> Chunk | None:
    """ "the ferry company said": whoever speaks is an actor, whatever noun it goes by."""
    if words.lowers[i] not in ("the", "a", "an") or words.title_case:
        return None
    for end in range(i + 2, min(i + 5, len(words.tokens))):
        last = end - 1
        if not words.plain(last) or words.capital(last) or words.noun(last):
            return None
        if words.rules.is_in("speaking_verb", words.lowers[end]) and words.lowers[end + 1 : end + 2] != ("by",):
            definite = words.lowers[i] == "the"
            return Chunk(i + 1, end, NOMINAL, words.text(i + 1, end), noun="generic_source", definite=definite)
    return None


def _with_determiner(words: Words, chunk: Chunk, before: Chunk | None) -> Chunk:
    """Take in the article and the adjectives in front of a noun."""
    floor = before.end if before else 0
    first = chunk.first
    if chunk.kind in (NOMINAL, REPORT, CIVILIANS, SIDES):
        while first > floor and _modifier(words, first - 1):
            first -= 1
    definite = first > floor and words.lowers[first - 1] in DEFINITE
    if first > floor and words.lowers[first - 1] in DETERMINERS:
        first -= 1
    return replace(chunk, first=first, definite=definite or chunk.definite)


def _modifier(words: Words, i: int) -> bool:
    return words.rules.is_in("head_modifier", words.lowers[i]) or words.lowers[i].endswith(_MODIFIER_ENDS)
