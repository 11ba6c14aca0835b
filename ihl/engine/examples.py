"""What a rule file says of texts: examples, exceptions and passages, as pydantic models."""

from __future__ import annotations

from pydantic import Field, model_validator

from ihl.engine.entries import Model, Words
from ihl.record import Category, Modality


class Example(Model):
    """A sentence that must match, with the words each role must hold, or one that must stay silent."""

    match: str | None = None
    no_match: str | None = None
    because: str | None = None
    known_gap: str | None = None
    cue: str | None = None
    act: str | None = None
    alleger: Words = ()
    accused: Words = ()
    denier: Words = ()
    denied: str | None = None
    category: Category | None = None
    modality: Modality | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Example:
        if (self.match is None) == (self.no_match is None):
            raise ValueError("an example holds either 'match' or 'no_match'")
        if self.no_match is not None and not self.because:
            raise ValueError("'no_match' needs a 'because'")
        return self

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.match or self.no_match or ""


class Unless(Model):
    """One exception: the phrase that silences the rule and where it must stand."""

    before: str | None = None
    after: str | None = None
    same_sentence: str | None = Field(default=None, alias="same sentence")

    @model_validator(mode="after")
    def _one_place(self) -> Unless:
        if sum(value is not None for value in (self.before, self.after, self.same_sentence)) != 1:
            raise ValueError("an exception is one of: before, after, same sentence")
        return self

    @property
    def placed(self) -> tuple[str, str]:
        """Where it stands, and its words."""
        told = (("before", self.before), ("after", self.after), ("same sentence", self.same_sentence))
        return next((where, text) for where, text in told if text is not None)


class Wanted(Model):
    """A row that a passage must give."""

    category: Category
    alleger: str | None = None
    accused: str | None = None
    modality: Modality | None = None
    denied_by: Words = ()


class Passage(Model):
    """A longer test: a text and the rows it must give."""

    name: str
    text: str
    date: str | None = None
    publisher: str | None = None
    rows: tuple[Wanted, ...] = ()
    nothing_else: bool = True
    known_gap: str | None = None
