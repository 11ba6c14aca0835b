"""Whom a record means, in the keys of gold: by name, by a like name, or by what the text calls them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import chain
from typing import Any

from ihl.gold import PUBLISHER, GoldArticle

JsonRecord = dict[str, Any]
ALIKE = 0.88
SHORTEST_ALIKE = 5  # "Iran" and "Iraq" are no spellings of one name


def normalise(name: str) -> str:
    """The name without case, leading article, possessive ending and punctuation."""
    name = name.lower().replace("’", "'").replace("\xa0", " ")
    name = re.sub(r"'s\b|'$", "", name)
    name = re.sub(r"[^\w\s-]", "", name).strip()
    return re.sub(r"\s+", " ", re.sub(r"^(?:the|an?)\s+", "", name)).strip()


def _alike(name: str, accepted: str) -> bool:
    if name == accepted:
        return True
    if min(len(name), len(accepted)) < SHORTEST_ALIKE:
        return False
    matcher = SequenceMatcher(None, name, accepted)
    # The quick ratios are upper bounds, and spare the slow one for nearly every pair.
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def actor_keys(record: JsonRecord, gold: GoldArticle) -> dict[str | None, str | None]:
    """Gold's key for each actor id of the record; "?id" for an actor whom gold does not know."""
    everyone = {**gold.actors, PUBLISHER: gold.publisher}
    accepted = {key: {normalise(name) for name in names} for key, names in everyone.items()}
    found: dict[str | None, str | None] = {None: None}
    for actor, entry in (record.get("actors") or {}).items():
        key = PUBLISHER if actor == PUBLISHER else _gold_key(entry, accepted)
        found[actor] = f"?{actor}" if key is None else key
    return found


def _gold_key(entry: Mapping[str, Any], accepted: Mapping[str, set[str]]) -> str | None:
    """By the same name, else by a like name, else by what most surface forms say."""
    if entry.get("name") is not None:
        name = normalise(entry["name"])
        same = (key for key, names in accepted.items() if name in names)
        like = (key for key, names in accepted.items() if any(_alike(name, other) for other in names))
        if (key := next(chain(same, like), None)) is not None:
            return key
    forms = [normalise(form) for form in entry.get("surface_forms") or []]
    votes = Counter(key for form in forms for key, names in accepted.items() if form in names)
    return votes.most_common(1)[0][0] if votes else None
