"""The figures: hand-counted cases, and equality with the reference scorer on disturbed gold."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.gold import GoldAllegation, GoldArticle, GoldDenial, load_gold
from ihl.gold_keys import normalise
from ihl.record import CATEGORIES, MODALITY_RANK, Record
from ihl.scoring import Counts, Rate, Scores, Tally, bootstrap, by_article, errors, score

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("IHL_SHARED", ROOT.parent / "shared"))
TEXT = (
    "The Veskan Rights League accused the army of war crimes and genocide. "
    "The army called it a lie. "
    "Indiscriminate attacks are prohibited. "
    "The League said the army may have committed war crimes in Tol."
)
YAML = """
publisher: [The Daily Example]
actors:
  league: [Veskan Rights League, the League]
  army: [Veskan army, the army]
mentions:
  - {quote: accused the army of war crimes and genocide, kind: allegation, categories: [war_crime, genocide],
     alleger: [league], accused: [army], modality: asserted}
  - {quote: The army called it a lie, kind: denial, denier: [army], denial_kind: rejects,
     denies: [{alleger: league, accused: army, categories: [war_crime]}]}
  - {quote: Indiscriminate attacks are prohibited, kind: not_allegation, why: statement of law}
  - {quote: the army may have committed war crimes, kind: allegation, categories: [war_crime],
     alleger: [league], accused: [army], modality: hedged}
"""
NEUTRAL_YAML = "mentions:\n  - {quote: Indiscriminate attacks are prohibited, kind: not_allegation}\n"


def range_of(text: str, start: int, end: int) -> dict[str, int]:
    """The sentence around a piece, by full stops alone: good enough to be wider than the piece."""
    before, after = text.rfind(". ", 0, start), text.find(". ", end)
    return {"start": 0 if before < 0 else before + 2, "end": len(text) if after < 0 else after}


def record_of(gold: GoldArticle) -> dict[str, Any]:
    """A record in the contract's form that says what gold says."""
    mentions: list[dict[str, Any]] = []
    cells: dict[Any, dict[str, Any]] = {}
    for number, mention in enumerate(gold.mentions, 1):
        common: dict[str, Any] = {
            "id": f"m{number}",
            "span": {"start": mention.span[0], "end": mention.span[1], "text": mention.quote},
            "sentence": range_of(gold.text, *mention.span),
            "confidence": 0.9,
            "basis": {"rules": [], "model": None},
            "review": False,
        }
        if isinstance(mention, GoldAllegation):
            for alleger in mention.alleger or (None,):
                mentions.append(
                    common
                    | {
                        "id": f"m{number}-{alleger}",
                        "kind": "allegation",
                        "categories": list(mention.categories),
                        "alleger": alleger,
                        "accused": list(mention.accused),
                        "modality": mention.modality,
                    }
                )
            for cell in mention.cells():
                row = cells.setdefault(
                    cell,
                    {
                        "id": "-".join(map(str, cell)),
                        "alleger": cell[0],
                        "accused": cell[1],
                        "category": cell[2],
                        "modality": "hedged",
                        "mentions": [],
                        "denials": [],
                    },
                )
                row["mentions"].append(f"m{number}-{cell[0]}")
                row["modality"] = max(row["modality"], mention.modality, key=MODALITY_RANK.__getitem__)
        elif isinstance(mention, GoldDenial):
            denier = next(iter(mention.denier), None)
            kind = mention.denial_kind or "rejects"
            mentions.append(common | {"kind": "denial", "denier": denier, "denial_kind": kind, "answers": []})
    for (denier, *denied), answering in gold.denials.items():
        number = gold.mentions.index(answering[0]) + 1
        kind = answering[0].denial_kind or "rejects"
        cells[tuple(denied)]["denials"].append({"denier": denier, "denial_kind": kind, "mention": f"m{number}"})
    actors = {key: actor_entry(names[0]) for key, names in gold.actors.items()}
    return {
        "schema_version": "1",
        "article": {"id": "0" * 64, "path": f"somewhere/{gold.id}.txt", "text": gold.text},
        "actors": actors | {"publisher": actor_entry(None)},
        "mentions": mentions,
        "allegations": list(cells.values()),
        "provenance": {"ihl_version": "0", "rules_digest": "0"},
    }


def actor_entry(name: str | None) -> dict[str, Any]:
    return {"name": name, "kind": "other", "surface_forms": [] if name is None else [name], "affiliation": None}


