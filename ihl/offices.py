"""Units → noun phrases: persons with their office and whom they speak for."""

from __future__ import annotations

from dataclasses import replace

from ihl.chunks import NAME, NOMINAL, ORGAN, PERSON, Chunk
from ihl.names import Words


def join_people(words: Words, units: list[Chunk]) -> list[Chunk]:
    """Office + person: "army spokesman Ilo Tarn", "President Oru"; and actor + person: "Relief Watch's Mara Dole"."""
    out: list[Chunk] = []
    for unit in units:
        person = unit
        while out and person.kind in (PERSON, NAME) and person.actor is None and _leads(words, out[-1], person):
            person = _titled(words, out.pop(), person)
        out.append(person)
    return out


def _leads(words: Words, before: Chunk, unit: Chunk) -> bool:
    if before.kind not in (NOMINAL, NAME, ORGAN):
        return False
    gap = unit.first - before.end
    if before.possessive:
        return gap == 1 and unit.kind == PERSON and before.kind == NAME
    behind = before.first > 0 and words.rules.is_in("preposition", words.lowers[before.first - 1])
    named = before.kind == NAME and unit.kind == PERSON and before.actor is not None and not behind
    return gap == 0 and (before.noun in ("office_noun", "person_noun", "court_noun") or named)


def _titled(words: Words, before: Chunk, unit: Chunk) -> Chunk:
    role = before.role
    if not role and before.noun == "office_noun":
        role = words.head(before.first, before.end)
    title = before.noun in ("office_noun", "person_noun") and before.kind != NAME
    return replace(
        before,
        end=unit.end,
        kind=PERSON,
        head=unit.head,
        person=unit.head,
        possessive=unit.possessive,
        noun="office_noun",
        plural=False,
        role=role or None,
        owner=before.owner if title else before,
    )


def join_far(words: Words, units: list[Chunk]) -> list[Chunk]:
    """Office … organisation … person, no comma: "Deputy Director at Relief Watch's Oru office Mara Dole"."""
    out: list[Chunk] = []
    for unit in units:
        at = _office_before(out) if unit.kind == PERSON and unit.owner is None else None
        if at is not None and _unbroken(words, out[at].end, unit.first):
            office = out[at]
            owner = office.owner or next((c for c in out[at + 1 :] if c.kind == NAME and c.noun), None)
            if owner is not None:
                role = office.role or words.head(office.first, office.end)
                out[at:] = [replace(unit, first=office.first, owner=owner, role=role, noun="office_noun")]
                continue
        out.append(unit)
    return out


def _office_before(units: list[Chunk]) -> int | None:
    """The nearest office among the last four units."""
    for n in range(len(units) - 1, max(-1, len(units) - 5), -1):
        if units[n].noun == "office_noun" and units[n].kind == NOMINAL:
            return n
    return None


def _unbroken(words: Words, first: int, end: int) -> bool:
    """Whether nothing between two units ends the noun phrase: no verb, no clause, no punctuation."""
    gap = words.lowers[first:end]
    return 0 < len(gap) <= 14 and not any(
        not (word[0].isalnum() or word in ("'s", "'", "-"))
        or words.rules.is_in("verb_start", word)
        or words.rules.is_in("say", word)
        or word in ("and", "that", "who")
        for word in gap
    )
