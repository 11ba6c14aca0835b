"""What an annotator marks, as Label Studio names it: kinds of regions, the fields of each, and one relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from ihl.gold import KINDS, PUBLISHER
from ihl.record import CATEGORIES, DenialKind, Modality

ALLEGATION, DENIAL, NOT_ALLEGATION = KINDS
KIND = "kind"
TEXT = "text"
ANSWERS = "answers"
_VOICE = f"one name an entry, {PUBLISHER} for the article's own voice, none where it is unknown"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in on regions of a kind: options, of which one must be chosen, or else free text."""

    name: str
    kind: str
    hint: str
    options: tuple[str, ...] = ()
    several: bool = True

    @property
    def tag(self) -> str:
        """Its type in a result, which is also the name of its tag in lower case."""
        return "choices" if self.options else "textarea"

    @property
    def key(self) -> str:
        """Where a result keeps what was filled in."""
        return "choices" if self.options else "text"


FIELDS = {
    field.name: field
    for field in (
        Field("categories", ALLEGATION, "The labels that the source applies", CATEGORIES),
        Field("modality", ALLEGATION, "How firmly it is alleged", get_args(Modality), several=False),
        Field("alleger", ALLEGATION, f"Who alleges: {_VOICE}"),
        Field("accused", ALLEGATION, "Who is accused: one name an entry, none where nobody is named"),
        Field("acts", ALLEGATION, "Acts that the source describes, by their ids, such as killing: one an entry"),
        Field("denier", DENIAL, f"Who denies: {_VOICE}"),
        Field("denial_kind", DENIAL, "How it is denied", get_args(DenialKind), several=False),
        Field("denied_for", DENIAL, "Only if it is denied for some of the accused and not for others: for whom"),
        Field("why", NOT_ALLEGATION, "Why nothing is alleged, such as: statement of law"),
    )
}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of regions of a kind."""
    return tuple(field for field in FIELDS.values() if field.kind == kind)
