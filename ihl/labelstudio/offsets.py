"""Offsets of Label Studio and ours.

Both count Unicode code points. Since 1.4 at the latest, Label Studio converts what the browser counts before storing
it; its first versions, and other programs written in JavaScript, count the 16-bit units of UTF-16, of which an emoji
takes two. The words of a region tell which it is.
"""

from __future__ import annotations

import re

from ihl.gold import SpanPair

# Label Studio shows runs of spaces as one, and writes the end of a line as a backslash and an n.
_UNSURE = re.compile(r"\s+|\\n")


def span_of(text: str, start: int, end: int, words: str | None) -> SpanPair | None:
    """Return the code points from start to end; None where they lie outside of the text or read otherwise."""
    for first, last in ((start, end), (from_utf16(text, start), from_utf16(text, end))):
        if first is None or last is None or not 0 <= first < last <= len(text):
            continue
        if words is None or _bare(text[first:last]) == _bare(words):
            return first, last
    return None


def from_utf16(text: str, units: int) -> int | None:
    """Return the code points that so many units of UTF-16 are; None past the end, and inside a sign."""
    data = text.encode("utf-16-le")
    if not 0 <= 2 * units <= len(data):
        return None
    try:
        return len(data[: 2 * units].decode("utf-16-le"))
    except UnicodeDecodeError:
        return None


def _bare(words: str) -> str:
    return _UNSURE.sub("", words)
