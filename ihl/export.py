"""Writes records as JSON lines, a JSON array, Markdown, or the rows of a terminal table.

JSON holds everything and is the same bytes for the same record; the other forms are for reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ihl.escape import json_text, markdown, shorten
from ihl.record import Allegation, Cell, Denial, Record

if TYPE_CHECKING:
    from rich.table import Table

NOTE = "Allegations as reported by their sources. Nothing here says that they are true."
PUBLISHER = "publisher"
NOT_NAMED = "not named"


def record_json(record: Record) -> str:
    """Return the record as one line of JSON, its keys in the order of the model."""
    return json_text(record.model_dump_json())


def name_of(record: Record, actor_id: str | None) -> str:
    """Name an actor of the record for readers; the article's own voice is its publisher."""
    if actor_id is None:
        return NOT_NAMED
    actor = record.actors.get(actor_id)
    if actor_id == PUBLISHER:
        own = record.article.publisher or (actor.name if actor else None)
        return own or f"the article itself ({record.article.path})"
    if actor is None:
        return actor_id
    return actor.name or next(iter(actor.surface_forms), actor_id)


def denied_by(record: Record, cell: Cell) -> list[str]:
    """Name each denier of a row with the kind of the denial, once."""
    found = {f"{name_of(record, denial.denier)} ({denial.denial_kind})" for denial in cell.denials}
    return sorted(found, key=lambda words: (words.casefold(), words))


def record_table(records: Iterable[Record]) -> Table:
    """Make the table that a terminal shows: one line per row of the matrix of each article."""
    from rich.table import Table
    from rich.text import Text

    table = Table(caption=NOTE, caption_justify="left", show_lines=True)
    for heading in ("article", "alleger", "accused", "alleged category", "modality", "denied by", "words"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("alleged category", "modality"))
    for record in records:
        rows = [_table_row(record, cell) for cell in record.allegations] or [["no allegation found"]]
        for row in rows:
            table.add_row(*(Text(shorten(words, 200)) for words in (record.article.path, *row)))
    return table


def quotes_of(record: Record, cell: Cell) -> list[str]:
    """Return the words of each mention that a row rests on, in the order of the text."""
    mentions = (m for m in record.mentions if m.id in cell.mentions)
    return [m.span.text for m in sorted(mentions, key=lambda m: (m.span.start, m.span.end, m.id))]


def _table_row(record: Record, cell: Cell) -> list[str]:
    names = [name_of(record, cell.alleger), name_of(record, cell.accused)]
    words = next(iter(quotes_of(record, cell)), "")
    return [*names, cell.category, cell.modality, "; ".join(denied_by(record, cell)), words]


def _jsonl(records: Iterable[Record]) -> Iterator[str]:
    return (record_json(record) + "\n" for record in records)


def _json(records: Iterable[Record]) -> Iterator[str]:
    before = "[\n"
    for record in records:
        yield before + record_json(record)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _markdown(records: Iterable[Record]) -> Iterator[str]:
    yield f"# Allegations and denials\n\n{NOTE}\n"
    for record in records:
        yield "\n".join(["", *_article_lines(record), *_row_lines(record), *_mention_lines(record), ""])


def _article_lines(record: Record) -> list[str]:
    article = record.article
    known = {"path": article.path, "publisher": article.publisher, "date": article.date, "url": article.url}
    lines = [f"- {key}: {markdown(value)}" for key, value in known.items() if value]
    return [f"## {markdown(article.title or article.path)}", "", *lines, f"- id: {article.id}", ""]


def _row_lines(record: Record) -> list[str]:
    if not record.allegations:
        return ["No allegation was found in this article.", ""]
    lines = ["| alleger | accused | alleged category | modality | acts | denied by |", "|---|---|---|---|---|---|"]
    for cell in record.allegations:
        names = [markdown(name_of(record, cell.alleger)), markdown(name_of(record, cell.accused))]
        denials = markdown("; ".join(denied_by(record, cell)))
        lines.append("| " + " | ".join([*names, cell.category, cell.modality, ", ".join(cell.acts), denials]) + " |")
    return [*lines, ""]


def _mention_lines(record: Record) -> list[str]:
    return [f"- {_mention_line(record, mention)}" for mention in record.mentions]


def _mention_line(record: Record, mention: Allegation | Denial) -> str:
    place = f"{mention.span.start}–{mention.span.end}"
    return f"{mention.id} ({mention.kind}, {place}), {markdown(who(record, mention))}: “{markdown(mention.span.text)}”"


def who(record: Record, mention: Allegation | Denial) -> str:
    """Say in a few words who speaks of whom: "A → B", or "A denies m1"."""
    if isinstance(mention, Denial):
        answered = ", ".join(mention.answers) or "what the article does not give"
        return f"{name_of(record, mention.denier)} denies {answered}"
    accused = ", ".join(name_of(record, actor) for actor in mention.accused) or NOT_NAMED
    return f"{name_of(record, mention.alleger)} → {accused}"


RECORD_WRITERS: Mapping[str, Callable[[Iterable[Record]], Iterator[str]]] = {
    "jsonl": _jsonl,
    "json": _json,
    "md": _markdown,
}
"""The text forms by name; each writes piece by piece, as the records come."""
