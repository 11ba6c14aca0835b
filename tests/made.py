"""Hand-made records for tests that need no tagger."""

from __future__ import annotations

from ihl.record import (
    Act,
    Actor,
    Allegation,
    ArticleInfo,
    Basis,
    Category,
    Cell,
    CellDenial,
    Denial,
    Modality,
    Provenance,
    Range,
    Record,
    Span,
    Speaker,
)
from ihl.text import Article

TEXT = "The Veskan Rights League accused the army of war crimes. The army called the report a fabrication.\n"
ALLEGED, DENIED = "accused the army of war crimes", "The army called the report a fabrication"
NAMES: dict[str, Actor] = {
    "army": Actor(name="Veskan army", kind="state", surface_forms=("the army", "The army")),
    "league": Actor(name="Veskan Rights League", kind="ngo", surface_forms=("The Veskan Rights League",)),
    "publisher": Actor(name=None, kind="media"),
}


def span_of(text: str, quote: str) -> Span:
    """The first place of the quote, or the whole text where it does not stand in it."""
    at = max(text.find(quote), 0)
    end = at + len(quote) if quote in text else len(text)
    return Span(start=at, end=end, text=text[at:end])


def sentence_of(text: str, span: Span) -> Range:
    """The sentence around a span, for texts as plain as these."""
    end = text.find(".", span.end)
    return Range(start=text.rfind(". ", 0, span.start) + 1, end=end + 1 if end >= 0 else len(text))


def made_record(
    path: str = "a.txt",
    *,
    text: str = TEXT,
    publisher: str | None = None,
    alleger: str | None = "league",
    accused: str | None = "army",
    category: Category = "war_crime",
    modality: Modality = "asserted",
    denier: str | None = "army",
    denied: bool = True,
    actors: dict[str, Actor] | None = None,
) -> Record:
    """One allegation, denied unless told otherwise."""
    article = Article(text=text, path=path)
    said, answer = span_of(text, ALLEGED), span_of(text, DENIED)
    allegation = Allegation(
        id="m1",
        span=said,
        sentence=sentence_of(text, said),
        categories=(category,),
        acts=(Act(type="killing", span=said),),
        alleger=alleger,
        speaker=Speaker(name="Mara Dole"),
        accused=(accused,) if accused else (),
        modality=modality,
        confidence=0.97,
        basis=Basis(rules=("accuse.active",)),
    )
    denial = Denial(
        id="m2",
        span=answer,
        sentence=sentence_of(text, answer),
        denier=denier,
        denial_kind="rejects",
        answers=("m1",),
        confidence=0.9,
        basis=Basis(rules=("deny.report",)),
    )
    cell = Cell(
        id="c1",
        alleger=alleger,
        accused=accused,
        category=category,
        acts=("killing",),
        modality=modality,
        mentions=("m1",),
        denials=(CellDenial(denier=denier, denial_kind="rejects", mention="m2"),) if denied else (),
    )
    return Record(
        article=ArticleInfo(id=article.id, path=path, publisher=publisher, text=text),
        actors=actors or NAMES,
        mentions=(allegation, denial) if denied else (allegation,),
        allegations=(cell,),
        provenance=Provenance(ihl_version="0", rules_digest="0"),
    )


def empty_record(path: str = "none.txt", text: str = "Nothing here.") -> Record:
    """A record without any mention."""
    return made_record(path, text=text).model_copy(update={"mentions": (), "allegations": (), "actors": {}})
