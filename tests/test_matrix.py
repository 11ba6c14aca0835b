"""ihl.matrix and its writers: rows merge by actor, and every form of them is safe to open."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from itertools import permutations

import pytest

from ihl.export import NOTE
from ihl.matrix import Denier, Matrix, Row, build_matrix
from ihl.matrix_export import HEADINGS, MATRIX_WRITERS, matrix_table
from ihl.record import Actor, Record
from tests.made import ALLEGED, NAMES, TEXT, empty_record, made_record

HOSTILE = '=cmd|"\x1b[31m\u202e<script>alert(1)</script>\r\n| [red]'


def only_row(*records: Record) -> Row:
    (row,) = build_matrix(records).rows
    return row


def hostile() -> Matrix:
    actors = {**NAMES, "league": Actor(name=HOSTILE, kind="ngo"), "army": Actor(name=HOSTILE, kind="state")}
    return build_matrix([made_record(HOSTILE, publisher=HOSTILE, text=HOSTILE, actors=actors)])


def test_a_row() -> None:
    """A row names both parties, the firmest modality, the denier, and the words with their places."""
    row = only_row(made_record())
    assert (row.alleger.name, row.accused.name, row.category) == ("Veskan Rights League", "Veskan army", "war_crime")
    assert (row.modality, row.acts, row.articles) == ("asserted", ("killing",), 1)
    assert row.denied_by == (Denier("Veskan army", "rejects"),)
    assert [piece.mention for piece in row.evidence] == ["allegation", "denial"]
    first = row.evidence[0]
    assert (first.path, first.quote, TEXT[first.start : first.end]) == ("a.txt", ALLEGED, ALLEGED)


def test_articles_merge_by_actor() -> None:
    """The same cell of two articles is one row with the stronger modality and all the words."""
    other = made_record("b.txt", text="Other. " + TEXT, modality="charged", denied=False)
    row = only_row(made_record(), other)
    assert (row.modality, row.articles, len(row.denied_by)) == ("charged", 2, 1)
    assert [piece.path for piece in row.evidence] == ["a.txt", "a.txt", "b.txt"]


def test_the_same_article_counts_once() -> None:
    """A record that comes twice changes nothing; a second copy of the text is no second article."""
    assert build_matrix([made_record()] * 2) == build_matrix([made_record()])
    assert only_row(made_record(), made_record("copy.txt")).articles == 1


@pytest.mark.parametrize(
    ("publishers", "names"),
    [
        (("The Daily", "The Daily"), ["The Daily"]),
        (("The Daily", "the daily"), ["The Daily"]),
        (("The Daily", "The Post"), ["The Daily", "The Post"]),
        ((None, None), ["the article itself (a.txt)", "the article itself (b.txt)"]),
    ],
)
def test_publishers_merge_by_name_only(publishers: tuple[str | None, str | None], names: list[str]) -> None:
    """The article's own voice is one alleger within a publisher, never across them."""
    records = [
        made_record(path, text=path + TEXT, publisher=publisher, alleger="publisher")
        for path, publisher in zip(("a.txt", "b.txt"), publishers, strict=True)
    ]
    assert [row.alleger.name for row in build_matrix(records).rows] == names


def test_nobody_named() -> None:
    """A missing party is said to be not named, and stands after those who are."""
    rows = build_matrix([made_record(alleger=None, accused=None, denier=None), made_record("b.txt")]).rows
    assert [row.alleger.name for row in rows] == ["Veskan Rights League", "not named"]
    assert rows[1].alleger.kind is None
    assert rows[1].denied_by == (Denier("not named", "rejects"),)


def test_order_of_reading_makes_no_difference() -> None:
    """Every order of the same records gives the same bytes."""
    respelled = {**NAMES, "army": Actor(name="army", kind="state")}
    records = [
        made_record("a.txt"),
        made_record("b.txt", text="B " + TEXT, category="genocide", actors=respelled),
        made_record("c.txt", text="C " + TEXT, alleger="publisher"),
        empty_record(),
    ]
    pages = {MATRIX_WRITERS["json"](build_matrix(order)) for order in permutations(records)}
    assert len(pages) == 1
    assert json.loads(pages.pop())["articles"] == 4


def test_json() -> None:
    """JSON has the note and every field of a row."""
    content = json.loads(MATRIX_WRITERS["json"](build_matrix([made_record()])))
    assert content["note"] == NOTE
    assert content["rows"][0]["alleger"] == {"id": "league", "name": "Veskan Rights League", "kind": "ngo"}
    assert content["rows"][0]["evidence"][0]["quote"] == ALLEGED


def test_csv() -> None:
    """CSV has the headings, and no cell that a spreadsheet would compute."""
    heading, row = csv.reader(io.StringIO(MATRIX_WRITERS["csv"](hostile())))
    assert tuple(heading) == HEADINGS
    assert {"alleger", "accused", "alleged category"} <= set(heading)
    assert row[0].startswith("'=cmd")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_markdown() -> None:
    """A pipe in a name opens no column, and HTML stays text."""
    page = MATRIX_WRITERS["md"](hostile())
    line = page.splitlines()[-1]
    assert line.replace("\\|", "").count("|") == len(HEADINGS) + 1
    assert "<script" not in page
    assert NOTE in page


class _Tags(HTMLParser):
    """Gathers the names of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


def test_html() -> None:
    """The page stands alone, runs nothing, and says that it rules on nothing."""
    page = MATRIX_WRITERS["html"](hostile())
    tags = _Tags()
    tags.feed(page)
    assert {"table", "details", "q"} <= tags.seen
    assert not {"script", "link", "img", "iframe", "a"} & tags.seen
    assert NOTE in page
    assert "alleged category" in page
    assert page.count("&lt;script&gt;") == page.count("script") / 2


@pytest.mark.parametrize("form", sorted(MATRIX_WRITERS))
def test_no_control_characters(form: str) -> None:
    """No form carries signs that steer a terminal or turn the line around; no rows is no error."""
    page = MATRIX_WRITERS[form](hostile())
    assert not {"\x1b", "\u202e", "\r"} & set(page)
    assert MATRIX_WRITERS[form](build_matrix([]))


def test_table() -> None:
    """The terminal table has the rows and the note."""
    table = matrix_table(build_matrix([made_record()]))
    assert (table.row_count, table.caption) == (1, NOTE)
