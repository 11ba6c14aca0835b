"""What only all files together can tell: ids used twice, unknown actors, lists the program itself needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ihl.engine.compile import near
from ihl.engine.entries import ActorEntry
from ihl.engine.lexicon import Lexicon, fold
from ihl.engine.locate import Key, Located
from ihl.engine.schema import ROLES_OF, RuleFile
from ihl.errors import Place, Problem

# Lists that the line reads by name; a lawyer may change their words, not their names.
REQUIRED_LISTS = (
    "armed_force_noun", "armed_group_noun", "civilian_noun", "clause_end", "court_noun",
    "event_noun", "filler", "generic_source", "government_noun", "head_modifier", "inquiry_noun",
    "intergovernmental_noun", "media_noun", "ngo_noun", "not_a_name", "noun_or_verb", "office_noun",
    "person_noun", "place_noun", "preposition", "report_noun", "say", "side_noun", "speaking_verb",
    "verb_start",
)  # fmt: skip

_ROLE = re.compile(r"<([a-z_]+)")

Files = list[tuple[Located, RuleFile]]


def across(files: Files) -> list[Problem]:
    """Return the problems that no file has on its own."""
    return [*_twice(files), *_references(files), *_roles(files), *_ambiguous(files)]


def required_lists(words: Mapping[str, object], located: Located) -> list[Problem]:
    """Return a problem for each list the program needs and does not find, or finds empty."""
    place = Place(located.path.parent, 1, 1)
    return [
        Problem(place, "L101", f"the list '{name}' is needed and missing or empty")
        for name in REQUIRED_LISTS
        if not words.get(name)
    ]


def _entries(files: Files) -> Iterator[tuple[str, str, Place]]:
    for located, content in files:
        for kind in ("rules", "actors", "categories", "acts"):
            for i, entry in enumerate(getattr(content, kind)):
                yield kind, entry.id, located.place((kind, i, "id"))
        for kind in ("lists", "phrases"):
            for name in getattr(content, kind):
                yield "lists or phrases", name, located.place((kind, name, "@"))


def _twice(files: Files) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Place] = {}
    for kind, name, place in _entries(files):
        if (kind, name) in seen:
            yield Problem(place, "L002", f"'{name}' is used twice among the {kind}; first at {seen[kind, name]}")
        seen.setdefault((kind, name), place)


def _references(files: Files) -> Iterator[Problem]:
    packs = {content.pack for _, content in files} | {located.path.name for located, _ in files}
    actors = [actor.id for _, content in files for actor in content.actors]
    acts = [act.id for _, content in files for act in content.acts]
    known = set(actors)
    for located, content in files:
        for n, name in enumerate(content.use):
            if name not in packs:
                yield Problem(
                    located.place(("use", n)),
                    "L101",
                    f"there is no pack or file '{name}'",
                    near(name, [p for p in packs if p]),
                )
        for i, actor in enumerate(content.actors):
            wanted: list[tuple[Key, str | None]] = [(("actors", i, "affiliation"), actor.affiliation)]
            wanted += [(("actors", i, "links", n, "to"), link.to) for n, link in enumerate(actor.links)]
            for key, other in wanted:
                if other and other not in known:
                    yield Problem(located.place(key), "L101", f"there is no actor '{other}'", near(other, actors))
        for i, rule in enumerate(content.rules):
            for act in getattr(rule, "acts", ()):
                if acts and act not in acts:
                    yield Problem(
                        located.place(("rules", i, "acts")), "L401", f"there is no act '{act}'", near(act, acts)
                    )


def _roles(files: Files) -> Iterator[Problem]:
    """A role that nothing reads would be filled in vain."""
    for located, content in files:
        for i, rule in enumerate(content.rules):
            known = ROLES_OF.get(rule.kind, ())
            for n, text in enumerate(rule.find):
                for role in _ROLE.finditer(text):
                    if role[1] not in known:
                        hint = f"one of: {', '.join(known)}" if known else "only frames have roles"
                        place = located.place(("rules", i, "find", n), role.start())
                        yield Problem(place, "L205", f"'{rule.kind}' has no role <{role[1]}>", hint)


def _ambiguous(files: Files) -> Iterator[Problem]:
    """A form of two actors would be settled by chance; dates or `not_in` must part them."""
    entries: dict[str, tuple[ActorEntry, Place]] = {}
    for located, content in files:
        for i, actor in enumerate(content.actors):
            entries.setdefault(actor.id, (actor, located.place(("actors", i))))
    lexicon = Lexicon({name: entry for name, (entry, _) in entries.items()})
    for form, meanings in lexicon.forms.items():
        owners = sorted({m.actor for m in meanings})
        if len(owners) > 1:
            yield Problem(
                entries[owners[-1]][1],
                "L501",
                f"'{fold(form)}' names two actors: {', '.join(owners)}",
                "keep it under one of them",
            )
