"""scene: all that the rules made of one article before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass

from ihl.attribute import attribute
from ihl.claims import build_claims
from ihl.engine.ruleset import RuleSet
from ihl.mark import mark
from ihl.marks import Claim, Frames, Marks, Rejection
from ihl.registry import Registry
from ihl.rejections import find_rejections
from ihl.resolve import Resolver
from ihl.speech import Speech, listen
from ihl.text import Doc


@dataclass(frozen=True)
class Scene:
    """An article as the rules read it: its marks, frames, voices and actors, and the claims and denials in it."""

    marks: Marks
    frames: Frames
    speech: Speech
    resolver: Resolver
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...]

    @property
    def registry(self) -> Registry:
        """The actors of the article."""
        return self.resolver.registry


def stage(doc: Doc, rules: RuleSet) -> Scene:
    """Run every step of the line that reads: what follows only decides."""
    marks = mark(doc, rules)
    frames = attribute(marks, rules)
    resolver = Resolver(marks, rules, Registry(rules.lexicon))
    speech = listen(marks, frames, resolver)
    claims = build_claims(marks, frames, speech, resolver)
    return Scene(marks, frames, speech, resolver, claims, find_rejections(marks, frames, speech, resolver, claims))
