"""Reads files, folders and standard input into articles; whatever cannot be read becomes an InputFailure.

After this step a text is never changed: every offset points into `Article.text`.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ihl.text import Article

MAX_BYTES = 20_000_000
ENDINGS = (".txt", ".md")
STDIN = "-"

_ENDINGS_TEXT = " or ".join(ENDINGS)
# Escape is left out: coloured terminal output saved to a file is still text.
_CONTROL_BYTES = bytes(b for b in range(1, 32) if b not in b"\t\n\v\f\r\x1b")
_BINARY_SHARE = 0.02
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<block>(?:.*\n){1,200}?)---[ \t]*(?:\r?\n|\Z)")
_FRONT_MATTER_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)|[ \t]|#|-\s|$")
_KEYS = ("title", "publisher", "date", "url")
_NO_VALUE = {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class InputFailure:
    """An input that could not be used, and why; `path` may carry a line number."""

    path: str
    reason: str


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """Carries the reason from where it is found to where the failure is made."""


def read_articles(paths: Sequence[str]) -> Iterator[Article | InputFailure]:
    """Read every file, every article of every folder, and standard input for "-", in this order."""
    for found in find_articles(paths):
        yield found if isinstance(found, InputFailure) else read_article(found)


def find_articles(paths: Sequence[str]) -> Iterator[str | InputFailure]:
    """Name each article that the paths stand for, without reading any."""
    for path in paths:
        try:
            if path and path != STDIN and Path(path).is_dir():
                yield from _in_folder(path)
            else:
                yield path
        except (OSError, ValueError) as error:
            yield InputFailure(shown(path), _why(error))


def read_article(path: str) -> Article | InputFailure:
    """Read one article from a file, or from standard input for "-"."""
    try:
        data = _stdin_bytes() if path == STDIN else _file_bytes(path)
        return decode_article(path, data)
    except _Unreadable as error:
        return InputFailure(shown(path), str(error))
    except (OSError, ValueError) as error:
        return InputFailure(shown(path), _why(error))


def decode_article(path: str, data: bytes) -> Article | InputFailure:
    """Make an article of the bytes of a file."""
    try:
        if len(data) > MAX_BYTES:
            raise _Unreadable(_too_large(None))
        text, known = _front_matter(_decode(data))
    except _Unreadable as error:
        return InputFailure(shown(path), str(error))
    if not text.strip():
        reason = "has no text after its front matter" if known else "is empty"
        return InputFailure(shown(path), reason + "; an article needs some text")
    return Article(text=text, path=shown(path), **known)


def shown(path: str) -> str:
    """Return the path as valid Unicode: a file name may hold bytes that are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def _in_folder(folder: str) -> Iterator[str | InputFailure]:
    failures: list[InputFailure] = []

    def remember(error: OSError) -> None:
        failures.append(InputFailure(shown(str(error.filename or folder)), _why(error)))

    files: list[Path] = []
    for root, subfolders, names in os.walk(folder, onerror=remember):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        files += [Path(root, n) for n in names if not n.startswith(".") and n.lower().endswith(ENDINGS)]
    yield from map(str, sorted(files))
    yield from sorted(failures, key=lambda failure: failure.path)
    if not files and not failures:
        reason = f"holds no articles; files ending in {_ENDINGS_TEXT} are read, hidden ones are skipped"
        yield InputFailure(shown(folder), reason)


def _file_bytes(path: str) -> bytes:
    if not path:
        raise _Unreadable("is an empty path; name a file, a folder, or - for standard input")
    file = Path(path)
    ending = file.suffix.lower()
    if ending and ending not in ENDINGS and file.exists():
        raise _Unreadable(f"ends in {ending}; articles end in {_ENDINGS_TEXT}, or pipe the text into: ihl tag -")
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > MAX_BYTES:
            raise _Unreadable(_too_large(size))
        return stream.read(MAX_BYTES + 1)


def _stdin_bytes() -> bytes:
    if sys.stdin is None:
        raise _Unreadable("standard input is closed")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _too_large(size: int | None) -> str:
    limit = f"the limit of {MAX_BYTES // 10**6} MB"
    much = f"has {size / 10**6:.1f} MB, over {limit}" if size else f"is over {limit}"
    return f"{much} for one article; split it into its articles"


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the spelling, or quote a path that holds spaces"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _Unreadable("is UTF-32; save it as UTF-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decode_as("utf-16", data, 0)
        _refuse_binary(text.encode("utf-8", "replace"))
        return text
    _refuse_binary(data)
    skip = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    return _decode_as("utf-8", data[skip:], skip)


def _decode_as(encoding: str, data: bytes, skip: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start
        byte = f"byte 0x{data[at]:02x} at offset {at + skip}"
        raise _Unreadable(
            f"is not valid {encoding.upper()}: {byte}; save it as UTF-8, or convert it, for example with:"
            " iconv -f WINDOWS-1252 -t UTF-8"
        ) from None


def _refuse_binary(data: bytes) -> None:
    at = data.find(0)
    if at >= 0:
        raise _Unreadable(
            f"is a binary file, or text in another encoding (NUL byte at offset {at}); give its text in UTF-8"
        )
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > _BINARY_SHARE * len(data):
        raise _Unreadable(f"is a binary file ({controls} control characters); give its text in UTF-8")


def _front_matter(text: str) -> tuple[str, dict[str, str]]:
    """Part the body from the block of known keys above it; a block without any is part of the text."""
    found = _FRONT_MATTER.match(text)
    if not found or not all(map(_FRONT_MATTER_LINE.match, found["block"].splitlines())):
        return text, {}
    if not re.search(rf"(?m)^(?:{'|'.join(_KEYS)}):", found["block"]):
        return text, {}
    values = _parse_block(found["block"])
    known = {}
    for key in _KEYS:
        value = values.get(key, "")
        if not isinstance(value, str):
            raise _Unreadable(f"front matter: {key} must be one line of text")
        if value.strip() not in _NO_VALUE:
            known[key] = value.strip()
    return text[found.end() :], known


def _parse_block(block: str) -> dict[object, object]:
    import yaml

    try:
        # The base loader makes nothing but strings, lists and mappings: a title `No` and a date stay as written.
        values = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise _Unreadable(
            f"front matter, line {line}: not valid YAML ({error.problem}); put values that hold a colon in quotes"
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _Unreadable("front matter is not valid YAML; use lines of the form key: value") from None
    return values if isinstance(values, dict) else {}
