"""Units → noun phrases: owner and noun, noun and "of", noun and name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ihl.chunks import CIVILIANS, NAME, NOMINAL, ORGAN, PERSON, PRONOUN, REPORT, SIDES, Chunk
from ihl.names import DETERMINERS, MEMBERS, Words

_LINKS = frozenset({"of", "in", "for", "from", "at", "with", "by", "to", "on"})
_LINKS_OF_NOUN = {
    "report_noun": frozenset({"by", "of", "from"}),
    "armed_group_noun": frozenset({"of", "in", "from"}),
    "armed_force_noun": frozenset({"of", "in"}),
    "generic_source": frozenset({"in", "of", "at", "from"}),
    "civilian_noun": frozenset({"in", "of", "at", "from"}),
    "court_noun": frozenset({"of", "in", "at", "for"}),
    "government_noun": frozenset({"of", "in", "at", "for"}),
    "person_noun": frozenset({"of", "in", "at", "for"}),
}
_ORGANS_OF = frozenset({
    "armed_force_noun", "government_noun", "armed_group_noun", "court_noun", "generic_source", "person_noun",
})  # fmt: skip
_ORGANS_OWNED = _ORGANS_OF | {"inquiry_noun", "intergovernmental_noun", "media_noun", "ngo_noun"}

_MANNED = frozenset({"armed_group_noun", "armed_force_noun", "government_noun"})
_ROGUE = frozenset({"rogue", "armed", "individual", "senior", "former", "unnamed", "alleged", "certain"})


def _join(units: list[Chunk], joined: Callable[[Chunk, Chunk], Chunk | None]) -> list[Chunk]:
    """Put each unit together with the one before it, where `joined` makes one of the two."""
    out: list[Chunk] = []
    for unit in units:
        whole = joined(out[-1], unit) if out else None
        if whole is None:
            out.append(unit)
        else:
            out[-1] = whole
    return out


def join_owned(words: Words, units: list[Chunk]) -> list[Chunk]:
    """Owner + noun: "Veskan army", "Veska's foreign ministry", "Relief Watch's latest report"."""

    def joined(owner: Chunk, unit: Chunk) -> Chunk | None:
        noun = unit.kind in (NOMINAL, REPORT, CIVILIANS, SIDES) and unit.noun != "event_noun"
        if noun and _owns(words, owner, unit):
            return _owned(words, owner, unit)
        if (
            owner.kind == NAME
            and not owner.possessive
            and unit.first == owner.end
            and unit.noun in ("ngo_noun", "media_noun")
        ):
            return replace(
                owner, end=unit.end, noun=owner.noun or unit.noun, possessive=unit.possessive
            )  # "the Oru group"
        body = unit.kind == NAME and unit.noun and unit.actor is None
        if body and owner.kind == NAME and owner.possessive and unit.first - owner.end == 1:
            return replace(unit, first=owner.first, owner=owner)  # "Veska's Rural Commission"
        return None

    return _join(units, joined)


def _owns(words: Words, owner: Chunk, unit: Chunk) -> bool:
    if words.lowers[unit.first] in DETERMINERS and unit.first >= owner.end:
        return False
    if owner.kind in (CIVILIANS, SIDES, REPORT):
        return False
    if not owner.possessive and not _owns_bare(owner, unit):
        return False
    apostrophe = owner.possessive and owner.kind != PRONOUN
    gap = range(owner.end + (1 if apostrophe else 0), unit.first)
    return len(gap) <= 3 and all(words.plain(i) for i in gap)


def _owns_bare(owner: Chunk, unit: Chunk) -> bool:
    """Whether the owner may go without an apostrophe: "Veskan army", "army report"."""
    if owner.kind in (PRONOUN, PERSON):
        return False
    if owner.kind == NOMINAL:
        return owner.noun in ("armed_force_noun", "government_noun")
    return owner.kind != NAME or unit.kind == REPORT or unit.noun not in ("generic_source", "ngo_noun")


def _owned(words: Words, owner: Chunk, unit: Chunk) -> Chunk:
    whole = replace(unit, first=owner.first, owner=owner)
    if unit.kind in (CIVILIANS, REPORT, SIDES):
        return replace(whole, definite=True)
    if unit.noun == "office_noun":
        return replace(whole, role=words.head(owner.end, unit.end).removeprefix("'s ").removeprefix("’s "))
    kind = ORGAN if unit.noun in _ORGANS_OWNED else NOMINAL
    return replace(whole, kind=kind, head=words.head(owner.first, unit.end))


def join_of(words: Words, units: list[Chunk]) -> list[Chunk]:
    """Noun + of + owner: "government of Veska", "militants in Veska", "spokesman for the army", "report by a panel"."""

    def joined(head: Chunk, unit: Chunk) -> Chunk | None:
        if head.owner is None:
            open_head = head.kind in (NOMINAL, REPORT, CIVILIANS, ORGAN)
            return _linked(words, head, unit) if open_head and _links(words, head, unit) else None
        if head.noun == "office_noun" and unit.kind == NAME and _remit(words, head, unit):
            return head.widened(head.first, unit.end)
        return None

    return _join(units, joined)


def _links(words: Words, head: Chunk, unit: Chunk) -> bool:
    if unit.kind in (PRONOUN, CIVILIANS, REPORT) or "event_noun" in (head.noun, unit.noun) or head.possessive:
        return False
    gap = words.lowers[head.end : unit.first]
    if not gap or len(gap) > 4 or gap[0] not in _LINKS_OF_NOUN.get(head.noun, _LINKS):
        return False
    # the prosecutor "for" somebody who is tried, or for an office, does not speak for them
    if gap[0] == "for" and head.noun == "court_noun" and (unit.kind == PERSON or unit.noun == "office_noun"):
        return False
    if gap[0] == "to" and any(word not in ("the", "a", "an") for word in gap[1:]):
        return False
    return all(words.plain(i) for i in range(head.end + 1, unit.first))


def _remit(words: Words, head: Chunk, unit: Chunk) -> bool:
    """ "UN envoy for Veska": the country is what the office is about, not whom it speaks for."""
    gap = words.lowers[head.end : unit.first]
    return bool(gap) and gap[0] in ("for", "to", "on", "in") and len(gap) < 3 and not head.possessive


def _linked(words: Words, head: Chunk, unit: Chunk) -> Chunk:
    whole = replace(head, end=unit.end, owner=unit, possessive=unit.possessive, definite=True)
    if head.noun == "office_noun":
        return replace(whole, role=words.head(head.first, head.end))
    if head.kind in (REPORT, CIVILIANS):
        return whole
    place_only = words.lowers[head.end] in ("in", "on", "at")
    kind = ORGAN if head.noun in _ORGANS_OF else NOMINAL
    return replace(whole, kind=kind, head=words.head(head.first, unit.end), metonym=place_only)


def join_members(words: Words, units: list[Chunk]) -> list[Chunk]:
    """ "Several members of the front": what they are said to have done is said of the front."""
    return [_with_members(words, unit) if unit.noun in _MANNED else unit for unit in units]


def _with_members(words: Words, unit: Chunk) -> Chunk:
    first = unit.first - 2
    if first < 0 or words.lowers[first + 1] != "of" or words.lowers[first] not in MEMBERS:
        return unit
    while first > 0 and (words.lowers[first - 1] in DETERMINERS or words.lowers[first - 1] in _ROGUE):
        first -= 1
    return replace(unit, first=first)


def join_apposition(words: Words, units: list[Chunk]) -> list[Chunk]:
    """Noun + name: "rights group Relief Watch"; the name is the actor, the noun tells its kind."""
    return _join(_join(units, _apposed), lambda before, unit: _ally_by_name(words, before, unit))


def _ally_by_name(words: Words, before: Chunk, unit: Chunk) -> Chunk | None:
    """ "A and its ally, the B Group": the ally goes by the name that follows."""
    ally = before.head.lower().split()[-1] in ("ally", "allies", "wing", "militia", "proxy")
    owned = before.owner is not None and before.owner.kind == PRONOUN
    named = unit.kind == NAME and words.lowers[before.end : unit.first] == (",",)
    return replace(unit, first=before.first, owner=before.owner, role="ally") if ally and owned and named else None


def _apposed(before: Chunk, unit: Chunk) -> Chunk | None:
    if before.end != unit.first or before.possessive:
        return None
    unknown = before.kind == NAME and before.actor is None
    noun = before.kind in (NOMINAL, ORGAN) or (unknown and bool(before.noun) and unit.actor is not None)
    if unit.kind == NAME and noun and before.noun not in ("event_noun", "person_noun", "generic_source"):
        whole = replace(unit, first=before.first, noun=unit.noun or before.noun, owner=None, role=None)
        ally = before.head.lower().split()[-1] == "ally"
        return replace(whole, owner=before.owner, role="ally") if ally else whole
    group = unit.kind == ORGAN or unit.noun in ("armed_group_noun", "armed_force_noun")
    if unknown and group and before.end - before.first <= 2:
        kind = ORGAN if unit.kind == ORGAN else NAME  # "Tuareg militants" are a group by that name
        return replace(unit, first=before.first, kind=kind, head=f"{before.head} {unit.head}")
    return None
