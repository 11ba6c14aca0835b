"""lockfile: `rules.lock`, read and written. For each rule its version, its kind and a digest of what it means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from ihl.errors import InputError
from ihl.workbench.writing.rewrite import read_source

LOCK_FILE = "rules.lock"
LOCK_VERSION = 1
_HINT = "take it from version control, which has its numbers"


@dataclass(frozen=True, slots=True)
class Locked:
    """What the lock holds of a rule."""

    version: int
    kind: str
    digest: str


Lock: TypeAlias = Mapping[str, Locked]


def read_lock(path: Path) -> Lock | None:
    """What a lock file holds, by the ids of rules; None where there is none.

    Raises InputError, with the place where it is known, for one that cannot be used.
    """
    if not path.exists():
        return None
    try:
        data = json.loads(read_source(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}:{error.colno}: is no lock of rules: {error.msg}; {_HINT}") from None
    except RecursionError:
        raise InputError(f"{path}:1:1: is no lock of rules: nested too deeply; {_HINT}") from None
    rules = data.get("rules") if isinstance(data, dict) and data.get("lock") == LOCK_VERSION else None
    if not isinstance(rules, dict):
        raise InputError(f'{path}:1:1: is no lock of rules: "lock": {LOCK_VERSION} or "rules" is missing; {_HINT}')
    for name, entry in rules.items():
        if not _fits(entry):
            raise InputError(f"{path}:1:1: is no lock of rules: '{name}' needs version, kind and digest; {_HINT}")
    return {name: Locked(**entry) for name, entry in rules.items()}


def lock_text(lock: Lock) -> str:
    """A lock as the text of its file, sorted; one rule a line, so that the changes of two people seldom meet."""
    entries = ",\n".join(f"    {json.dumps(name)}: {json.dumps(asdict(lock[name]))}" for name in sorted(lock))
    return f'{{\n  "lock": {LOCK_VERSION},\n  "rules": {{\n{entries}\n  }}\n}}\n'


def _fits(entry: object) -> bool:
    if not isinstance(entry, dict) or set(entry) != {"version", "kind", "digest"}:
        return False
    version = entry["version"]
    numbered = isinstance(version, int) and not isinstance(version, bool) and version > 0
    return numbered and isinstance(entry["kind"], str) and isinstance(entry["digest"], str)
