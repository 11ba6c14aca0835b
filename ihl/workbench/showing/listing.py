"""listing: the rules, one row each, and those of a kind, a category, a status or a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import get_args

from ihl.engine.compile import near
from ihl.engine.schema import AnyRule, CueRule, RuleBase
from ihl.errors import InputError
from ihl.record import CATEGORIES
from ihl.workbench.showing.homes import pack_of
from ihl.workbench.showing.wording import gives
from ihl.workbench.workspace import Workspace

KINDS: tuple[str, ...] = tuple(get_args(rule.model_fields["kind"].annotation)[0] for rule in get_args(AnyRule))
STATUSES: tuple[str, ...] = get_args(RuleBase.model_fields["status"].annotation)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule in a table: what it gives in the terms of the language, how many find lines and examples it has."""

    id: str
    kind: str
    gives: str
    status: str
    lines: int
    examples: int
    title: str
    pack: str
    place: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rules are asked for; what is None is not asked. Raises InputError where a value is none of the language."""

    kind: str | None = None
    category: str | None = None
    status: str | None = None
    pack: str | None = None

    def __post_init__(self) -> None:
        for field, allowed in (("kind", KINDS), ("category", CATEGORIES), ("status", STATUSES)):
            value = getattr(self, field)
            if value is not None and value not in allowed:
                hint = near(value, list(allowed))
                raise InputError(f"--{field} {value}: one of: {', '.join(allowed)}{f' - {hint}' if hint else ''}")

    def __str__(self) -> str:
        asked = ((field.name, getattr(self, field.name)) for field in fields(self))
        return ", ".join(f"{name} {value}" for name, value in asked if value is not None)

    def fits(self, rule: AnyRule, pack: str) -> bool:
        """Whether a rule is asked for."""
        return (
            self.kind in (None, rule.kind)
            and (self.category is None or (isinstance(rule, CueRule) and self.category in rule.category))
            and self.status in (None, rule.status)
            and self.pack in (None, pack)
        )


def rows(workspace: Workspace, wish: Wish = Wish()) -> list[Row]:
    """The chosen rules that are asked for, in the order of the files."""
    return [row for row, rule in _rows(workspace) if wish.fits(rule, row.pack)]


def there_is(workspace: Workspace) -> Mapping[str, tuple[str, ...]]:
    """What the chosen rules have to be asked for: kinds, categories, statuses and packs."""
    found = list(_rows(workspace))
    categories = {category for _, rule in found if isinstance(rule, CueRule) for category in rule.category}
    return {
        "kind": tuple(kind for kind in KINDS if any(row.kind == kind for row, _ in found)),
        "category": tuple(category for category in CATEGORIES if category in categories),
        "status": tuple(status for status in STATUSES if any(row.status == status for row, _ in found)),
        "pack": tuple(dict.fromkeys(row.pack for row, _ in found)),
    }


def _rows(workspace: Workspace) -> Iterator[tuple[Row, AnyRule]]:
    for file, key, rule in workspace.own():
        counts = len(rule.find), len(rule.examples)
        place = str(file.place(key))
        yield Row(rule.id, rule.kind, gives(rule), rule.status, *counts, rule.title, pack_of(file), place), rule