def disturbed(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The record with dropped, swapped, renamed and made-up parts."""
    record = copy.deepcopy(record)
    length = len(record["article"]["text"])
    ids = [*record["actors"], None, "nobody-listed-this"]
    for entry in record["actors"].values():
        disturb_actor(entry, chance)
    if chance.random() < 0.3:
        record["actors"]["stranger"] = actor_entry(chance.choice(["Quite Another Body", "", None]))
        ids.append("stranger")
    record["mentions"] = [m for m in record["mentions"] if chance.random() > 0.15]
    record["allegations"] = [row for row in record["allegations"] if chance.random() > 0.15]
    for _ in range(chance.choice([0, 0, 1, 2, 3])):
        start = chance.randrange(length)
        end = min(length, start + chance.randrange(1, 120))
        span = {"start": start, "end": end, "text": record["article"]["text"][start:end]}
        record["mentions"].append(
            {
                "id": f"x{start}",
                "kind": "allegation",
                "span": span,
                "sentence": chance.choice([None, span]),
                "categories": chance.sample(CATEGORIES, k=chance.randrange(3)),
                "alleger": None,
                "accused": [],
            }
        )
    for _ in range(chance.choice([0, 0, 1, 2])):
        record["allegations"].append(
            {
                "alleger": chance.choice(ids),
                "accused": chance.choice(ids),
                "category": chance.choice(CATEGORIES),
                "modality": chance.choice(list(MODALITY_RANK)),
                "mentions": [m["id"] for m in record["mentions"][:2]],
                "denials": [{"denier": chance.choice(ids), "denial_kind": "rejects", "mention": None}],
            }
        )
    for row in record["allegations"]:
        disturb_row(row, ids, chance)
    return record


def disturb_actor(entry: dict[str, Any], chance: random.Random) -> None:
    name = entry["name"] or ""
    at = chance.randrange(len(name) + 1)
    letters = name[:at] + chance.choice(["", "x", "’s", "."]) + name[at + chance.randrange(3) :]
    change = chance.choice(["none", "none", "letter", "article", "forms", "lost"])
    if change == "letter":
        entry["name"] = letters
    elif change == "article":
        entry["name"] = f"The  {name.upper()}’s"
    elif change == "forms":
        entry.update(name="Somebody Else Entirely", surface_forms=[name, f"the {name}", letters])
    elif change == "lost":
        entry["name"] = None


def disturb_row(row: dict[str, Any], ids: list[Any], chance: random.Random) -> None:
    change = chance.choice(["none"] * 4 + ["swap", "modality", "category", "alleger", "denials"])
    if change == "swap":
        row["alleger"], row["accused"] = row["accused"], row["alleger"]
    elif change == "modality":
        row["modality"] = chance.choice(list(MODALITY_RANK))
    elif change == "category":
        row["category"] = chance.choice(CATEGORIES)
    elif change == "alleger":
        row["alleger"] = chance.choice(ids)
    elif change == "denials":
        row["denials"] = [*row["denials"][1:], {"denier": chance.choice(ids)}]


def reference(folder: Path, records: list[dict[str, Any]], scratch: Path, core: bool) -> dict[str, Any]:
    script = SHARED / "tools" / "score.py"
    if not script.is_file():
        pytest.skip(f"{script} is not here; set IHL_SHARED to the folder that holds tools/score.py")
    path = scratch / "records.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    options = ["--json", "--core"] if core else ["--json"]
    command = [sys.executable, "-X", "utf8", str(script), str(folder), str(path), *options]
    figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def same(ours: object, theirs: object) -> bool:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= 1e-12
    return type(ours) is type(theirs) and ours == theirs


@pytest.fixture
def gold(tmp_path: Path) -> dict[str, GoldArticle]:
    for name, yaml in (("a", YAML), ("b", NEUTRAL_YAML)):
        (tmp_path / f"{name}.yaml").write_text(yaml)
        (tmp_path / f"{name}.txt").write_text(TEXT)
    return load_gold(tmp_path)


@pytest.fixture
def records(gold: dict[str, GoldArticle]) -> dict[str, dict[str, Any]]:
    return {name: record_of(article) for name, article in gold.items()}


def kinds(gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]) -> list[str]:
    return [line.kind for line in errors(gold, records)]


@pytest.mark.parametrize("core", [False, True])
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("folder", [ROOT / "seeds", SHARED / "gold-real"], ids=["seeds", "gold-real"])
def test_the_figures_are_those_of_the_reference(folder: Path, seed: int, core: bool, tmp_path: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here; set IHL_SHARED to the folder that holds gold-real")
    gold, chance = load_gold(folder), random.Random(seed)
    records = [disturbed(record_of(article), chance) for article in gold.values() if chance.random() > 0.05]
    ours = score(gold, by_article(records), core).figures()
    theirs = reference(folder, records, tmp_path, core)
    assert same(ours, theirs), (ours, theirs)
    assert 0 < ours["cell"]["f1"] < 1, "the records were not disturbed, so nothing was compared"


def test_many_small_articles_have_the_figures_of_the_reference(tmp_path: Path) -> None:
    chance, folder = random.Random(7), tmp_path / "gold"
    folder.mkdir()
    for number in range(120):
        alleger = chance.choice(["league", "publisher", ""])
        yaml = YAML.replace("[league]", f"[{alleger}]").replace("alleger: league,", f"alleger: {alleger or 'null'},")
        (folder / f"{number:03}.yaml").write_text(chance.choice([yaml, yaml, NEUTRAL_YAML]))
        (folder / f"{number:03}.txt").write_text(TEXT)
    gold = load_gold(folder)
    records = [disturbed(record_of(article), chance) for article in gold.values()]
    assert same(score(gold, by_article(records)).figures(), reference(folder, records, tmp_path, core=False))


def test_a_record_that_says_what_gold_says_is_perfect(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    total = score(gold, records).total
    assert (total.cell, total.denial, total.mention) == (Counts(2, 2, 2, 2), Counts(1, 1, 1, 1), Counts(3, 3, 3, 3))
    assert (total.modality, total.false_alarms, total.negative_articles) == (Rate(2, 2), Rate(0, 2), Rate(0, 1))
    assert errors(gold, records) == []


def test_a_missed_and_an_extra_cell_halve_precision_and_recall(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    right = records["a"]["allegations"][0]
    wrong = dict(right, alleger="army", accused="league", denials=[])
    records["a"]["allegations"] = [right, wrong]
    total = score(gold, records).total
    assert total.cell == Counts(1, 2, 1, 2)
    assert (total.cell.precision, total.cell.recall, total.cell.f1) == (0.5, 0.5, 0.5)
    extra, missed = errors(gold, records)
    assert (extra.kind, extra.category) == ("extra cell", "war_crime")
    assert extra.names == ("Veskan army", "Veskan Rights League")
    assert extra.text == (
        "The Veskan Rights League accused the army of war crimes and genocide"
        " / The League said the army may have committed war crimes in Tol."
    )
    assert str(missed) == (
        "a: missed cell: Veskan Rights League → Veskan army: genocide: “accused the army of war crimes and genocide”"
    )


def test_one_sentence_may_find_two_mentions(gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]) -> None:
    mention = dict(records["a"]["mentions"][0], categories=["war_crime"], sentence={"start": 0, "end": len(TEXT)})
    records["a"]["mentions"] = [mention, dict(mention)]
    scores = score(gold, records)
    assert scores.total.mention == Counts(1, 1, 2, 3)
    assert scores.total.mention.f1 == pytest.approx(0.8)
    assert scores.per_article["a"].by_category == {"genocide": Counts(0, 0, 0, 1), "war_crime": Counts(1, 1, 2, 2)}
    (missed,) = errors(gold, records)
    assert (missed.kind, missed.category) == ("missed mention", "genocide")


@pytest.mark.parametrize(("lost", "allegers", "accused"), [("accused", 2, 0), ("alleger", 0, 2)])
def test_alleger_and_accused_are_also_counted_apart(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]], lost: str, allegers: int, accused: int
) -> None:
    for row in records["a"]["allegations"]:
        row[lost] = None
    total = score(gold, records).total
    assert total.cell == Counts(0, 2, 0, 2)
    assert total.alleger_category == Counts(allegers, 2, allegers, 2)
    assert total.accused_category == Counts(accused, 2, accused, 2)


def test_a_sentence_that_only_borders_on_a_quote_does_not_find_it(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    start, end = gold["a"].mentions[0].span
    mention = records["a"]["mentions"][0]
    for before, after in ((start - 5, start), (end, end + 5)):
        records["a"]["mentions"] = [dict(mention, sentence={"start": before, "end": after})]
        assert score(gold, records).total.mention == Counts(0, 2, 0, 3)


def test_a_mention_without_a_sentence_is_placed_by_its_span(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    last = records["a"]["mentions"][-1]
    last["sentence"], last["span"] = None, {"start": 0, "end": 10, "text": TEXT[:10]}
    assert score(gold, records).total.by_category["war_crime"] == Counts(1, 2, 1, 2)


def test_modality_counts_on_the_cells_found_and_any_of_gold_will_do(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    war_crime, genocide = records["a"]["allegations"]
    war_crime["modality"], genocide["modality"] = "hedged", "charged"
    assert score(gold, records).total.modality == Rate(1, 2)
    (line,) = errors(gold, records)
    assert (line.kind, line.category, line.detail) == ("wrong modality", "genocide", "gold asserted, record charged")


def test_denials_are_compared_with_their_denier(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    records["a"]["allegations"][0]["denials"] = [{"denier": None, "denial_kind": "rejects", "mention": "m2"}]
    assert score(gold, records).total.denial == Counts(0, 1, 0, 1)
    extra, missed = errors(gold, records)
    assert (extra.kind, extra.names) == ("extra denial", ("unknown", "Veskan Rights League", "Veskan army"))
    assert (missed.kind, missed.names[0], missed.text) == ("missed denial", "Veskan army", "The army called it a lie")
    assert extra.text == "The army called it a lie"


@pytest.mark.parametrize(("start", "alarms"), [("Indiscriminate", 1), ("and genocide", 0)])
def test_an_alarm_is_false_unless_it_touches_an_allegation(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]], start: str, alarms: int
) -> None:
    span = {"start": TEXT.index(start), "end": TEXT.index("prohibited"), "text": ""}
    records["a"]["mentions"].append(
        {
            "id": "x",
            "kind": "allegation",
            "span": span,
            "sentence": span,
            "categories": ["indiscriminate_attack"],
            "alleger": "publisher",
            "accused": [],
        }
    )
    assert score(gold, records).total.false_alarms == Rate(alarms, 2)
    lines = [line for line in errors(gold, records) if line.kind == "false alarm"]
    expected = ("The Daily Example", "unknown"), "statement of law"
    assert [(line.names, line.detail) for line in lines] == [expected] * alarms


def test_neutral_words_are_alarmed_at_once_at_most(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]]
) -> None:
    span = {"start": TEXT.index("Indiscriminate"), "end": TEXT.index("prohibited"), "text": ""}
    alarm: dict[str, Any] = {"kind": "allegation", "span": span, "sentence": span, "categories": [], "alleger": None}
    records["b"]["mentions"] = [alarm, dict(alarm, alleger="publisher")]
    assert score(gold, records).total.false_alarms == Rate(1, 2)


def test_an_article_is_negative_by_all_categories_not_by_the_core_ones(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML.replace("war_crime", "aggression").replace("genocide]", "ihl_violation]"))
    (tmp_path / "a.txt").write_text(TEXT)
    gold = load_gold(tmp_path)
    total = score(gold, {"a": record_of(gold["a"])}, core=True).total
    assert (total.cell, total.mention, total.denial) == (Counts(), Counts(), Counts())
    assert total.negative_articles == Rate(0, 0)


@pytest.mark.parametrize("core", [False, True])
def test_any_row_in_a_negative_article_is_a_hit(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]], core: bool
) -> None:
    records["b"]["allegations"] = [{"alleger": None, "accused": None, "category": "aggression", "modality": "hedged"}]
    scores = score(gold, records, core)
    assert scores.total.negative_articles == Rate(1, 1)
    assert scores.per_article["b"].cell == Counts(0, 0 if core else 1, 0, 0)


def test_an_article_without_a_record_is_missing_and_answers_nothing(gold: dict[str, GoldArticle]) -> None:
    scores = score(gold, {})
    assert scores.missing == ("a", "b")
    assert scores.total.cell == Counts(0, 0, 0, 2)
    assert (scores.total.cell.precision, scores.total.cell.recall, scores.total.cell.f1) == (1.0, 0.0, 0.0)
    assert scores.total.modality.value is None
    assert kinds(gold, {}) == ["missed cell"] * 2 + ["missed denial"] + ["missed mention"] * 3


@pytest.mark.parametrize(
    ("name", "forms", "right"),
    [
        ("Veskan army", [], True),
        ("The VESKAN\xa0Army’s", [], True),
        ("Veskan armyy", [], True),
        ("Veskan arms", [], True),
        ("Veskan navy", [], False),
        ("Some force", ["the army"], True),
        ("Some force", ["the army", "the League", "League"], False),
        (None, ["the army"], True),
        (None, [], False),
    ],
)
def test_a_name_is_right_by_likeness_or_by_its_surface_forms(
    gold: dict[str, GoldArticle], records: dict[str, dict[str, Any]], name: str | None, forms: list[str], right: bool
) -> None:
    records["a"]["actors"]["army"] = {"name": name, "surface_forms": forms}
    assert score(gold, records).total.cell.tp_gold == (2 if right else 0)


def test_the_same_name_goes_before_a_like_one(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML.replace("Veskan Rights League, the League", "Veskan armyy"))
    (tmp_path / "a.txt").write_text(TEXT)
    gold = load_gold(tmp_path)
    assert score(gold, {"a": record_of(gold["a"])}).total.cell == Counts(2, 2, 2, 2)


def test_short_names_are_never_alike(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML.replace("Veskan army, the army", "Orla").replace("the League", "Vesk"))
    (tmp_path / "a.txt").write_text(TEXT)
    gold = load_gold(tmp_path)
    record = record_of(gold["a"])
    record["actors"]["army"]["name"], record["actors"]["army"]["surface_forms"] = "Orlas", []
    assert score(gold, {"a": record}).total.cell.tp_gold == 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The  Army’s", "army"),
        ("the militants'", "militants"),
        ("U.N. Human-Rights Office", "un human-rights office"),
        ("An Egret", "egret"),
        ("Theodora", "theodora"),
        ("’s", ""),
    ],
)
def test_normalise(name: str, plain: str) -> None:
    assert normalise(name) == plain


@pytest.mark.parametrize("seed", range(20))
def test_every_count_has_its_error_lines(seed: int) -> None:
    gold, chance = load_gold(ROOT / "seeds"), random.Random(seed)
    records = {name: disturbed(record_of(article), chance) for name, article in gold.items()}
    total, found = score(gold, records).total, kinds(gold, records)
    assert found.count("missed cell") == total.cell.gold - total.cell.tp_gold
    assert found.count("extra cell") == total.cell.system - total.cell.tp_system
    assert found.count("missed denial") == total.denial.gold - total.denial.tp_gold
    assert found.count("extra denial") == total.denial.system - total.denial.tp_system
    assert found.count("wrong modality") == total.modality.of - total.modality.hits
    assert found.count("false alarm") == total.false_alarms.hits
    assert found.count("missed mention") == total.mention.gold - total.mention.tp_gold


def test_error_lines_do_not_depend_on_the_order_of_articles() -> None:
    gold, chance = load_gold(ROOT / "seeds"), random.Random(1)
    records = {name: disturbed(record_of(article), chance) for name, article in gold.items()}
    backwards = dict(reversed(records.items()))
    assert errors(gold, records) == errors(dict(reversed(gold.items())), backwards) == sorted(errors(gold, records))


def test_records_are_taken_as_models_or_as_json_by_the_stem_of_their_path() -> None:
    gold = load_gold(ROOT / "seeds")
    plain = [record_of(article) for article in gold.values()]
    models = [Record.model_validate_json(json.dumps(record)) for record in plain]
    assert list(by_article(models)) == list(gold)
    assert score(gold, by_article(models)) == score(gold, by_article(plain))


@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), max_size=5))
def test_counts_add_up_in_any_order(numbers: list[list[int]]) -> None:
    counts = [Counts(min(a, b), b, min(c, d), d) for a, b, c, d in numbers]
    total = sum(counts, Counts())
    assert total == sum(reversed(counts), Counts())
    assert total.gold == sum(count.gold for count in counts)
    assert 0 <= total.f1 <= 1


def test_an_interval_spans_what_resampling_can_give() -> None:
    right, wrong = Tally(cell=Counts(1, 1, 1, 1)), Tally(cell=Counts(0, 1, 0, 1))
    intervals = bootstrap(Scores({"a": right, "b": wrong}))
    assert intervals["cell_f1"] == (0.0, 1.0)
    assert "modality_accuracy" not in intervals
    assert bootstrap(Scores({"a": right, "b": right}))["cell_f1"] == (1.0, 1.0)
    assert bootstrap(Scores({})) == {}


def test_an_interval_is_made_of_the_rounds_drawn() -> None:
    """The rounds done again with whole tallies, and the percentiles by hand: places 0.5 and 19.5 of 0 to 20."""
    tallies = [Tally(cell=Counts(n, 10, n, 9), modality=Rate(n, n + 1), false_alarms=Rate(1, n + 1)) for n in range(8)]
    scores, chance = Scores({str(n): tally for n, tally in enumerate(tallies)}), random.Random(3)
    rounds = [sum(chance.choices(tallies, k=8), Tally()) for _ in range(21)]
    figures = {
        "cell_f1": sorted(drawn.cell.f1 for drawn in rounds),
        "modality_accuracy": sorted(drawn.modality.value or 0.0 for drawn in rounds),
        "false_alarm_rate": sorted(drawn.false_alarms.value or 0.0 for drawn in rounds),
    }
    intervals = bootstrap(scores, rounds=21, seed=3)
    for name, values in figures.items():
        assert intervals[name] == pytest.approx(((values[0] + values[1]) / 2, (values[19] + values[20]) / 2))
    assert bootstrap(scores, rounds=21, seed=4) != intervals == bootstrap(scores, rounds=21, seed=3)
