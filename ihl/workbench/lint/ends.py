"""Where a value of a rule file ends in its text: places tell only where it begins."""

from __future__ import annotations

from ihl.workbench.writing.rewrite import QUOTED


def value_end(text: str, start: int, value: str) -> int | None:
    """Where a value that begins at an offset ends; None for what is neither plain nor quoted."""
    if text[start : start + 1] in ("'", '"'):
        found = QUOTED.match(text, start)
        return found.end() if found else None
    at = start
    for n, word in enumerate(value.split()):
        while n and text[at : at + 1].isspace():
            at += 1
        if not text.startswith(word, at):
            return None
        at += len(word)
    return at


def line_end(text: str, at: int) -> int:
    """Where the line of an offset ends, its line break left out."""
    end = text.find("\n", at)
    return len(text[: end if end >= 0 else len(text)].rstrip("\r"))
