"""RuleSet: everything the line needs from the rule files, compiled, frozen and with a digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ihl.engine.compile import Vocabulary
from ihl.engine.entries import ActEntry, CategoryEntry
from ihl.engine.lexicon import Lexicon
from ihl.engine.program import Pattern
from ihl.engine.scan import Gate, Names
from ihl.engine.schema import (
    AnyRule,
    AttributionRule,
    ConductRule,
    ContextRule,
    CueRule,
    DenialRule,
)
from ihl.errors import Place

R = TypeVar("R", bound=AnyRule)
WordSet = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Silencer:
    """A compiled `unless`: patterns and where they must stand (before, after, same sentence)."""

    where: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Line(Generic[R]):
    """One pattern of one find line of a rule."""

    rule: R
    number: int
    pattern: Pattern
    unless: tuple[Silencer, ...]


Index = Mapping[str, tuple[Line[R], ...]]


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Compiled rules by kind, each indexed by the word its patterns are anchored on."""

    cues: Index[CueRule]
    attributions: Index[AttributionRule]
    conducts: Index[ConductRule]
    denials: Index[DenialRule]
    contexts: Index[ContextRule]
    rules: Mapping[str, AnyRule]
    places: Mapping[str, Place]
    vocabulary: Vocabulary
    words: Mapping[str, WordSet]
    lexicon: Lexicon
    categories: Mapping[str, CategoryEntry]
    acts: Mapping[str, ActEntry]
    gate: Gate
    names: Names
    digest: str

    def is_in(self, name: str, word: str) -> bool:
        """Whether a single word stands in a list."""
        return (word,) in self.words[name]
