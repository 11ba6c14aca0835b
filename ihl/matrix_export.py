"""Writes the allegation matrix as CSV, Markdown, JSON, a page of HTML, or a terminal table.

CSV, JSON and HTML hold every word a row rests on; the terminal and Markdown show the first words of each sort.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

from ihl.escape import csv_cell, for_display, json_text, markdown, one_line
from ihl.export import NOTE
from ihl.matrix import Evidence, Matrix, Row
from ihl.record import SCHEMA_VERSION

if TYPE_CHECKING:
    from rich.table import Table

LONGEST_QUOTE = 120
_COLUMNS = (("alleger", 4), ("accused", 4), ("alleged category", 6), ("modality", 3), ("denied by", 4), ("words", 11))
HEADINGS = ("alleger", "accused", "alleged category", "modality", "acts", "denied by", "articles", "evidence")


def matrix_table(matrix: Matrix) -> Table:
    """Make the table that a terminal shows."""
    from rich.table import Table
    from rich.text import Text

    table = Table(caption=NOTE, caption_justify="left", show_lines=True, expand=True)
    for heading, share in _COLUMNS:
        table.add_column(heading, overflow="fold", ratio=share)
    for row in matrix.rows:
        alleger, accused, category, modality, acts, denials, articles = map(one_line, _words(row))
        label = f"{category}\n({acts})" if acts else category
        firm = f"{modality}\n{articles} article{'' if articles == '1' else 's'}"
        words = "\n".join(map(one_line, _first_words(row)))
        table.add_row(*map(Text, (alleger, accused, label, firm, denials, words)))
    return table


def _words(row: Row) -> list[str]:
    """The cells of a row but the evidence, in the order of the headings."""
    kinds: dict[str, list[str]] = {}
    for denier in row.denied_by:
        kinds.setdefault(denier.name, []).append(denier.kind)
    denials = "; ".join(f"{name} ({', '.join(found)})" for name, found in kinds.items())
    names = [row.alleger.name, row.accused.name]
    return [*names, row.category, row.modality, ", ".join(row.acts), denials, str(row.articles)]


def _first_words(row: Row) -> list[str]:
    """The first allegation and the first denial a row rests on, shortened, and how many more there are."""
    first = {piece.mention: piece for piece in reversed(row.evidence)}
    shown = [first[kind] for kind in ("allegation", "denial") if kind in first]
    quotes = [f"{piece.mention}: “{_shorten(piece.quote)}” ({_name(piece.path)})" for piece in shown]
    more = len(row.evidence) - len(shown)
    return [*quotes, *([f"and {more} more"] if more else [])]


def _shorten(quote: str) -> str:
    words = one_line(quote)
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _quote(evidence: Evidence) -> str:
    return f"{evidence.path} [{evidence.start}–{evidence.end}] {evidence.mention}: “{evidence.quote}”"


def _csv(matrix: Matrix) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in matrix.rows:
        evidence = " | ".join(map(_quote, row.evidence))
        writer.writerow([csv_cell(words) for words in (*_words(row), evidence)])
    return out.getvalue()


def _markdown(matrix: Matrix) -> str:
    lines = ["# Allegation matrix", "", NOTE, "", f"Articles read: {matrix.articles}", ""]
    lines += ["| " + " | ".join(HEADINGS) + " |", "|" + "---|" * len(HEADINGS)]
    for row in matrix.rows:
        evidence = "<br>".join(markdown(words) for words in _first_words(row))
        alleger, accused, category, modality, *others = _words(row)
        # The two ids stay as they are: escaping their underscores would only hurt a search for them.
        cells = [markdown(alleger), markdown(accused), category, modality, *map(markdown, others), evidence]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _json(matrix: Matrix) -> str:
    content = {"schema_version": SCHEMA_VERSION, "note": NOTE, **asdict(matrix)}
    return json_text(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #8886; padding: .5rem .7rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
cite { font-style: normal; opacity: .75; overflow-wrap: anywhere; }
summary { cursor: pointer; white-space: nowrap; }
li { margin: .4rem 0; }
"""
_HTML_HEADINGS = ("alleger", "accused", "alleged category", "modality", "denied by", "evidence")


def _html(matrix: Matrix) -> str:
    headings = "".join(f'<th scope="col">{heading}</th>' for heading in _HTML_HEADINGS)
    rows = "\n".join(map(_html_row, matrix.rows)) or '<tr><td colspan="6">No allegation was found.</td></tr>'
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Allegation matrix</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Allegation matrix</h1>
<p><strong>{NOTE}</strong></p>
<p>Articles read: {matrix.articles}. Rows: {len(matrix.rows)}. Numbers in brackets say where in the
article's text the words start and end, counted in characters.</p>
<table>
<thead><tr>{headings}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _html_row(row: Row) -> str:
    deniers = "<br>".join(f"{_safe(denier.name)} ({denier.kind})" for denier in row.denied_by)
    quotes = "".join(f"<li>{_html_quote(piece)}</li>" for piece in row.evidence)
    acts = f"<br><small>{_safe(', '.join(row.acts))}</small>" if row.acts else ""
    articles = f"{row.articles} article{'' if row.articles == 1 else 's'}"
    cells = [
        _safe(row.alleger.name),
        _safe(row.accused.name),
        f"{row.category}{acts}",
        row.modality,
        deniers,
        f"<details><summary>{articles}</summary><ul>{quotes}</ul></details>",
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _html_quote(piece: Evidence) -> str:
    place = f"{_safe(piece.path)} [{piece.start}–{piece.end}]"
    return f"{piece.mention}: <q>{_safe(piece.quote)}</q> <cite>{place}</cite>"


def _safe(words: str) -> str:
    """Escape words for HTML; <bdi> keeps right-to-left names from reordering what stands around them."""
    return f"<bdi>{escape(for_display(words))}</bdi>"


MATRIX_WRITERS: Mapping[str, Callable[[Matrix], str]] = {
    "csv": _csv,
    "md": _markdown,
    "json": _json,
    "html": _html,
}
"""The text forms by name."""
