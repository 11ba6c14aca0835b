"""Single units of noun phrases: names of the lexicon, listed nouns, unknown names, pronouns; with determiners."""

from __future__ import annotations

from dataclasses import replace

from ihl.capitals import MODIFIER_ENDS, PRONOUNS, unknown_name
from ihl.chunks import CIVILIANS, DEMONYM, NAME, NOMINAL, PRONOUN, REPORT, SIDES, Chunk
from ihl.engine.lexicon import NameForm
from ihl.names import DEFINITE, DETERMINERS, Words
from ihl.runs import ORG_HEADS, run_end

_POSSESSIVES = frozenset({"its", "their", "his", "her", "our"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "we", "us", "our"})
_MODIFIER_STARTS = ("pro-", "anti-")
_FIGHTING = ("armed_group_noun", "government_noun")
_OBJECT_STARTS = frozenset({"the", "a", "an", "at", "how", "no", "it", "his", "its", "their"})
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
        chunk = (
            _known(words, i) or _noun(words, i) or unknown_name(words, i) or _pronoun(words, i) or _unlisted(words, i)
        )
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


def _pronoun(words: Words, i: int) -> Chunk | None:
    lower = words.lowers[i]
    possessive = lower in _POSSESSIVES
    if not possessive and lower not in PRONOUNS:
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
    lower = words.lowers[i]
    return (
        words.rules.is_in("head_modifier", lower) or lower.startswith(_MODIFIER_STARTS) or lower.endswith(MODIFIER_ENDS)
    )
