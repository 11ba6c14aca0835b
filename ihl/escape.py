"""Makes words from articles safe to show: in a terminal, a spreadsheet, Markdown and JSON lines."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Raw, these would end a line for some readers of JSON lines, or steer the terminal that shows them.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#])")
# What spreadsheets take for the start of a formula, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def for_display(text: str) -> str:
    """Drop control characters except newline and tab, and show each bidi control as U+FFFD."""
    return _BIDI.sub("\ufffd", _CONTROLS.sub("", text))


def one_line(text: str) -> str:
    """Return the words safe to display, with all white space as single spaces."""
    return for_display(" ".join(text.split()))


def shorten(text: str, width: int) -> str:
    """Return the words on one line, cut at `width` with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def csv_cell(text: str) -> str:
    """Return the words on one line, with a leading apostrophe where a spreadsheet would see a formula."""
    line = one_line(text)
    return "'" + line if line.startswith(_FORMULA) else line


def markdown(text: str) -> str:
    """Return the words on one line, with nothing in them that Markdown or HTML would act on."""
    line = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", line)


def json_text(text: str) -> str:
    """Write characters that break lines or steer terminals as JSON escapes; the parsed value stays the same."""
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
