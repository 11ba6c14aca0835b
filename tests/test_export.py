"""ihl.export, ihl.escape and ihl.read_records: what is written is safe, steady, and read back the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ihl.escape import csv_cell, for_display, json_text, markdown, one_line, shorten
from ihl.export import NOTE, RECORD_WRITERS, denied_by, name_of, record_json, record_table, who
from ihl.read import InputFailure
from ihl.read_records import looks_like_records, read_records
from ihl.record import Actor, Record
from tests.made import NAMES, empty_record, made_record

HOSTILE = "\x1b[31mred\x9b2J \u202egnp\u2028 <script>alert(1)</script> | [bold]x[/bold] é\r\n"


def written(form: str, *records: Record) -> str:
    return "".join(RECORD_WRITERS[form](records))


def test_json_is_the_record_on_one_line() -> None:
    """Keys stand in the order of the model, letters as they are, and the record comes back."""
    record = made_record(text="The café denied it.")
    line = record_json(record)
    assert list(json.loads(line)) == list(Record.model_fields)
    assert "café" in line
    assert Record.model_validate_json(line) == record
    assert record_json(Record.model_validate_json(line)) == line


def test_json_holds_no_sign_that_ends_a_line_or_steers_a_terminal() -> None:
    """Such signs are escaped; the value stays."""
    line = record_json(made_record(text=HOSTILE))
    assert len(line.splitlines()) == 1
    assert line == for_display(line)
    assert json.loads(line)["article"]["text"] == HOSTILE


@pytest.mark.parametrize("records", [[], [made_record()], [made_record(), empty_record()]])
def test_json_and_jsonl_hold_the_same(records: list[Record]) -> None:
    """The array and the lines are the same records."""
    lines = [json.loads(line) for line in written("jsonl", *records).split("\n") if line]
    assert json.loads(written("json", *records)) == lines
    assert len(lines) == len(records)


def test_markdown() -> None:
    """Markdown names the parties, the quotes and the note, and lets no markup through."""
    page = written("md", made_record(publisher="A|B"), empty_record(), made_record("x.txt", text=HOSTILE))
    assert NOTE in page
    assert "| Veskan Rights League | Veskan army | war_crime | asserted | killing | Veskan army (rejects) |" in page
    assert "m2 (denial, 57–97), Veskan army denies m1: “The army called the report a fabrication”" in page
    assert "No allegation was found" in page
    assert "A\\|B" in page
    assert "<script" not in page
    assert "\x1b" not in page


def test_names() -> None:
    """Null is not named, the publisher is the article's, and an actor without a name has its words."""
    record = made_record(actors={**NAMES, "x": Actor(name=None, kind="other", surface_forms=("the men",))})
    assert name_of(record, None) == "not named"
    assert name_of(record, "publisher") == "the article itself (a.txt)"
    assert name_of(made_record(publisher="The Daily"), "publisher") == "The Daily"
    assert name_of(record, "x") == "the men"
    assert name_of(record, "unknown-id") == "unknown-id"


def test_who_speaks_of_whom() -> None:
    """A mention is said in a few words."""
    alleged, denied = made_record(accused=None, denier=None).mentions
    assert who(made_record(accused=None), alleged) == "Veskan Rights League → not named"
    assert who(made_record(), denied) == "not named denies m1"
    assert denied_by(made_record(), made_record().allegations[0]) == ["Veskan army (rejects)"]


def test_table_has_a_row_for_each_article() -> None:
    """An article without allegations is not passed over in silence."""
    assert record_table([made_record(), empty_record()]).row_count == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d"])
def test_csv_cell_is_no_formula(start: str) -> None:
    """A spreadsheet computes nothing that an article says."""
    assert csv_cell(start + "1+1") == f"'{start}1+1"
    assert csv_cell("\t" + start + "1") == f"'{start}1"
    assert csv_cell("\rword") == csv_cell("\tword") == csv_cell("word") == "word"
    assert csv_cell("") == ""


def test_escapes() -> None:
    """Controls go, direction marks show, layout stays; words are cut with an ellipsis."""
    assert for_display("a\x1b[1mb\x07\tc\nd\u202ee") == "a[1mb\tc\nd\ufffde"
    assert one_line(" a \r\n b\x0cc ") == "a b c"
    assert markdown("a|b\n<i> *c*") == "a\\|b &lt;i&gt; \\*c\\*"
    assert shorten("one two three", 8) == "one two…"
    assert json.loads(json_text('"\u2028\x85"')) == "\u2028\x85"


def test_records_are_read_back(tmp_path: Path) -> None:
    """Each form that is written can be read, a single record too; blank lines do no harm."""
    records = [made_record(), empty_record()]
    forms = {"a.jsonl": written("jsonl", *records) + "\n\n", "a.json": written("json", *records)}
    for name, content in forms.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert list(read_records(tmp_path / name)) == records
        assert looks_like_records(content.encode())
    (tmp_path / "one.json").write_text(record_json(records[0]))
    assert list(read_records(tmp_path / "one.json")) == records[:1]
    assert not looks_like_records(b"[Photo] The army denied it.")


@pytest.mark.parametrize(
    ("name", "content", "place", "words"),
    [
        ("a.jsonl", '\n{"article": 1}\n', "a.jsonl:2", "is not a record: article"),
        ("a.jsonl", "not json", "a.jsonl:1", "Invalid JSON"),
        ("a.jsonl", "", "a.jsonl", "is empty"),
        ("a.json", "[\n1,\nx]", "a.json:3", "is not JSON"),
        ("a.json", '[{"article": 1}]', "a.json: record 1", "is not a record"),
        ("a.json", "[" * 100_000, "a.json", "is not JSON"),
        ("a.json", '"\udcff"', "a.json", "is not"),
        ("gone.jsonl", None, "gone.jsonl", "cannot be read"),
    ],
)
def test_bad_records(tmp_path: Path, name: str, content: str | None, place: str, words: str) -> None:
    """A bad record is a failure with its file and line."""
    if content is not None:
        (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    (failure,) = read_records(tmp_path / name)
    assert isinstance(failure, InputFailure)
    assert failure.path == str(tmp_path / place)
    assert words in failure.reason


def test_a_bad_line_costs_no_other(tmp_path: Path) -> None:
    """The lines around a bad one are records."""
    (tmp_path / "a.jsonl").write_text(written("jsonl", made_record()) + "{}\n" + written("jsonl", made_record()))
    assert [type(result) for result in read_records(tmp_path / "a.jsonl")] == [Record, InputFailure, Record]
