"""Everything the command line prints or writes: the one module that does so."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from ihl.errors import IhlError, RuleProblems
from ihl.escape import for_display, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ihl.read import InputFailure

T = TypeVar("T")
# Where no terminal says how wide it is: room for the seven columns of a table.
FILE_WIDTH = 160
_FEW = 20


def use_utf8() -> None:
    """Write UTF-8 into pipes and files; a terminal keeps its encoding and shows what it can."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and not stream.isatty():
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        elif reconfigure:
            reconfigure(errors="backslashreplace")


def on_terminal(out: Path | None = None) -> bool:
    """Say whether the result goes to a terminal."""
    return out is None and sys.stdout.isatty()


def say(line: str) -> None:
    """Print one line, or several, on stdout."""
    typer.echo(for_display(line))


def complain(line: str) -> None:
    """Print one line on stderr."""
    typer.echo(one_line(line), err=True)


def say_error(error: IhlError) -> None:
    """Print what could not be done on stderr, every problem of the rule files on a line of its own."""
    if isinstance(error, RuleProblems):
        for problem in error.problems:
            complain(str(problem))
    for line in str(error).splitlines():
        complain(f"ihl: {line}")


def say_failures(failures: Sequence[InputFailure], tried: int) -> None:
    """Print each input that failed, and how many did, on stderr."""
    for failure in failures:
        complain(f"ihl: {failure.path}: {failure.reason}")
    if tried > len(failures):
        complain(f"ihl: {len(failures)} of {tried} inputs failed, {tried - len(failures)} done")


def with_bar(items: Sequence[T], wanted: bool) -> Iterator[T]:
    """Pass the items on, with a progress bar on stderr where there are many and a person watches."""
    if not wanted or len(items) <= _FEW or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, "Tagging", console=Console(stderr=True), transient=True)


def write(chunks: Iterable[str], out: Path | None) -> None:
    """Write the chunks to stdout as they come, or to a file that is whole or not there at all."""
    try:
        if out is None:
            _write_stdout(chunks)
        else:
            _write_file(chunks, out)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = out or "standard output"
        raise IhlError(f"{place}: cannot be written: {error.strerror}; choose another file with -o") from None


def show(parts: Iterable[RenderableType], out: Path | None = None) -> None:
    """Print tables and texts: in colour and as wide as the terminal, or plain where there is none."""
    from rich.console import Console
    from rich.text import Text

    if on_terminal(out):
        console = Console(markup=False, highlight=False, emoji=False)
        for part in parts:
            console.print(part)
        return
    drawn = StringIO()
    console = Console(file=drawn, markup=False, highlight=False, emoji=False, width=FILE_WIDTH, color_system=None)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text))
    write([drawn.getvalue()], out)


def _write_stdout(chunks: Iterable[str]) -> None:
    for chunk in chunks:
        sys.stdout.write(chunk)
        sys.stdout.flush()


def _write_file(chunks: Iterable[str], out: Path) -> None:
    target = out.resolve()
    if target.exists() and not target.is_file():
        # A folder is refused by open(); a device or a pipe cannot be replaced, only written to.
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(chunks)
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(chunks)
        Path(name).chmod(_mode_for(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode_for(target: Path) -> int:
    """Keep the permissions of the file that is replaced; a new one gets those the umask allows."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
