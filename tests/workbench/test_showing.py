"""One rule, list, word, actor or label in plain words: what its lines stand for, and who uses what."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.compile import Vocabulary, compile_line, phrases_of
from ihl.engine.phrase import parse, show
from ihl.engine.schema import (
    ROLES_OF,
    AttributionRule,
    ConductRule,
    ContextRule,
    CueRule,
    DenialRule,
    Sets,
)
from ihl.errors import InputError
from ihl.record import DenialKind
from ihl.workbench.showing import wording
from ihl.workbench.showing.card import MOST, Showing
from ihl.workbench.showing.labels import act_view, actor_view, category_view
from ihl.workbench.showing.telling import WIDTH, list_lines, rule_lines
from ihl.workbench.showing.views import Part
from ihl.workbench.showing.words import count, leaves, spellings
from tests.made_pack import pack, workspace
from tests.made_rules import phrase_lines

run = CliRunner()


@pytest.fixture
def showing(tmp_path: Path) -> Showing:
    """Looks things up in the invented pack."""
    return Showing(workspace(tmp_path))


# -- wordings --------------------------------------------------------------------------------------------------------

WORDS = Vocabulary(
    {"body": ("league", "panel~", "$court"), "court": ("high court", "(old | new) bench")},
    {"of_body": "(of | by) (the)? $body"},
    {"fling": ("flings", "flung", "flinging")},
)


@pytest.mark.parametrize(
    ("line", "wordings"),
    [
        ("league", ["league"]),
        ("zork~", ["zork", "zorked", "zorking", "zorks"]),
        ("fling~", ["fling", "flinging", "flings", "flung"]),
        ("(a | b)? c", ["a c", "b c", "c"]),
        ("<alleger> said ...3 so", ["<alleger> said ...3 so"]),
        ("<accused's> act", ["<accused's> act"]),
        ("$court", ["high court", "old bench", "new bench"]),
        ("by $court", ["by high court", "by old bench", "by new bench"]),
        ("((a | b) | c (d)?)", ["a", "b", "c d", "c"]),
    ],
)
def test_wordings(line: str, wordings: list[str]) -> None:
    """A line is written out in the order of its signs, the word itself before its other forms."""
    assert list(spellings(parse(line), WORDS, 100)) == wordings
    assert count(parse(line), WORDS) == len(wordings)


@given(line=phrase_lines(["zork~", "b", "$court"], max_leaves=6))
def test_wordings_are_as_many_as_are_counted(line: str) -> None:
    """What is counted is what is written out; the first ones are the beginning of all."""
    nodes = parse(line)
    total = count(nodes, WORDS)
    if total <= 3000:
        every = spellings(nodes, WORDS, total + 1)
        assert len(every) == total
        assert spellings(nodes, WORDS, 3) == every[:3]


def test_wordings_are_those_of_the_compiler() -> None:
    """A list stands for what the matcher takes it for."""
    plain = Vocabulary({"body": ("league", "panel~ of oru", "fling~ fling~")}, {}, WORDS.irregular)
    made = spellings(parse("$body"), plain, 1000)
    assert {tuple(words.split()) for words in made} == phrases_of("body", plain)


def test_a_line_of_a_million_wordings_is_told_at_once() -> None:
    """Only the first wordings are made; the others are counted."""
    line = " ".join(["(a | b | c)"] * 38)
    assert count(parse(line), WORDS) == 3**38
    assert spellings(parse(line), WORDS, 2) == (" ".join("a" * 38), " ".join("a" * 37) + " b")


# -- in plain words --------------------------------------------------------------------------------------------------


def values(model: Any, field: str) -> set[str]:
    """The values that a field of a rule may have."""
    return set(get_args(model.model_fields[field].annotation))


@pytest.mark.parametrize(
    ("told", "known"),
    [
        pytest.param(wording.BASIS, values(CueRule, "basis"), id="basis"),
        pytest.param(wording.AGENT, values(CueRule, "agent"), id="agent"),
        pytest.param(wording.STANCE, values(AttributionRule, "stance"), id="stance"),
        pytest.param(wording.OPEN_ALLEGER, values(AttributionRule, "open_alleger"), id="open_alleger"),
        pytest.param(wording.DENIES, set(get_args(DenialKind)), id="denies"),
        pytest.param(wording.ABOUT, values(DenialRule, "about"), id="about"),
        pytest.param(wording.SETS, set(get_args(Sets)), id="sets"),
        pytest.param(wording.ROLES, {role for roles in ROLES_OF.values() for role in roles}, id="roles"),
    ],
)
def test_every_value_has_its_words(told: Mapping[str, str], known: set[str]) -> None:
    """A value that the language gains must be told too."""
    assert set(told) == known


EXAMPLES = [{"match": "one"}]
BASE: dict[str, Any] = {"id": "a.b", "title": "made", "find": "zork", "examples": EXAMPLES}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        pytest.param(
            CueRule(kind="cue", basis="named", category=("war_crime",), agent="none", **BASE),
            "Where these words stand, a source uses the name of this: war_crime. "
            "They have no place for the one it is said of.",
            id="cue, of a category that is not loaded",
        ),
        pytest.param(
            CueRule(kind="cue", basis="described", acts=("zorking",), agent="none", **BASE),
            "Where these words stand, a source uses words that describe this: zorking. That is noted beside an"
            " allegation in the sentence, and adds no category. They have no place for the one it is said of.",
            id="cue, an act",
        ),
        pytest.param(
            CueRule(kind="cue", basis="referred", agent="none", **BASE),
            "Where these words stand, a source takes up a label given before. The category is that of the label they"
            " take up. They have no place for the one it is said of.",
            id="cue, referred",
        ),
        pytest.param(
            AttributionRule(kind="attribution", stance="charges", modality="charged", accused_from="allegers", **BASE),
            "Where these words stand, a source brings charges of an act. Each of those who speak accuses the others."
            " An allegation in this frame is recorded as charged."
            " Where they name no source, it stays open who says so.",
            id="attribution",
        ),
        pytest.param(
            ConductRule(kind="conduct", accused_from="before", **BASE),
            "Where these words stand, an act is said of an actor, whoever says so; the source is looked for elsewhere."
            " Where they name no actor, it is the one that the text before speaks of.",
            id="conduct",
        ),
        pytest.param(
            DenialRule(kind="denial", denies="impugns_source", about="report", **BASE),
            "Where these words stand, an actor speaks against the source."
            " It answers all that a report holds against the denier's side.",
            id="denial",
        ),
        pytest.param(
            ContextRule(kind="context", sets="law", **BASE),
            "A cue in these words is taken for part of a statement of law, and no allegation,"
            " unless the words say it of somebody.",
            id="context",
        ),
        pytest.param(
            ContextRule(kind="context", sets="hedged", reach="8 words before", stops_at=("but",), **BASE),
            "A cue in these words or up to 8 words before them is taken for a hedged allegation."
            " The reach ends at: but.",
            id="context, so many words",
        ),
    ],
)
def test_a_rule_in_sentences(rule: Any, told: str) -> None:
    """Each kind says what its fields mean."""
    assert " ".join(wording.sentences(rule, {}, {})) == told


def test_labels_are_told_by_their_names(showing: Showing) -> None:
    """Where categories and acts are loaded, their labels are told, which say that it is alleged."""
    assert showing.rule("made.cue").says[:2] == (
        "Where these words stand, a source uses the name of this: Alleged war crime.",
        "Alleged zorking by night is noted beside an allegation in the sentence, and adds no category.",
    )


# -- rules -----------------------------------------------------------------------------------------------------------


def test_what_the_signs_of_a_line_stand_for(showing: Showing) -> None:
    """Words with all forms, lists with their first entries and their size; what a phrase holds comes after it."""
    (line,) = showing.rule("made.denial").find
    assert line.parts == (
        Part("$zork_it", "phrase", 3 * (9 + 2), ("(the | a)? ...2 $zork_all",)),
        Part("$zork_all", "list", 2, ("$zork_verb", "plainly (gone | lost)")),
    )
    one, two = showing.rule("made.cue").find
    assert one.parts == (Part("crime~", "word", 4, ("crime", "crimed", "crimes", "criming")),)
    assert [part.written for part in two.parts] == ["$zork_all"]


def test_everything_of_a_rule_is_shown(showing: Showing) -> None:
    """Exceptions, blanks, examples, law, places, and who stands in whose place."""
    view = showing.rule("made.cue")
    assert [(line.where, line.text) for line in view.unless] == [("before", "no"), ("same sentence", "in $zork_verb")]
    assert view.unless[1].parts[0].count == 3
    first, second, third = view.examples
    assert (first.kind, first.expects) == ("match", {"cue": "zork crime", "category": "war_crime"})
    assert (second.kind, second.because) == ("no_match", "it is denied")
    assert third.known_gap == "the adjective"
    assert (view.law, view.author, view.since) == (("Oru Charter art. 1",), "A. Writer", "2025-11-20")
    assert (view.replaces, showing.rule("made.old").replaced_by) == (("made.old",), "made.cue")
    assert list(showing.rule("made.frame").roles) == ["alleger", "act", "accused"]
    assert showing.rule("made.frame").examples[0].expects["accused"] == "Hill Guard"
    path, line, _ = view.find[1].place.rsplit(":", 2)
    assert Path(path).read_text().splitlines()[int(line) - 1] == "    find: [zork crime~, a $zork_all crime]"


def test_the_version_is_that_of_the_lock(showing: Showing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked rule is shown with its version; one that is not locked has none."""
    assert showing.rule("made.frame").version is None
    monkeypatch.setattr("ihl.workbench.showing.card.version_of", lambda _, name: {"made.cue": 3}.get(name))
    view = showing.rule("made.cue")
    assert view.version == 3
    assert "cue (war_crime, act: night_zorking), stable, version 3, weight 0.9" in list(rule_lines(view))


