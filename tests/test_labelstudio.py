"""Label Studio: records to tasks, annotated tasks to gold, and everything that can be wrong with one."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from ihl.agreement import as_record
from ihl.cli import app
from ihl.cli.batch import Batch
from ihl.errors import LabellingError
from ihl.export import PUBLISHER, name_of, record_json
from ihl.gold import GoldAllegation, GoldArticle, GoldDenial, GoldNotAllegation, load_gold
from ihl.labelstudio.config import labelling_config
from ihl.labelstudio.drafts import GoldDraft, gold_of
from ihl.labelstudio.exported import chosen
from ihl.labelstudio.fields import FIELDS
from ihl.labelstudio.naming import actor_key, is_name, names_of
from ihl.labelstudio.offsets import from_utf16, span_of
from ihl.labelstudio.tasks import JsonTask, tasks
from ihl.pipeline import tag
from ihl.record import Actor, Allegation, CellDenial, Denial, Record
from ihl.text import Article
from tests.made import NAMES, TEXT, empty_record, made_record
from tests.shared import ROOT, rules

FIXTURES = Path(__file__).parent / "labelstudio"
EXPORT = FIXTURES / "export.json"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SIGNS = "🔥 Relief Watch 🕊 names 👩‍👩‍👧 the قوات of É́a."  # emoji, a family of five signs, Arabic, marks over letters
run = CliRunner()
Rows = dict[tuple[str | None, str | None, str], tuple[str, int, set[str | None]]]


def annotated(task: JsonTask) -> JsonTask:
    """The task as Label Studio exports it once somebody has accepted its prediction."""
    annotation = {"id": 1, "completed_by": 1, "was_cancelled": False, "result": task["predictions"][0]["result"]}
    return {"id": 7, "data": task["data"], "annotations": [annotation], "predictions": [1]}


def draft_of(task: object) -> GoldDraft:
    draft = gold_of(task)
    assert draft is not None
    return draft


def loaded(draft: GoldDraft, folder: Path) -> GoldArticle:
    """The draft written and read again; nothing in it may be read with doubt."""
    (folder / f"{draft.name}.yaml").write_text(draft.as_yaml(), encoding="utf-8", newline="\n")
    (folder / f"{draft.name}.txt").write_text(draft.text, encoding="utf-8", newline="\n")
    article = load_gold(folder)[draft.name]
    assert article.warnings == ()
    return article


def round_trip(record: Record, folder: Path) -> GoldArticle:
    """A record that an annotator accepted as it was."""
    (task,) = tasks([record])
    return loaded(draft_of(annotated(task)), folder)


def key_of(record: Record, actor: str | None) -> str | None:
    """The key of an actor in gold."""
    return actor if actor in (None, PUBLISHER) else actor_key(name_of(record, actor))


def rows_of(record: Record) -> Rows:
    """The rows of a record in keys of gold: modality, number of mentions, deniers."""
    return {
        (key_of(record, row.alleger), key_of(record, row.accused), row.category): (
            row.modality,
            len(row.mentions),
            {key_of(record, denial.denier) for denial in row.denials},
        )
        for row in record.allegations
    }


def rows_asked(article: GoldArticle) -> Rows:
    """The rows of the record that gold asks for."""
    return {
        (row["alleger"], row["accused"], row["category"]): (
            row["modality"],
            len(row["mentions"]),
            {denial["denier"] for denial in row["denials"]},
        )
        for row in as_record(article)["allegations"]
    }


def test_there_are_five_seeds() -> None:
    """The round trip below is made by all of them."""
    assert len(SEEDS) == 5


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_record_comes_back_as_gold(path: Path, tmp_path: Path) -> None:
    """Rows, modalities and deniers are those of the record, and each mention has its words, kinds and acts."""
    record = tag(Article(path.read_text(encoding="utf-8"), path=str(path)), rules())
    article = round_trip(record, tmp_path)
    assert article.id == path.stem
    assert rows_asked(article) == rows_of(record)
    wanted = sorted(record.mentions, key=lambda mention: (mention.span.start, mention.span.end))
    for mention, origin in zip(article.mentions, wanted, strict=True):
        assert (mention.span, mention.quote) == ((origin.span.start, origin.span.end), origin.span.text)
        if isinstance(mention, GoldAllegation) and isinstance(origin, Allegation):
            assert (mention.categories, mention.modality) == (origin.categories, origin.modality)
            assert mention.acts == tuple(act.type for act in origin.acts)
        else:
            assert isinstance(mention, GoldDenial)
            assert isinstance(origin, Denial)
            assert mention.denial_kind == origin.denial_kind


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(made_record(alleger=None), id="unknown alleger"),
        pytest.param(made_record(accused=None), id="nobody accused"),
        pytest.param(made_record(alleger="publisher", publisher="The Daily Example"), id="own voice"),
        pytest.param(made_record(denied=False, modality="charged"), id="no denial"),
        pytest.param(made_record(text="🔥 " + TEXT.replace(". ", ".\r\n")), id="ends of lines"),
        pytest.param(made_record(text=TEXT + TEXT), id="words that stand twice"),
        pytest.param(empty_record(), id="nothing alleged"),
    ],
)
def test_made_records_come_back(record: Record, tmp_path: Path) -> None:
    """So do records with what seeds lack."""
    article = round_trip(record, tmp_path)
    assert rows_asked(article) == rows_of(record)
    assert [m.quote.replace("\n", "\r\n") for m in article.mentions] == [
        m.span.text.replace("\r", "").replace("\n", "\r\n") for m in record.mentions
    ]
    assert article.publisher == ((record.article.publisher,) if record.article.publisher else ())


def test_an_unnamed_denier_is_nobody(tmp_path: Path) -> None:
    """Gold has the denial, of which the rows of a record tell nothing."""
    article = round_trip(made_record(denier=None), tmp_path)
    assert list(article.denials) == [(None, "veskan-rights-league", "veskan-army", "war_crime")]


def two_accused() -> Record:
    """An allegation against two, of which the denial stands in the row of one."""
    record = made_record(actors={**NAMES, "navy": Actor(name="Veskan navy", kind="state")})
    (row,) = record.allegations
    first, second = record.mentions
    other = row.model_copy(update={"accused": "navy", "denials": ()})
    mentions = (first.model_copy(update={"accused": ("army", "navy")}), second)
    return record.model_copy(update={"mentions": mentions, "allegations": (row, other)})


def test_a_denial_for_one_of_two_accused_stays_one(tmp_path: Path) -> None:
    """Whom it is for is filled in where it is not for all."""
    record = two_accused()
    assert rows_asked(round_trip(record, tmp_path)) == rows_of(record)
    (whole,) = (row for row in record.allegations if row.denials)
    both = tuple(
        row.model_copy(update={"denials": (CellDenial(denier="army", denial_kind="rejects", mention="m2"),)})
        for row in record.allegations
    )
    (task,) = tasks([record.model_copy(update={"allegations": both})])
    assert whole.accused == "army"
    assert "denied_for" not in {item.get("from_name") for item in task["predictions"][0]["result"]}


def test_who_is_not_named_is_not_left_out_of_a_denial_for_some(tmp_path: Path) -> None:
    """An answered allegation that names nobody is denied whomever the denial is for."""
    task = base()
    result = task["annotations"][0]["result"]
    other = {**item(task, "m1", "kind"), "id": "m3"}
    fields = [{**item(task, "m1", name), "id": "m3"} for name in ("categories", "modality", "alleger")]
    only = {**item(task, "m2", "denier"), "from_name": "denied_for"}
    result += [other, *fields, only, {**result[-1], "to_id": "m3"}]
    parties = {key[1:3] for key in loaded(draft_of(task), tmp_path).denials}
    assert parties == {("veskan-rights-league", "veskan-army"), ("veskan-rights-league", None)}


def test_a_task_has_the_shape_of_label_studio() -> None:
    """Regions, fields on them by the same id, and relations, all in one result."""
    record = made_record("news/a.txt", publisher="The Daily Example")
    (task,) = tasks([record])
    known = {"id": "a", "path": "news/a.txt", "date": None, "publisher": "The Daily Example", "url": None}
    assert task["data"] == {**known, "text": TEXT}
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("ihl 0, rules 0", 0.9)
    alleged, denied = (mention.span.model_dump() for mention in record.mentions)
    ends = {"start": alleged["start"], "end": alleged["end"]}
    first = {"id": "m1", "to_name": "text"}
    assert prediction["result"][:3] == [
        first | {"from_name": "kind", "type": "labels", "value": {**alleged, "labels": ["allegation"]}, "score": 0.97},
        first | {"from_name": "categories", "type": "choices", "value": {**ends, "choices": ["war_crime"]}},
        first | {"from_name": "modality", "type": "choices", "value": {**ends, "choices": ["asserted"]}},
    ]
    asked = {"from_name": "denier", "type": "textarea"}
    assert {
        "id": "m2",
        "to_name": "text",
        **asked,
        "value": {"start": denied["start"], "end": denied["end"], "text": ["Veskan army"]},
    } in prediction["result"]
    relation = {"type": "relation", "from_id": "m2", "to_id": "m1", "direction": "right", "labels": ["answers"]}
    assert prediction["result"][-1] == relation


def test_an_article_without_mentions_is_a_task_without_a_score() -> None:
    """There is nothing to be unsure of, and something to look through all the same."""
    (task,) = tasks([empty_record()])
    assert task["predictions"] == [{"model_version": "ihl 0, rules 0", "result": []}]


def test_the_version_names_the_model() -> None:
    """Two models are two versions of predictions."""
    record = made_record()
    made = record.provenance.model_copy(update={"model_digest": "abcdef0123456789", "rules_digest": "9" * 64})
    (task,) = tasks([record.model_copy(update={"provenance": made})])
    assert task["predictions"][0]["model_version"] == "ihl 0, rules 999999999999, model abcdef012345"


def test_the_configuration_has_every_field_on_its_kind() -> None:
    """Names, options and kinds are those that are read back; each field is one of regions of the text."""
    root = ElementTree.fromstring(labelling_config())
    assert [label.get("value") for label in root.iter("Label")] == ["allegation", "denial", "not_allegation"]
    assert [(label.get("name"), label.get("toName")) for label in root.iter("Labels")] == [("kind", "text")]
    (text,) = root.iter("Text")
    assert text.attrib == {"name": "text", "value": "$text", "valueType": "text", "saveTextResult": "yes"}
    assert [relation.get("value") for relation in root.iter("Relation")] == ["answers"]
    controls = {str(control.get("name")): control for tag in ("Choices", "TextArea") for control in root.iter(tag)}
    assert set(controls) == set(FIELDS)
    for name, field in FIELDS.items():
        control = controls[name]
        assert control.tag.lower() == field.tag
        assert [choice.get("value") for choice in control] == list(field.options)
        assert (control.get("perRegion"), control.get("whenLabelValue")) == ("true", field.kind)
        assert control.get("choice") in {None, "multiple" if field.several else "single"}


def test_the_configuration_says_how_to_name_the_own_voice() -> None:
    """The hint of whoever speaks names the literal."""
    hints = [str(header.get("value")) for header in ElementTree.fromstring(labelling_config()).iter("Header")]
    assert sum("publisher for the article's own voice" in hint for hint in hints) == 2


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        pytest.param(["news/a.txt", "b.v2.md"], ["a", "b.v2"], id="the name of the file"),
        pytest.param(["x/a.txt", "y/A.txt"], ["a-ID", "A-ID"], id="one name in two folders"),
        pytest.param(["-", "..", "index.txt"], ["FULL", "FULL", "FULL"], id="no name for a file"),
        pytest.param(["é" * 101 + ".txt"], ["FULL"], id="too long"),
    ],
)
def test_gold_files_are_named_as_their_articles(paths: list[str], names: list[str]) -> None:
    """So that records of the same files are scored against them."""
    records = [made_record(path, text=f"{TEXT} {n}") for n, path in enumerate(paths)]
    ids = [record.article.id for record in records]
    wanted = [name.replace("ID", one[:8]).replace("FULL", one) for name, one in zip(names, ids, strict=True)]
    assert names_of(records) == wanted


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        *((name, True) for name in ("a-01", "Ünder 7", "a.b")),
        *((name, False) for name in ("../a", "a/b", "a\\b", ".a", " a", "-a", "Index", "a\nb", "\ud800", "", 7)),
    ],
)
def test_names_stay_in_the_folder(name: object, allowed: bool) -> None:
    """What Label Studio gives back is not trusted to be a file name."""
    assert is_name(name) is allowed


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Veskan Rights League", "veskan-rights-league"),
        ("Veskan  Rights-League’s", "veskan-rights-league"),
        ("قوات", "قوات"),
        ("the publisher", "publisher"),
        ("No", "no"),
        ("1984", "1984"),
        ("???", ""),
    ],
)
def test_keys_of_actors(name: str, key: str) -> None:
    """Names that scoring takes for one have one key."""
    assert actor_key(name) == key


def utf16(text: str, offset: int) -> int:
    """How JavaScript counts."""
    return len(text[:offset].encode("utf-16-le")) // 2


@pytest.mark.parametrize("words", ["Relief Watch", "names", "👩‍👩‍👧", "قوات", "É́a"])
@pytest.mark.parametrize("count", [lambda text, offset: offset, utf16], ids=["code points", "UTF-16"])
def test_offsets_of_either_count_are_read(words: str, count: Callable[[str, int], int]) -> None:
    """Label Studio's are code points; those of other programs are known by the words."""
    start = SIGNS.index(words)
    end = start + len(words)
    assert span_of(SIGNS, count(SIGNS, start), count(SIGNS, end), words) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param(0, 1, "Relief", id="other words"),
        pytest.param(-3, -1, None, id="before the text"),
        pytest.param(4, 4, None, id="nothing"),
        pytest.param(9, 4, None, id="backwards"),
        pytest.param(5, 900, None, id="after the text"),
    ],
)
def test_what_is_no_piece_of_the_text(start: int, end: int, words: str | None) -> None:
    """Neither way of counting finds it."""
    assert span_of(SIGNS, start, end, words) is None


