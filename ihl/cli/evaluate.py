"""ihl evaluate: how well records agree with gold files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ihl.cli import output
from ihl.cli.batch import Batch
from ihl.cli.options import Builtin, Deciding, ModelDir, Precision, PrecisionOption, Rules, packs_in_force
from ihl.errors import InputError

if TYPE_CHECKING:
    from ihl.gold import GoldArticle
    from ihl.record import Record

Intervals = Mapping[str, tuple[float, float]]


def evaluate(
    gold_dir: Annotated[Path, typer.Argument(help="Folder of gold files: <id>.yaml and <id>.txt.", metavar="GOLD_DIR")],
    records: Annotated[
        Path | None,
        typer.Option("--records", help="Score these records; without, the texts are tagged now.", metavar="FILE"),
    ] = None,
    core: Annotated[bool, typer.Option("--core", help="Count the four core categories only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    with_errors: Annotated[bool, typer.Option("--errors", help="List every difference from gold.")] = False,
    intervals: Annotated[bool, typer.Option("--intervals/--no-intervals", help="95 % intervals over articles.")] = True,
    swap: Annotated[
        bool,
        typer.Option("--swap", help="Instead, put other names in and see that no answer changes; exit 1 if one does."),
    ] = False,
    swaps: Annotated[int, typer.Option("--swaps", min=1, help="How often each article is swapped.", metavar="N")] = 12,
    rules: Rules = None,
    builtin: Builtin = True,
    model: ModelDir = None,
    precision: PrecisionOption = Precision.balanced,
) -> None:
    """Compare records with gold files."""
    from ihl.gold import load_gold
    from ihl.record import CATEGORIES, CORE
    from ihl.scoring import bootstrap, by_article, errors, score

    if not gold_dir.is_dir():
        raise InputError(f"{gold_dir}: is no folder; name one that holds <id>.yaml and <id>.txt files")
    gold = load_gold(gold_dir)
    if swap:
        from ihl.cli.swaps import report_swaps

        report_swaps(gold_dir, gold, packs_in_force(rules, builtin), Deciding(model, precision), swaps, as_json=as_json)
    batch = Batch(packs_in_force(rules, builtin), Deciding(model, precision))
    answers = by_article(_checked(_records(batch, gold_dir, gold, records), gold))
    if not answers.keys() & gold.keys():
        output.say_failures(batch.failures, batch.tried)
        raise InputError(f"{records or gold_dir}: no record belongs to a gold file; the stem of article.path names it")
    scores = score(gold, answers, core)
    spread = bootstrap(scores) if intervals else {}
    wanted = frozenset(CORE if core else CATEGORIES)
    differences = errors(gold, answers) if with_errors else []
    lines = [str(line) for line in differences if wanted & {*line.category.split(", ")}]
    if as_json:
        output.say(_as_json(scores.figures(), spread, lines if with_errors else None))
    else:
        output.say("\n".join([*_as_text(scores.figures(), spread), *lines]))
    batch.finish()


def _records(batch: Batch, gold_dir: Path, gold: Iterable[str], file: Path | None) -> Iterator[Record]:
    if file is None:
        return batch.tag([str(gold_dir / f"{name}.txt") for name in gold], bar=True)
    from ihl.read_records import read_records

    return batch.keep(read_records(file))


def _checked(records: Iterable[Record], gold: Mapping[str, GoldArticle]) -> Iterator[Record]:
    """Warn where a record was made of another text: its offsets mean other words than gold's."""
    for record in records:
        article = gold.get(Path(record.article.path).stem)
        if article is not None and article.text != record.article.text:
            output.complain(f"ihl: {record.article.path}: its text differs from gold's; mentions may not be comparable")
        yield record


def _as_json(figures: dict[str, Any], spread: Intervals, lines: list[str] | None) -> str:
    content = {**figures, **({"intervals_95": spread} if spread else {})}
    if lines is not None:
        content["errors"] = lines
    return json.dumps(content, ensure_ascii=False, indent=2)


def _as_text(figures: dict[str, Any], spread: Intervals) -> Iterator[str]:
    for name in ("cell", "mention", "denial"):
        value = figures[name]
        interval = _interval(spread, f"{name}_f1")
        yield f"{name:8} {_prf(value)}{interval:16}  gold {value['gold']} system {value['system']}"
    yield f"alleger+category F1 {figures['alleger_category_f1']:.3f}"
    yield f"accused+category F1 {figures['accused_category_f1']:.3f}"
    yield f"modality accuracy {_share(figures['modality_accuracy'])}{_interval(spread, 'modality_accuracy')}"
    yield f"false alarms on not_allegation {_share(figures['false_alarm_rate'])}{_interval(spread, 'false_alarm_rate')}"
    yield f"negative articles hit {figures['negative_articles_hit']}"
    yield f"articles {figures['articles']}  without a record {len(figures['missing'])}"
    yield from (f"   no record: {name}" for name in figures["missing"])
    for category, value in figures["by_category"].items():
        yield f"   {category:28} {_prf(value)}  gold {value['gold']}"


def _prf(value: Mapping[str, float]) -> str:
    return f"P {value['p']:.3f}  R {value['r']:.3f}  F1 {value['f1']:.3f}"


def _share(value: float | None) -> str:
    return "none to judge" if value is None else f"{value:.3f}"


def _interval(spread: Intervals, name: str) -> str:
    low, high = spread.get(name, (None, None))
    return f" [{low:.3f}, {high:.3f}]" if low is not None else ""
