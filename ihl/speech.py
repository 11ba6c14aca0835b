"""Who is speaking: attributions with their sources resolved, and the speaker of each quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ihl.chunks import PRONOUN, REPORT, Chunk
from ihl.engine.schema import AttributionRule
from ihl.marks import AnyFrame, Frame, Frames, Marks, Party
from ihl.resolve import Resolver
from ihl.text import Quote, Sentence

FLOATING = 2  # blocks a quotation without a speaker may stand behind the last one


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with its source: tokens `first` to `last` of its content, who says it, of whom."""

    frame: Frame[AttributionRule]
    first: int
    last: int
    parties: tuple[Party, ...]
    accused: tuple[str, ...]
    names_accused: bool

    @property
    def unnamed(self) -> bool:
        """Whether the frame speaks of an accuser without room for a name: "it is alleged", "accusations of"."""
        return self.frame.match.role("alleger") is None and self.frame.rule.id != "say.publish"

    @property
    def apart(self) -> bool:
        """Whether the frame has its content beside its own words, and not among them ("X's genocide case")."""
        return self.frame.match.role("act") is not None

    @property
    def width(self) -> int:
        """How far its content reaches; of two, the narrower is the inner one."""
        return self.last - self.first


@dataclass(frozen=True)
class Speech:
    """All that is said in an article: by sentence, and by quotation."""

    said: Mapping[int, tuple[Said, ...]]
    speakers: Mapping[Quote, tuple[Party, ...]]


def chunks_of(marks: Marks, frame: AnyFrame, role: str) -> list[Chunk]:
    """The chunks that fill a role of a frame."""
    filled = frame.match.role(role)
    return [marks.chunks[frame.sentence][i] for i in filled.chunks] if filled else []


def listen(marks: Marks, frames: Frames, resolver: Resolver) -> Speech:
    """Resolve every attribution in the order of the text, then give each quotation its speaker."""
    said: dict[int, tuple[Said, ...]] = {}
    for sentence in marks.doc.sentences:
        resolver.enter(sentence.index)
        found: list[Said] = []
        here = frames.attributions.get(sentence.index, ())
        for frame in sorted(here, key=lambda f: (f.match.anchor, f.match.first, f.rule.id)):
            found.append(_said(marks, frame, resolver, found))
        said[sentence.index] = tuple(found)
        for one in found:
            for party in one.parties:
                resolver.sources.append((sentence.index, one.frame.match.anchor, party))
    return Speech(said, _speakers(marks, said, resolver))


def _said(marks: Marks, frame: Frame[AttributionRule], resolver: Resolver, before: Sequence[Said]) -> Said:
    allegers = chunks_of(marks, frame, "alleger")
    parties = [party for chunk in allegers for party in _who(frame.sentence, chunk, resolver, before)]
    accused = [
        actor for chunk in chunks_of(marks, frame, "accused") for actor in resolver.accused(frame.sentence, chunk)
    ]
    mutual = frame.rule.accused_from == "allegers"
    if mutual:
        accused = [party.actor for party in parties]
    act = frame.match.role("act")
    first, last = (act.first, act.last) if act else (frame.match.first, frame.match.last)
    return Said(
        frame,
        first,
        last,
        tuple(dict.fromkeys(parties)),
        tuple(dict.fromkeys(accused)),
        mutual or frame.match.role("accused") is not None,
    )


def _who(sentence: int, chunk: Chunk, resolver: Resolver, before: Sequence[Said]) -> list[Party]:
    """The actors of an alleger's chunk; a pronoun that speaks is first of all whoever spoke last."""
    earlier = [party for one in before if one.frame.match.anchor < chunk.first for party in one.parties]
    if chunk.kind == REPORT and chunk.owner is None and not chunk.definite and earlier:
        return earlier[-1:]  # "X issued a statement which said …"
    if chunk.kind == PRONOUN and chunk.head in ("it", "they"):
        return earlier[-1:] or resolver.last_source(sentence) or resolver.parties(sentence, chunk)
    return resolver.parties(sentence, chunk)


def _speakers(marks: Marks, said: Mapping[int, Sequence[Said]], resolver: Resolver) -> dict[Quote, tuple[Party, ...]]:
    speakers: dict[Quote, tuple[Party, ...]] = {}
    last: tuple[tuple[Party, ...], int] | None = None
    for quote in marks.doc.quotes:
        if quote.fragment:
            continue
        touching = [s for s in marks.doc.sentences if s.start < quote.end and quote.start < s.end]
        found = next((p for s in touching for p in [_outside(s, quote, said[s.index])] if p), ())
        found = found or _signed(marks, touching[-1] if touching else None, resolver)
        block = touching[0].block if touching else 0
        if not found and last is not None and block - last[1] <= FLOATING and _alone(touching, quote):
            found = last[0]
        if found:
            speakers[quote] = found
            last = (found, touching[-1].block if touching else block)
    return speakers


def _signed(marks: Marks, last: Sentence | None, resolver: Resolver) -> tuple[Party, ...]:
    """The signature under a quotation: "– Mara Dole, a director at Relief Watch"."""
    if last is None or last.index + 1 >= len(marks.doc.sentences):
        return ()
    following = marks.doc.sentences[last.index + 1]
    first = next(iter(marks.chunks[following.index]), None)
    if first is None or following.lowers[0] not in ("-", "–", "—", "--") or first.first > 2:
        return ()
    return tuple(resolver.parties(following.index, first))


def _outside(sentence: Sentence, quote: Quote, said: Sequence[Said]) -> tuple[Party, ...]:
    """The source of an attribution that stands outside the quotation and has it as its content."""
    for one in said:
        at = sentence.tokens[one.frame.match.anchor].start
        if quote.start <= at < quote.end or not one.parties:
            continue
        start, end = sentence.tokens[one.first].start, sentence.tokens[one.last].end
        if start < quote.end and quote.start < end:
            return one.parties
    return ()


def _alone(touching: Sequence[Sentence], quote: Quote) -> bool:
    """Whether nothing of the author's stands around the quotation: then its speaker is the one before."""
    return all(
        not any(token.is_word and not quote.start <= token.start < quote.end for token in sentence.tokens)
        for sentence in touching
    )