def test_half_a_sign_has_no_offset() -> None:
    """The second unit of an emoji is no place between signs."""
    assert [from_utf16("a🔥b", units) for units in range(-1, 6)] == [None, 0, 1, None, 2, 3, None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a  b\nc", "a b\\nc", id="spaces in one, line ends as signs"),
        pytest.param("a \u00a0b", "a b", id="no-break space"),
    ],
)
def test_words_are_compared_as_label_studio_shows_them(text: str, words: str) -> None:
    """What the page swallows is no difference."""
    assert span_of(text, 0, len(text), words) == (0, len(text))


pieces = st.sampled_from(
    ["🔥", "👩‍👩‍👧", "é", "n\u0303", "قوات", " ", "\n", "\r\n", "\r", "a", "'", ": ", "#", "\x85", "\u2028"]
)
texts = st.lists(pieces | st.text(min_size=1, max_size=3), min_size=1, max_size=30).map("".join)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a piece of it that holds some word."""
    text = draw(texts.filter(str.strip))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return (text, start, end) if text[start:end].strip() else (text, 0, len(text))


@settings(deadline=None)
@given(marked())
def test_every_place_comes_back(place: tuple[str, int, int]) -> None:
    """Text to task to gold file and back: the same words at the same place, whatever the signs."""
    text, start, end = place
    record = made_record(text=text, denied=False)
    (first,) = record.mentions
    span = first.span.model_copy(update={"start": start, "end": end, "text": text[start:end]})
    record = record.model_copy(update={"mentions": (first.model_copy(update={"span": span}),)})
    with TemporaryDirectory() as folder:
        article = round_trip(record, Path(folder))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert article.text == plain
    (mention,) = article.mentions
    assert plain[: mention.span[0]] == text[:start].replace("\r\n", "\n").replace("\r", "\n")
    assert mention.quote == plain[slice(*mention.span)]


@settings(deadline=None)
@given(marked())
def test_units_of_utf16_come_back(place: tuple[str, int, int]) -> None:
    """Both ways: counted as JavaScript does, and back."""
    text, start, end = place
    assert from_utf16(text, utf16(text, start)) == start
    span = span_of(text, utf16(text, start), utf16(text, end), text[start:end])
    assert span is not None
    assert "".join(text[slice(*span)].split()) == "".join(text[start:end].split())


def exported() -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = json.loads(EXPORT.read_text(encoding="utf-8"))
    return tasks


def test_what_people_annotated_becomes_gold(tmp_path: Path) -> None:
    """Widened, added, joined backwards and without a label; the newest that is not cancelled; the same bytes."""
    draft = draft_of(exported()[0])
    assert draft.as_yaml() == (FIXTURES / "bridge-01.yaml").read_text(encoding="utf-8")
    article = loaded(draft, tmp_path)
    assert (article.publisher, article.date) == (("The Daily Example",), "2026-03-01")
    assert article.actors["kestrian-army"] == ("Kestrian army", "the Kestrian army")
    first, second, third, fourth, fifth = article.mentions
    assert isinstance(first, GoldAllegation)
    assert (first.quote, first.acts) == ("accused the Kestrian army of war crimes near the bridge", ("killing",))
    assert second.quote == "called\nthe report “a fabrication”"
    assert isinstance(third, GoldAllegation)
    assert (third.alleger, third.accused) == (("publisher",), ("kestrian-army", "cabinet-of-oru"))
    assert isinstance(fourth, GoldDenial)
    assert isinstance(fifth, GoldNotAllegation)
    assert fifth.why == "statement of law"
    assert list(article.denials) == [
        ("kestrian-army", "relief-watch", "kestrian-army", "war_crime"),
        ("oru", "publisher", "cabinet-of-oru", "genocide"),
        ("oru", "publisher", "cabinet-of-oru", "war_crime"),
    ]


def entry(name: str, updated: object = None, **more: object) -> dict[str, object]:
    return {"id": name, "updated_at": updated, "result": [name], "was_cancelled": False, **more}


@pytest.mark.parametrize(
    ("annotations", "result"),
    [
        pytest.param([entry("a", "2026-01-02T10:00:00Z"), entry("b", "2026-01-01T10:00:00Z")], "a", id="newest"),
        pytest.param([entry("a", "2026-01-02T10:00:00.5Z"), entry("b", "2026-01-02T10:00:00Z")], "a", id="fractions"),
        pytest.param([entry("a", "2026-01-02T09:00:00-05:00"), entry("b", "2026-01-02T10:00:00")], "a", id="zones"),
        pytest.param([entry("a", "2026-01-02T10:00:00Z"), entry("b", "soon")], "a", id="no time is oldest"),
        pytest.param([entry("a"), entry("b")], "b", id="the last of equals"),
        pytest.param([entry("a", created_at="2026-01-02T10:00:00Z"), entry("b")], "a", id="made, never changed"),
        pytest.param([entry("a"), entry("b", "2026-01-02T10:00:00Z", was_cancelled=True)], "a", id="cancelled"),
        pytest.param([], "p", id="a prediction"),
        pytest.param([entry("b", was_cancelled=True)], "p", id="a prediction where all are cancelled"),
    ],
)
def test_the_annotation_that_counts(annotations: list[object], result: str) -> None:
    """The newest that was not cancelled, and a prediction only if that is asked for."""
    task = {"annotations": annotations, "predictions": [entry("p", model_version="ihl 1")]}
    found = chosen(task, accept_predictions=True)
    assert found is not None
    assert found.result == [result]
    without = chosen(task, accept_predictions=False)
    assert without == (None if result == "p" else found)


@pytest.mark.parametrize(
    ("task", "made_by"),
    [
        ({"annotations": [entry("4", completed_by=2)]}, "annotation 4 by user 2"),
        ({"annotations": [entry("4", completed_by={"id": 2, "email": "a@b.example"})]}, "annotation 4 by user 2"),
        ({"annotations": [entry("4", completed_by="a@b.example")]}, "annotation 4"),
        ({"predictions": [entry("p", model_version="ihl 1\nb: c")]}, "prediction of ihl 1 b: c, accepted as it was"),
    ],
)
def test_whose_it_is_is_told_by_number(task: dict[str, object], made_by: str) -> None:
    """Gold says whether a person read it, and holds no name or address of that person."""
    found = chosen(task, accept_predictions=True)
    assert found is not None
    assert found.made_by == made_by


def base() -> dict[str, Any]:
    """A sound task: m1 alleges, m2 denies it."""
    (task,) = tasks([made_record("a.txt")])
    return deepcopy(annotated(task))


def item(task: dict[str, Any], region: str, name: str) -> dict[str, Any]:
    """What is filled in under a name on a region."""
    found = (i for i in task["annotations"][0]["result"] if (i.get("id"), i.get("from_name")) == (region, name))
    return next(found)


Edit = Callable[[dict[str, Any]], object]
KINDS = "one of allegation, denial, not_allegation"
CATEGORIES = "indiscriminate_attack, war_crime, crime_against_humanity, genocide, direct_attack_on_civilians, "
CATEGORIES += "disproportionate_attack, ihl_violation, aggression, ethnic_cleansing"
FAULTS: dict[str, tuple[Edit, str]] = {
    "no data": (
        lambda t: t.pop("data"),
        "task 7: it has no data, allowed is a task of Label Studio's JSON export, not of JSON-MIN or CSV",
    ),
    "no text": (
        lambda t: t["data"].update(text=" "),
        "task 7 'a': its text is ' ', allowed is the text of an article, as data.text",
    ),
    "half a sign": (
        lambda t: t["data"].update(text="a \ud83d b"),
        "task 7 'a': its text holds half a sign (a lone surrogate), allowed is text in Unicode",
    ),
    "publisher": (
        lambda t: t["data"].update(publisher=7),
        "task 7 'a': its publisher is 7, allowed is a name, or a list of names",
    ),
    "date": (
        lambda t: t["data"].update(date=[2020]),
        "task 7 'a': its date is [2020], allowed is text such as 2020-01-31",
    ),
    "result": (
        lambda t: t["annotations"][0].update(result=None),
        "task 7 'a': its result is None, allowed is a list of regions, fields and relations",
    ),
    "a region without an id": (
        lambda t: t["annotations"][0]["result"].append({**item(t, "m1", "kind"), "id": None}),
        "task 7 'a': the id of a region is None, allowed is text that no other region has for its id",
    ),
    "two regions of one id": (
        lambda t: t["annotations"][0]["result"].append(item(t, "m1", "kind")),
        "task 7 'a': the id of a region is 'm1', allowed is text that no other region has for its id",
    ),
    "unknown label": (
        lambda t: item(t, "m1", "kind")["value"].update(labels=["accusation"]),
        f"task 7 'a': region m1: its labels are ['accusation'], allowed is {KINDS}",
    ),
    "two labels": (
        lambda t: item(t, "m1", "kind")["value"].update(labels=["denial", "allegation"]),
        f"task 7 'a': region m1: its labels are ['denial', 'allegation'], allowed is {KINDS}",
    ),
    "no label": (
        lambda t: item(t, "m1", "kind")["value"].pop("labels"),
        f"task 7 'a': region m1: its labels are None, allowed is {KINDS}",
    ),
    "past the end": (
        lambda t: item(t, "m1", "kind")["value"].update(end=900),
        "task 7 'a': region m1: 25 to 900 is no piece of the text, "
        "allowed is a start and an end after it, from 0 to 99",
    ),
    "an offset of HTML": (
        lambda t: item(t, "m1", "kind")["value"].update(start="/p[1]"),
        "task 7 'a': region m1: '/p[1]' to 55 is no piece of the text, "
        "allowed is a start and an end after it, from 0 to 99",
    ),
    "other words": (
        lambda t: item(t, "m1", "kind")["value"].update(text="blamed"),
        "task 7 'a': region m1: 25 to 55 reads 'accused the army of war crimes', not 'blamed', "
        "allowed is the text as it was annotated",
    ),
    "no word": (
        lambda t: item(t, "m1", "kind")["value"].update(start=24, end=25, text=" "),
        "task 7 'a': region m1: 24 to 25 holds no word, allowed is a region of some words",
    ),
    "unknown field": (
        lambda t: item(t, "m1", "alleger").update(from_name="source"),
        f"task 7 'a': region m1: field 'source', allowed is {', '.join(('kind', *FIELDS))}",
    ),
    "a field without a region": (
        lambda t: item(t, "m1", "alleger").update(id="m9"),
        "task 7 'a': region m9: alleger belongs to no region, allowed is the id of a region with a kind",
    ),
    "a field of another kind": (
        lambda t: item(t, "m1", "alleger").update(id="m2"),
        "task 7 'a': region m2: alleger stands on a region of kind denial, allowed is denier, denial_kind, denied_for",
    ),
    "unknown category": (
        lambda t: item(t, "m1", "categories")["value"].update(choices=["massacre"]),
        f"task 7 'a': region m1: categories is 'massacre', allowed is {CATEGORIES}",
    ),
    "no category": (
        lambda t: item(t, "m1", "categories")["value"].update(choices=[]),
        f"task 7 'a': region m1: categories is not chosen, allowed is at least one of {CATEGORIES}",
    ),
    "a region whose id breaks lines": (
        lambda t: t["annotations"][0]["result"].append(
            {"id": "m\n1", "from_name": "kind", "value": {"start": 0, "end": 3, "labels": ["other"]}}
        ),
        f"task 7 'a': region m 1: its labels are ['other'], allowed is {KINDS}",
    ),
    "two modalities": (
        lambda t: item(t, "m1", "modality")["value"].update(choices=["hedged", "charged"]),
        "task 7 'a': region m1: modality is hedged and charged, "
        "allowed is one of asserted, hedged, charged, adjudicated",
    ),
    "no kind of denial": (
        lambda t: t["annotations"][0]["result"].remove(item(t, "m2", "denial_kind")),
        "task 7 'a': region m2: denial_kind is not chosen, "
        "allowed is one of rejects, disputes_label, attributes_elsewhere, impugns_source",
    ),
    "a name that is a number": (
        lambda t: item(t, "m1", "alleger")["value"].update(text=[7]),
        "task 7 'a': region m1: alleger is 7, allowed is text",
    ),
    "a name without a letter": (
        lambda t: item(t, "m1", "alleger")["value"].update(text=["???"]),
        "task 7 'a': region m1: the name '???', allowed is a name with a letter or a digit",
    ),
    "a relation to nothing": (
        lambda t: t["annotations"][0]["result"][-1].update(to_id="m9"),
        "task 7 'a': region m2: answers the region 'm9', which is not there, allowed is m1, m2",
    ),
    "another relation": (
        lambda t: t["annotations"][0]["result"][-1].update(labels=["causes"]),
        "task 7 'a': region m2: relation ['causes'], allowed is answers",
    ),
    "a relation to itself": (
        lambda t: t["annotations"][0]["result"][-1].update(to_id="m2"),
        "task 7 'a': region m2: a relation of denial with denial, 'm2', allowed is one of denial with allegation",
    ),
    "denied for others": (
        lambda t: t["annotations"][0]["result"].append(
            {**item(t, "m2", "denier"), "from_name": "denied_for", "value": {"text": ["the navy"]}}
        ),
        "task 7 'a': region m2: denied_for is 'navy', allowed is veskan-army",
    ),
    "denied for somebody, answering nobody": (
        lambda t: t["annotations"][0]["result"].__setitem__(
            -1, {**item(t, "m2", "denier"), "from_name": "denied_for", "value": {"text": "the navy"}}
        ),
        "task 7 'a': region m2: denied_for is 'navy', allowed is nothing, as what it answers accuses nobody by name",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_told_with_its_place_and_what_is_allowed(name: str) -> None:
    """Task, region, what is wrong, and what would not be; one line, and no more lines than faults."""
    edit, line = FAULTS[name]
    task = base()
    edit(task)
    with pytest.raises(LabellingError) as caught:
        gold_of(task)
    assert str(caught.value) == line


@pytest.mark.parametrize("name", ["../a", None, "index"])
def test_an_id_that_is_no_file_name_is_a_fault(name: str | None) -> None:
    """It cannot lead out of the folder."""
    task = base()
    task["data"]["id"] = name
    with pytest.raises(LabellingError, match=r"its data has the id .*, allowed is a short file name"):
        gold_of(task)


def test_all_faults_of_a_task_are_told_at_once() -> None:
    """One line each, those of its data first."""
    task = base()
    task["data"]["date"] = 7
    item(task, "m1", "modality")["value"]["choices"] = ["sure"]
    item(task, "m2", "kind")["value"]["end"] = 0
    item(task, "m2", "denier")["value"]["text"] = ["!"]
    with pytest.raises(LabellingError) as caught:
        gold_of(task)
    told = [line.partition(", allowed")[0].partition("'a': ")[2] for line in str(caught.value).splitlines()]
    assert sorted(told) == [
        "its date is 7",
        "region m1: modality is 'sure'",
        "region m2: 57 to 0 is no piece of the text",
        "region m2: the name '!'",
    ]


def test_a_task_that_is_no_mapping_is_a_fault() -> None:
    """It has no number to be called by."""
    with pytest.raises(LabellingError, match=r"^task: it has no data"):
        gold_of("task")


def test_names_may_stand_on_lines_of_one_entry() -> None:
    """An entry of several lines is several names; blank ones are none, and a name given twice is one."""
    task = base()
    item(task, "m1", "accused")["value"]["text"] = ["Veskan army\n\n Oru ", "Oru"]
    content = draft_of(task).content
    assert content["mentions"][0]["accused"] == ["veskan-army", "oru"]
    assert content["actors"]["oru"] == ["Oru"]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (None, []),
        ("", []),
        ("The Daily Example", ["The Daily Example"]),
        (["Daily", "The Daily"], ["Daily", "The Daily"]),
    ],
)
def test_the_publisher_has_any_number_of_names(given: object, names: list[str]) -> None:
    """One as our tasks have it, or a list that somebody made of it."""
    task = base()
    task["data"].update(publisher=given, date="")
    content = draft_of(task).content
    assert (content["publisher"], content["date"]) == (names, None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one article and the export, and a tagger that needs no rules."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        Batch, "_tagger", property(lambda _: lambda article: made_record(article.path, text=article.text))
    )
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "export.json").write_bytes(EXPORT.read_bytes())
    return tmp_path


def test_articles_and_records_become_tasks(folder: Path) -> None:
    """As for the matrix; the configuration is written beside them, and a run gives the same bytes again."""
    (folder / "r.jsonl").write_text(record_json(made_record("r.txt", text="R " + TEXT)) + "\n")
    asked = ["corpus", "tasks", "r.jsonl", "a.txt", "-o", "tasks.json", "--config", "labelling.xml"]
    assert run.invoke(app, asked).exit_code == 0
    written = (folder / "tasks.json").read_bytes()
    assert [task["data"]["id"] for task in json.loads(written)] == ["r", "a"]
    assert (folder / "labelling.xml").read_text() == labelling_config()
    assert run.invoke(app, asked).exit_code == 0
    assert (folder / "tasks.json").read_bytes() == written


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("data", [TEXT, record_json(made_record("-"))], ids=["article", "record"])
def test_tasks_of_a_pipe(data: str) -> None:
    """A pipe brings an article or records, and takes the tasks; signs that steer a terminal are written as escapes."""
    result = run.invoke(app, ["corpus", "tasks", "-"], input=data.replace("Veskan", "Veskan\u202e"))
    (task,) = json.loads(result.stdout)
    assert task["data"]["text"].startswith("The Veskan\u202e Rights")
    assert "\u202e" not in result.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(["tasks", "gone.txt"], 2, "gone.txt: does not exist", id="no article"),
        pytest.param(["tasks", "a.txt", "--config", "a.txt"], 2, "is read as an input", id="over an input"),
        pytest.param(["tasks", "a.txt", "-o", "x", "--config", "x"], 2, "name two files", id="two into one"),
        pytest.param(["import", "gone.json", "-o", "g"], 2, "gone.json: cannot be read", id="no export"),
        pytest.param(["import", "a.txt", "-o", "g"], 2, "a.txt: is not JSON", id="no JSON"),
        pytest.param(["import", "export.json", "-o", "a.txt"], 2, "a.txt: cannot be made", id="no folder"),
        pytest.param(["import", "export.json"], 2, "Missing option", id="where to"),
    ],
)
def test_what_cannot_be_done(args: list[str], code: int, words: str) -> None:
    """One line, and exit code 2."""
    result = run.invoke(app, ["corpus", *args])
    assert result.exit_code == code
    assert words in result.stderr


def test_an_empty_export_is_refused(folder: Path) -> None:
    """Nothing was exported, which is no success."""
    (folder / "none.json").write_text("[]")
    result = run.invoke(app, ["corpus", "import", "none.json", "-o", "g"])
    assert (result.exit_code, "holds no tasks" in result.stderr) == (2, True)


def test_one_faulty_task_costs_no_other(folder: Path) -> None:
    """Sound tasks are written and read back, faults are listed, and the exit code is 1."""
    result = run.invoke(app, ["corpus", "import", "export.json", "-o", "g/h"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"ihl: task 103 'bridge-03': region x1: its labels are ['accusation'], allowed is {KINDS}",
        "ihl: 1 tasks written, 1 with faults, 1 not annotated (--accept-predictions takes what the program found)",
    ]
    assert sorted(path.name for path in (folder / "g" / "h").iterdir()) == ["bridge-01.txt", "bridge-01.yaml"]
    assert list(load_gold(folder / "g" / "h")) == ["bridge-01"]


def test_files_that_are_there_stay(folder: Path) -> None:
    """Unless it is asked to write over them; what is new is written all the same."""
    written = json.dumps([base(), exported()[0]])
    (folder / "export.json").write_text(written)
    gold = folder / "g"
    gold.mkdir()
    (gold / "bridge-01.txt").write_text("mine")
    result = run.invoke(app, ["corpus", "import", "export.json", "-o", "g"])
    assert result.exit_code == 1
    assert "task 'bridge-01': g/bridge-01.txt is there already, allowed is --force to write over it" in result.stderr
    assert sorted(path.name for path in gold.iterdir()) == ["a.txt", "a.yaml", "bridge-01.txt"]
    assert (gold / "bridge-01.txt").read_text() == "mine"
    forced = run.invoke(app, ["corpus", "import", "-", "-o", "g", "--force"], input=written)
    assert (forced.exit_code, forced.stderr) == (0, "ihl: 2 tasks written, 0 with faults, 0 not annotated\n")
    assert list(load_gold(gold)) == ["a", "bridge-01"]


def test_two_tasks_of_one_id_are_told(folder: Path) -> None:
    """The first is written; --force does not let one run write over itself."""
    first = base()
    first["data"]["id"] = "A"  # the same file as a, on some systems
    (folder / "export.json").write_text(json.dumps([first, base()]))
    result = run.invoke(app, ["corpus", "import", "export.json", "-o", "g", "--force"])
    assert result.exit_code == 1
    assert "task 'a': another task of the file has this id, allowed is one of each id" in result.stderr
    assert sorted(path.name for path in (folder / "g").iterdir()) == ["A.txt", "A.yaml"]


def test_predictions_are_taken_only_if_asked_for(folder: Path) -> None:
    """Gold that nobody has read says so in its first line."""
    assert run.invoke(app, ["corpus", "tasks", "a.txt", "-o", "tasks.json"]).exit_code == 0
    left = run.invoke(app, ["corpus", "import", "tasks.json", "-o", "g"])
    assert (left.exit_code, (folder / "g").exists()) == (0, False)
    assert "1 not annotated (--accept-predictions" in left.stderr
    taken = run.invoke(app, ["corpus", "import", "tasks.json", "-o", "g", "--accept-predictions"])
    assert taken.exit_code == 0
    first = (folder / "g" / "a.yaml").read_text().splitlines()[0]
    assert first == "# Label Studio: prediction of ihl 0, rules 0, accepted as it was"
    assert rows_asked(load_gold(folder / "g")["a"]) == rows_of(made_record())


@pytest.mark.usefixtures("folder")
def test_predictions_that_an_export_leaves_out_are_told() -> None:
    """Label Studio exports their numbers; passing them over would look like success."""
    result = run.invoke(app, ["corpus", "import", "export.json", "-o", "g", "--accept-predictions"])
    assert result.exit_code == 1
    assert "task 102 'bridge-02': its predictions are there by number only, allowed is" in result.stderr


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
words = st.sampled_from(["m1", "m2", "kind", "alleger", "denied_for", "denial", "publisher", "🔥"])
json_values = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a JSON value, and in all that it holds."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, below in inner for place in places(below, (*at, key)))]


@settings(deadline=None)
@given(st.sampled_from(places(base())[1:]), json_values)
def test_whatever_stands_in_a_task_it_is_gold_or_a_fault(place: tuple[Any, ...], value: object) -> None:
    """No JSON breaks the reader, and what it lets pass is read without a problem."""
    task = base()
    *above, last = place
    holder: Any = task
    for key in above:
        holder = holder[key]
    holder[last] = value
    try:
        draft = gold_of(task)
    except LabellingError as error:
        assert all(line.startswith("task") and ", allowed is " in line for line in str(error).splitlines())
        return
    if draft is not None:
        with TemporaryDirectory() as folder:
            assert loaded(draft, Path(folder)).text == draft.text
