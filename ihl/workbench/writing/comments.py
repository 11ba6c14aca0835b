"""comments: where in the text of a YAML file comments stand, and texts whose lines are not what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable

QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")
_HEADER = re.compile(r"[|>](?:(?P<indent>[1-9])|[-+])*")


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


class Scan:
    """One walk over a text.

    Attributes:
        comments: every comment, in order.
        spans: from and to of each text over several lines, in quotes or after | or >, by offsets.
    """

    def __init__(self, text: str, values: Iterable[tuple[int, int]]) -> None:
        """`values` are the offsets of all values and names, each with the column of what holds it."""
        self.text = text
        self.comments: list[str] = []
        self.spans: list[tuple[int, int]] = []
        at = 0
        for start, column in sorted(values):
            if start >= at and text[start : start + 1] in ("'", '"', "|", ">"):
                self._take_comments(at, start)
                at = self._quoted(start) if text[start] in "'\"" else self._block(start, column)
        self._take_comments(at, len(text))

    def covers(self, offset: int) -> bool:
        """Whether an offset lies inside a text over several lines."""
        return any(first <= offset < end for first, end in self.spans)

    def _take_comments(self, start: int, end: int) -> None:
        self.comments += [found[0] for found in _COMMENT.finditer(self.text, start, end)]

    def _quoted(self, start: int) -> int:
        found = QUOTED.match(self.text, start)
        end = found.end() if found else start + 1
        if "\n" in self.text[start:end]:
            self.spans.append((start + 1, end))
        return end

    def _block(self, start: int, column: int) -> int:
        """Pass a block after | or >: all lines indented deep enough, and the blank ones between them."""
        header = _HEADER.match(self.text, start)
        assert header
        first = self._line_end(start)
        self._take_comments(header.end(), first)
        deep = column + int(header["indent"]) if header["indent"] else 0
        end = at = first
        while at < len(self.text):
            after = self._line_end(at)
            line = self.text[at:after].rstrip("\r\n")
            if line.strip(" "):
                deep = deep or max(indent(line), column + 1)
                if indent(line) < deep:
                    break
            end = after if line[deep:] or "+" in header[0] else end
            at = after
        self.spans.append((first, end))
        return end

    def _line_end(self, at: int) -> int:
        return self.text.find("\n", at) + 1 or len(self.text)
