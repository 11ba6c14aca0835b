"""YAML with places: every value knows its line and column. The only module that knows YAML's nodes.

Every value is text, and null where nothing is written: NO stays a country, false a word of a list, a date a date as
written; the schema knows which fields are numbers. Repeated keys, anchors and tags are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ihl.errors import Place, Problem

_Base: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = ("", "~", "null")
_PLAIN = "tag:yaml.org,2002:"
_TAGS = frozenset(
    _PLAIN + name for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")
)
MAX_BYTES = 5_000_000
DEEPEST = 60
_OPENING = re.compile(r"[\[{]|[-?:](?=\s)")  # what can open a value inside another
_MANY = 8000

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Located:
    """A loaded file: plain data, the place of every value by its path, and what was wrong with it."""

    path: Path
    data: Any
    places: dict[Key, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    quoted: frozenset[Key] = frozenset()

    def place(self, key: Key, at: int = 0) -> Place:
        """The place of a value or of its nearest parent that has one; `at` counts into a text of one line."""
        at += at > 0 and key in self.quoted
        while key and key not in self.places:
            key = key[:-1]
        line, column = self.places.get(key, (1, 1))
        return Place(self.path, line, column + at)


def load_located(path: Path) -> Located:
    """Read one YAML file. Never raises for what the file holds: it is all in `problems`."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        return _broken(path, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        return _broken(path, f"is not UTF-8 (byte {error.start})", "save the file as UTF-8")
    if len(raw) > MAX_BYTES:
        return _broken(path, f"is larger than {MAX_BYTES:,} bytes", "split the file")
    return parse_located(text, path)


def parse_located(text: str, path: Path) -> Located:
    """Parse YAML text; `path` is used in messages only."""
    try:
        if _too_deep(text):
            return _broken(path, "nests its values too deeply")
        node = yaml.compose(text, Loader=_Base)
    except yaml.MarkedYAMLError as error:
        if "maximum nesting depth" in str(error):  # newer releases of libyaml have a limit of their own
            return _broken(path, "nests its values too deeply")
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)
        return Located(path, None, {}, [Problem(place, "L001", _plain(error), _yaml_hint(error))])
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        return _broken(path, f"is not readable YAML: {str(error).splitlines()[0]}")
    walker = _Walker(path)
    data = walker.value(node, ()) if node is not None else None
    return Located(path, data, walker.places, walker.problems, frozenset(walker.quoted))


def _too_deep(text: str) -> bool:
    """Whether composing could exhaust the stack of libyaml, which dies of it; texts with few openings cannot."""
    if sum(1 for _ in _OPENING.finditer(text)) < _MANY:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _broken(path: Path, text: str, hint: str = "") -> Located:
    return Located(path, None, {}, [Problem(Place(path, 1, 1), "L001", f"this file {text}", hint)])


def _plain(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part) or "is not readable YAML"


def _yaml_hint(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return "a colon split this line in two; put quotes round it"
    return "check the indentation; put quotes round text that starts with { [ * & ! | > % @ or `"


class _Walker:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[Key, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.quoted: set[Key] = set()
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, key: Key) -> object:
        self.places[key] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if self._refused(node, key):
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("'", '"'):
                self.quoted.add(key)
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*key, i)) for i, child in enumerate(node.value)]
        return self._mapping(node, key)

    def _refused(self, node: yaml.Node, key: Key) -> bool:
        before = len(self.problems)
        if len(key) > DEEPEST:
            self._refuse(node, "values are nested too deeply")
        elif node.tag not in _TAGS:
            self._refuse(node, f"the tag {node.tag} is not used here", "remove it")
        elif id(node) in self._seen:
            self._refuse(node, "anchors (& and *) are not used here", "make a list or a phrase and name it with $")
        return len(self.problems) > before

    def _mapping(self, node: yaml.Node, key: Key) -> dict[str, object]:
        out: dict[str, object] = {}
        for name_node, child in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                self._refuse(name_node, "a field name must be a word", "put quotes round text that holds { or [")
                continue
            name = str(name_node.value)
            if name in out:
                self._refuse(name_node, f"the field '{name}' is written twice")
            out[name] = self.value(child, (*key, name))
            self.places[(*key, name, "@")] = (name_node.start_mark.line + 1, name_node.start_mark.column + 1)
        return out

    def _refuse(self, node: yaml.Node, text: str, hint: str = "") -> None:
        place = Place(self.path, node.start_mark.line + 1, node.start_mark.column + 1)
        self.problems.append(Problem(place, "L001", text, hint))


def _scalar(node: yaml.ScalarNode) -> str | None:
    return None if not node.style and node.value in _NULL else str(node.value)
