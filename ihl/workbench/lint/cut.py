"""The check of what YAML swallows: a ` #` that cuts a pattern or an example off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihl.engine.locate import Key
from ihl.workbench.lint.desk import Desk
from ihl.workbench.lint.ends import line_end, value_end
from ihl.workbench.lint.findings import Hit, Quote

_COMMENT = re.compile(r"[ \t]+#(?P<tight>\S?)")
_EXAMPLE = ("match", "no_match")
_FIELDS = (*_EXAMPLE, "find", "before", "after", "same sentence")
_LISTS = ("find", "words")
_DONE = (".", "!", "?", "”", '"', "’", "'", "…")


def cut_off(desk: Desk) -> Iterator[Hit]:
    """Tells a ` #` behind an unquoted pattern or example: one with no space after it, or one in mid-sentence.

    Authors write their comments with a space after the sign, and their examples with a full stop at the end.
    """
    for file in desk.files:
        source = desk.source(file)
        for key in filter(_holds_words, file.located.places):
            value = source.value(key)
            if not isinstance(value, str):
                continue
            end = value_end(source.text, source.at(key), value)
            found = _COMMENT.match(source.text, end) if end is not None else None
            if found and (found["tight"] or (key[-1] in _EXAMPLE and not value.endswith(_DONE))):
                whole = value + source.text[found.start() : line_end(source.text, found.start())].rstrip()
                what = "example" if key[-1] in _EXAMPLE else "pattern"
                told = f"' #' cuts this {what} off: YAML reads '{value}' and takes the rest for a comment"
                yield Hit(file.place(key), told, "put quotes round the line", Quote(key, whole))


def _holds_words(key: Key) -> bool:
    """Whether a pattern or the text of an example stands there."""
    if not key or key[-1] == "@":
        return False
    return key[-1] in _FIELDS or (key[0] == "phrases" and len(key) == 2) or key[-2:-1] in [(name,) for name in _LISTS]
