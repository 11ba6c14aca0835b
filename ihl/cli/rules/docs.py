"""ihl rules docs: the rules as a folder of Markdown pages.

The folder keeps a list of its pages with their SHA-256 in `.ihl-docs`, as sha256sum writes it. A file that is not on
the list, or was changed since, is somebody's work: where there is one, nothing is written at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from ihl.cli import output
from ihl.cli.options import Builtin, RulePaths, Rules, packs_in_force
from ihl.errors import InputError

MARKER = ".ihl-docs"


def docs(
    out: Annotated[Path, typer.Argument(help="The folder for the pages, new or made before.", metavar="OUT")],
    paths: RulePaths = None,
    rules: Rules = None,
    builtin: Builtin = True,
) -> None:
    """Write a page for each rule, category, head of acts, word list and actor file, with an index.

    A folder that holds anything else, or a page that was changed by hand, is left as it is.
    """
    from ihl.workbench.showing.pages import INDEX, pages
    from ihl.workbench.workspace import open_workspace

    _refuse_others_work(out)
    made = pages(open_workspace(packs_in_force(rules, builtin), paths or ()))
    _write(out, {path: text.encode("utf-8", "replace") for path, text in made.items()})
    output.complain(f"ihl: {len(made)} pages; start at {out / INDEX}")


def _refuse_others_work(out: Path) -> None:
    """Raise InputError where the folder holds what this command did not write."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError(f"{out}: is no folder; name a new one for the pages")
    try:
        known = _listed(out)
        strange = next((path for path in _held(out) if (path, _digest(out / path)) not in known), None)
    except OSError as error:
        raise InputError(f"{error.filename or out}: cannot be read: {error.strerror}") from None
    if strange is not None:
        own = any(path == strange for path, _ in known)
        what = "was changed since it was written" if own else "was not written by this command"
        raise InputError(f"{out / strange}: {what}; move it away, or name another folder")


def _listed(out: Path) -> set[tuple[str, str]]:
    """The pages on the list of the folder, each with its digest; one being replaced stands there twice."""
    marker = out / MARKER
    lines = marker.read_text(encoding="utf-8", errors="replace").splitlines() if marker.is_file() else []
    return {(path, digest) for digest, _, path in (line.partition("  ") for line in lines)}


def _held(out: Path) -> Iterator[str]:
    """Every file in the folder but the list, as a path in it; a link counts as a file, wherever it leads."""

    def fail(error: OSError) -> None:
        raise error

    for root, folders, names in os.walk(out, onerror=fail):
        links = (name for name in folders if Path(root, name).is_symlink())
        for path in (Path(root, name) for name in sorted([*names, *links])):
            if path != out / MARKER or path.is_symlink():
                yield path.relative_to(out).as_posix()


def _digest(path: Path) -> str:
    """SHA-256 of a file, hex; nothing for what is no plain file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""


def _write(out: Path, made: Mapping[str, bytes]) -> None:
    """Write the pages and remove those of the last time that are no more; a run that is cut short can be run again."""
    new = {(path, hashlib.sha256(data).hexdigest()) for path, data in made.items()}
    try:
        for folder in {(out / path).parent for path in made}:
            folder.mkdir(parents=True, exist_ok=True)
        _write_list(out, new | _listed(out))
        for path, data in made.items():
            output.write([data.decode()], out / path)
        for path in [path for path in _held(out) if path not in made]:
            (out / path).unlink()
    except OSError as error:
        raise InputError(f"{error.filename or out}: cannot be written: {error.strerror}") from None
    _write_list(out, new)


def _write_list(out: Path, pages: set[tuple[str, str]]) -> None:
    output.write([f"{digest}  {path}\n" for path, digest in sorted(pages)], out / MARKER)
