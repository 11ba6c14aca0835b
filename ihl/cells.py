"""cells: the rows of the matrix that one article gives, with the denials that answer each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import cast

from ihl.judge import Verdict
from ihl.link import Answer, reaches
from ihl.marks import Claim
from ihl.record import Category, Cell, CellDenial, DenialKind, Modality, strongest
from ihl.registry import Registry
from ihl.text import Article


def build_cells(
    article: Article,
    judged: Sequence[tuple[Claim, Verdict]],
    answers: Sequence[Answer],
    ids: Mapping[int, str],
    registry: Registry,
) -> tuple[Cell, ...]:
    rows: dict[tuple[str, str, str], list[int]] = {}
    for i, (claim, _) in enumerate(judged):
        for accused in claim.accused or ("",):
            for category in claim.categories:
                rows.setdefault((claim.alleger.actor if claim.alleger else "", accused, category), []).append(i)
    return tuple(_cell(article, key, found, judged, answers, ids, registry) for key, found in sorted(rows.items()))


def _cell(
    article: Article,
    key: tuple[str, str, str],
    found: list[int],
    judged: Sequence[tuple[Claim, Verdict]],
    answers: Sequence[Answer],
    ids: Mapping[int, str],
    registry: Registry,
) -> Cell:
    alleger, accused, category = key
    claims = [judged[i][0] for i in found]
    modality = strongest(c.status for c in claims)
    acts = tuple(sorted({act for c in claims for cue in c.acts for act in cue.rule.acts}))
    return Cell(
        id=hashlib.sha256("\n".join((article.id, *key)).encode()).hexdigest()[:16],
        alleger=alleger or None,
        accused=accused or None,
        category=cast("Category", category),
        acts=acts,
        modality=cast("Modality", modality),
        mentions=tuple(ids[i] for i in found),
        denials=tuple(_cell_denials(accused, found, judged, answers, ids, registry)),
    )


def _cell_denials(
    accused: str,
    found: list[int],
    judged: Sequence[tuple[Claim, Verdict]],
    answers: Sequence[Answer],
    ids: Mapping[int, str],
    registry: Registry,
) -> list[CellDenial]:
    out = []
    for n, answer in enumerate(answers):
        answered = [judged[i][0] for i in answer.claims if i in found]
        denier = answer.rejection.denier
        if not answered or denier is None:
            continue
        # a denier speaks for its own side; who is no party to the claim denies it whole
        if (
            not accused
            or registry.same_side(denier.actor, accused)
            or not any(reaches(denier.actor, claim, registry) for claim in answered)
        ):
            kind = cast("DenialKind", answer.rejection.kind)
            out.append(CellDenial(denier=denier.actor, denial_kind=kind, mention=ids[-1 - n]))
    return out
