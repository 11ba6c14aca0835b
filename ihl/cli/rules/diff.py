"""ihl rules diff: what the rules of now record otherwise than those of another version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, Rules, packs_in_force
from ihl.cli.rules.rows import AsJson, Form, FormOption, form_of, json_lines, table
from ihl.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from ihl.engine.ruleset import RuleSet
    from ihl.gold import GoldArticle
    from ihl.project import Packs
    from ihl.workbench.comparing.diff import Change, Comparison


BUILTIN = "builtin"


def diff(
    other: Annotated[
        str,
        typer.Argument(
            help="A git revision, a folder of rules, or `builtin` for the built-in rules alone.",
            metavar="REV|DIR|builtin",
        ),
    ],
    on: Annotated[
        Path | None,
        typer.Option(
            "--on",
            help="Folder of articles (.txt, .md), with gold files or without; default: the seeds of a checkout.",
            metavar="DIR",
            show_default=False,
        ),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", help="Exit 1 if a figure is below its floor in this file.", metavar="FILE"),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Set the floors to the figures of now.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --update: floors may go down.")] = False,
    form: FormOption = None,
    as_json: AsJson = False,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Say what the rules of now record otherwise than those of another version; exit 1 if a floor is broken.

    The program is that of now for both. Gained is +, lost is -, and ~ says something else of the same sentence.
    """
    from ihl.workbench.articles import articles_in, gold_of
    from ihl.workbench.comparing.diff import compare_rules

    chosen = form_of(form, as_json)
    folder = _folder(on)
    gold = gold_of(folder)
    judge = _Floors(floors, folder, gold, update, lower)
    before, after = _rule_sets(other, packs_in_force(rules, builtin))
    compared = compare_rules(output.with_bar(articles_in(folder), True), before, after, gold)
    broken = judge.broken({name: now for name, (_, now) in compared.figures.items()})
    if chosen is Form.jsonl:
        output.write(json_lines(_objects(compared, broken)), None)
    else:
        output.show(_tables(compared, broken))
    output.complain(_summary(compared))
    raise typer.Exit(1 if broken else 0)


def _folder(on: Path | None) -> Path:
    """The folder of articles. Raises InputError where none is named and there is no checkout with seeds."""
    from ihl.engine.load import default_rules_dir

    folder = on or default_rules_dir().parent / "seeds"
    if on is None and not folder.is_dir():
        raise InputError("there are no seeds beside the built-in rules; name a folder of articles with --on")
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name one that holds articles (.txt, .md)")
    return folder


def _rule_sets(other: str, packs: Packs) -> tuple[RuleSet, RuleSet]:
    """The rules of the other version, and those of now."""
    from ihl.engine.load import load_rules
    from ihl.workbench.comparing.history import rules_at, rules_in

    if not packs.builtin and not packs.folders:
        raise InputError("no rules are in force; leave out --no-builtin, or name a pack with --rules")
    if Path(other).is_dir():
        before = rules_in(Path(other))
    else:
        before = load_rules() if other == BUILTIN else rules_at(other, packs)
    return before, load_rules(*packs.folders, builtin=packs.builtin)


class _Floors:
    """The floors asked for, if any: read before the work is done, judged or set after it."""

    def __init__(
        self, path: Path | None, folder: Path, gold: Mapping[str, GoldArticle], update: bool, lower: bool
    ) -> None:
        from ihl.workbench.comparing.floors import read_floors

        if (update and path is None) or (lower and not update):
            raise InputError("--update needs --floors, the file to write, and --lower needs --update")
        if path is not None and not gold:
            raise InputError(f"{folder}: holds no gold files, so there are no figures; name another folder with --on")
        self.path, self.folder, self.gold, self.update, self.lower = path, folder, gold, update, lower
        self.old = read_floors(path) if path is not None and (path.exists() or not update) else None

    def broken(self, figures: Mapping[str, float]) -> list[str]:
        """What is amiss, a line each; with --update the file is written where nothing is."""
        from ihl.workbench.comparing.floors import floors_at, gold_digest

        if self.path is None:
            return []
        digest = gold_digest(self.folder, self.gold)
        if not self.update:
            return [f"{self.path}: {line}" for line in self.old.broken(digest, figures)] if self.old else []
        new = floors_at(digest, figures)
        down = [] if self.lower or self.old is None else list(self.old.lowered(new))
        if not down:
            output.write([str(new)], self.path)
        return [f"{self.path}: {line}; give --lower too if that is meant" for line in down]


def _objects(compared: Comparison, broken: list[str]) -> Iterator[dict[str, object]]:
    from dataclasses import asdict

    yield from (asdict(change) for change in compared.changes)
    yield from ({"figure": name, "before": a, "after": b} for name, (a, b) in compared.figures.items())
    for line in broken:
        yield {"broken": line}


def _tables(compared: Comparison, broken: list[str]) -> Iterator[RenderableType]:
    """How much each rule changes, each change once, and the figures."""
    from rich.text import Text

    from ihl.escape import one_line

    if compared.changes:
        rows = ((rule, *counts) for rule, counts in compared.by_rule().items())
        yield table(("rule", "+", "-", "~"), rows, numbers=("+", "-", "~"))
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in compared.changes:
        groups.setdefault(change.rules, []).append(change)
    for rules, changes in sorted(groups.items()):
        yield Text(f"\n{', '.join(rules)}")
        yield from (Text("  " * deep + one_line(line)) for change in changes for deep, line in _lines(change))
    if compared.figures:
        yield Text()
    for name, (was, now) in compared.figures.items():
        yield Text(f"{name:11} {was:.3f} → {now:.3f}")
    yield from (Text(one_line(line)) for line in broken)


def _lines(change: Change) -> Iterator[tuple[int, str]]:
    """A change on two or three lines, each with how deep it stands."""
    if change.sign == "~":
        yield 1, f"{change.place}: ~ before: {change.before}"
        yield 1, f"{change.place}: ~ after:  {change.after}"
    else:
        yield 1, f"{change.place}: {change.sign} {change.before or change.after}"
    yield 3, change.sentence


def _summary(compared: Comparison) -> str:
    counts = {sign: sum(change.sign == sign for change in compared.changes) for sign in "+-~"}
    return f"ihl: {counts['+']} gained, {counts['-']} lost, {counts['~']} changed"
