"""ihl rules show: one rule, list, word, actor, category or act, in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Rules, packs_in_force
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.workbench.workspace import Workspace

# What can be shown besides rules, each with a name to copy.
KINDS = {"list": "attack_verb", "word": "strike~", "actor": "veska", "category": "war_crime", "act": "killing"}


def show(
    what: Annotated[
        list[str],
        typer.Argument(help=f"The id of a rule; or one of {', '.join(KINDS)}, and a name.", metavar="ID | KIND NAME"),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Show one rule in plain words: what it says, what its lines stand for, its examples.

    Or a list or phrase with all its wordings and who uses it (list attack_verb), the forms of a word and where it is
    written (word strike~), an actor by its id or any of its names (actor Veska), a category, or an act.
    """
    kind, name = ("rule", what[0]) if len(what) == 1 else (what[0], " ".join(what[1:]))
    if kind not in ("rule", *KINDS):
        raise InputError(f"{' '.join(what)}: write the id of a rule, or one of {', '.join(KINDS)} and a name")
    if kind == "rule" and name in KINDS:
        raise InputError(f"{name}: write a name after it, such as: ihl rules show {name} {KINDS[name]}")
    from ihl.escape import json_text
    from ihl.workbench.workspace import open_workspace

    view, lines = _looked_up(kind, name, open_workspace(packs_in_force(rules, builtin)))
    as_line = json_text(json.dumps({"shown": kind, **asdict(view)}, ensure_ascii=False))
    output.say(as_line if as_json else "\n".join(lines(view)))


def _looked_up(kind: str, name: str, workspace: Workspace) -> tuple[Any, Callable[[Any], Iterable[str]]]:
    """What was asked for, and how it is told. Raises InputError where there is no such thing."""
    from ihl.workbench.showing import labels, telling
    from ihl.workbench.showing.card import Showing

    match kind:
        case "rule":
            return Showing(workspace).rule(name), telling.rule_lines
        case "list":
            return Showing(workspace).word_list(name), telling.list_lines
        case "word":
            return Showing(workspace).word(name), telling.word_lines
        case "actor":
            return labels.actor_view(workspace, name), telling.actor_lines
        case "category":
            return labels.category_view(workspace, name), telling.label_lines
        case _:
            return labels.act_view(workspace, name), telling.label_lines
