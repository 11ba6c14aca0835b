"""The project file: which packs of rules lie over the built-in ones, for everybody who works in a folder.

# ihl.toml
[rules]
packs = ["our-rules"]   # folders, lowest first, as seen from this file
builtin = true          # false leaves the built-in packs out
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from ihl.errors import InputError

PROJECT_FILE = "ihl.toml"
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Packs:
    """Which packs are in force: the built-in ones or not, and the folders laid over them, lowest first."""

    folders: tuple[Path, ...] = ()
    builtin: bool = True
    project: Path | None = None

    def over(self, *folders: Path) -> Packs:
        """These packs with more laid over them."""
        return replace(self, folders=(*self.folders, *folders))


def find_project(start: Path) -> Path | None:
    """The project file of a folder or of the nearest folder above it that has one."""
    return next((at / PROJECT_FILE for at in (start, *start.parents) if (at / PROJECT_FILE).is_file()), None)


def read_project(path: Path) -> Packs:
    """The packs a project file names. Raises InputError, with the place where it is known, for anything amiss."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path}: is larger than {_MOST_BYTES:,} bytes; it should hold a few lines")
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is not readable TOML: {error}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    _refuse_unknown(path, data, ("rules",), "")
    rules = data.get("rules", {})
    if not isinstance(rules, dict):
        raise InputError(f"{path}: 'rules' must be a table; write [rules] and the fields below it")
    _refuse_unknown(path, rules, ("packs", "builtin"), "[rules] ")
    packs, builtin = rules.get("packs", []), rules.get("builtin", True)
    if not isinstance(packs, list) or not all(isinstance(pack, str) for pack in packs):
        raise InputError(f'{path}: [rules] packs must be a list of folders, such as packs = ["our-rules"]')
    if not isinstance(builtin, bool):
        raise InputError(f"{path}: [rules] builtin must be true or false")
    return Packs(tuple(path.parent / pack for pack in packs), builtin, path)


def _refuse_unknown(path: Path, table: dict[str, object], allowed: tuple[str, ...], where: str) -> None:
    for name in table:
        if name not in allowed:
            raise InputError(f"{path}: {where}there is no field '{name}'; allowed: {', '.join(allowed)}")
