"""retire: a rule is taken out of force in its file, and nothing else in the file changes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from ihl.engine.files import ReadFile, default_rules_dir
from ihl.engine.load import build_rules
from ihl.engine.locate import Key, parse_located
from ihl.engine.schema import AnyRule
from ihl.errors import InputError, Place
from ihl.workbench.testing.prove import Case, run_examples
from ihl.workbench.workspace import Workspace
from ihl.workbench.writing.fmt import order_of
from ihl.workbench.writing.rewrite import (
    QUOTED,
    Part,
    Source,
    is_installed,
    open_source,
    read_source,
    refuse_installed,
    same,
)

_PLAIN = re.compile(r"[^\r\n]*?(?=\s+#|\s*$)", re.MULTILINE)
_PLAIN_IN_BRACKETS = re.compile(r"[^,\[\]{}\r\n]*?(?=\s*(?:[,\]}\r\n]|\s#))")


@dataclass(frozen=True)
class Retirement:
    """A rule taken out of force: the new text of its file, and what its examples come to under the new text.

    Attributes:
        replaced: what stood under `why` and is overwritten; empty where nothing did.
        cases: its examples, and those of rules it had replaced, held against what replaces it now.
    """

    file: ReadFile
    place: Place
    text: str
    replaced: str
    cases: tuple[Case, ...]


def retire(
    workspace: Workspace, name: str, *, replaced_by: str | None = None, because: str | None = None, named: bool
) -> Retirement:
    """Retire a rule in favour of another one, or for a reason.

    Args:
        named: whether its file, or a folder it is in, was named; a built-in rule is not changed without that.

    Raises InputError for a rule that is not there, must not be changed or is retired already, and for a replacement
    that is none.
    """
    file, key, rule = _find(workspace, name, named)
    if replaced_by is not None:
        _refuse_replacement(workspace, name, replaced_by)
    fields: dict[str, str] = {"status": "retired"}
    fields |= {"replaced_by": replaced_by} if replaced_by is not None else {"why": " ".join((because or "").split())}
    if not all(fields.values()):
        raise InputError(f"{name}: the reason is empty; say why nobody should look for these words any more")
    text = read_source(file.path)
    source = open_source(text, file.path)
    new = text[: len(text) - len(source.text)] + with_fields(source, key, fields)
    data = deepcopy(source.located.data)
    data["rules"][key[1]] |= fields
    if not same(new, source, data):
        raise InputError(f"{file.place(key)}: is written in a way that cannot be changed here; change it by hand")
    cases = _cases(workspace, replace(file, located=open_source(new, file.path).located), key, fields)
    return Retirement(file, file.place(key), new, (rule.why or "").strip() if "why" in fields else "", cases)


def _find(workspace: Workspace, name: str, named: bool) -> tuple[ReadFile, Key, AnyRule]:
    rule = workspace.rule(name)
    file, key = next((file, key) for file in workspace.files for key, one, _ in file.entries("rules") if one == name)
    if is_installed(file.path) or (default_rules_dir().resolve() in file.path.resolve().parents and not named):
        told = f"{file.place(key)}: {name} is a built-in rule; to turn it off, write in a pack of your own:\n"
        told += f"disables: {{{name}: the reason}}"
        if not is_installed(file.path):
            told += f"\nor, to change it for everybody: ihl rules retire {name} {file.path} --for ID2"
        raise InputError(told)
    refuse_installed(file.path)
    if all(one.path != file.path for one in workspace.chosen):
        raise InputError(f"{name}: is not in the files you named; it is at {file.place(key)}")
    if rule.status == "retired":
        told = f"replaced by {rule.replaced_by}" if rule.replaced_by else rule.why or "no reason is given"
        raise InputError(f"{file.place(key)}: {name} is retired already: {told}")
    return file, key, rule


def _refuse_replacement(workspace: Workspace, name: str, other: str) -> None:
    if other == name:
        raise InputError(f"{name}: cannot stand in for itself; name another rule after --for, or a reason: --because")
    found = workspace.rule(other)
    if found.status == "retired":
        hint = f"; name {found.replaced_by}, which stands in its place" if found.replaced_by else "; name one that runs"
        raise InputError(f"{other}: is retired itself{hint}")


def _cases(workspace: Workspace, file: ReadFile, key: Key, fields: Mapping[str, str]) -> tuple[Case, ...]:
    """What the examples of the rule come to, and those of rules that name it as what replaces them."""
    rules = list(file.content.rules)
    n = int(key[1])
    rules[n] = rules[n].model_copy(update=fields)
    changed = replace(file, content=file.content.model_copy(update={"rules": tuple(rules)}))
    files = tuple(changed if one.path == file.path else one for one in workspace.files)
    after = Workspace(files, files, build_rules(list(files)), workspace.layers)
    gone = [one.id for _, one in after.own_rules() if one.status == "retired"]
    hit = [one for one in gone if rules[n].id in (one, after.rules.rules[one].replaced_by)]
    return tuple(case for one in hit for case in run_examples(after, one).cases)


# -- fields in a text -----------------------------------------------------------------------------------------------


def with_fields(source: Source, key: Key, fields: Mapping[str, str]) -> str:
    """The text of a source in which an entry of a list has some fields with some values, set or added.

    A new field stands where the layout of rule files has it. All else is as it was, byte for byte; whether the data
    came out as wanted is for the caller to look at.
    """
    parts = _parts(source, key)
    have = source.value(key)
    edits = [
        _set(source, (*key, name), text, parts) if name in have else _added(source, key, name, text, parts)
        for name, text in fields.items()
    ]
    out = source.text
    for _, (start, end, text) in sorted(enumerate(edits), key=lambda n_edit: (n_edit[1][0], n_edit[0]), reverse=True):
        out = out[:start] + text + out[end:]
    return out


def _parts(source: Source, key: Key) -> list[Part]:
    """The fields of an entry that is written line by line; none where it stands in brackets."""
    end = len(source.lines)
    for n in range(len(key)):
        if not source.is_block(key[:n]):
            return []
        end = next(part.end for part in source.parts(key[:n], end) if part.key == key[: n + 1])
    return source.parts(key, end) if source.is_block(key) else []


def _set(source: Source, key: Key, text: str, parts: list[Part]) -> tuple[int, int, str]:
    """Another value for a field: from, to, the new text."""
    start = source.at(key)
    part = next((part for part in parts if part.key == key), None)
    quoted = QUOTED.match(source.text, start)
    if quoted:
        end = quoted.end()
    elif part is not None and part.core - part.first > 1:
        end = start + len(source.text[start : source.start_of(part.core)].rstrip())
    else:
        found = (_PLAIN if part else _PLAIN_IN_BRACKETS).match(source.text, start)
        end = found.end() if found else start
    return start, end, _scalar(text, in_brackets=part is None)


def _added(source: Source, key: Key, name: str, text: str, parts: list[Part]) -> tuple[int, int, str]:
    """A further field: where, and its text."""
    order = order_of(key)
    field = f"{name}: {_scalar(text, in_brackets=not parts)}"
    if not parts:
        later = next(one for one in source.value(key) if one in order[order.index(name) :])
        start = source.at((*key, later, "@"))
        return start, start, f"{field}, "
    earlier = [part for part in parts if part.key[-1] in order[: order.index(name)]]
    part = max(earlier, key=lambda part: order.index(str(part.key[-1])))
    line = source.lines[part.end - 1]
    start = source.start_of(part.end - 1) + len(line)
    before, after = ("\n", "\r") if line.endswith("\r") else ("\n", "")
    return start, start, f"{before}{' ' * part.column}{field}{after}"


def _scalar(text: str, *, in_brackets: bool) -> str:
    """A text as YAML: plain where it stays what it is, else in quotes."""
    read = parse_located(f"x: {text}\n", Path())
    plain = not read.problems and read.data == {"x": text} and not (in_brackets and re.search(r"[,\[\]{}]", text))
    return text if plain else json.dumps(text, ensure_ascii=False)
