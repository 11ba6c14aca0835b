"""Agreement of two annotators of the same articles: the second's gold scored as if it were a record of the first's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ihl.gold import GoldAllegation, GoldArticle, GoldDenial
from ihl.gold_keys import JsonRecord, actor_keys
from ihl.intervals import Scores, bootstrap
from ihl.record import strongest
from ihl.scoring import score
from ihl.segment import segment
from ihl.text import Article


@dataclass(frozen=True)
class Agreement:
    """How far two annotators agree.

    Attributes:
        articles: how many both annotated.
        scores: counts with the first as gold; F1 does not depend on who comes first, but for names matched one way.
        kappa: Cohen's kappa of the modality of cells both have (Cohen 1960); None where there are none.
        cells: how many cells that rests on.
        intervals: 95 % intervals of the figures over articles.
    """

    articles: int
    scores: Scores
    kappa: float | None
    cells: int
    intervals: Mapping[str, tuple[float, float]]


def agreement(one: Mapping[str, GoldArticle], other: Mapping[str, GoldArticle]) -> Agreement:
    """Compare the articles that both have."""
    both = sorted(one.keys() & other.keys())
    gold = {name: one[name] for name in both}
    records = {name: as_record(other[name]) for name in both}
    scores = score(gold, records)
    pairs = [pair for name in both for pair in _modalities(gold[name], records[name])]
    return Agreement(len(both), scores, kappa(pairs), len(pairs), bootstrap(scores))


def as_record(article: GoldArticle) -> JsonRecord:
    """A gold file as the record it asks for."""
    sentences = segment(Article(article.text)).sentences
    mentions: list[JsonRecord] = []
    rows: dict[tuple[str | None, str | None, str], JsonRecord] = {}
    for n, mention in enumerate(article.mentions):
        start, end = mention.span
        touched = [s for s in sentences if s.start < end and start < s.end]
        sentence = {"start": touched[0].start, "end": touched[-1].end} if touched else {"start": start, "end": end}
        base: JsonRecord = {"id": f"m{n}", "span": {"start": start, "end": end}, "sentence": sentence}
        if isinstance(mention, GoldAllegation):
            who = {"alleger": next(iter(mention.alleger), None), "accused": list(mention.accused)}
            mentions.append({**base, "kind": "allegation", "categories": list(mention.categories), **who})
            for cell in mention.cells():
                _enter(rows, cell, mention.modality, f"m{n}")
        elif isinstance(mention, GoldDenial):
            mentions.append({**base, "kind": "denial"})
    for (denier, alleger, accused, category), found in article.denials.items():
        row = rows[alleger, accused, category]
        index = next(f"m{n}" for n, mention in enumerate(article.mentions) if mention is found[0])
        row["denials"].append({"denier": denier, "mention": index})
    actors = {key: {"name": names[0] if names else key, "surface_forms": list(names)} for key, names in _named(article)}
    return {
        "article": {"path": f"{article.id}.txt", "text": article.text},
        "actors": actors,
        "mentions": mentions,
        "allegations": list(rows.values()),
    }


def _named(article: GoldArticle) -> Sequence[tuple[str, tuple[str, ...]]]:
    return [*article.actors.items(), ("publisher", article.publisher)]


def _enter(
    rows: dict[tuple[str | None, str | None, str], JsonRecord],
    cell: tuple[str | None, str | None, str],
    modality: str,
    mention: str,
) -> None:
    """Add a mention to its row, whose modality is the strongest of its mentions."""
    empty = {"modality": modality, "mentions": [], "denials": []}
    row = rows.setdefault(cell, {"alleger": cell[0], "accused": cell[1], "category": cell[2], **empty})
    row["modality"] = strongest((row["modality"], modality))
    row["mentions"].append(mention)


def _modalities(gold: GoldArticle, record: JsonRecord) -> list[tuple[str, str]]:
    """The modality each gives to the cells that both have."""
    keys = actor_keys(record, gold)
    theirs = {
        (keys.get(row["alleger"]), keys.get(row["accused"]), row["category"]): row["modality"]
        for row in record["allegations"]
    }
    ours = {cell: strongest(mention.modality for mention in found) for cell, found in gold.cells.items()}
    return [(modality, theirs[cell]) for cell, modality in ours.items() if cell in theirs]


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two series of labels; 1 where both only ever use the same one, None for none."""
    if not pairs:
        return None
    seen = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0
