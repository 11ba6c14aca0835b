"""markup: pieces of Markdown made of words from rule files, in which nothing of those words acts, and file names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from ihl.escape import markdown, one_line

_SAFE = re.compile(r"[a-z0-9_-]|(?<!^)\.")
_LONGEST = 100
NONE = "None."


def slug(name: str) -> str:
    """A file name for a name: the same for the same name, another for another, on every system.

    Signs that a file name may not hold stand as `~` with their number, so that no name leads out of its folder.
    """
    safe = "".join(sign if _SAFE.match(name, at) else f"~{ord(sign):x}~" for at, sign in enumerate(name))
    if len(safe) <= _LONGEST:
        return safe
    return f"{safe[:_LONGEST]}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def code(text: str) -> str:
    """Words as code, for anywhere but the cells of a table."""
    line = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def link(text: str, path: str | None) -> str:
    """A link to a page, with its words escaped; the words alone where there is no page."""
    return f"[{markdown(text)}]({path})" if path else markdown(text)


def anchor(name: str) -> str:
    """A place on a page that a link can lead to."""
    return f'<a id="{slug(name)}"></a>'


def section(title: str, lines: Iterable[str], level: str = "##") -> Iterator[str]:
    """A heading and what stands under it; a section that is empty says so, as every page has the same sections."""
    yield from (f"{level} {title}", "", *(list(lines) or [NONE]), "")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are escaped already; nothing where there are no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|", *lines] if lines else []


def facts(told: Iterable[tuple[str, str | None]]) -> list[str]:
    """A line for each thing that is known."""
    return [f"- {label}: {markdown(words)}" for label, words in told if words]
