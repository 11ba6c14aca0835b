"""compose: claims and answers → the record; sorted, deterministic, every span checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from ihl import __version__
from ihl.cells import build_cells
from ihl.judge import Judgement, Verdict
from ihl.link import Answer
from ihl.marks import PUBLISHER, Claim, Cue, Marks, Party, actor_of
from ihl.record import (
    Act,
    Actor,
    ActorKind,
    Allegation,
    ArticleInfo,
    Basis,
    Category,
    Cell,
    Denial,
    DenialKind,
    Modality,
    Provenance,
    Range,
    Record,
    Span,
    Speaker,
)
from ihl.registry import Registry
from ihl.text import Article, Sentence


def empty_record(article: Article, rules_digest: str, model_digest: str | None) -> Record:
    """The record of an article that holds no cue."""
    return Record(
        article=_info(article),
        actors={},
        mentions=(),
        allegations=(),
        provenance=_provenance(rules_digest, model_digest),
    )


def compose(
    marks: Marks,
    judgement: Judgement,
    registry: Registry,
    rules_digest: str,
    model_digest: str | None,
) -> Record:
    """Put the record together."""
    judged, answers = judgement.kept, judgement.answers
    sentences = marks.doc.sentences
    drafts: list[tuple[int, int, int]] = [(c.sentence, c.first, i) for i, (c, _) in enumerate(judged)]
    drafts += [(a.rejection.sentence, a.rejection.first, -1 - i) for i, a in enumerate(answers)]
    ids = {draft: f"m{n}" for n, (*_, draft) in enumerate(sorted(drafts), start=1)}
    mentions: list[Allegation | Denial] = []
    for *_, draft in sorted(drafts):
        if draft >= 0:
            mentions.append(_allegation(ids[draft], *judged[draft], sentences, marks.doc.article.text))
        else:
            mentions.append(_denial(ids[draft], answers[-1 - draft], ids, sentences, marks.doc.article.text))
    cells = build_cells(marks.doc.article, judged, answers, ids, registry)
    used = _used(mentions, cells)
    return Record(
        article=_info(marks.doc.article),
        actors=_actors(used, registry, marks.doc.article),
        mentions=tuple(mentions),
        allegations=cells,
        provenance=_provenance(rules_digest, model_digest),
    )


def _info(article: Article) -> ArticleInfo:
    return ArticleInfo(
        id=article.id,
        path=article.path,
        title=article.title,
        publisher=article.publisher,
        date=article.date,
        url=article.url,
        language=article.language,
        text=article.text,
    )


def _provenance(rules_digest: str, model_digest: str | None) -> Provenance:
    return Provenance(ihl_version=__version__, rules_digest=rules_digest, model_digest=model_digest)


def _span(sentence: Sentence, first: int, end: int, text: str) -> Span:
    start, stop = sentence.tokens[first].start, sentence.tokens[min(end, len(sentence.tokens)) - 1].end
    for quote in sentence.quotes:  # a quotation is shown whole or not at all
        if start <= quote.start < stop < quote.end <= sentence.end:
            stop = quote.end
        elif sentence.start <= quote.start < start < quote.end < stop:
            start = quote.start
    return Span(start=start, end=stop, text=text[start:stop])


def _speaker(party: Party | None) -> Speaker | None:
    if party is None or party.speaker is None:
        return None
    return Speaker(name=party.speaker.name, role=party.speaker.role)


def _allegation(name: str, claim: Claim, verdict: Verdict, sentences: Sequence[Sentence], text: str) -> Allegation:
    sentence = sentences[claim.sentence]
    return Allegation(
        id=name,
        span=_span(sentence, claim.first, claim.end, text),
        sentence=Range(start=sentence.start, end=sentence.end),
        categories=cast("tuple[Category, ...]", claim.categories),
        acts=_acts(claim.acts, sentence, text),
        alleger=actor_of(claim.alleger),
        speaker=_speaker(claim.alleger),
        via=claim.via,
        accused=claim.accused,
        modality=cast("Modality", claim.status),
        confidence=verdict.confidence,
        basis=Basis(rules=claim.rules, model=verdict.model),
        review=verdict.review,
    )


def _acts(acts: Sequence[Cue], sentence: Sentence, text: str) -> tuple[Act, ...]:
    out: dict[str, Act] = {}
    for cue in sorted(acts, key=lambda c: (c.first, c.end)):
        for act in cue.rule.acts:
            out.setdefault(act, Act(type=act, span=_span(sentence, cue.first, cue.end, text)))
    return tuple(out.values())


def _denial(name: str, answer: Answer, ids: Mapping[int, str], sentences: Sequence[Sentence], text: str) -> Denial:
    r = answer.rejection
    sentence = sentences[r.sentence]
    return Denial(
        id=name,
        span=_span(sentence, r.first, r.end, text),
        sentence=Range(start=sentence.start, end=sentence.end),
        denier=actor_of(r.denier),
        speaker=_speaker(r.denier),
        denial_kind=cast("DenialKind", r.kind),
        answers=tuple(ids[i] for i in answer.claims),
        confidence=round(answer.confidence, 2),
        basis=Basis(rules=r.rules, model=answer.model),
        review=answer.review,
    )


def _used(mentions: Sequence[Allegation | Denial], cells: Sequence[Cell]) -> list[str]:
    names: dict[str | None, None] = {}
    for mention in mentions:
        names.update(dict.fromkeys(mention.via))
        if isinstance(mention, Allegation):
            names.update(dict.fromkeys((mention.alleger, *mention.accused)))
        else:
            names[mention.denier] = None
    names.update(dict.fromkeys(cell.accused for cell in cells))
    return sorted(name for name in names if name)


def _actors(used: Sequence[str], registry: Registry, article: Article) -> dict[str, Actor]:
    wanted = set(used)
    for name in used:  # whom they belong to is part of the record too
        while name in registry.known and (above := registry.known[name].affiliation) and above not in wanted:
            if above in registry.lexicon.actors:
                registry.lexical(above, registry.lexicon.actors[above].name)
            wanted.add(above)
            name = above
    return {name: _actor(name, registry, article) for name in sorted(wanted)}


def _actor(name: str, registry: Registry, article: Article) -> Actor:
    if name == PUBLISHER:
        return Actor(name=article.publisher, kind="media")
    known = registry.known[name]
    return Actor(
        name=known.name,
        kind=cast("ActorKind", known.kind),
        surface_forms=tuple(known.forms),
        affiliation=known.affiliation,
    )
