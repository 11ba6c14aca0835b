"""labels: one actor, category or act, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from ihl.engine.compile import near
from ihl.engine.lexicon import Lexicon, fold
from ihl.engine.schema import CueRule
from ihl.errors import InputError
from ihl.workbench.showing.homes import home_of
from ihl.workbench.showing.views import ActorView, LabelView
from ihl.workbench.workspace import Workspace

_NAMES = ("aliases", "exact", "demonyms", "metonyms")


def actor_view(workspace: Workspace, name: str) -> ActorView:
    """An actor by its id, or by any of its names. Raises InputError, with a guess, where there is none."""
    lexicon = workspace.rules.lexicon
    home = home_of(workspace, _known(lexicon, name), "actors")
    actor = lexicon.actors[_known(lexicon, name)]
    return ActorView(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        wikidata=actor.wikidata,
        names={field: getattr(actor, field) for field in _NAMES if getattr(actor, field)},
        affiliation={above: lexicon.actors[above].name for above in _above(lexicon, actor.id)},
        not_in=actor.not_in,
        links=tuple(link.model_dump(by_alias=True, exclude_none=True) for link in actor.links),
        pack=home.pack,
        place=home.place,
        over=home.over,
    )


def _known(lexicon: Lexicon, name: str) -> str:
    """The id of the actor that is meant, or the name itself where a guess is no better."""
    if name in lexicon.actors:
        return name
    if found := lexicon.forms.get(fold(name)) or lexicon.forms.get(fold(name).removeprefix("the ")):
        return found[0].actor
    written = [form.written for forms in lexicon.forms.values() for form in forms]
    if guess := near(name, [*lexicon.actors, *written]):
        raise InputError(f"{name}: there is no actor of that id or name; {guess}")
    return name


def _above(lexicon: Lexicon, actor: str) -> Iterator[str]:
    """The bodies an actor belongs to, the nearest first; a circle is walked once."""
    seen = {actor}
    while (above := lexicon.actors[actor].affiliation) and above not in seen:
        yield above
        seen.add(above)
        actor = above


def category_view(workspace: Workspace, name: str) -> LabelView:
    """A category by its id. Raises InputError, with a guess, where there is none."""
    home = home_of(workspace, name, "categories")
    entry = workspace.rules.categories[name]
    return LabelView(
        kind="category",
        id=entry.id,
        label=entry.label,
        parent=None,
        below=(),
        core=entry.core,
        is_rome_crime=entry.is_rome_crime,
        law={"law": entry.law},
        scope=entry.scope.strip(),
        not_this=entry.not_this.strip(),
        rules=tuple(rule.id for rule in _cues(workspace) if name in rule.category),
        pack=home.pack,
        place=home.place,
        over=home.over,
    )


def act_view(workspace: Workspace, name: str) -> LabelView:
    """An act by its id. Raises InputError, with a guess, where there is none."""
    home = home_of(workspace, name, "acts")
    entry = workspace.rules.acts[name]
    law = {"law_iac": entry.law_iac, "law_niac": entry.law_niac, "law_other": entry.law_other}
    return LabelView(
        kind="act",
        id=entry.id,
        label=entry.label,
        parent=entry.parent,
        below=tuple(other.id for other in workspace.rules.acts.values() if other.parent == name),
        core=None,
        is_rome_crime=entry.is_rome_crime,
        law={field: references for field, references in law.items() if references},
        scope=entry.scope.strip(),
        not_this=entry.not_this.strip(),
        rules=tuple(rule.id for rule in _cues(workspace) if name in rule.acts),
        pack=home.pack,
        place=home.place,
        over=home.over,
    )


def _cues(workspace: Workspace) -> Iterator[CueRule]:
    return (rule for rule in workspace.rules.rules.values() if isinstance(rule, CueRule))