def test_a_rule_in_place_of_another(tmp_path: Path) -> None:
    """What a further pack overrides is named with its place; what it disables is told where one asks for it."""
    upper = tmp_path / "upper.yaml"
    upper.write_text(
        "version: 1\noverrides: [made.context]\ndisables: {made.frame: too wide}\nrules:\n"
        "  - {id: made.context, kind: context, title: new, sets: law, find: under oru law,\n"
        "     examples: [{match: under oru law}, {no_match: two, because: made}]}\n"
    )
    showing = Showing(workspace(tmp_path, upper))
    view = showing.rule("made.context")
    assert view.title == "new"
    assert [Path(place.rsplit(":", 2)[0]).name for place in view.over] == ["context.yaml"]
    assert any(line.startswith("in place of ") for line in rule_lines(view))
    with pytest.raises(InputError, match=r"made\.yaml:\d+:\d+ is disabled by a pack above it"):
        showing.rule("made.frame")


def test_lines_for_a_reader(showing: Showing) -> None:
    """The whole of a rule as text, no line wider than a terminal."""
    lines = list(rule_lines(showing.rule("made.cue")))
    assert lines[0] == 'made.cue: The source says "zork crime"'
    assert "find 1    zork crime~" in lines
    assert "            crime~ = crime, crimed, crimes, criming" in lines
    assert "unless    same sentence: in $zork_verb" in lines
    assert "            $zork_verb = 3 entries: zork~, fling~ at, struck" in lines
    assert "  no_match  There was no zork crime." in lines
    assert "            because: it is denied" in lines
    assert "            known gap: the adjective" in lines
    assert "replaces  made.old" in lines
    assert max(len(line) for line in lines[3:]) <= WIDTH


