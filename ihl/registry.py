"""The actors of one article: ids, names, kinds and every form they are written in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from ihl.engine.lexicon import Lexicon
from ihl.marks import PUBLISHER

KIND_OF_NOUN = {
    "ngo_noun": "ngo",
    "armed_group_noun": "armed_group",
    "court_noun": "court",
    "inquiry_noun": "intergovernmental",
    "intergovernmental_noun": "intergovernmental",
    "media_noun": "media",
    "government_noun": "state",
    "armed_force_noun": "state",
    "office_noun": "person",
    "person_noun": "person",
}


@dataclass
class Known:
    """An actor of the article."""

    name: str
    kind: str
    affiliation: str | None = None
    forms: dict[str, None] = field(default_factory=dict)


class Registry:
    """Actors by id, in the order they are first used."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.known: dict[str, Known] = {}
        self.allies: set[frozenset[str]] = set()

    def lexical(self, actor: str, form: str) -> str:
        """Take in an actor of the lexicon under a written form."""
        entry = self.lexicon.actors[actor]
        known = self.known.setdefault(actor, Known(entry.name, entry.kind, entry.affiliation))
        known.forms[form] = None
        return actor

    def named(self, name: str, noun: str, affiliation: str | None = None, kind: str | None = None) -> str:
        """Take in an actor no lexicon knows, under the name the text gives it."""
        name = _plain(name)
        actor = slug(name)
        known = self.known.setdefault(actor, Known(name, kind or KIND_OF_NOUN.get(noun, "other"), affiliation))
        known.forms[name] = None
        return actor

    def organ(self, owner: str, what: str, form: str, kind: str) -> str:
        """Take in an organ or a body of members of another actor: "veska/forces", "veska/armed-groups"."""
        owner = owner.partition("/")[0]  # the forces of a state's forces are that state's
        actor, form = f"{owner}/{what}", _plain(form)
        name, (whose, _, rest) = form, form.partition(" ")
        if rest and whose.lower() in ("its", "their", "his", "her", "our") and owner in self.known:
            name = f"{self.known[owner].name} {rest}"  # a name must stand without the text around it
        known = self.known.setdefault(actor, Known(name, kind, owner if kind == "state" else None))
        known.forms[form] = None
        return actor

    def also(self, actor: str, form: str) -> None:
        """Take in one more written form of an actor; the publisher has no forms of its own."""
        if actor in self.known:
            self.known[actor].forms[form] = None

    def kind(self, actor: str) -> str:
        """The kind of an actor; the publisher counts as media."""
        if actor == PUBLISHER:
            return "media"
        return self.known[actor].kind if actor in self.known else "other"

    def root(self, actor: str) -> str:
        """The actor at the top of the affiliations."""
        seen = set()
        while actor in self.known and (above := self.known[actor].affiliation) and actor not in seen:
            seen.add(actor)
            actor = above
        return self.lexicon.root(actor)

    def same_side(self, one: str, other: str) -> bool:
        """Whether two actors are one, organ and owner, or allies by the text or by the lexicon."""
        if one == other or self.root(one) == self.root(other):
            return True
        against = one.endswith("/armed-groups") != other.endswith("/armed-groups")  # "rebels in Veska" are not Veska's
        if one.split("/")[0] == other.split("/")[0] and not against:
            return True
        return frozenset((one, other)) in self.allies


def _plain(name: str) -> str:
    """A name without the words that only set it beside another ("other armed groups")."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("other", "several", "various", "both") else name


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """An id made of a name: ASCII, lower case, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
    return made or "u" + "-".join(f"{ord(c):x}" for c in name[:12])
