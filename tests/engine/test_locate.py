"""YAML with places: every value is text, knows where it stands, and no text makes the loader raise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ihl.engine import locate
from ihl.engine.locate import MAX_BYTES, Located, load_located, parse_located

FILE = Path("rules.yaml")


@pytest.fixture(params=["as installed", "pure Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's parsers give the same: which one there is depends on the machine."""
    if request.param == "pure Python":
        monkeypatch.setattr(locate, "_Base", yaml.SafeLoader)


def located(text: str) -> Located:
    return parse_located(text, FILE)


def told(text: str) -> list[str]:
    """What is wrong with a text, as line:column: words."""
    return [f"{p.place.line}:{p.place.column}: {p.text}" for p in located(text).problems]


@pytest.mark.parametrize("word", ["NO", "no", "yes", "false", "2024-01-31", "007", "1e3", "0x1F", "12:30", "=", "<<"])
def test_words_stay_words(word: str) -> None:
    """Norway is no boolean, and a date is the text the author wrote."""
    assert located(f"a: {word}\nb: [{word}]").data == {"a": word, "b": [word]}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_is_null(nothing: str) -> None:
    """A field without a value has none; in quotes it is text."""
    assert located(f"a: {nothing}\nb: '{nothing}'").data == {"a": None, "b": nothing}


def test_places() -> None:
    """Values, entries and names of fields know line and column; what has no place takes its parent's."""
    found = located("version: 1\nrules:\n  - id: a.b\n    find: [one, two three]\n")
    at = {
        ("version",): (1, 10),
        ("version", "@"): (1, 1),
        ("rules", 0): (3, 5),
        ("rules", 0, "id"): (3, 9),
        ("rules", 0, "find", 1): (4, 17),
        ("rules", 0, "why"): (3, 5),
        ("lists", "x", 3): (1, 1),
    }
    assert {key: (found.place(key).line, found.place(key).column) for key in at} == at


def test_places_inside_a_text() -> None:
    """An offset counts from the first letter, not from the quotation mark before it."""
    found = located("a: war crime\nb: 'war crime'\n")
    assert (found.place(("a",), 4).column, found.place(("b",), 4).column, found.place(("b",)).column) == (8, 9, 4)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3:1: the field 'a' is written twice"]),
        ("a: &x [1]\nb: *x\n", ["1:4: anchors (& and *) are not used here"]),
        ("a: &x one\nb: *x\n", ["1:4: anchors (& and *) are not used here"]),
        ("a: !mine b\n", ["1:4: the tag !mine is not used here"]),
        ("a: !mine {b: c}\n", ["1:4: the tag !mine is not used here"]),
        ("a: !!set {b}\n", ["1:4: the tag tag:yaml.org,2002:set is not used here"]),
        ("? [a]\n: b\n", ["1:3: a field name must be a word"]),
        ("a: 1\n? {b: c}\n: d\n", ["2:3: a field name must be a word"]),
    ],
)
def test_what_is_refused(text: str, faults: list[str]) -> None:
    """Whatever hides in a diff is refused where it stands."""
    assert told(text) == faults


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a:\n  - war: b: c\n", "2:11", "a colon split this line in two; put quotes round it"),
        ("a: [b\nc: d\n", "2:2", "check the indentation"),
        ("a:\n  - *here\n", "2:5", "check the indentation"),
    ],
)
def test_broken_yaml(text: str, place: str, hint: str) -> None:
    """What YAML cannot read is told with its place and what to try."""
    (problem,) = located(text).problems
    assert (f"{problem.place.line}:{problem.place.column}", problem.code) == (place, "L001")
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize("text", ["[" * 30_000, "- " * 30_000, "{a: " * 30_000, "[" * 80 + "]" * 80])
def test_depth(text: str) -> None:
    """A bomb of brackets is told; the C parser would die of it."""
    assert any("too deeply" in problem.text for problem in located(text).problems)


def test_files(tmp_path: Path) -> None:
    """A file that cannot be read, is no UTF-8 or too large gives one problem with its name."""
    path = tmp_path / "a.yaml"
    assert [p.text for p in load_located(path).problems] == ["this file cannot be read: No such file or directory"]
    path.write_bytes(b"a: caf\xe9")
    (problem,) = load_located(path).problems
    assert (problem.text, problem.hint) == ("this file is not UTF-8 (byte 6)", "save the file as UTF-8")
    path.write_bytes(b"\xef\xbb\xbfa: b")
    assert load_located(path).data == {"a": "b"}
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert [p.text for p in load_located(path).problems] == ["this file is larger than 5,000,000 bytes"]


def plain(data: object) -> bool:
    """Whether data is text, nothing, lists and fields, as a rule file may hold."""
    if isinstance(data, dict):
        return all(isinstance(name, str) and plain(value) for name, value in data.items())
    return all(map(plain, data)) if isinstance(data, list) else data is None or isinstance(data, str)


@given(st.one_of(st.text(), st.text("ab:-?[]{}&*!|>'\"#%@,~ \n\t", max_size=60)))
def test_any_text(text: str) -> None:
    """Whatever is written, what comes out is plain, and every problem has a place in the file."""
    found = located(text)
    assert plain(found.data)
    lines = len(text.splitlines()) + 1
    assert all(1 <= p.place.line <= lines and p.place.column >= 1 and p.text for p in found.problems)