# -- lists and words -------------------------------------------------------------------------------------------------


def test_a_list_with_its_users(showing: Showing) -> None:
    """Every entry with its wordings, and every text that uses the list: directly, then through others."""
    view = showing.word_list("$zork_verb")
    assert [(entry.written, entry.wordings) for entry in view.entries] == [
        ("zork~", ("zork", "zorked", "zorking", "zorks")),
        ("fling~ at", ("fling at", "flinging at", "flings at", "flung at")),
        ("struck", ("struck",)),
    ]
    assert [(use.kind, use.name, use.where, use.through) for use in view.uses] == [
        ("rules", "made.cue", "unless 2", ()),
        ("lists", "zork_all", "word 1", ()),
        ("rules", "made.cue", "find line 2", ("zork_all",)),
        ("phrases", "zork_it", "", ("zork_all",)),
        ("rules", "made.denial", "find line 1", ("zork_it", "zork_all")),
    ]
    told = "\n".join(list_lines(view))
    assert "  zork~ = zork, zorked, zorking, zorks" in told
    assert "made.denial, find line 1 through $zork_it and $zork_all" in " ".join(told.split())


def test_a_phrase_is_shown_as_a_list_is(showing: Showing) -> None:
    """A phrase has one entry, its line; of many wordings the first are made."""
    view = showing.word_list("zork_it")
    assert (view.kind, view.about, view.entries[0].count) == ("phrase", None, 33)
    assert view.entries[0].wordings[:2] == ("the ...2 zork", "the ...2 zorked")
    assert len(view.entries[0].wordings) <= MOST


