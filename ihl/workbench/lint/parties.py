"""Checks of actors: names that are common words, names twice, dates of links that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from ihl.engine.entries import ActorEntry, Link
from ihl.engine.lexicon import fold, straight
from ihl.engine.schema import parse_date
from ihl.workbench.lint.desk import COMMON, Desk
from ihl.workbench.lint.findings import Drop, Hit

_ANY_CASE = ("aliases", "demonyms", "metonyms")


def common_names(desk: Desk) -> Iterator[Hit]:
    """Tells names that are common words and are not under `exact`."""
    common = desk.workspace.rules.words.get(COMMON, frozenset())
    for file in desk.files:
        for key, _, actor in file.entries("actors"):
            written = [((*key, field, n), form) for field in _ANY_CASE for n, form in enumerate(getattr(actor, field))]
            if not _as_written(actor):
                written.insert(0, ((*key, "name"), actor.name))
            for at, form in written:
                if tuple(fold(form).split()) in common:
                    told = f"'{form}' is a common word: it would be found wherever one begins a sentence"
                    yield Hit(file.place(at), told, "put it under 'exact', or leave it out")


def names_twice(desk: Desk) -> Iterator[Hit]:
    """Tells names of an actor that another of its names stands for already."""
    for file in desk.files:
        for key, _, actor in file.entries("actors"):
            for field, n, other in _doubled(actor):
                at = (*key, field, n)
                form = getattr(actor, field)[n]
                told = f"'{form}' stands here twice" if form == other else f"'{form}' is found by '{other}' already"
                yield Hit(file.place(at), told, "remove it", Drop(at))


def _doubled(actor: ActorEntry) -> Iterator[tuple[str, int, str]]:
    """Each form that adds nothing: its field, its place there, and the form that stands for it."""
    name = () if _as_written(actor) else (actor.name,)
    for n, alias in enumerate(actor.aliases):
        wider = (other for other in actor.aliases[n + 1 :] if not _covers(alias, other))
        by = [other for other in (*name, *actor.aliases[:n], *wider) if _covers(other, alias)]
        yield from (("aliases", n, other) for other in by[:1])
    for n, form in enumerate(actor.exact):
        by = [other for other in (*name, *actor.aliases) if _covers(other, form)]
        by += [other for other in actor.exact[:n] if straight(other) == straight(form)]
        yield from (("exact", n, other) for other in by[:1])
    for field in ("demonyms", "metonyms", "not_in"):
        forms: Sequence[str] = getattr(actor, field)
        for n, form in enumerate(forms):
            by = [other for other in forms[:n] if fold(other) == fold(form)]
            yield from ((field, n, other) for other in by[:1])


def _as_written(actor: ActorEntry) -> bool:
    """Whether the name of an actor is matched as written only."""
    return actor.name in actor.exact or actor.name.isupper()


def _covers(form: str, other: str) -> bool:
    """Whether a form matched in any letter case stands for another: a capital at its head stays one."""
    return fold(form) == fold(other) and (other[:1].isupper() or not form[:1].isupper())


def impossible_links(desk: Desk) -> Iterator[Hit]:
    """Tells links whose dates are none or run backwards, and two of one tie to one actor that overlap."""
    for file in desk.files:
        for key, _, actor in file.entries("actors"):
            for n, link in enumerate(actor.links):
                for field, text in (("from", link.since), ("until", link.until)):
                    if text and parse_date(text) is None:
                        at = file.place((*key, "links", n, field))
                        yield Hit(at, f"'{text}' is no date", "write it as 2021-03-01")
                first, last = _days(link)
                if first > last:
                    yield Hit(file.place((*key, "links", n)), "this link ends before it begins", "look at its dates")
            for n, m in combinations(range(len(actor.links)), 2):
                if _clash(actor.links[n], actor.links[m]):
                    told = f"'{actor.id}' has two links '{actor.links[m].tie}' to '{actor.links[m].to}' at one time"
                    yield Hit(file.place((*key, "links", m)), told, "part them by 'from' and 'until'")


def _days(link: Link) -> tuple[date, date]:
    return parse_date(link.since) or date.min, parse_date(link.until) or date.max


def _clash(one: Link, other: Link) -> bool:
    (first, last), (begin, end) = _days(one), _days(other)
    return (one.to, one.tie) == (other.to, other.tie) and first <= end and begin <= last
