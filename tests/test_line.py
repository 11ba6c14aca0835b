"""The line as a whole: seeds, spans, sameness, and what must not change its answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ihl.engine.schema import CueRule
from ihl.gold import load_gold
from ihl.judge import Judge
from ihl.learn.judging import ModelJudge
from ihl.learn.store import load_model
from ihl.mark import has_cue, opens
from ihl.pipeline import tag
from ihl.record import Allegation, Denial, Record
from ihl.scoring import by_article, score
from ihl.segment import segment
from ihl.text import Article
from tests.shared import ROOT, rules, shared

SEEDS = ROOT / "seeds"


def records(folder: Path, judge: Judge | None = None) -> list[Record]:
    """Tag every text of a folder."""
    paths = sorted(folder.glob("*.txt"))
    return [tag(Article(path.read_text(), path=str(path)), rules(), judge=judge) for path in paths]


def spans(record: Record) -> list[tuple[int, int, str]]:
    """Every span of a record that quotes words."""
    found = []
    for mention in record.mentions:
        found.append((mention.span.start, mention.span.end, mention.span.text))
        if isinstance(mention, Allegation):
            found += [(act.span.start, act.span.end, act.span.text) for act in mention.acts]
    return found


def check(record: Record) -> None:
    """What holds for every record: spans quote the text, ids refer to what is there."""
    text = record.article.text
    for start, end, words in spans(record):
        assert text[start:end] == words
    ids = {mention.id for mention in record.mentions}
    allegations = {mention.id for mention in record.mentions if isinstance(mention, Allegation)}
    actors = {None, *record.actors}
    for mention in record.mentions:
        assert mention.sentence.start <= mention.span.start < mention.span.end <= len(text)
        if isinstance(mention, Denial):
            assert set(mention.answers) <= allegations
            assert mention.denier in actors
        else:
            assert {mention.alleger, *mention.accused, *mention.via} <= actors
            assert mention.alleger is None or mention.alleger not in mention.accused
    for cell in record.allegations:
        assert {*cell.mentions, *(denial.mention for denial in cell.denials)} <= ids
        assert {cell.alleger, cell.accused} <= actors
    assert all(actor.affiliation in actors for actor in record.actors.values())


def test_seeds_reach_their_figures() -> None:
    """The five seed articles are read as well as the project promises."""
    figures = score(load_gold(SEEDS), by_article(records(SEEDS))).figures()
    assert figures["cell"]["f1"] >= 0.90
    assert figures["denial"]["f1"] >= 0.85
    assert figures["mention"]["f1"] >= 0.90
    assert figures["modality_accuracy"] >= 0.95
    assert figures["false_alarm_rate"] == 0


@pytest.mark.parametrize(("row", "figure"), [("cells", "cell"), ("mentions", "mention"), ("denials", "denial")])
def test_readme_gives_the_figures_of_the_seeds(row: str, figure: str) -> None:
    """The README's table of figures says of the seeds what is measured."""
    model = load_model()
    figures = score(load_gold(SEEDS), by_article(records(SEEDS, ModelJudge(model, model.points["balanced"])))).figures()
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith(f"| {row}") and ", F1 |" in line]
    assert line.split("|")[2].split()[0] == f"{figures[figure]['f1']:.2f}"


def test_development_passages_reach_their_figures() -> None:
    """Real passages from many conflicts, by rules alone."""
    folder = shared("gold-real")
    figures = score(load_gold(folder), by_article(records(folder))).figures()
    assert figures["cell"]["f1"] >= 0.75
    assert figures["mention"]["f1"] >= 0.88
    assert figures["false_alarm_rate"] <= 0.08
    assert int(figures["negative_articles_hit"].split("/")[0]) <= 1


