"""Who bears a name no lexicon knows, and which of them may change places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ihl.capitals import ADJECTIVE_ENDS
from ihl.chunks import NAME, PERSON
from ihl.memory import derived
from ihl.pipeline import Trace
from ihl.registry import slug
from ihl.swapping.text import initials, overlaps
from ihl.swapping.words import LETTERS, NameWord, unknown_chunks

_ADJECTIVES = ("ese", "ish", "ic", "an", "i")


@dataclass(frozen=True, slots=True)
class Bearer:
    """One actor: its id in the record, what sort of name and actor it is, and the words in it that may change."""

    actor: str
    sort: tuple[str, ...]
    words: tuple[NameWord, ...]


def bearers(found: Trace, words: Sequence[NameWord]) -> tuple[Bearer, ...]:
    """The actors named by unknown words; a surname alone is no actor beside its bearer."""
    by_form = {form: word for word in words for form in word.forms}
    chunks = {chunk.head: chunk for _, chunk in unknown_chunks(found.marks) if chunk.kind in (NAME, PERSON)}
    surnames = {head.split()[-1] for head, chunk in chunks.items() if chunk.kind == PERSON}
    known = found.scene.registry.known
    out = []
    for head, chunk in chunks.items():
        parts = LETTERS.findall(head)
        free = tuple(by_form[part] for part in parts if part in by_form)
        named = all(word.base in parts for word in free) and len(set(free)) == len(free) > 0
        if named and not (len(parts) == 1 and parts[0] in surnames):
            kind = known[slug(head)].kind if slug(head) in known else "other"
            pattern = ("" if part in by_form else part for part in parts)
            out.append(Bearer(slug(head), (chunk.kind, kind, _reads_as(parts), *pattern), free))
    return tuple(out)


def _reads_as(parts: Sequence[str]) -> str:
    """What a lone name is taken for by its end: a plural, an adjective, or neither."""
    if len(parts) > 1:
        return ""
    return "plural" if parts[0].endswith("s") else "adjective" if parts[0].endswith(ADJECTIVE_ENDS) else ""


def exchanged(one: Bearer, other: Bearer) -> dict[str, str] | None:
    """Two actors of one sort under each other's names; None where they share a word, or English has no word for it."""
    words = {word.base for word in (*one.words, *other.words)}
    if one.sort != other.sort or len(words) < len(one.words) + len(other.words):
        return None
    out: dict[str, str] = {}
    for mine, theirs in (*zip(one.words, other.words, strict=True), *zip(other.words, one.words, strict=True)):
        made = _forms_for(mine, theirs)
        if made is None:
            return None
        out |= made
    return out


def _forms_for(mine: NameWord, theirs: NameWord) -> dict[str, str] | None:
    """What of one word stands for each form of another; an adjective the text has not is derived."""
    known = {_slot(form, theirs.base): form for form in reversed(theirs.forms)}
    out = {}
    for form in mine.forms:
        slot = _slot(form, mine.base)
        out[form] = known.get(slot) or _derive(theirs.base, slot)
    return None if "" in out.values() else out


def _slot(form: str, base: str) -> str:
    """What a derived word is, by its ending and its number: "an" for "Veskan" and "Kestrian", "ans" for "Veskans"."""
    if form in (base, base + "s"):
        return form[len(base) :]
    single = form.removesuffix("s")
    ending = next((end for end in _ADJECTIVES if single.endswith(end)), None)
    return ending + form[len(single) :] if ending else form[len(NameWord((base, form)).stem) :]


def _derive(base: str, slot: str) -> str:
    """The adjective of a name, or "" where there is none of that ending."""
    ending = slot.removesuffix("s")
    if ending not in _ADJECTIVES:
        return ""
    stem = base[:-1] if base[-1] in "aeiouy" else base
    made = stem + ("ian" if ending == "an" and base[-1] not in "ae" else ending)
    return made + slot[len(ending) :] if made.lower() in derived(base.lower()) else ""


def acronyms(found: Trace, known: Sequence[tuple[int, int]], fixed: frozenset[str]) -> Mapping[str, str]:
    """Unknown names in capitals, each with the longer name it shortens, known or not, or with none ("")."""
    text = found.doc.article.text
    names = [text[start:end] for start, end in known] + [chunk.head for _, chunk in unknown_chunks(found.marks)]
    long = {initials(name): name for name in reversed(names) if " " in name}
    return {short: long.get(short, "") for short in _in_capitals(found, known) if short.lower() not in fixed}


def _in_capitals(found: Trace, known: Sequence[tuple[int, int]]) -> Iterator[str]:
    for sentence, chunk in unknown_chunks(found.marks):
        for token in found.doc.sentences[sentence].tokens[chunk.first : chunk.end]:
            short = token.text.isalpha() and token.text.isupper() and 2 <= len(token.text) <= 6
            if short and not overlaps(token.start, token.end, known):
                yield token.text
