"""expect: what an example says of its text, held against what the line found there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ihl.engine.examples import Example, Passage, Wanted
from ihl.marks import PUBLISHER, AnyFrame, Context, Cue, Frame
from ihl.pipeline import Trace
from ihl.record import Allegation, Cell, Denial, Record
from ihl.speech import chunks_of

Hit: TypeAlias = Cue | AnyFrame | Context
NOBODY = "nobody"
_EDGES = " \t\n\"“”„‟'‘’«»,;:.!?"
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_OWNER = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected."""

    field: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"    {self.field:8}  expected  {self.expected}\n              got       {self.got}"


def hits_of(rule: str, trace: Trace) -> list[Hit]:
    """Where a rule fired: its cues, frames and contexts, in the order of the text."""
    return [hit for hit in hits_in(trace) if hit.rule.id == rule]


def hits_in(trace: Trace) -> list[Hit]:
    """Where any rule fired, in the order of the text."""
    frames = (trace.frames.attributions, trace.frames.conducts, trace.frames.denials)
    found: list[Hit] = [*trace.marks.cues, *trace.marks.acts, *trace.marks.contexts]
    found += [frame for by_sentence in frames for here in by_sentence.values() for frame in here]
    once = {id(hit): hit for hit in found}  # a cue may name a category and an act
    return sorted(once.values(), key=lambda hit: (hit.sentence, *_tokens(hit), hit.rule.id))


def words_of(hit: Hit, trace: Trace) -> str:
    """The words a hit covers."""
    return _words(trace, hit.sentence, *_tokens(hit))


def _tokens(hit: Hit) -> tuple[int, int]:
    return (hit.match.first, hit.match.last + 1) if isinstance(hit, Frame) else (hit.first, hit.end)


def _words(trace: Trace, sentence: int, first: int, end: int) -> str:
    tokens = trace.doc.sentences[sentence].tokens
    return _trimmed(trace.doc.article.text[tokens[first].start : tokens[end - 1].end])


def _trimmed(text: str) -> str:
    return " ".join(text.strip(_EDGES).split())


def of_example(example: Example, hit: Hit, trace: Trace) -> list[Difference]:
    """How a hit differs from what the example says of it."""
    return [*_clauses(example, hit, trace), *_actors(example, hit, trace), *_in_record(example, hit, trace.record)]


def _clauses(example: Example, hit: Hit, trace: Trace) -> Iterator[Difference]:
    """The words of the cue, of the act, of what is denied."""
    cues = [hit] if isinstance(hit, Cue) else [*trace.marks.cues, *trace.marks.acts]
    for field, wanted in (("cue", example.cue), ("act", example.act), ("denied", example.denied)):
        if wanted is None:
            continue
        filled = hit.match.role(field) if isinstance(hit, Frame) else None
        got = [words_of(cue, trace) for cue in cues] if field == "cue" else []
        if filled is not None:
            got = [_words(trace, hit.sentence, filled.first, filled.last + 1)]
        if _trimmed(wanted) not in got:
            yield Difference(field, wanted, " | ".join(got) or "nothing")


def _actors(example: Example, hit: Hit, trace: Trace) -> Iterator[Difference]:
    """The actors in the roles of a frame; a role its line does not hold is looked for in the record."""
    for field, wanted in (("alleger", example.alleger), ("accused", example.accused), ("denier", example.denier)):
        if not wanted or not isinstance(hit, Frame) or hit.match.role(field) is None:
            continue
        got = [
            (_words(trace, hit.sentence, chunk.first, chunk.end), chunk.head)
            for chunk in chunks_of(trace.marks, hit, field)
        ]
        if not _same_names(wanted, got):
            yield Difference(field, ", ".join(wanted), ", ".join(words for words, _ in got) or "nobody")


def _same_names(wanted: Sequence[str], got: Sequence[Sequence[str]]) -> bool:
    """Whether each name wanted is one of those found, and each found is wanted."""
    names = {_plain(name) for name in wanted}
    forms = [{_plain(form) for form in found} for found in got]
    return all(any(name in found for found in forms) for name in names) and all(names & found for found in forms)


def _plain(name: str) -> str:
    """A name without case, article, quote marks and possessive."""
    return _OWNER.sub("", _ARTICLE.sub("", _trimmed(name.replace("’", "'")), 1)).casefold()


