"""Checks of categories and of the law they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ihl.engine.files import ReadFile
from ihl.engine.load import RUNNING
from ihl.engine.locate import Key
from ihl.engine.schema import CueRule
from ihl.workbench.lint.desk import INSTRUMENTS, Desk
from ihl.workbench.lint.findings import Hit

_ACT_LAW = ("law_iac", "law_niac", "law_other")


def without_rule(desk: Desk) -> Iterator[Hit]:
    """Tells categories that no running rule gives."""
    running = [rule for rule in desk.workspace.rules.rules.values() if rule.status in RUNNING]
    given = {category for rule in running if isinstance(rule, CueRule) for category in rule.category}
    for file in desk.files:
        for key, name, _ in file.entries("categories"):
            if name not in given:
                told = f"no rule that runs gives the category '{name}'"
                yield Hit(file.place((*key, "id")), told, "write a cue rule for it, or remove it")


def law_missing(desk: Desk) -> Iterator[Hit]:
    """Tells cue rules of a category without `law`, and references whose instrument is not in the list."""
    for file, key, rule in desk.rules():
        if isinstance(rule, CueRule) and rule.category and not rule.law and rule.status != "retired":
            told = f"'{rule.id}' gives a category and names no law"
            yield Hit(file.place(key), told, "add 'law' with the references the category rests on")
    words = desk.vocabulary.lists.get(INSTRUMENTS, ())
    if not words:
        return
    known = re.compile(rf"(?:{'|'.join(re.escape(word) for word in words)})(?![\w-])", re.IGNORECASE)
    for file, key, references in _references(desk.files):
        for n, reference in enumerate(references):
            if not known.match(reference):
                told = f"'{reference}' begins with no instrument of the list '{INSTRUMENTS}'"
                yield Hit(file.place((*key, n)), told, "write its name as the list has it, or add it there")


def _references(files: Sequence[ReadFile]) -> Iterator[tuple[ReadFile, Key, tuple[str, ...]]]:
    for file in files:
        yield from ((file, (*key, "law"), rule.law) for key, _, rule in file.entries("rules"))
        yield from ((file, (*key, "law"), entry.law) for key, _, entry in file.entries("categories"))
        for key, _, act in file.entries("acts"):
            yield from ((file, (*key, field), getattr(act, field)) for field in _ACT_LAW)
