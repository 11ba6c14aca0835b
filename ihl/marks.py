"""What the steps of the line hand on: cues, contexts, frames, claims. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

from ihl.chunks import Chunk
from ihl.engine.match import Match
from ihl.engine.schema import AnyRule, AttributionRule, ConductRule, ContextRule, CueRule, DenialRule
from ihl.text import Doc

PUBLISHER = "publisher"
FrameRule: TypeAlias = AttributionRule | ConductRule | DenialRule
R_co = TypeVar("R_co", bound=FrameRule, covariant=True)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that name or describe conduct: tokens `first` to `end` (exclusive) of a sentence.

    `line` counts the rule's find lines from one, here and below.
    """

    sentence: int
    first: int
    end: int
    rule: CueRule
    line: int


@dataclass(frozen=True, slots=True)
class Context:
    """A context rule that fired: what it sets, and the tokens it reaches."""

    sentence: int
    first: int
    end: int
    reach: tuple[int, int]
    rule: ContextRule
    line: int


@dataclass(frozen=True, slots=True)
class Frame(Generic[R_co]):
    """An attribution, conduct or denial frame that fired on a sentence."""

    sentence: int
    rule: R_co
    match: Match
    line: int


@dataclass(frozen=True, slots=True)
class Silenced:
    """A match that exceptions of its rule keep silent; `by` counts the entries of `unless` from zero."""

    sentence: int
    rule: AnyRule
    match: Match
    line: int
    by: tuple[int, ...]


AnyFrame: TypeAlias = Frame[FrameRule]


@dataclass(frozen=True)
class Marks:
    """Everything found in the text before anybody is named."""

    doc: Doc
    chunks: tuple[tuple[Chunk, ...], ...]
    cues: tuple[Cue, ...]
    acts: tuple[Cue, ...]
    contexts: tuple[Context, ...]
    silenced: tuple[Silenced, ...]

    def cues_in(self, sentence: int) -> list[Cue]:
        """The cues of a sentence."""
        return [cue for cue in self.cues if cue.sentence == sentence]


@dataclass(frozen=True)
class Frames:
    """The frames of an article by sentence."""

    attributions: Mapping[int, tuple[Frame[AttributionRule], ...]]
    conducts: Mapping[int, tuple[Frame[ConductRule], ...]]
    denials: Mapping[int, tuple[Frame[DenialRule], ...]]
    silenced: tuple[Silenced, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person or voice whose words stand for an actor."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A resolved actor in a role: its id in the record, and who spoke for it."""

    actor: str
    speaker: Speaker | None = None


def actor_of(party: Party | None) -> str | None:
    """The id of whoever fills a role; None for nobody named."""
    return party.actor if party is not None else None


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a chunk of words was taken for, and by which sieve: alias, acronym, pronoun and so on."""

    actors: tuple[str, ...]
    sieve: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An allegation candidate: a cue with its roles, before it is judged.

    Attributes:
        first, end: tokens of the clause.
        alleger: None for nobody named; PUBLISHER for the article's own voice.
        sieve: how the accused were found: frame, conduct, agent, label, event, subject, memory or nobody.
        status: asserted, hedged, charged or adjudicated; `blocked` names the context that makes it no allegation.
        rules: ids of all rules that took part.
        strength: how sure the rules are, 0 to 1.
    """

    sentence: int
    first: int
    end: int
    cues: tuple[Cue, ...]
    acts: tuple[Cue, ...]
    alleger: Party | None
    via: tuple[str, ...]
    accused: tuple[str, ...]
    sieve: str
    status: str
    blocked: str | None
    rules: tuple[str, ...]
    strength: float

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of all its cues, each once."""
        return tuple(dict.fromkeys(category for cue in self.cues for category in cue.rule.category))

    def merged(self, other: Claim) -> Claim:
        """Two claims of one sentence that say the same of the same, as one."""
        return replace(
            self,
            first=min(self.first, other.first),
            end=max(self.end, other.end),
            cues=(*self.cues, *other.cues),
            via=tuple(dict.fromkeys((*self.via, *other.via))),
            rules=tuple(dict.fromkeys((*self.rules, *other.rules))),
            strength=max(self.strength, other.strength),
        )


@dataclass(frozen=True, slots=True)
class Rejection:
    """A denial candidate: who denies, how, and what the words say of the thing denied."""

    sentence: int
    first: int
    end: int
    denier: Party | None
    kind: str
    about: str
    against: str | None
    categories: tuple[str, ...]
    rules: tuple[str, ...]
    strength: float
