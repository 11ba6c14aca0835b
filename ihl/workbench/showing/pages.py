"""pages: the rules as a folder of Markdown pages, one for each rule, category, head of acts, word list and actor file.

The same rule files give the same pages: no dates, no folders of this machine, no numbers of lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ihl.engine.entries import ActorEntry
from ihl.engine.files import Kind
from ihl.engine.schema import AnyRule, CueRule
from ihl.escape import markdown
from ihl.workbench.showing import bodies, wording
from ihl.workbench.showing.card import Showing
from ihl.workbench.showing.homes import pack_of
from ihl.workbench.showing.labels import act_view, category_view
from ihl.workbench.showing.listing import KINDS
from ihl.workbench.showing.markup import link, section, slug, table
from ihl.workbench.showing.telling import amount
from ihl.workbench.showing.wording import gives
from ihl.workbench.workspace import Workspace

INDEX = "index.md"
_WORDS: tuple[Kind, ...] = ("lists", "phrases")


def pages(workspace: Workspace) -> dict[str, str]:
    """Every page of the chosen rule files by its path in the folder, with `/` between the parts.

    What the chosen rules use has a page too, wherever it stands: their categories, acts, lists and phrases.
    """
    return {path: "\n".join(lines).rstrip() + "\n" for path, lines in _Site(Showing(workspace)).pages()}


@dataclass(frozen=True)
class _Site:
    showing: Showing

    @property
    def workspace(self) -> Workspace:
        return self.showing.workspace

    def pages(self) -> Iterator[tuple[str, Iterator[str]]]:
        """The pages, the index first."""
        yield INDEX, self._index()
        for name in self.categories:
            yield self.paths["categories", name], bodies.category(category_view(self.workspace, name), self.way)
        for head, under in self.heads.items():
            views = [act_view(self.workspace, name) for name in (head, *under)]
            yield self.paths["acts", head], bodies.acts(views, self.way)
        for rule in self.rules:
            yield self.paths["rules", rule.id], bodies.rule(self.showing.rule(rule.id), self.way)
        for name in self.lists:
            yield self.paths["lists", name], bodies.word_list(self.showing.word_list(name), self.way)
        for name, entries in self.actor_files.items():
            yield _actors(name), bodies.actors(name, entries, self.way)

    def way(self, kind: Kind, name: str) -> str | None:
        """The way to a page from another, each being one folder deep; None where there is no page."""
        path = self.paths.get((kind, name))
        return f"../{path}" if path else None

    @cached_property
    def paths(self) -> dict[tuple[Kind, str], str]:
        """The page of everything that has one, with the place on it."""
        out: dict[tuple[Kind, str], str] = {}
        out |= {("categories", name): f"categories/{slug(name)}.md" for name in self.categories}
        for head, under in self.heads.items():
            page = f"acts/{slug(head)}.md"
            out["acts", head] = page
            out |= {("acts", name): f"{page}#{slug(name)}" for name in under}
        out |= {("rules", rule.id): f"rules/{slug(rule.id)}.md" for rule in self.rules}
        out |= {("lists", name): f"lists/{slug(name)}.md" for name in self.lists}
        for name, entries in self.actor_files.items():
            out |= {("actors", actor.id): f"{_actors(name)}#{slug(actor.id)}" for actor in entries}
        return out

    @cached_property
    def rules(self) -> tuple[AnyRule, ...]:
        return tuple(rule for _, rule in self.workspace.own_rules())

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories of the chosen files, and those that their rules give."""
        own = {name for file in self.workspace.chosen for _, name, _ in file.entries("categories")}
        given = {name for rule in self.rules if isinstance(rule, CueRule) for name in rule.category}
        return tuple(name for name in self.workspace.rules.categories if name in own | given)

    @cached_property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """The heads of the acts of the chosen files and of their rules, each with all acts under it."""
        acts = self.workspace.rules.acts
        own = {name for file in self.workspace.chosen for _, name, _ in file.entries("acts")}
        given = {name for rule in self.rules if isinstance(rule, CueRule) for name in rule.acts}
        wanted = {self._head(name) for name in own | given if name in acts}
        return {
            head: tuple(name for name in acts if name != head and self._head(name) == head)
            for head in acts
            if head in wanted
        }

    def _head(self, name: str) -> str:
        """The act at the top of those an act stands under; of acts that stand under each other, the first by name."""
        acts, seen = self.workspace.rules.acts, {name}
        while (above := acts[name].parent) is not None and above in acts:
            if above in seen:
                return min(seen)
            seen.add(above)
            name = above
        return name

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists and phrases of the chosen files, and those that their rules use."""
        held = [name for file in self.workspace.chosen for kind in _WORDS for _, name, _ in file.entries(kind)]
        lines = [line for rule in self.rules for line in (*rule.find, *(one.placed[1] for one in rule.unless))]
        return tuple(sorted({*held, *self.showing.users.needs(lines)}))

    @cached_property
    def actor_files(self) -> dict[str, tuple[ActorEntry, ...]]:
        """The actors of the chosen files by the name of the pack; where two files have the same one, it is counted."""
        out: dict[str, tuple[ActorEntry, ...]] = {}
        for file in self.workspace.chosen:
            if entries := tuple(actor for _, _, actor in file.entries("actors")):
                again = sum(name.partition(" (")[0] == pack_of(file) for name in out)
                out[pack_of(file) + (f" ({again + 1})" if again else "")] = entries
        return out

    def _index(self) -> Iterator[str]:
        yield from ("# Rules", "", wording.ALLEGATIONS_ONLY, "")
        rules = self.workspace.rules
        labels = [(rules.categories[name].label, self.paths["categories", name]) for name in self.categories]
        yield from section("Categories", [f"- {link(*label)}" for label in labels])
        heads = [
            f"- {link(rules.acts[head].label, self.paths['acts', head])}" + (f" and {len(under)} more" if under else "")
            for head, under in self.heads.items()
        ]
        yield from section("Acts", heads)
        for kind in KINDS:
            rows = (
                [link(rule.id, self.paths["rules", rule.id]), markdown(gives(rule)), rule.status, markdown(rule.title)]
                for rule in self.rules
                if rule.kind == kind
            )
            yield from section(f"Rules: {kind}", table(("id", "gives", "status", "title"), rows))
        lists = [f"- {link(f'${name}', self.paths['lists', name])}" for name in self.lists]
        yield from section("Lists and phrases", lists)
        files = [
            f"- {link(name, _actors(name))}: {amount(len(entries), 'actor', 'actors')}"
            for name, entries in self.actor_files.items()
        ]
        yield from section("Actors", files)


def _actors(name: str) -> str:
    return f"actors/{slug(name)}.md"
