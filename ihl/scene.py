"""scene: all that the rules made of one article before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass

from ihl.marks import Claim, Frames, Marks
from ihl.registry import Registry
from ihl.resolve import Resolver
from ihl.speech import Speech


@dataclass(frozen=True)
class Scene:
    """An article as the rules read it: its marks, frames, voices and actors, and the claims made of them."""

    marks: Marks
    frames: Frames
    speech: Speech
    resolver: Resolver
    claims: tuple[Claim, ...]

    @property
    def registry(self) -> Registry:
        """The actors of the article."""
        return self.resolver.registry
