"""ihl show: one article with its allegations and denials marked, and the rows they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ihl.cli import output
from ihl.cli.batch import Batch
from ihl.cli.options import Builtin, Deciding, ModelDir, Precision, PrecisionOption, Rules, packs_in_force
from ihl.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from ihl.record import Allegation, Denial, Record


def show(
    article: Annotated[str, typer.Argument(help="One article (.txt, .md), or -.", metavar="ARTICLE")],
    rules: Rules = None,
    builtin: Builtin = True,
    model: ModelDir = None,
    precision: PrecisionOption = Precision.balanced,
) -> None:
    """Show one article with its allegations marked."""
    from rich.text import Text

    batch = Batch(packs_in_force(rules, builtin), Deciding(model, precision))
    records = list(batch.tag([article]))
    batch.finish()
    if len(records) > 1:
        raise InputError(f"{article}: holds {len(records)} articles; name one of them, or use: ihl tag {article}")
    from ihl.cli.highlight import legend, marked_text
    from ihl.matrix import build_matrix
    from ihl.matrix_export import matrix_table

    record = records[0]
    text: list[RenderableType] = [marked_text(record)]
    if record.mentions:
        output.show([*text, legend(), Text(), matrix_table(build_matrix([record])), Text(), _mentions(record)])
    else:
        output.show([*text, Text("No allegation or denial was found.")])


def _mentions(record: Record) -> Table:
    from rich.table import Table
    from rich.text import Text

    from ihl.escape import shorten

    table = Table(title="Mentions", title_justify="left", show_lines=True)
    for heading in ("id", "kind", "category", "who", "modality", "words", "basis"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("id", "modality"))
    for mention in record.mentions:
        table.add_row(*(Text(shorten(words, 300)) for words in _cells(record, mention)))
    return table


def _cells(record: Record, mention: Allegation | Denial) -> list[str]:
    from ihl.export import who
    from ihl.record import Allegation

    if isinstance(mention, Allegation):
        kind = [", ".join(mention.categories), who(record, mention), mention.modality]
    else:
        kind = [mention.denial_kind, who(record, mention), ""]
    return [mention.id, mention.kind, *kind, mention.span.text, ", ".join(_basis(mention))]


def _basis(mention: Allegation | Denial) -> list[str]:
    """What decided: the rules, and what the model said."""
    model = mention.basis.model
    return [*mention.basis.rules, *([f"model {model:.2f}"] if model is not None else [])]