# -- in the record --------------------------------------------------------------------------------------------------


def _in_record(example: Example, hit: Hit, record: Record) -> Iterator[Difference]:
    """Category and modality, and the actors whose roles the rule itself does not hold."""

    def unfilled(field: str, wanted: Sequence[str]) -> Sequence[str]:
        return () if isinstance(hit, Frame) and hit.match.role(field) is not None else wanted

    accused, alleger = unfilled("accused", example.accused), unfilled("alleger", example.alleger)
    parts: list[str | None] = [example.category, example.modality]
    parts += [f"against {name}" for name in accused] + [f"by {name}" for name in alleger]
    allegations = [mention for mention in record.mentions if isinstance(mention, Allegation)]
    if any(parts) and not any(
        (example.category is None or example.category in mention.categories)
        and example.modality in (None, mention.modality)
        and all(any(_is(actor, name, record) for actor in mention.accused) for name in accused)
        and all(_is(mention.alleger, name, record) for name in alleger)
        for mention in allegations
    ):
        got = [_told(mention, record) for mention in allegations]
        yield Difference("record", ", ".join(part for part in parts if part), " | ".join(got) or "no allegation")
    deniers = [mention.denier for mention in record.mentions if isinstance(mention, Denial)]
    for name in unfilled("denier", example.denier):
        if not any(_is(denier, name, record) for denier in deniers):
            yield Difference("denier", name, _list(_name(denier, record) for denier in deniers))


def _told(mention: Allegation, record: Record) -> str:
    against = _list(_name(actor, record) for actor in mention.accused)
    who = _name(mention.alleger, record)
    return f"{', '.join(mention.categories)}, {mention.modality}, against {against}, by {who}"


def _list(names: Iterable[str]) -> str:
    return " and ".join(names) or NOBODY


def _name(actor: str | None, record: Record) -> str:
    if actor is None or actor == PUBLISHER:
        return actor or NOBODY
    return record.actors[actor].name or actor


def _is(actor: str | None, name: str, record: Record) -> bool:
    """Whether a name stands for an actor: its own, or any form the text has."""
    if actor is None or name == NOBODY:
        return actor is None and name == NOBODY
    known = record.actors[actor]
    forms = [actor] if actor == PUBLISHER else []
    return _plain(name) in {_plain(form) for form in (*forms, known.name or "", *known.surface_forms) if form}


# -- passages -------------------------------------------------------------------------------------------------------


def of_passage(passage: Passage, record: Record) -> list[Difference]:
    """How the rows of a record differ from those a passage wants."""
    got = " | ".join(_row(cell, record) for cell in record.allegations) or "no row"
    out = [
        Difference("row", _wanted(row), got)
        for row in passage.rows
        if not any(_fits(row, cell, record) for cell in record.allegations)
    ]
    further = [cell for cell in record.allegations if not any(_fits(row, cell, record) for row in passage.rows)]
    if passage.nothing_else:
        out += [Difference("row", "no further row", _row(cell, record)) for cell in further]
    return out


def _fits(row: Wanted, cell: Cell, record: Record) -> bool:
    deniers = {denial.denier for denial in cell.denials}
    return (
        row.category == cell.category
        and (row.alleger is None or _is(cell.alleger, row.alleger, record))
        and (row.accused is None or _is(cell.accused, row.accused, record))
        and row.modality in (None, cell.modality)
        and all(any(_is(denier, name, record) for denier in deniers) for name in row.denied_by)
        and (not row.denied_by or all(any(_is(denier, name, record) for name in row.denied_by) for denier in deniers))
    )


def _wanted(row: Wanted) -> str:
    denied = f"denied by {_list(row.denied_by)}" if row.denied_by else ""
    by, against = f"by {row.alleger}" if row.alleger else "", f"against {row.accused}" if row.accused else ""
    return ", ".join(part for part in (row.category, by, against, row.modality, denied) if part)


def _row(cell: Cell, record: Record) -> str:
    denied = f"denied by {_list(_name(denial.denier, record) for denial in cell.denials)}" if cell.denials else ""
    by, against = f"by {_name(cell.alleger, record)}", f"against {_name(cell.accused, record)}"
    return ", ".join(part for part in (cell.category, by, against, cell.modality, denied) if part)
