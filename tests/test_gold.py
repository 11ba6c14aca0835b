"""Reading gold files: what is accepted, what is refused, and that a refusal names everything at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ihl.errors import GoldError
from ihl.gold import Answer, GoldAllegation, GoldDenial, GoldNotAllegation, load_gold

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("IHL_SHARED", ROOT.parent / "shared"))
TEXT = "The League accused the army of war crimes. The army called it a lie. Genocide is a crime in law. It is a lie."
GOOD = """
publisher: The Daily Example
date: 2020-01-31
actors:
  league: [Veskan Rights League, the League]
  army: [Veskan army]
mentions:
  - {quote: accused the army of war crimes, kind: allegation, categories: [war_crime, genocide], acts: [killing],
     alleger: [league], accused: [army], modality: hedged}
  - {quote: called it a lie, kind: denial, denier: [army], denial_kind: rejects,
     denies: [{alleger: league, accused: army, categories: [war_crime]}]}
  - {quote: Genocide is a crime, kind: not_allegation, why: statement of law}
"""


def write(folder: Path, yaml: str, name: str = "a", text: str | None = TEXT) -> Path:
    (folder / f"{name}.yaml").write_text(yaml, encoding="utf-8")
    if text is not None:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path) -> list[str]:
    with pytest.raises(GoldError) as caught:
        load_gold(folder)
    return str(caught.value).splitlines()


def allegation(field: str, value: str) -> str:
    fields = {"categories": "[war_crime]", "alleger": "[league]", "accused": "[army]", "modality": "asserted"}
    inside = ", ".join(f"{key}: {words}" for key, words in (fields | {field: value}).items())
    actors = "actors: {league: [League], army: [Army]}\n"
    return actors + "mentions:\n  - {quote: accused the army, kind: allegation, " + inside + "}\n"


def test_every_field_is_read(tmp_path: Path) -> None:
    article = load_gold(write(tmp_path, GOOD))["a"]
    first, second, third = article.mentions
    assert (article.id, article.text) == ("a", TEXT)
    assert (article.publisher, article.date) == (("The Daily Example",), "2020-01-31")
    assert article.actors == {"league": ("Veskan Rights League", "the League"), "army": ("Veskan army",)}
    assert first == GoldAllegation(
        "accused the army of war crimes",
        (11, 41),
        ("war_crime", "genocide"),
        ("killing",),
        ("league",),
        ("army",),
        "hedged",
    )
    answer = Answer("league", "army", "war_crime")
    assert second == GoldDenial("called it a lie", (52, 67), ("army",), "rejects", (answer,))
    assert third == GoldNotAllegation("Genocide is a crime", (69, 88), "statement of law")
    assert article.warnings == ()
    assert list(article.cells) == [("league", "army", "war_crime"), ("league", "army", "genocide")]
    assert list(article.denials) == [("army", "league", "army", "war_crime")]


@pytest.mark.parametrize("every", [", categories: all}", ", categories: [all]}", "}"])
def test_a_denial_of_all_reaches_every_category_and_an_unnamed_denier_is_none(tmp_path: Path, every: str) -> None:
    yaml = GOOD.replace(", categories: [war_crime]}", every).replace("denier: [army]", "denier: []")
    assert set(load_gold(write(tmp_path, yaml))["a"].denials) == {
        (None, "league", "army", "war_crime"),
        (None, "league", "army", "genocide"),
    }


def test_unknown_parties_make_a_cell_with_none(tmp_path: Path) -> None:
    assert list(load_gold(write(tmp_path, allegation("alleger", "[]")))["a"].cells) == [(None, "army", "war_crime")]


def test_an_allegation_without_a_modality_is_asserted(tmp_path: Path) -> None:
    yaml = allegation("modality", "hedged").replace(", modality: hedged", "")
    (mention,) = load_gold(write(tmp_path, yaml))["a"].mentions
    assert isinstance(mention, GoldAllegation)
    assert mention.modality == "asserted"


def test_the_first_place_of_a_quote_counts_and_is_warned_of(tmp_path: Path) -> None:
    article = load_gold(write(tmp_path, "mentions:\n  - {quote: a lie, kind: not_allegation}\n"))["a"]
    assert article.mentions[0].span == (62, 67)
    assert article.warnings == (f"{tmp_path / 'a.yaml'}: mention 1: quote not unique, its first place counts: 'a lie'",)


def test_offsets_in_the_file_decide_the_place(tmp_path: Path) -> None:
    yaml = "mentions:\n  - {quote: a lie, start: 103, end: 108, kind: not_allegation}\n"
    article = load_gold(write(tmp_path, yaml))["a"]
    assert (article.mentions[0].span, article.warnings) == ((103, 108), ())


@pytest.mark.parametrize("date", ["2020-13-45", "2020-02-30"])
def test_a_date_that_is_none_is_refused_not_crashed_on(tmp_path: Path, date: str) -> None:
    (line,) = refused(write(tmp_path, f"date: {date}\n"))
    assert "a.yaml cannot be used" in line


@pytest.mark.parametrize(
    ("field", "value", "what", "allowed"),
    [
        ("modality", "sure", "mention 1: modality is 'sure'", "hedged, asserted, charged, adjudicated"),
        ("categories", "[massacre]", "mention 1: categories is 'massacre'", "indiscriminate_attack, war_crime"),
        ("categories", "war_crime", "mention 1: categories is 'war_crime'", "a list"),
        ("alleger", "[leegue]", "mention 1: alleger is 'leegue'", "league, army, publisher"),
        ("accused", "[[army]]", "mention 1: accused is ['army']", "league, army, publisher"),
        ("acts", "[1]", "mention 1: acts has 1", "text"),
        ("quote", "accused the navy", "mention 1: quote not found: 'accused the navy'", "an exact piece of the text"),
        ("quote", "''", "mention 1: quote not found: ''", "an exact piece of the text"),
        ("kind", "alegation", "mention 1: kind is 'alegation'", "allegation, denial, not_allegation"),
        ("kind", "null", "mention 1: kind is None", "allegation, denial, not_allegation"),
        ("start", "3, end: 9", "mention 1: 3 to 9 is not its quote", "offsets of the quote in the text"),
    ],
)
def test_a_bad_field_is_named_with_what_is_allowed(
    tmp_path: Path, field: str, value: str, what: str, allowed: str
) -> None:
    (line,) = refused(write(tmp_path, allegation(field, value)))
    assert line.startswith(f"{tmp_path / 'a.yaml'}: {what}, allowed is {allowed}")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("kind: rejects", "kind: refuses", "denial_kind is 'refuses', allowed is rejects, disputes_label"),
        ("army, categories: [war_crime]", "league", "denies league → league: all, which no mention alleges"),
        ("[war_crime]}", "[aggression]}", "denies league → army: aggression, which no mention alleges"),
        ("[{alleger: league", "[{alleger: legue", "denies: alleger is 'legue', allowed is league, army"),
        ("[{alleger: league, accused: army, categories: [war_crime]}]", "[all]", "denies has 'all'"),
    ],
)
def test_a_bad_denial_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in GOOD
    assert f"mention 2: {what}" in refused(write(tmp_path, GOOD.replace(old, new)))[0]


def test_the_rows_that_could_be_denied_are_listed(tmp_path: Path) -> None:
    (line,) = refused(write(tmp_path, GOOD.replace("[war_crime]}]", "[aggression]}]")))
    assert line.endswith("allowed is league → army: genocide; league → army: war_crime")


@pytest.mark.parametrize(
    ("yaml", "what"),
    [
        ("- a list", "it holds ['a list']"),
        ("", "it holds None"),
        ("actors: [", "cannot be used"),
        ("actors: [league]", "actors is ['league']"),
        ("actors: {no: [Norway]}", "actor key False"),
        ("actors: {publisher: [The Daily]}", "actor key 'publisher'"),
        ("actors: {league: [No]}", "actor league has False"),
        ("actors: {league: The League}", "actor league is 'The League'"),
        ("mentions: {quote: army}", "mentions is {'quote': 'army'}"),
        ("mentions: [army]", "mentions has 'army'"),
        ("publisher: 7", "publisher is 7"),
        ("a: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, yaml: str, what: str) -> None:
    (line,) = refused(write(tmp_path, yaml))
    assert what in line


def test_all_problems_of_all_files_are_listed_at_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("hedged", "sure").replace("called it a lie", "called it true"), "a")
    write(tmp_path, GOOD, "b")
    write(tmp_path, GOOD.replace("[war_crime, genocide]", "[massacre]"), "c", text=None)
    lines = refused(tmp_path)
    assert [Path(line.split(":")[0]).name for line in lines] == ["a.yaml", "a.yaml", "c.yaml", "c.yaml", "c.yaml"]
    expected = ("'sure'", "'called it true'", "c.txt cannot be used", "'massacre'", "denies")
    assert all(what in line for what, line in zip(expected, lines, strict=True))


def test_a_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "mentions: []", text=None)
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    assert "a.txt cannot be used" in refused(tmp_path)[0]


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "articles: []", "index", text=None)
    assert "no gold files here" in refused(tmp_path)[0]
    assert "no gold files here" in refused(tmp_path / "nowhere")[0]


def test_the_index_is_no_gold_file(tmp_path: Path) -> None:
    write(write(tmp_path, GOOD), "- anything", "index", text=None)
    assert list(load_gold(tmp_path)) == ["a"]


@pytest.mark.parametrize("folder", [ROOT / "seeds", SHARED / "gold-real"])
def test_real_gold_loads_whole(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here; set IHL_SHARED to the folder that holds gold-real")
    for article in load_gold(folder).values():
        assert article.text
        for mention in article.mentions:
            assert article.text[slice(*mention.span)] == mention.quote