def test_a_list_that_nobody_uses(showing: Showing) -> None:
    """Nobody may use a list in a line; the program reads some by their names."""
    view = showing.word_list("filler")
    assert (view.uses, view.needed) == ((), True)
    told = list(list_lines(view))
    assert "no rule, list or phrase uses it" in told
    assert told[-1] == "The program itself reads this list by its name."


@pytest.mark.parametrize(
    ("word", "made", "forms", "form_of"),
    [
        ("fling~", "irregular", ("fling", "flinging", "flings", "flung"), ()),
        ("zork~", "regular", ("zork", "zorked", "zorking", "zorks"), ()),
        ("flung", "as written", ("flung",), ("fling~",)),
        ("flung~", "regular", ("flung", "flunged", "flunging", "flungs"), ("fling~",)),
    ],
)
def test_the_forms_of_a_word(
    word: str, made: str, forms: tuple[str, ...], form_of: tuple[str, ...], showing: Showing
) -> None:
    """Forms are told with how they are made; a form of an irregular word is told as such."""
    view = showing.word(word)
    assert (view.made, view.forms, view.form_of) == (made, forms, form_of)
    assert (view.place is not None) == (made == "irregular")


@pytest.mark.parametrize(
    ("word", "uses"),
    [
        (
            "zorks",
            [
                ("zork_verb", "word 1", "zork~"),
                ("made.cue", "unless 2", "$zork_verb"),
                ("zork_all", "word 1", "$zork_verb"),
                ("made.cue", "find line 2", "$zork_all"),
                ("zork_it", "", "$zork_all"),
                ("made.denial", "find line 1", "$zork_it"),
            ],
        ),
        ("offence~", [("made.old", "find line 1", "offence")]),
        ("lost", [("zork_all", "word 2", "lost"), ("made.cue", "find line 2", "$zork_all"),
                  ("zork_it", "", "$zork_all"), ("made.denial", "find line 1", "$zork_it")]),
        ("crimes", [("made.cue", "find line 1", "crime~")]),
        ("nowhere", []),
    ],
)  # fmt: skip
def test_where_a_word_is_written(word: str, uses: list[tuple[str, str, str]], showing: Showing) -> None:
    """In a fixed place as it is written there; further out, the name through which it is reached."""
    assert [(use.name, use.where, use.written) for use in showing.word(word).uses] == uses


@pytest.mark.parametrize("word", ["zork crime", "$zork_verb", "(a | b)", "...3", "a|b", "", "<alleger>"])
def test_what_is_no_word(word: str, showing: Showing) -> None:
    """Anything but one word is refused, with what to write."""
    with pytest.raises(InputError, match="strike~"):
        showing.word(word)


@given(line=phrase_lines(["zork~", "b"], max_leaves=6))
def test_leaves_are_the_signs_of_a_line(line: str) -> None:
    """No word and no gap is lost inside brackets."""
    signs = re.findall(r"zork~|\bb\b|\.\.\.\d", line)
    found = list(leaves(parse(line)))
    assert [show((node,)) for node in found] == signs


# -- actors and labels -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", ["hill-guard", "Hill Guard", "hill guard", "the Guard of the Hills", "Guard of the Hills", "HG"]
)
def test_an_actor_by_any_of_its_names(asked: str, tmp_path: Path) -> None:
    """An actor is found by its id and by every written form."""
    view = actor_view(workspace(tmp_path), asked)
    assert (view.id, view.kind) == ("hill-guard", "state")
    assert view.names == {"aliases": ("Guard of the Hills",), "exact": ("HG",)}
    assert view.not_in == ("Hill Guard Museum",)
    assert view.links == ({"to": "veska", "as": "serves", "from": "2021-03-01", "source": "made for a test"},)


