"""A mend as a change of the text of a file, made only where its data and its comments then are what they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from ihl.engine.locate import Key
from ihl.errors import RuleProblems
from ihl.workbench.lint.ends import line_end, value_end
from ihl.workbench.lint.findings import Drop, Mend, Put, Quote
from ihl.workbench.writing.rewrite import Source, open_source, same

_MOST_LINES = 12  # of an entry that is taken out
_DASH = re.compile(r"[ \t]*-[ \t]+\Z")
_INDENT = re.compile(r"[ \t]*\Z")


def mended(source: Source, mend: Mend) -> Source | None:
    """The source with one mend made; None where that would change anything else."""
    if isinstance(mend, Drop):
        mend = Drop(_whole(source.located.data, mend.key))
    data = _changed(source.located.data, mend)
    for text in _edits(source, mend):
        try:
            new = open_source(text, source.located.path)
        except RuleProblems:
            continue
        if new.located.data == data and (isinstance(mend, Quote) or same(text, source, data)):
            return new
    return None


def _whole(data: Any, key: Key) -> Key:  # noqa: ANN401 - plain data of a YAML file
    """The entry itself; its field where that holds one word and no list, or is an `allow` with nothing else in it."""
    parent = _at(data, key[:-1])
    return key[:-1] if isinstance(parent, str) or (key[-2] == "allow" and len(parent) == 1) else key


def _at(data: Any, key: Key) -> Any:  # noqa: ANN401 - plain data of a YAML file
    for part in key:
        data = data[part]
    return data


def _changed(data: Any, mend: Mend) -> Any:  # noqa: ANN401 - plain data of a YAML file
    """The data as they are to be."""
    data = deepcopy(data)
    parent, last = _at(data, mend.key[:-1]), mend.key[-1]
    if isinstance(mend, Drop):
        del parent[last]
    else:
        parent[last] = mend.value
    return data


def _edits(source: Source, mend: Mend) -> Iterator[str]:
    """The texts that may be what is wanted."""
    text, start = source.text, source.at(mend.key)
    if isinstance(mend, Quote):
        yield text[:start] + _single(mend.value) + text[line_end(text, start) :]
    elif isinstance(mend, Put):
        yield from _put(text, start, _at(source.located.data, mend.key), mend.value)
    elif source.is_block(mend.key[:-1]):
        yield from _without_lines(source, mend.key)
    else:
        yield from _without_piece(source, mend.key)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _put(text: str, start: int, old: str, new: str) -> Iterator[str]:
    """The text with another value, in the quotes that the old one has."""
    end = value_end(text, start, old)
    if end is not None:
        written = {"'": _single(new), '"': f'"{new}"'}.get(text[start], new)
        yield text[:start] + written + text[end:]


def _without_lines(source: Source, key: Key) -> Iterator[str]:
    """The text without the first lines of an entry that stands on lines of its own."""
    named = (*key, "@")
    start = source.at(named if named in source.located.places else key)
    first = source.text.rfind("\n", 0, start) + 1
    end = first
    for _ in range(_MOST_LINES):
        end = source.text.find("\n", end) + 1 or len(source.text)
        yield source.text[:first] + source.text[end:]


def _without_piece(source: Source, key: Key) -> Iterator[str]:
    """The text without an entry in brackets, and without the comma behind it or, at the end, before it."""
    text, value = source.text, _at(source.located.data, key)
    end = value_end(text, source.at(key), value)
    if end is None:
        return
    named = (*key, "@")
    start = source.at(named if named in source.located.places else key)
    if text.startswith(",", end):
        yield _tidy(text[:start], text[end + 1 :])
    yield text[:start].rstrip().removesuffix(",") + text[end:]


def _tidy(before: str, after: str) -> str:
    """Two ends of a text where something between them is gone, with no line left blank."""
    after = after.lstrip(" ")
    if not after.startswith(("\n", "\r")):
        return before + after
    return before.rstrip(" ") + (after if before.rstrip(" ")[-1:] != "\n" else after.lstrip("\r\n"))
