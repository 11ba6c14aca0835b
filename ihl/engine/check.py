"""What only all files together can tell: ids used twice, unknown actors, lists the program itself needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ihl.engine.compile import near
from ihl.engine.files import KINDS, ReadFile
from ihl.engine.lexicon import Lexicon, fold
from ihl.engine.locate import Key
from ihl.engine.schema import ROLES_OF
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

Files = Sequence[ReadFile]


def across(files: Files) -> list[Problem]:
    """Return the problems that no file has on its own."""
    return [*_twice(files), *_packs(files), *_references(files), *_roles(files), *_ambiguous(files)]


def required_lists(words: Mapping[str, object], path: Path) -> list[Problem]:
    """Return a problem for each list the program needs and does not find, or finds empty."""
    place = Place(path.parent, 1, 1)
    return [
        Problem(place, "L101", f"the list '{name}' is needed and missing or empty")
        for name in REQUIRED_LISTS
        if not words.get(name)
    ]


def _twice(files: Files) -> Iterator[Problem]:
    seen: dict[tuple[str, str], tuple[Place, int]] = {}
    for file in files:
        for kind in KINDS:
            space = "lists or phrases" if kind in ("lists", "phrases") else kind
            for key, name, _ in file.entries(kind):
                place = file.place((*key, "@") if isinstance(key[-1], str) else (*key, "id"))
                first, layer = seen.setdefault((space, name), (place, file.layer))
                if first != place:
                    hint = "to put it in place of the other, name it under 'overrides'" if layer < file.layer else ""
                    yield Problem(place, "L002", f"'{name}' is used twice among the {space}; first at {first}", hint)


def _packs(files: Files) -> Iterator[Problem]:
    packs = {file.content.pack for file in files} | {file.path.name for file in files}
    for file in files:
        for n, name in enumerate(file.content.use):
            if name not in packs:
                hint = near(name, [pack for pack in packs if pack])
                yield Problem(file.place(("use", n)), "L101", f"there is no pack or file '{name}'", hint)


def _references(files: Files) -> Iterator[Problem]:
    """Actors, rules and acts that are named and not there."""
    actors = [name for file in files for _, name, _ in file.entries("actors")]
    rules = [name for file in files for _, name, _ in file.entries("rules")]
    acts = [name for file in files for _, name, _ in file.entries("acts")]
    known = set(actors)
    for file in files:
        for key, _, actor in file.entries("actors"):
            wanted: list[tuple[Key, str | None]] = [((*key, "affiliation"), actor.affiliation)]
            wanted += [((*key, "links", n, "to"), link.to) for n, link in enumerate(actor.links)]
            for at, other in wanted:
                if other and other not in known:
                    yield Problem(file.place(at), "L101", f"there is no actor '{other}'", near(other, actors))
        for key, _, rule in file.entries("rules"):
            if rule.replaced_by and rule.replaced_by not in rules:
                text = f"there is no rule '{rule.replaced_by}'"
                yield Problem(file.place((*key, "replaced_by")), "L101", text, near(rule.replaced_by, rules))
            for act in getattr(rule, "acts", ()):
                if acts and act not in acts:
                    yield Problem(file.place((*key, "acts")), "L401", f"there is no act '{act}'", near(act, acts))


def _roles(files: Files) -> Iterator[Problem]:
    """A role that nothing reads would be filled in vain."""
    for file in files:
        for key, _, rule in file.entries("rules"):
            known = ROLES_OF.get(rule.kind, ())
            for n, text in enumerate(rule.find):
                for role in _ROLE.finditer(text):
                    if role[1] not in known:
                        hint = f"one of: {', '.join(known)}" if known else "only frames have roles"
                        place = file.place((*key, "find", n), role.start())
                        yield Problem(place, "L205", f"'{rule.kind}' has no role <{role[1]}>", hint)


def _ambiguous(files: Files) -> Iterator[Problem]:
    """A form of two actors would be settled by chance; dates or `not_in` must part them."""
    entries = {name: (actor, file.place(key)) for file in files for key, name, actor in file.entries("actors")}
    lexicon = Lexicon({name: entry for name, (entry, _) in entries.items()})
    for form, meanings in lexicon.forms.items():
        owners = sorted({m.actor for m in meanings})
        if len(owners) > 1:
            text = f"'{fold(form)}' names two actors: {', '.join(owners)}"
            yield Problem(entries[owners[-1]][1], "L501", text, "keep it under one of them")
