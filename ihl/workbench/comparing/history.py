"""history: the rules as they were at a git revision, or as another folder has them. No work tree is touched."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ihl.engine.load import default_rules_dir, layers_of, load_rules
from ihl.engine.ruleset import RuleSet
from ihl.errors import InputError, Problem, RuleProblems
from ihl.project import Packs

WHOLE_SET = "categories.yaml"  # a folder with this file needs no built-in packs below it
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


def rules_in(folder: Path) -> RuleSet:
    """The rules of a folder: a whole set where it has categories, otherwise a pack over the built-in ones."""
    return load_rules(folder, builtin=not (folder / WHOLE_SET).is_file())


def rules_at(revision: str, packs: Packs) -> RuleSet:
    """The rules in force, each pack as it was at a revision of the repository that holds the uppermost one.

    Packs outside that repository, and built-in ones that it does not keep, are taken as they are; another pack that
    the revision does not hold is left out.

    Raises InputError where there is no git, repository, revision or pack of it, and RuleProblems where the rules of
    then cannot be loaded by the program of now.
    """
    layers = layers_of(packs.folders, builtin=packs.builtin)
    repository = _repository(layers[-1], revision)
    commit = _commit(revision, repository)
    inside = {layer: _inside(layer, repository) for layer in layers}
    held = [path for path in inside.values() if path is not None and _holds(repository, commit, path)]
    if not held:
        names = ", ".join(map(str, layers))
        raise InputError(f"{revision}: this revision holds none of the packs in force ({names}); name another one")
    with TemporaryDirectory(prefix="ihl-rules-") as place:
        _take_out(repository, commit, held, Path(place))
        then = [
            Path(place) / path if path in held else layer for layer, path in inside.items() if _stays(layer, path, held)
        ]
        try:
            return load_rules(*then, builtin=False)
        except RuleProblems as error:
            raise RuleProblems([_as_of(revision, Path(place), problem) for problem in error.problems]) from None


def _stays(layer: Path, path: str | None, held: Sequence[str]) -> bool:
    """Whether a pack has a part in the rules of then: it was there, or is not kept in the repository at all."""
    return path is None or path in held or layer == default_rules_dir()


def _repository(pack: Path, revision: str) -> Path:
    folder = pack if pack.is_dir() else pack.parent
    try:
        return Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).removesuffix("\n"))
    except _GitError as error:
        raise InputError(
            f"{revision}: is no folder, and {folder} lies in no git repository that can be read ({error});"
            " name a folder of rules to compare with"
        ) from None


def _commit(revision: str, repository: Path) -> str:
    """The full name of a revision, so that nothing a user writes is read as an option or a path later."""
    if revision.startswith("-"):
        raise InputError(f"{revision}: is no revision; names of revisions do not begin with '-'")
    try:
        found = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except _GitError:
        raise InputError(
            f"{revision}: is no folder, and no revision in {repository};"
            " name a commit, branch or tag that is there, such as HEAD~1, or a folder of rules"
        ) from None
    return found.decode("ascii").strip()


def _inside(layer: Path, repository: Path) -> str | None:
    """The path of a pack in the repository; None outside it."""
    try:
        return layer.resolve().relative_to(repository.resolve()).as_posix()
    except ValueError:
        return None


def _holds(repository: Path, commit: str, path: str) -> bool:
    try:
        _git(repository, "cat-file", "-e", f"{commit}:{'' if path == '.' else path}")
    except _GitError:
        return False
    return True


def _take_out(repository: Path, commit: str, paths: Sequence[str], place: Path) -> None:
    """Write the rule files of some folders at a commit below a place: plain files only, and none outside it."""
    packed = _git(repository, "--literal-pathspecs", "archive", "--format=tar", commit, "--", *paths)
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            content = archive.extractfile(member) if member.isfile() and name.suffix == ".yaml" else None
            if content is not None and not name.is_absolute() and ".." not in name.parts:
                target = place.joinpath(*name.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def _as_of(revision: str, place: Path, problem: Problem) -> Problem:
    """A problem told of the file as git names it."""
    at = problem.place
    if not at.path.is_relative_to(place):
        return problem
    return replace(problem, place=replace(at, path=Path(f"{revision}:{at.path.relative_to(place).as_posix()}")))


class _GitError(Exception):
    """Raised when git does not do what it is asked, with its own reason."""


def _git(folder: Path, *args: str) -> bytes:
    """What git prints. No shell, no network, no question on the terminal."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *args], capture_output=True, check=False, env={**os.environ, **_QUIET}
        )
    except OSError as error:
        raise InputError(f"git cannot be run ({error.strerror}); name a folder of rules to compare with") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _GitError(told[0] if told else f"exit code {done.returncode}")
    return done.stdout