def test_readme_holds_the_matrix_of_the_seeds() -> None:
    """The matrix printed in the README is what the program gives today."""
    readme = (ROOT / "README.md").read_text()
    printed = readme.split("<!-- matrix:begin -->")[1].split("<!-- matrix:end -->")[0]
    command = [sys.executable, "-m", "ihl", "matrix", "seeds", "--format", "md"]
    given_now = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert printed.strip() == given_now.split("\n", 2)[2].strip()


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_records_of_seeds_hold_together(name: str) -> None:
    """Spans quote the text, references resolve, the schema is met, and a second run gives the same bytes."""
    article = Article((SEEDS / name).read_text(), path=name)
    record = tag(article, rules())
    check(record)
    jsonschema.validate(json.loads(record.model_dump_json()), Record.model_json_schema())
    assert tag(article, rules()).model_dump_json() == record.model_dump_json()


PIECES = (
    "Northland",
    "Southland",
    "the league",
    "accused",
    "of war crimes",
    "genocide",
    "said",
    "denied",
    "the report",
    "“",
    "”",
    '"',
    ",",
    ".",
    "\n\n",
    "committed",
    "indiscriminate attacks",
    "by",
    "rebels",
    "It",
    "they",
    "which",
    "not",
    "according to",
    "Mara Dole",
    "(",
    ")",
    "’s",
    "and",
    "—",
    "👍",
    "İ",
    "\u00ad",
    "\u202e",
    "must end",
    "the army",
    "Veskan",
    "calling it lies",
    "arrest warrant for",
    "on charges of",
    "- ",
    "• ",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_any_run_of_words_gives_a_sound_record(text: str) -> None:
    """Whatever order the words come in, spans quote the text and references resolve."""
    check(tag(Article(text + " war crimes"), rules()))


TEMPLATE = (
    "{a} accused {b} of war crimes on Friday. {b} rejected the accusation. A Relief Watch report said {b} had shelled "
    "villages indiscriminately. {b} called the report a fabrication."
)
PAIRS = [
    ("Kestria", "Ostavia"),
    ("Israel", "Iran"),
    ("Russia", "Ukraine"),
    ("Sudan", "Chad"),
    ("Hamas", "Hezbollah"),
    ("Rwanda", "Burundi"),
]


def shape(record: Record, names: dict[str, str]) -> list[tuple[object, ...]]:
    """The rows of a record with the two actors called A and B."""
    called = {actor: names.get(known.name or "", "?") for actor, known in record.actors.items()}
    return [
        (
            called.get(c.alleger or ""),
            called.get(c.accused or ""),
            c.category,
            c.modality,
            [called.get(d.denier or "") for d in c.denials],
        )
        for c in sorted(record.allegations, key=lambda c: (called.get(c.alleger or "", ""), c.category))
    ]


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *((b, a) for a, b in PAIRS)])
def test_who_it_is_makes_no_difference(one: str, other: str) -> None:
    """The same words about other actors give the same rows, and the roles follow the words."""
    expected = [
        ("?", "B", "indiscriminate_attack", "asserted", ["B"]),
        ("A", "B", "war_crime", "asserted", ["B"]),
    ]
    found = shape(tag(Article(TEMPLATE.format(a=one, b=other)), rules()), {one: "A", other: "B"})
    assert found == expected


