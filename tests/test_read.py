"""ihl.read: every input becomes an article or one clear failure."""

from __future__ import annotations

import codecs
import io
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.read import MAX_BYTES, InputFailure, decode_article, find_articles, read_articles
from ihl.text import Article


def article_of(data: bytes, path: str = "a.md") -> Article:
    result = decode_article(path, data)
    assert isinstance(result, Article), result
    return result


def reason_of(data: bytes) -> str:
    result = decode_article("a.txt", data)
    assert isinstance(result, InputFailure), result
    return result.reason


def read_one(path: Path | str) -> Article | InputFailure:
    (result,) = read_articles([str(path)])
    return result


@pytest.mark.parametrize(
    "data",
    [
        "Café “x”\n".encode(),
        codecs.BOM_UTF8 + "Café “x”\n".encode(),
        "Café “x”\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Café “x”\n".encode("utf-16-be"),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be"],
)
def test_encodings(data: bytes) -> None:
    """UTF-8 and UTF-16 give the same text, without a byte order mark."""
    assert article_of(data).text == "Café “x”\n"


def test_line_ends_are_kept() -> None:
    """Nothing in a text is normalised: offsets count what was written."""
    assert article_of(b"One.\r\nTwo.\n\rThree.").text == "One.\r\nTwo.\n\rThree."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"Caf\xe9 in town", "byte 0xe9 at offset 3; save it as UTF-8"),
        (codecs.BOM_UTF8 + b"Caf\xe9", "at offset 6"),
        (b"\xff\xfea\x00b", "is not valid UTF-16"),
        (codecs.BOM_UTF32_LE + "word".encode("utf-32-le"), "UTF-32"),
        (b"word\x00word", "NUL byte at offset 4"),
        ("word".encode("utf-16-le"), "another encoding"),
        (bytes(range(1, 9)) * 9, "is a binary file"),
        (b"---\ntitle: x\n---\n\n", "no text after its front matter"),
        (b"---\ntitle: a: b\n---\nText.", "front matter, line 2: not valid YAML"),
        (b"---\ntitle: [a, b]\n---\nText.", "title must be one line of text"),
        (b"---\ntitle: " + b"[" * 5000 + b"\n---\nText.", "front matter"),
    ],
)
def test_failures(data: bytes, words: str) -> None:
    """Whatever is no text says why, and where."""
    assert words in reason_of(data)


def test_front_matter() -> None:
    """Known keys leave the text; offsets start after them."""
    article = article_of(b"---\r\ntitle: No\ndate: 2025-12-12\npublisher: 'A: B'\nurl:\ntags: [x]\n---\r\nBody.\n")
    assert (article.text, article.title, article.date) == ("Body.\n", "No", "2025-12-12")
    assert (article.publisher, article.url) == ("A: B", None)


@pytest.mark.parametrize(
    "text",
    [
        "date 2025-12-12\nThe army denied it.",
        "date: 2025-12-12\nThe army denied it.",
        "---\nA rule, no front matter.\n---\nThe end.",
        "---\nlayout: post\n---\nNo key we know.",
        "---\ntitle: never closed\nThe army denied it.",
        "A text.\n---\ntitle: later\n---\n",
    ],
)
def test_no_front_matter(text: str) -> None:
    """What is not front matter stays in the text, every sign of it."""
    assert article_of(text.encode()).text == text


def test_folder_is_sorted_and_recursive(tmp_path: Path) -> None:
    """Folders give their .txt and .md files in order; hidden files and other endings are passed over."""
    for name in ("b.txt", "a/z.MD", "a/.hidden.txt", ".git/x.txt", "a/page.html", "c.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.")
    assert [Path(str(found)).name for found in find_articles([str(tmp_path)])] == ["z.MD", "b.txt"]


def test_folder_without_articles(tmp_path: Path) -> None:
    """An empty folder says which endings are read."""
    result = read_one(tmp_path)
    assert isinstance(result, InputFailure)
    assert ".txt or .md" in result.reason


@pytest.mark.parametrize(("name", "words"), [("gone.txt", "does not exist"), ("page.html", "ends in .html")])
def test_paths_that_fail(tmp_path: Path, name: str, words: str) -> None:
    """A missing path and a foreign ending are told apart."""
    (tmp_path / "page.html").write_text("<p>")
    result = read_one(tmp_path / name)
    assert isinstance(result, InputFailure)
    assert result.path == str(tmp_path / name)
    assert words in result.reason


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000])
def test_impossible_paths(path: str) -> None:
    """No path, however odd, raises."""
    assert isinstance(read_one(path), InputFailure)


def test_one_failure_costs_no_other(tmp_path: Path) -> None:
    """Articles around a bad one are read."""
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text("Text.")
    kinds = [type(result) for result in read_articles([str(tmp_path), str(tmp_path / "c.txt")])]
    assert kinds == [InputFailure, Article, InputFailure]


def test_too_large_is_refused_at_once(tmp_path: Path) -> None:
    """A single line of 50 MB is one line of complaint, and soon."""
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_000)
    started = time.monotonic()
    result = read_one(tmp_path / "big.txt")
    assert time.monotonic() - started < 1
    assert isinstance(result, InputFailure)
    assert "has 50.0 MB, over the limit of 20 MB" in result.reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads standard input, within the same limit."""
    for data, kind in ((b"Text.", Article), (b"x" * (MAX_BYTES + 1), InputFailure)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        result = read_one("-")
        assert isinstance(result, kind)
        assert result.path == "-"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such file name")
def test_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    """A name in another encoding is read, and shown as what Unicode can say."""
    file = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(file, "wb") as out:  # noqa: PTH123 - a path of bytes
        out.write(b"Text.")
    result = read_one(tmp_path)
    assert isinstance(result, Article)
    assert result.path.endswith("caf\ufffd.txt")


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n{text}".encode()))
def test_never_raises(data: bytes) -> None:
    """Any bytes give an article or a failure."""
    assert isinstance(decode_article("a.txt", data), Article | InputFailure)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_text_is_untouched(text: str) -> None:
    """What was encoded comes back, sign by sign."""
    if text.strip() and not text.startswith(("\ufeff", "---")):
        assert article_of(text.encode()).text == text