def test_whom_an_actor_belongs_to(tmp_path: Path) -> None:
    """The chain of affiliations is told from the nearest body upwards."""
    assert actor_view(workspace(tmp_path), "Hill Scouts").affiliation == {"hill-guard": "Hill Guard", "veska": "Veska"}


def test_actors_that_belong_to_each_other(tmp_path: Path) -> None:
    """A circle of affiliations is walked once."""
    circle = tmp_path / "circle.yaml"
    circle.write_text(
        "version: 1\nactors:\n"
        "  - {id: one, name: One Body, kind: ngo, affiliation: two}\n"
        "  - {id: two, name: Two Body, kind: ngo, affiliation: one}\n"
    )
    assert actor_view(workspace(tmp_path, circle), "one").affiliation == {"two": "Two Body"}


def test_labels(tmp_path: Path) -> None:
    """A category names the rules that give it, a head of acts those under it."""
    made = workspace(tmp_path)
    assert category_view(made, "war_crime").rules == ("made.cue", "made.old")
    head, act = act_view(made, "zorking"), act_view(made, "night_zorking")
    assert (head.parent, head.below, head.law) == (None, ("night_zorking",), {"law_iac": ("Charter 2",)})
    assert (act.parent, act.rules) == ("zorking", ("made.cue",))


# -- the command -----------------------------------------------------------------------------------------------------


def shown(folder: Path, *args: str) -> tuple[int, str, str]:
    """Exit code, output and messages of the command on a pack."""
    result = run.invoke(app, ["rules", "show", *args, "--rules", str(folder), "--no-builtin"])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("args", "first", "also"),
    [
        (["made.frame"], "made.frame: X flings it at Y", "Where these words stand, a source alleges an act."),
        (["list", "zork_all"], "$zork_all: Those, and more.", "used by"),
        (["word", "fling~"], "fling~: fling, flinging, flings, flung", "  $zork_verb, word 2 (fling~)"),
        (["actor", "Hill", "Guard"], "hill-guard: Hill Guard", "belongs to Veska (veska)"),
        (["category", "war_crime"], "war_crime: Alleged war crime", wording.ALLEGATIONS_ONLY),
        (["act", "night_zorking"], "night_zorking: Alleged zorking by night", "under     zorking"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_kind_is_told_and_given_as_json(args: list[str], first: str, also: str, tmp_path: Path) -> None:
    """Every kind has its text and its JSON object."""
    folder = pack(tmp_path)
    code, out, _ = shown(folder, *args)
    assert code == 0
    assert out.splitlines()[0] == first
    assert also in out
    code, out, _ = shown(folder, *args, "--json")
    found = json.loads(out)
    assert (code, found["shown"]) == (0, args[0] if len(args) > 1 else "rule")
    assert out.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["made.fram"], "there is no rule of that name; did you mean 'made.frame'?"),
        (["nothing.like.it"], "ihl rules list shows all of them"),
        (["zork_verb"], "try: ihl rules show list zork_verb"),
        (["list", "made.frame"], "try: ihl rules show made.frame"),
        (["list", "zork_verbs"], "there is no list of that name; did you mean 'zork_verb'?"),
        (["actor", "Hill", "Gaurd"], "did you mean 'Hill Guard'?"),
        (["actor", "qqq"], "there is no actor of that name; there are: veska, hill-guard, hill-scouts"),
        (["category", "war_crimes"], "did you mean 'war_crime'?"),
        (["act", "zork"], "did you mean 'zorking'?"),
        (["lists", "zork_verb"], "one of list, word, actor, category, act and a name"),
        (["list"], "write a name after it, such as: ihl rules show list attack_verb"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_names_that_are_none(args: list[str], told: str, tmp_path: Path) -> None:
    """Exit 2, and a guess at what was meant."""
    code, out, messages = shown(pack(tmp_path), *args)
    assert (code, out) == (2, "")
    assert told in messages


def test_compiled_lines_have_a_wording(showing: Showing) -> None:
    """The lines that are shown are those that compile: nothing is shown of what could never match."""
    vocabulary = showing.workspace.rules.vocabulary
    for name, rule in showing.workspace.rules.rules.items():
        for line, text in zip(showing.rule(name).find, rule.find, strict=True):
            assert compile_line(text, vocabulary)
            assert line.text == text
