"""Marks allegations, denials and names in a text, by colour and by signs that read without colour."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.text import Text

from ihl.escape import for_display
from ihl.export import PUBLISHER
from ihl.record import Denial, Range, Record

ALLEGATION, DENIAL, SPEAKER, ACCUSED = "on dark_red", "on dark_blue", "bold cyan", "bold yellow"
LEGEND = (
    ("[m1: words]", ALLEGATION, "an allegation and its id"),
    ("{m2: words}", DENIAL, "a denial and its id"),
    ("‹name›", SPEAKER, "who alleges or denies"),
    ("«name»", ACCUSED, "who is accused"),
)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the text, the signs around it, and its colour."""

    start: int
    end: int
    opening: str
    closing: str
    style: str


def marked_text(record: Record) -> Text:
    """Return the article's text with every mention and the names of its parties marked."""
    marks = sorted({*_mentions(record), *_names(record)}, key=lambda mark: (mark.start, -mark.end, mark.opening))
    text = record.article.text
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    out, inside, waiting = Text(), list[Mark](), deque(marks)
    for at, until in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for mark in reversed([mark for mark in inside if mark.end == at]):  # what opened last closes first
            out.append(mark.closing, mark.style)
            inside.remove(mark)
        while waiting and waiting[0].start == at:
            inside.append(waiting.popleft())
            out.append(inside[-1].opening, inside[-1].style)
        out.append(for_display(text[at:until]), " ".join(dict.fromkeys(mark.style for mark in inside)))
    return out


def legend() -> Text:
    """Return what the marks mean, in one line."""
    out = Text()
    for sign, style, meaning in LEGEND:
        out.append(sign, style).append(f" {meaning}   ")
    return out


def _mentions(record: Record) -> Iterator[Mark]:
    for mention in record.mentions:
        start, end = mention.span.start, mention.span.end
        if isinstance(mention, Denial):
            yield Mark(start, end, f"{{{mention.id}: ", "}", DENIAL)
        else:
            yield Mark(start, end, f"[{mention.id}: ", "]", ALLEGATION)


def _names(record: Record) -> Iterator[Mark]:
    for mention in record.mentions:
        voice = mention.denier if isinstance(mention, Denial) else mention.alleger
        speaker = [mention.speaker.name] if mention.speaker else []
        for start, end in _places(record, mention.sentence, [*_forms(record, voice), *speaker]):
            yield Mark(start, end, "‹", "›", SPEAKER)
        accused = () if isinstance(mention, Denial) else mention.accused
        forms = [form for actor in accused for form in _forms(record, actor)]
        for start, end in _places(record, mention.sentence, forms):
            yield Mark(start, end, "«", "»", ACCUSED)


def _forms(record: Record, actor_id: str | None) -> list[str]:
    actor = record.actors.get(actor_id) if actor_id else None
    # The publisher speaks without being named: words equal to its name belong to somebody else's sentence.
    if actor is None or actor_id == PUBLISHER:
        return []
    return [*actor.surface_forms, *([actor.name] if actor.name else [])]


def _places(record: Record, sentence: Range, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    # The longest form first, so that "Amnesty International" is not marked as "Amnesty".
    longest_first = sorted({form for form in forms if form.strip()}, key=lambda form: (-len(form), form))
    if not longest_first:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for found in pattern.finditer(record.article.text, sentence.start, sentence.end):
        yield found.span()
