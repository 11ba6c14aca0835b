"""scaffold: new rules, actors and packs that load and pass at once, for their authors to change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ihl.engine.check import across
from ihl.engine.compile import near
from ihl.engine.entries import ACTOR_ID
from ihl.engine.files import ReadFile
from ihl.engine.layers import in_force
from ihl.engine.schema import RULE_ID, RuleFile
from ihl.errors import InputError, RuleProblems
from ihl.workbench.workspace import Workspace
from ihl.workbench.writing.lock import locked_ids
from ihl.workbench.writing.rewrite import Source, open_source, same
from ihl.workbench.writing.samples import ACTOR, HEAD, PACK, RULES

KINDS = (*RULES, "actor")
PACK_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")


def new_entry(workspace: Workspace, kind: str, name: str) -> str:
    """A whole file with one small rule or actor of a kind, under an id of its own.

    Raises InputError for what is no kind, for an id that is not well formed, and for one that is or was in use.
    """
    if kind not in KINDS:
        raise InputError(f"{kind}: is not a kind; one of: {', '.join(KINDS)}{_meant(kind)}")
    if kind == "actor":
        if not ACTOR_ID.match(name):
            raise InputError(f"{name}: is no id of an actor; write it in lower case with hyphens, such as hill-guard")
    elif not RULE_ID.match(name):
        raise InputError(f"{name}: is no id of a rule; write it in lower case with a dot, such as denial.laugh-off")
    _refuse_used(workspace, kind, name)
    head = HEAD.format(pack=name.partition(".")[0])
    sample = f"actors:\n{ACTOR}" if kind == "actor" else f"rules:\n{RULES[kind]}"
    return head + sample.format(id=name, **_blanks(name))


def new_pack(name: str) -> Mapping[str, str]:
    """The files of a new pack, by their names. Raises InputError for what cannot be the name of a pack."""
    if not PACK_NAME.match(name):
        raise InputError(f"{name or 'this folder'}: is no name of a pack; give one in lower case with hyphens: --name")
    blanks = _blanks(name) | {"pack": name, "slug": re.sub(r"[._-]", "_", name)}
    blanks["league"] = blanks["slug"].replace("_", "-") + "-league"
    return {file: text.format(**blanks) for file, text in PACK.items()}


def appended(text: str, entry: str, path: Path) -> str:
    """The text of a rule file with the entry of a new file after its last rule, or after its last actor.

    Raises RuleProblems where the text is no YAML that the program reads, and InputError where it cannot take the entry.
    """
    source, new = open_source(text, path), open_source(entry, path)
    section = "rules" if "rules" in new.located.data else "actors"
    body = entry.partition(f"\n{section}:\n")[2]
    held = source.value((section,)) if section in source.located.data else None
    if held is None:
        added = f"{source.text.rstrip()}\n\n{section}:\n{body}"
    elif source.is_block(()) and source.is_block((section,)):
        added = _after_the_last(source, section, body)
    else:
        raise InputError(f"{source.located.place((section,))}: '{section}' stands in brackets; write it line by line")
    if "\r\n" in source.text:
        added = re.sub(r"(?<!\r)\n", "\r\n", added)
    data = {**source.located.data, section: [*(held or ()), *new.value((section,))]}
    if not same(added, source, data, new.comments):
        raise InputError(f"{path}: cannot take one more entry as it is written; add it by hand")
    return text[: len(text) - len(source.text)] + added


def check_new(workspace: Workspace, text: str, path: Path, layers: Sequence[Path]) -> None:
    """Hold a file as it will be against all others. Raises RuleProblems with all that would be wrong between them.

    Args:
        layers: the packs in force, lowest first; a file in none of them is laid over them.
    """
    home = path.resolve()
    others = [replace(file, dropped=frozenset()) for file in workspace.files if file.path.resolve() != home]
    layer = next((n for n, pack in enumerate(layers) if pack.resolve() in home.parents), len(layers))
    located = open_source(text, path).located
    new = ReadFile(located, RuleFile.model_validate(located.data), layer)
    files, problems = in_force([*others, new])
    if problems := problems or across(files):
        raise RuleProblems(problems)


def _after_the_last(source: Source, section: str, body: str) -> str:
    """The text with an entry after the last one of a list, indented as that is; a blank line parts rules."""
    end = next(part.end for part in source.parts((), len(source.lines)) if part.key == (section,))
    last = source.parts((section,), end)[-1]
    lines = [" " * last.column + line.removeprefix("  ") for line in body.splitlines()]
    apart = [""] if section == "rules" else []
    return "\n".join([*source.lines[: last.end], *apart, *lines, *source.lines[last.end :]]).rstrip("\n") + "\n"


def _refuse_used(workspace: Workspace, kind: str, name: str) -> None:
    for file in workspace.files:
        for n, entry in enumerate(file.content.actors if kind == "actor" else file.content.rules):
            if entry.id == name:
                retired = getattr(entry, "status", "") == "retired"
                told = "is the id of a retired rule" if retired else "is in use"
                place = file.place(("actors" if kind == "actor" else "rules", n, "id"))
                raise InputError(f"{name}: {told}, at {place}; records refer to ids, so take another one")
    if kind != "actor" and name in locked_ids(workspace):
        raise InputError(f"{name}: is the id of a rule that was there once; records refer to ids, so take another one")


def _meant(kind: str) -> str:
    hint = near(kind, list(KINDS))
    return f" - {hint}" if hint else ""


def _blanks(name: str) -> dict[str, str]:
    words = re.sub(r"[._-]+", " ", name)
    return {"words": words, "title": words.title()}
