"""ihl rules init: a new pack with rules, an actor and a passage that pass."""

from __future__ import annotations

import json
import os
import re
import shlex
import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from ihl.cli import output
from ihl.errors import InputError


def init(
    folder: Annotated[Path, typer.Argument(help="The new folder; it must be empty or not there.", metavar="DIR")],
    name: Annotated[
        str | None,
        typer.Option(
            "--name", help="The name of the pack, with which its ids begin. Default: the folder's.", metavar="PACK"
        ),
    ] = None,
) -> None:
    """Make a new pack: three rules, an actor and a passage whose tests pass, for you to change.

    It is put in force for this folder by the project file ihl.toml, which is written if there is none.
    """
    from ihl.workbench.writing.scaffold import new_pack

    pack = name if name is not None else _name_of(folder)
    files = new_pack(pack)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: is not an empty folder; name a new one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be made: {error.strerror}; name another folder") from None
    for file, text in files.items():
        output.write([text], folder / file)
        output.say(f"wrote {folder / file}")
    needed = "" if _put_in_force(folder) else f" --rules {shlex.quote(str(folder))}"
    steps = (
        f"ihl rules test {shlex.quote(str(folder))}",
        f"ihl rules new cue {pack}.my-first-cue --in {shlex.quote(str(folder / 'rules.yaml'))}",
        f"ihl tag article.txt{needed}",
    )
    output.say("\n".join(("", "Next:", *(f"  {step}" for step in steps))))


def _name_of(folder: Path) -> str:
    """The name of a folder in the letters that ids are made of; empty where it has none of them."""
    plain = unicodedata.normalize("NFKD", folder.resolve().name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _put_in_force(folder: Path) -> bool:
    """Write a project file that names the pack, or say what to add to the one there is; whether it is in force."""
    from ihl.project import PROJECT_FILE, find_project, read_project

    here = Path.cwd()
    project = find_project(here)
    if project is None:
        output.write([f"[rules]\npacks = {_listed([_seen_from(here, folder)])}\n"], here / PROJECT_FILE)
        output.say(f"wrote {PROJECT_FILE}, which puts the pack in force in this folder")
        return True
    packs = [_seen_from(project.parent, pack) for pack in read_project(project).folders]
    own = _seen_from(project.parent, folder)
    if own not in packs:
        output.say(f"to put the pack in force, write in {project}, under [rules]:\n  packs = {_listed([*packs, own])}")
    return own in packs


def _seen_from(home: Path, folder: Path) -> str:
    """The path of a folder from another one, as a project file has it."""
    return Path(os.path.relpath(folder.resolve(), home.resolve())).as_posix()


def _listed(paths: list[str]) -> str:
    return json.dumps(paths, ensure_ascii=False)
