"""Names of gold files, and the keys of actors in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from ihl.gold_keys import normalise
from ihl.record import Record

# Nothing that leads out of the folder, hides the file, or cannot stand in a file name somewhere.
_NAME = re.compile(r'(?![.\s-])[^\x00-\x1f\x7f\ud800-\udfff<>:"/\\|?*]+')
_LONGEST = 200  # bytes, so that the ending and that of a file under way still fit
NAMES_ALLOWED = 'a short file name without its ending: no / \\ : * ? " < > |, no . or - in front, not index'


def is_name(name: object) -> bool:
    """Say whether a gold file may have this name, without its ending; index.yaml is no gold file."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return False
    return name.casefold() != "index" and len(name.encode()) <= _LONGEST


def names_of(records: Sequence[Record]) -> list[str]:
    """Name the gold file of each record: as its article's file, so that records are scored against it.

    Two files of one name in different folders get the first signs of their ids; a text without a file has its id alone.
    """
    stems = [PurePath(record.article.path).stem for record in records]
    count = Counter(stem.casefold() for stem in stems)
    return [_name(record, stem, count[stem.casefold()] == 1) for record, stem in zip(records, stems, strict=True)]


def _name(record: Record, stem: str, alone: bool) -> str:
    if not is_name(stem):
        return record.article.id
    return stem if alone else f"{stem}-{record.article.id[:8]}"


def actor_key(name: str) -> str:
    """Return the key of whoever has this name, the same for names that scoring takes for one; "" without a letter."""
    return re.sub(r"[\s_-]+", "-", normalise(name)).strip("-")
