"""Reads records back from JSON lines or JSON; a line that is no record becomes an InputFailure with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from ihl.read import InputFailure, shown
from ihl.record import Record

RECORD_ENDINGS = (".jsonl", ".json")
_START = re.compile(rb'\s*\[?\s*\{\s*"schema_version"')
_HINT = "records are what `ihl tag --format jsonl` writes"


def looks_like_records(data: bytes) -> bool:
    """Say whether the bytes start like what this program writes, and not like an article."""
    return _START.match(data) is not None


def read_records(path: Path) -> Iterator[Record | InputFailure]:
    """Read a file of records: one a line in .jsonl, an array or a single record in .json."""
    try:
        if path.suffix.lower() == ".jsonl":
            with path.open("rb") as lines:
                yield from parse_lines(lines, shown(str(path)))
        else:
            yield from parse_json(path.read_bytes(), shown(str(path)))
    except OSError as error:
        yield InputFailure(shown(str(path)), f"cannot be read: {error.strerror}; {_HINT}")


def parse_lines(lines: Iterable[bytes], path: str) -> Iterator[Record | InputFailure]:
    """Parse one record a line; blank lines are passed over, a bad one costs no other."""
    number = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(line, f"{path}:{number}")
    if number == 0:
        yield InputFailure(path, f"is empty; {_HINT}")


def parse_json(data: bytes, path: str) -> Iterator[Record | InputFailure]:
    """Parse an array of records, or one record."""
    try:
        content = json.loads(data)
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg}; records one a line belong in a .jsonl file"
        yield InputFailure(f"{path}:{error.lineno}", reason)
        return
    except (ValueError, RecursionError) as error:
        yield InputFailure(path, f"is not JSON: {error}; {_HINT}")
        return
    items = content if isinstance(content, list) else [content]
    for number, item in enumerate(items, 1):
        # Written out again, since a record in JSON is what the model checks at the edge.
        yield _record(json.dumps(item).encode(), f"{path}: record {number}")


def _record(data: bytes, place: str) -> Record | InputFailure:
    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        return InputFailure(place, f"is not a record: {where + ': ' if where else ''}{first['msg']}{more}; {_HINT}")
