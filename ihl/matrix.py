"""Builds the allegation matrix over many articles: alleger × accused × category, with who denies it.

Rows merge by actor id. The article's own voice merges only within one publisher, or one article where
no publisher is known. Nothing in a row says that the allegation is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ihl.export import NOT_NAMED, PUBLISHER, name_of
from ihl.record import CATEGORIES, ActorKind, Category, Cell, DenialKind, Modality, Record, strongest

PartyKey = tuple[str, str]
RowKey = tuple[PartyKey, PartyKey, Category]
_NOBODY: PartyKey = (NOT_NAMED, "")


@dataclass(frozen=True, slots=True)
class Party:
    """An alleger, accused or denier; `id` and `kind` are null where nobody is named."""

    id: str | None
    name: str
    kind: ActorKind | None


@dataclass(frozen=True, slots=True)
class Denier:
    """Who denies a row, and how."""

    name: str
    kind: DenialKind


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words that a row rests on: `start` and `end` are code points into the article's text."""

    path: str
    start: int
    end: int
    quote: str
    mention: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Row:
    """One alleger, one accused, one category, with everything the articles give for the three."""

    alleger: Party
    accused: Party
    category: Category
    modality: Modality
    acts: tuple[str, ...]
    denied_by: tuple[Denier, ...]
    articles: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The sorted rows, and how many different articles were looked at."""

    rows: tuple[Row, ...]
    articles: int


@dataclass
class _Draft:
    """A row while it grows; the parties are gathered, as articles may spell a name differently."""

    allegers: set[Party] = field(default_factory=set)
    accused: set[Party] = field(default_factory=set)
    modalities: set[Modality] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    deniers: dict[tuple[PartyKey, DenialKind], set[Party]] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    evidence: set[Evidence] = field(default_factory=set)


def build_matrix(records: Iterable[Record]) -> Matrix:
    """Merge the rows of all records; the order in which they come makes no difference."""
    drafts: dict[RowKey, _Draft] = {}
    articles: set[str] = set()
    for record in records:
        articles.add(record.article.id)
        for cell in record.allegations:
            key = (_key(record, cell.alleger), _key(record, cell.accused), cell.category)
            _add(drafts.setdefault(key, _Draft()), record, cell)
    rows = sorted(((_order(row, key), row) for key, row in _rows(drafts)), key=lambda pair: pair[0])
    return Matrix(tuple(row for _, row in rows), len(articles))


def _key(record: Record, actor_id: str | None) -> PartyKey:
    if actor_id is None:
        return _NOBODY
    if actor_id != PUBLISHER:
        return ("actor", actor_id)
    actor = record.actors.get(PUBLISHER)
    name = record.article.publisher or (actor.name if actor else None)
    return ("publisher", name.casefold()) if name else ("article", record.article.id)


def _party(record: Record, actor_id: str | None) -> Party:
    actor = record.actors.get(actor_id) if actor_id else None
    return Party(actor_id, name_of(record, actor_id), actor.kind if actor else None)


def _add(draft: _Draft, record: Record, cell: Cell) -> None:
    draft.allegers.add(_party(record, cell.alleger))
    draft.accused.add(_party(record, cell.accused))
    draft.modalities.add(cell.modality)
    draft.acts.update(cell.acts)
    draft.articles.add(record.article.id)
    draft.evidence.update(_evidence(record, {*cell.mentions, *(denial.mention for denial in cell.denials)}))
    for denial in cell.denials:
        key = (_key(record, denial.denier), denial.denial_kind)
        draft.deniers.setdefault(key, set()).add(_party(record, denial.denier))


def _evidence(record: Record, mention_ids: set[str]) -> Iterator[Evidence]:
    article = record.article
    for mention in record.mentions:
        if mention.id in mention_ids:
            span = mention.span
            yield Evidence(article.path, span.start, span.end, span.text, mention.kind, article.id)


def _rows(drafts: dict[RowKey, _Draft]) -> Iterator[tuple[RowKey, Row]]:
    for key, draft in drafts.items():
        deniers = ((_one(parties), kind) for (_, kind), parties in draft.deniers.items())
        yield (
            key,
            Row(
                alleger=_one(draft.allegers),
                accused=_one(draft.accused),
                category=key[2],
                modality=strongest(draft.modalities),
                acts=tuple(sorted(draft.acts)),
                denied_by=tuple(Denier(party.name, kind) for party, kind in sorted(deniers, key=_denier_order)),
                articles=len(draft.articles),
                evidence=tuple(sorted(draft.evidence)),
            ),
        )


def _one(parties: set[Party]) -> Party:
    """Return the spelling to show: the first of the alphabet, so that no order of reading changes it."""
    return min(parties, key=_party_order)


def _party_order(party: Party) -> tuple[bool, str, str, str, str]:
    return (party.id is None, party.name.casefold(), party.name, party.id or "", party.kind or "")


def _denier_order(denier: tuple[Party, DenialKind]) -> tuple[tuple[bool, str, str, str, str], str]:
    return (_party_order(denier[0]), denier[1])


def _order(row: Row, key: RowKey) -> tuple[object, ...]:
    return (_party_order(row.alleger), _party_order(row.accused), CATEGORIES.index(row.category), key)
