"""Rules and model together: what each decides, what the record says of it, and that nothing depends on a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ihl.learn.judging import ModelJudge
from ihl.learn.model import Point
from ihl.learn.store import load_model
from ihl.pipeline import tag
from ihl.record import Allegation, Denial, Record
from ihl.text import Article
from tests.shared import rules

MODEL = load_model()
JUDGE = ModelJudge(MODEL, MODEL.points["balanced"])
TEXT = (
    "Relief Watch accused Kestria of war crimes over the shelling of the town. "
    "Kestria's army rejected the accusation as baseless. "
    "The strike on the market was indiscriminate, said Mara Dole, a director at Relief Watch."
)


def read(text: str, judge: ModelJudge = JUDGE) -> Record:
    return tag(Article(text), rules(), judge=judge)


def rows(record: Record) -> set[tuple[str | None, str | None, str]]:
    return {(cell.alleger, cell.accused, cell.category) for cell in record.allegations}


def test_the_record_names_both() -> None:
    """Rules and the model's probability stand in the basis, and the model's digest in the provenance."""
    record = read(TEXT)
    assert record.provenance.model_digest == MODEL.digest
    said = [m for m in record.mentions if isinstance(m, Allegation)]
    assert {c for m in said for c in m.categories} == {"war_crime", "indiscriminate_attack"}
    assert all(m.basis.rules and m.basis.model is not None and 0 < m.confidence < 1 for m in said)


def test_what_the_words_tie_the_rules_decide() -> None:
    """A frame that names both parties stands, whatever the model thinks of them."""
    assert ("relief-watch", "kestria", "war_crime") in rows(read(TEXT))


def test_the_model_fills_what_is_open() -> None:
    """Nobody is named beside the strike; the model gives it to whom the article speaks of."""
    assert ("relief-watch", "kestria", "indiscriminate_attack") in rows(read(TEXT)) | {
        (a, b and b.removesuffix("/forces"), c) for a, b, c in rows(read(TEXT))
    }


def test_denials_answer_what_was_kept() -> None:
    """The denial answers the accusation, and says who denies."""
    record = read(TEXT)
    (denial,) = [m for m in record.mentions if isinstance(m, Denial)]
    assert (denial.denier, denial.denial_kind) == ("kestria/forces", "rejects")
    answered = {m.id: m for m in record.mentions if isinstance(m, Allegation)}
    assert {c for name in denial.answers for c in answered[name].categories} >= {"war_crime"}


def test_what_falls_below_the_floor_is_dropped() -> None:
    """A point that asks for certainty keeps nothing, and says nothing of denials that answer nothing."""
    none = ModelJudge(MODEL, Point(confidence=1.0))
    assert rows(read(TEXT, none)) == set()


def test_high_precision_keeps_a_part() -> None:
    """The careful point has no row that the balanced one has not."""
    careful = ModelJudge(MODEL, MODEL.points["high"])
    assert rows(read(TEXT, careful)) <= rows(read(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Indiscriminate attacks are prohibited by international law.", id="law"),
        pytest.param("The war crimes tribunal sits in the capital of Kestria.", id="name"),
        pytest.param("Such a raid by Kestria would be a war crime, Relief Watch said.", id="conditional"),
        pytest.param("Relief Watch urged Kestria to respect the laws of war.", id="call"),
    ],
)
def test_no_allegation(text: str) -> None:
    """What the rules take for no allegation, the model does not turn into one."""
    assert rows(read(text)) == set()


def test_review() -> None:
    """A row that is less likely right than not, or in dispute, wants a person's look; others do not."""
    strict = ModelJudge(MODEL, replace(MODEL.points["balanced"], review=1.0))
    assert all(m.review for m in read(TEXT, strict).mentions if isinstance(m, Allegation))
    frame = next(m for m in read(TEXT).mentions if isinstance(m, Allegation) and "war_crime" in m.categories)
    assert frame.review == (frame.confidence < MODEL.points["balanced"].review)


MUTUAL = (
    "Kestria accused Morland of genocide. Morland denied it. "
    "Morland's army shelled Kestrian towns, a war crime, Kestria said."
)


def test_names_change_places() -> None:
    """With the names exchanged, the same rows come out the other way round."""
    changed = MUTUAL.replace("Kestrian", "Morlandic").replace("Kestria", "#").replace("Morland", "Kestria")
    changed = changed.replace("#", "Morland").replace("Kestriaic", "Morlandic")
    there, back = rows(read(MUTUAL)), rows(read(changed))

    def other(name: str | None) -> str | None:
        table = {"kestria": "morland", "morland": "kestria"}
        return name and "/".join(table.get(part, part) for part in name.split("/"))

    assert back == {(other(a), other(b), c) for a, b, c in there}
    assert ("kestria", "morland", "genocide") in there