CASES = [
    pytest.param("Northland denied that its army had committed war crimes.", set(), id="denial-alone"),
    pytest.param(
        "Ostavia dismissed as fabricated the league's finding that its troops had carried out genocide.",
        {("league", "genocide")},
        id="denial-read-as-accusation",
        marks=pytest.mark.xfail(reason="a finding inside what is dismissed is not yet read as the league's"),
    ),
    pytest.param("She did not describe the siege by Ostavia as genocide.", set(), id="not-said"),
    pytest.param("The International War Crimes Tribunal opened an office in Oru.", set(), id="name"),
    pytest.param("Starving civilians as a method of warfare is a war crime under international law.", set(), id="law"),
    pytest.param("The town marked the anniversary of the 1994 genocide.", set(), id="history"),
    pytest.param("Is it genocide?", set(), id="question"),
    pytest.param("It was worse than a war crime, the poet wrote.", set(), id="comparison"),
    pytest.param("Such a raid by Ostavia would be a war crime.", set(), id="conditional"),
    pytest.param("Kestria's genocide case against Ostavia opens on Monday.", {("kestria", "genocide")}, id="possessor"),
    pytest.param(
        "Ostavia must end its indiscriminate attacks, Relief Watch said.",
        {("relief-watch", "indiscriminate_attack")},
        id="must-end",
    ),
    pytest.param("The league said Ostavia must respect international humanitarian law.", set(), id="must-respect"),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_constructions(text: str, rows: set[tuple[str, str]]) -> None:
    """Constructions that mislead: who alleges which category, and nothing else."""
    assert {(cell.alleger or "", cell.category) for cell in tag(Article(text), rules()).allegations} == rows


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param(
            "Veska and Oruland accused each other of war crimes.",
            {("veska", "oruland"), ("oruland", "veska")},
            id="each-other",
        ),
        pytest.param(
            "ORU, Kestria, March 3 (NPA) - Troops entered the town.\n\nThe Kestrian army said Tarni gunners had "
            "deliberately targeted civilians. Kestria and Tarn fought.",
            {("kestria/forces", "tarn/forces")},
            id="adjectives-of-states-no-lexicon-knows",
        ),
        pytest.param(
            "The army of Tarn met envoys of the town. The Veskan regime shelled Oru, a river port. "
            "The Ministry of Foreign Affairs said that Veska has committed war crimes in Oru.",
            {("tarn", "veska")},
            id="a-bare-ministry-does-not-accuse-its-own-state",
        ),
        pytest.param(
            "The Meran Transitional Council met United Nations envoys. Ostavia accused the council of war crimes.",
            {("ostavia", "meran-transitional-council")},
            id="the-council-last-named-so",
        ),
        pytest.param(
            '"What the army of Veska is doing in Oru is genocide," he said, according to the newspaper O Farol.',
            {(None, "veska/forces")},
            id="a-paper-that-relays-does-not-allege",
        ),
        pytest.param(
            "Relief Watch accused the Dawn Army of war crimes in Oru.",
            {("relief-watch", "dawn-army")},
            id="a-newspapers-name-in-an-armys",
        ),
        pytest.param(
            "A court set up to try the worst offences of the war on Thursday convicted Joris Takk of war crimes.",
            {("court", "joris-takk")},
            id="convicted-far-from-the-court",
        ),
    ],
)
def test_who_accuses_whom(text: str, pairs: set[tuple[str | None, str]]) -> None:
    """Allegers and accused where the words for them are bare, adjectives or far away."""
    record = tag(Article(text), rules())
    found = {(m.alleger, accused) for m in record.mentions if isinstance(m, Allegation) for accused in m.accused}
    assert found == pairs


_CUE_WORDS = sorted(
    {
        word
        for rule in rules().rules.values()
        if isinstance(rule, CueRule) and rule.category
        for example in rule.examples
        for word in example.text.split()
    }
)
_BETWEEN = ("", " ", "\n", "\n\n", "\n \t\n", "\r\n\r\n", "\u2028", "\f", ". ", ", ", "” “", "\u00ad")


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(_CUE_WORDS), st.sampled_from(_BETWEEN)), min_size=2, max_size=14))
def test_the_gate_hides_no_cue(parts: list[tuple[str, str]]) -> None:
    """Whatever stands between the words, and wherever paragraphs end: a text with a cue is always read."""
    text = "".join(word + (between if between.strip(" ") or between else " ") for word, between in parts)
    assert opens(text, rules()) or not has_cue(segment(Article(text)), rules())


def test_the_gate_hides_no_cue_of_an_example() -> None:
    """Every text in which a cue of a category is found is read, line breaks after every word included."""
    for rule in rules().rules.values():
        for example in rule.examples:
            for text in (example.text, example.text.replace(" ", "\n"), example.text.replace(". ", ".\n\n")):
                assert opens(text, rules()) or not has_cue(segment(Article(text)), rules()), text
