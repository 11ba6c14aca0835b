"""Checks of the life of a rule: reviewed, in use, not forgotten, not dropped without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ihl.engine.files import ReadFile
from ihl.engine.schema import parse_date
from ihl.pipeline import trace
from ihl.workbench.lint.desk import Desk
from ihl.workbench.lint.findings import Hit
from ihl.workbench.testing.expect import hits_of

LONGEST_TRIAL = 300


def gone_without_word(desk: Desk) -> Iterator[Hit]:
    """Tells retired rules that say neither what stands in their place nor why they went."""
    for file, key, rule in desk.rules():
        if rule.status == "retired" and not rule.replaced_by and not rule.why:
            told = f"'{rule.id}' is retired, with no rule in its place and no reason"
            yield Hit(file.place(key), told, "add 'replaced_by' or 'why'")


def long_on_trial(desk: Desk) -> Iterator[Hit]:
    """Tells rules that were on trial for 300 days when the newest rule of their pack was written."""
    newest = {
        layer: max(days)
        for layer in {file.layer for file in desk.workspace.files}
        if (days := [day for file in desk.workspace.files if file.layer == layer for day in _since(file)])
    }
    for file, key, rule in desk.rules():
        if rule.status != "testing" or rule.since is None:
            continue
        day = parse_date(rule.since)
        if day is None:
            yield Hit(file.place((*key, "since")), f"'{rule.since}' is no date", "write it as 2025-11-20")
        elif (waited := (newest[file.layer] - day).days) > LONGEST_TRIAL:
            told = f"'{rule.id}' is on trial since {waited} days before the newest rule of its pack"
            yield Hit(file.place((*key, "since")), told, "make it stable, or retire it")


def _since(file: ReadFile) -> Iterator[date]:
    yield from (day for _, _, rule in file.entries("rules") if (day := parse_date(rule.since)))


def never_met(desk: Desk) -> Iterator[Hit]:
    """Tells stable rules that match nowhere in the articles they are tried on."""
    stable = [(file, key, rule) for file, key, rule in desk.rules() if rule.status == "stable"]
    if not desk.corpus or not stable:
        return
    traces = [trace(article, desk.workspace.rules) for article in desk.corpus]
    for file, key, rule in stable:
        if not any(hits_of(rule.id, found) for found in traces):
            told = f"'{rule.id}' is stable and matches nowhere in {len(traces)} articles"
            yield Hit(file.place(key), told, "try it on more articles, or make it 'testing' again")


def nobody_looked(desk: Desk) -> Iterator[Hit]:
    """Tells stable rules that nobody but their author has read."""
    for file, key, rule in desk.rules():
        if rule.status == "stable" and not rule.reviewed_by:
            told = f"'{rule.id}' is stable and nobody has reviewed it"
            yield Hit(file.place(key), told, "add 'reviewed_by' with the name of a second reader")
