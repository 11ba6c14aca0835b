"""What is told of a text: notes on its sentences, as values, as lines for a reader, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

_SHUT = "no cue can match in this text, so `ihl tag` does not read it any further"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing told of a sentence.

    Attributes:
        kind: actor, cue, attribution, conduct, denial, context, silenced, allegation, not alleged or nearest.
        rule, line: the id of the rule and its find line, counted from one, where there is one.
        words, start, end: the words it is about, and their place in the text in code points.
        told: what is to be said of them, each with a label.
    """

    kind: str
    rule: str | None
    line: int | None
    words: str
    start: int
    end: int
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A sentence and what is told of it; `index` counts from zero."""

    index: int
    start: int
    end: int
    text: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is told of a text; `opens` says whether `ihl tag` would read it at all."""

    opens: bool
    stories: tuple[Story, ...]


def as_lines(explanation: Explanation) -> Iterator[str]:
    """The explanation as lines for a reader; sentences of which nothing is told are left out."""
    if not explanation.opens:
        yield _SHUT
    for story in explanation.stories:
        if story.notes:
            yield f"sentence {story.index + 1}: {story.text}"
            for note in story.notes:
                yield from _note(note)


def _note(note: Note) -> Iterator[str]:
    rule = f"{note.rule}, find line {note.line}: " if note.rule else ""
    words = f'"{note.words}"' if note.words else ""
    if note.kind == "actor":
        yield f"  {note.kind:12} {words} is {note.told[0][1]}"
        return
    yield f"  {note.kind:12} {rule}{words}".rstrip()
    for label, text in note.told:
        yield f"  {'':12}   {label:11} {text}"


def as_data(explanation: Explanation) -> Iterator[dict[str, object]]:
    """The explanation as plain data, one object a sentence."""
    for story in explanation.stories:
        notes = [{**asdict(note), "told": dict(note.told)} for note in story.notes]
        yield {**asdict(story), "read": explanation.opens, "notes": notes}
