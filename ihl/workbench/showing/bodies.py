"""bodies: what stands on each page, always under the same headings, with the words of rule files escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from ihl.engine.entries import ActorEntry
from ihl.engine.files import Kind
from ihl.escape import markdown
from ihl.workbench.showing import wording
from ihl.workbench.showing.markup import anchor, code, facts, link, section, table
from ihl.workbench.showing.telling import LAW_OF, amount, entry_told, grouped, part_told
from ihl.workbench.showing.views import ExampleView, LabelView, LineView, ListView, RuleView, UseView

Ways: TypeAlias = Callable[[Kind, str], str | None]  # the page of something, as seen from another page
NO_VIEW = "An entry says nothing about the status of an actor, or about anything it is said to have done."


def rule(view: RuleView, to: Ways) -> Iterator[str]:
    """A rule: what it says, its lines and what they stand for, its examples."""
    version = f" · version {view.version}" if view.version is not None else ""
    yield from (f"# {markdown(view.title)}", "", f"{code(view.id)} · {view.kind} · {view.status}{version}", "")
    yield from (markdown(" ".join(view.says)), "")
    labels = [link(name, to("categories", name)) for name in view.category]
    labels += [link(name, to("acts", name)) for name in view.acts]
    yield from section("Gives", [f"- {label}" for label in labels or [markdown(view.gives)]])
    yield from section("Find", (told for line in view.find for told in _line(f"{line.where}.", line, to)))
    yield from section("Unless", (told for line in view.unless for told in _line(f"- {line.where}:", line, to)))
    blanks = ([markdown(f"<{role}>"), markdown(what)] for role, what in view.roles.items())
    yield from section("Blanks", table(("blank", "filled by"), blanks))
    yield from section("Examples", table(("kind", "text", "expected"), map(_example, view.examples)))
    yield from section("Law", [f"- {markdown(reference)}" for reference in view.law])
    told = [("why", view.why), ("weight", f"{view.weight:g}"), ("pack", view.pack), ("author", view.author)]
    told += [("since", view.since), ("reviewed by", view.reviewed_by)]
    told += [(f"exempt from {check}", reason) for check, reason in view.allow.items()]
    others = [("replaced by", name) for name in (view.replaced_by,) if name] + [("replaces", n) for n in view.replaces]
    linked = [f"- {label} {link(name, to('rules', name))}" for label, name in others]
    yield from section("About", [*facts(told), *linked])


def _line(lead: str, line: LineView, to: Ways) -> Iterator[str]:
    yield f"{lead} {code(line.text)}"
    for part in line.parts:
        way = to("lists", part.written.removeprefix("$")) if part.kind != "word" else None
        yield f"   - {link(part.written, way)}: {markdown(part_told(part))}"


def _example(view: ExampleView) -> list[str]:
    told = [f"{field}: {words}" for field, words in view.expects.items()]
    told += [f"because: {view.because}"] if view.because else []
    told += [f"known gap: {view.known_gap}"] if view.known_gap else []
    return [markdown(view.kind), markdown(view.text), markdown("; ".join(told))]


def category(view: LabelView, to: Ways) -> Iterator[str]:
    """A category: what it is, and the rules that give it."""
    yield from (f"# {markdown(view.label)}", "", f"{code(view.id)} · {'core' if view.core else 'not core'}", "")
    yield from (wording.ALLEGATIONS_ONLY, "", *_label(view, to, "##"))


def acts(views: Iterable[LabelView], to: Ways) -> Iterator[str]:
    """A head of acts, and each detailed act under it."""
    for n, view in enumerate(views):
        yield from (f"{'##' if n else '#'} {markdown(view.label)}", "", anchor(view.id), "", code(view.id), "")
        yield from () if n else (wording.ALLEGATIONS_ONLY, "")
        yield from _label(view, to, "###" if n else "##")


def _label(view: LabelView, to: Ways, level: str) -> Iterator[str]:
    law = (f"- {LAW_OF[field]}{markdown(one)}" for field, references in view.law.items() for one in references)
    yield from section("Scope", [markdown(view.scope)], level)
    yield from section("Not this", [markdown(view.not_this)], level)
    yield from section("Law", law, level)
    rome = "has a crime of its own with this content" if view.is_rome_crime else "has no crime of its own for it"
    yield from (f"The Rome Statute {rome}.", "")
    yield from section("Rules", [f"- {link(name, to('rules', name))}" for name in view.rules], level)


def word_list(view: ListView, to: Ways) -> Iterator[str]:
    """A word list or a phrase: its entries with all their wordings, and who uses it."""
    wordings = amount(sum(entry.count for entry in view.entries), "wording", "wordings")
    yield from (f"# {markdown(f'${view.name}')}", "", f"{view.kind} · {wordings} · pack {code(view.pack)}", "")
    yield from (markdown(view.about or "A piece of a line."), "")
    entries = ([markdown(entry.written), markdown(entry_told(entry))] for entry in view.entries)
    yield from section("Entries", table(("written", "stands for"), entries))
    users = (f"- {_user(use, where, to)}" for use, where in grouped(view.uses))
    needed = ["- the program itself, which reads it by its name"] if view.needed else []
    yield from section("Used by", [*users, *needed])


def _user(use: UseView, where: str, to: Ways) -> str:
    rule = use.kind == "rules"
    name = link(use.name if rule else f"${use.name}", to("rules" if rule else "lists", use.name))
    through = " and ".join(link(f"${one}", to("lists", one)) for one in use.through)
    return f"{name}{', ' if where else ''}{where}{' through ' if through else ''}{through}"


def actors(name: str, entries: Iterable[ActorEntry], to: Ways) -> Iterator[str]:
    """The actors of one file."""
    yield from (f"# Actors of {markdown(name)}", "", NO_VIEW, "")
    rows = (
        [
            anchor(actor.id) + markdown(actor.name),
            markdown(actor.id),
            actor.kind,
            link(actor.affiliation, to("actors", actor.affiliation)) if actor.affiliation else "",
        ]
        for actor in entries
    )
    yield from section("Actors", table(("name", "id", "kind", "affiliation"), rows))
