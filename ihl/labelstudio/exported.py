"""What Label Studio exports: a list of tasks, each with annotations by people and predictions by programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ihl.errors import InputError

_HINT = "export the project from Label Studio as JSON"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The annotation or prediction that counts: its result, and whose it is."""

    result: object
    made_by: str


def read_tasks(data: bytes, path: str) -> list[object]:
    """Return the tasks of an export, or the one task. Raises InputError where it is no JSON."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is not JSON: {' '.join(str(error).split())}; {_HINT}") from None
    tasks = content if isinstance(content, list) else [content]
    if not tasks:
        raise InputError(f"{path}: holds no tasks; {_HINT}")
    return tasks


def chosen(task: Mapping[str, Any], *, accept_predictions: bool) -> Chosen | None:
    """Choose the newest annotation that was not cancelled, or else, if they are accepted, the newest prediction."""
    annotations = [entry for entry in _entries(task, "annotations") if not entry.get("was_cancelled")]
    if annotations:
        newest = max(annotations, key=_when)
        return Chosen(newest.get("result"), f"annotation {newest.get('id', 'without an id')}{_by(newest)}")
    predictions = list(_entries(task, "predictions")) if accept_predictions else []
    if not predictions:
        return None
    newest = max(predictions, key=_when)
    version = " ".join(str(newest.get("model_version")).split())
    return Chosen(newest.get("result"), f"prediction of {version}, accepted as it was")


def _entries(task: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """The entries that are there, the last first: of two of one age the last one counts."""
    entries = task.get(key)
    yield from (entry for entry in reversed(entries if isinstance(entries, list) else []) if isinstance(entry, dict))


def _when(entry: Mapping[str, Any]) -> datetime:
    """When it was last changed; what tells no time is older than all that does."""
    for key in ("updated_at", "created_at"):
        try:
            moment = datetime.fromisoformat(entry[key])
        except (KeyError, TypeError, ValueError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.min.replace(tzinfo=UTC)


def _by(annotation: Mapping[str, Any]) -> str:
    """The number of the annotator; names and addresses of people stay in Label Studio."""
    who = annotation.get("completed_by")
    number = who.get("id") if isinstance(who, dict) else who
    return f" by user {number}" if isinstance(number, int) else ""
