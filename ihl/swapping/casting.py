"""Who takes whose place among the actors of the lexicon."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import TypeAlias

from ihl.engine.lexicon import NameForm
from ihl.engine.ruleset import RuleSet
from ihl.swapping.forms import Met, head, heads_alone, shape, stand_ins

Stands: TypeAlias = Mapping[str, NameForm]  # a written form of the text -> what is written for it

_TRIES = 12
_FREE = 4  # tries in which the top of a family is replaced too; after them it stays


@dataclass(frozen=True)
class Cast:
    """Who takes whose place so far.

    Attributes:
        images: actors, and those above them where others hang on those too, with who takes their places.
        taken: who stands in, and who stands above them, with the actor for whose sake.
    """

    images: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, images: Mapping[str, str], taken: Mapping[str, str]) -> Cast | None:
        """The cast with more in it; None where an actor would get two places, or a place two actors."""
        clash = any(self.images.get(old, new) != new for old, new in images.items())
        clash = clash or any(self.taken.get(new, old) != old for new, old in taken.items())
        return None if clash else Cast({**self.images, **images}, {**self.taken, **taken})


class Casting:
    """Finds others for the lexicon's actors of one text; `unsure` are those of it that stay who they are."""

    def __init__(self, met: Sequence[Met], unsure: Collection[str], text: str, rules: RuleSet) -> None:
        self.met = {one.actor: one for one in met}
        self.actors = rules.lexicon.actors
        self.usable = stand_ins(rules)
        self.nouns = heads_alone(met, text)
        self.fixed = frozenset(top for actor in unsure for top in self._chain(actor))
        self.present = self.fixed | {top for actor in self.met for top in self._chain(actor)}
        self.kin = frozenset(actor for actor in self.met if self._has_kin(actor))
        self._equals: dict[str, tuple[str, ...]] = {}

    def fresh(self, cast: Cast, rng: Random) -> Cast:
        """Others that are not in the text for all that are not cast yet; who has no equal stays."""
        families: dict[str, list[str]] = {}
        for actor in self.met:
            if actor not in cast.images:
                families.setdefault(self._chain(actor)[-1], []).append(actor)
        for root, members in families.items():
            cast = self._family(root, sorted(members, key=lambda actor: len(self._chain(actor))), cast, rng)
        return cast

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Actors of the text that may change places: of one kind, without ties to others, each written as the other."""
        alone = [actor for actor in self.met if actor not in self.kin]
        return tuple(
            (one, other)
            for n, one in enumerate(alone)
            for other in alone[n + 1 :]
            if self._alike(one, other) and self.stands(one, other) and self.stands(other, one)
        )

    def stands(self, old: str, new: str) -> Stands | None:
        """What is written of one actor for each form of another; None where a form has no equal."""
        left = {key: list(found) for key, found in self.usable.get(new, {}).items()}
        out: dict[str, NameForm] = {}
        for form in self.met[old].forms:
            same = left.get(shape(form, self.actors[old].kind))
            if not same:
                return None
            out[form.written] = same[0] if len(same) == 1 else same.pop(0)
        return out if self._heads(new, out.values()) == self._heads(old, self.met[old].forms) else None

    def _heads(self, actor: str, forms: Iterable[NameForm]) -> frozenset[str]:
        """The nouns by which the text may go on to speak of an actor, by its name or by how it is written."""
        names = (self.actors[actor].name, *(form.written for form in forms if form.kind != "demonym"))
        return self.nouns.intersection(map(head, names))

    def _chain(self, actor: str) -> tuple[str, ...]:
        """An actor and those above it, as the lexicon has them."""
        found = [actor]
        while (above := self.actors[found[-1]].affiliation) in self.actors and above is not None and above not in found:
            found.append(above)
        return tuple(found)

    def _has_kin(self, actor: str) -> bool:
        """Whether another actor of the text stands above, below or beside one."""
        root = self._chain(actor)[-1]
        return any(other != actor and self._chain(other)[-1] == root for other in (*self.met, *self.fixed))

    def _alike(self, one: str, other: str) -> bool:
        """Whether two are of one kind; a state and an organ of a state are not."""
        kind = self.actors[one].kind
        same_rank = kind != "state" or len(self._chain(one)) == len(self._chain(other))
        return kind == self.actors[other].kind and same_rank

    def _family(self, root: str, members: Sequence[str], cast: Cast, rng: Random) -> Cast:
        """Others for actors that hang together, who hang together in the same way."""
        for attempt in range(_TRIES):
            made, missed = cast, False
            if attempt >= _FREE or root in self.fixed:  # the top stays; those below it find others below it
                made = cast.with_more({root: root}, {root: root}) or cast
            for actor in members:
                if actor not in made.images:
                    placed = self._place(actor, made, rng)
                    made, missed = placed or made, missed or placed is None
            if not missed or attempt == _TRIES - 1 or not self.kin.intersection(members):
                return made
        return cast

    def _place(self, actor: str, cast: Cast, rng: Random) -> Cast | None:
        """The cast with another for one actor; None where nobody fits."""
        if actor not in self._equals:
            equals = (new for new in self.usable if new not in self.present and self._alike(actor, new))
            self._equals[actor] = tuple(new for new in equals if self.stands(actor, new) is not None)
        equal = self._equals[actor]
        return next((c for new in rng.sample(equal, len(equal)) if (c := self._placed(actor, new, cast))), None)

    def _placed(self, actor: str, new: str, cast: Cast) -> Cast | None:
        """The cast with one in the place of another: a stranger in a stranger's, kin in the place of the same kin."""
        mine, theirs = self._chain(actor), self._chain(new)
        if actor not in self.kin:
            return None if self.present & {*theirs} else cast.with_more({actor: new}, dict.fromkeys(theirs, actor))
        pairs = list(zip(mine, theirs, strict=False))
        same = len(mine) == len(theirs) and all(
            self.actors[a].kind == self.actors[b].kind and (a == b or b not in self.present) for a, b in pairs
        )
        return cast.with_more(dict(pairs), {b: a for a, b in pairs}) if same else None
