"""The explanation of a text: what fired and why, and what nearly did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import load_rules
from ihl.engine.ruleset import RuleSet
from ihl.text import Article
from ihl.workbench.explaining.explain import explain
from ihl.workbench.explaining.notes import Note, as_lines

run = CliRunner()
ACCUSED = "Northland accused Southland of war crimes."


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """The built-in rules."""
    return load_rules()


def notes(text: str, rules: RuleSet, kind: str, only: str | None = None) -> list[Note]:
    """The notes of one kind on a text."""
    return [note for story in explain(Article(text), rules, only).stories for note in story.notes if note.kind == kind]


def told(note: Note) -> dict[str, str]:
    return dict(note.told)


def test_a_frame_is_told_with_its_roles(rules: RuleSet) -> None:
    """Each role has its words, whom they were taken for, and the sieve."""
    (frame,) = notes(ACCUSED, rules, "attribution", "accuse.active")
    assert (frame.rule, frame.line) == ("accuse.active", 1)
    assert told(frame)["alleger"] == "Northland = northland (new name)"
    assert told(frame)["accused"] == "Southland = southland (new name)"
    assert told(frame)["act"].startswith("war crimes")


@pytest.mark.parametrize(
    ("text", "words", "sieve"),
    [
        ("The Veskan Rights League (VRL) spoke. VRL accused Oru of genocide.", "VRL", "acronym of the text"),
        ("The league met. It accused Oru of genocide.", "It", "pronoun"),
        ("The watchdog accused Oru of genocide.", "The watchdog", "noun of a kind"),
        ("Oru's army was accused of genocide.", "Oru's army", "owner and noun"),
    ],
)
def test_actors_are_told_with_their_sieve(text: str, words: str, sieve: str, rules: RuleSet) -> None:
    """How a name, a noun or a pronoun came to stand for somebody."""
    found = {note.words: told(note)["is"] for note in notes(text, rules, "actor")}
    assert sieve in found[words]


def test_an_allegation_is_told_with_what_decided(rules: RuleSet) -> None:
    """Category, modality, parties, the sieve of the accused, the rules, and what the classifier said."""
    (claim,) = notes(ACCUSED, rules, "allegation")
    assert told(claim)["says"] == "war_crime, asserted"
    assert told(claim)["alleger"] == "northland"
    assert told(claim)["accused"] == "southland (found by: frame)"
    assert "accuse.active" in told(claim)["rules"]
    assert "no classifier was asked" in told(claim)["judged"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("War crimes are prohibited under international law.", "law"),
        ("The war crimes tribunal met.", "name"),
        ("The league stopped short of calling it genocide.", "unsaid"),
    ],
)
def test_what_is_no_allegation_is_told_with_the_reason(text: str, reason: str, rules: RuleSet) -> None:
    """The context that decided is named."""
    assert any(told(note).get("no record", "").endswith(reason) for note in notes(text, rules, "not alleged"))


def test_a_denial_is_told_with_what_it_answers(rules: RuleSet) -> None:
    """Who denies, how, and the words of the allegation."""
    (_, denial) = notes(f"{ACCUSED} Southland rejected the accusation.", rules, "denial")
    assert (told(denial)["denier"], told(denial)["says"]) == ("southland", "rejects")
    assert told(denial)["answers"] == "Northland accused Southland of war crimes."


def test_a_silenced_match_is_told_with_its_exception(rules: RuleSet) -> None:
    """The exception is shown as its author wrote it."""
    (note,) = notes("The loss was worse than a war crime, the poet wrote.", rules, "silenced", "cue.war-crime")
    assert told(note)["silenced by"].startswith("unless before: (worse than a")


def test_the_nearest_miss_of_a_rule(rules: RuleSet) -> None:
    """How many parts were met, where it stopped, what it wanted, and how far off that stands."""
    text = "Northland accused Southland, as the panel with all its members saw it in May, of war crimes."
    miss = notes(text, rules, "nearest", "accuse.active")[0]
    assert told(miss)["met"].startswith("3 of 5 parts of: <alleger> accuse~")
    assert told(miss)["wanted"] == "for, of"


def test_lines_whose_first_word_is_missing_say_so(rules: RuleSet) -> None:
    """Every find line of the rule asked about is told, also where nothing of it stands in the sentence."""
    found = notes("Northland blamed Southland for war crimes.", rules, "nearest", "accuse.active")
    assert [note.line for note in found] == [1, 2, 3]
    assert told(found[0])["wanted"] == "accuse, accused, accuses, accusing"


def test_a_match_that_does_not_count_says_why(rules: RuleSet) -> None:
    """A conduct frame without a cue in its act is no frame."""
    found = notes("Southland committed to peace.", rules, "nearest", "conduct.commit")
    assert any("no cue of a category" in told(note).get("matches", "") for note in found)


def test_without_a_rule_only_near_misses_are_told(rules: RuleSet) -> None:
    """At most three, of kinds whose silence may surprise, each more than half met."""
    text = "The killing of forty villagers by the Hill Guard, in the eyes of the league, was a war crime."
    found = notes(text, rules, "nearest")
    assert 0 < len(found) <= 3
    assert {str(note.rule).split(".")[0] for note in found} <= {"conduct", "accuse", "say", "proceed"}
    assert notes("They met in the valley on Monday.", rules, "nearest") == []


def test_a_text_that_is_not_read_says_so(rules: RuleSet) -> None:
    """Where no cue word stands, the explanation begins with that."""
    shut = explain(Article("Northland accused Southland of theft."), rules)
    assert not shut.opens
    assert next(as_lines(shut)).startswith("no cue can match in this text")


def test_spans_hold_the_words(rules: RuleSet) -> None:
    """The place of every note is that of its words in the text."""
    text = "The league said:\n“Southland's  troops committed war crimes.” Southland denied it."
    for story in explain(Article(text), rules).stories:
        for note in story.notes:
            if note.words:
                assert " ".join(text[note.start : note.end].split()).strip(" .:”") == note.words.strip(" .:”")


def test_the_command_takes_texts_files_and_standard_input(tmp_path: Path) -> None:
    """All three say the same."""
    path = tmp_path / "a.txt"
    path.write_text(ACCUSED, encoding="utf-8")
    outs = [
        run.invoke(app, ["rules", "explain", ACCUSED]),
        run.invoke(app, ["rules", "explain", str(path)]),
        run.invoke(app, ["rules", "explain", "-"], input=ACCUSED),
    ]
    assert {(out.exit_code, out.stdout) for out in outs} == {(0, outs[0].stdout)}
    assert "accuse.active, find line 1" in outs[0].stdout


def test_the_command_as_json() -> None:
    """One object a sentence, with spans and rules."""
    out = run.invoke(app, ["rules", "explain", f"They met. {ACCUSED}", "--json"])
    sentences = [json.loads(line) for line in out.stdout.splitlines()]
    assert [item["index"] for item in sentences] == [0, 1]
    assert "accuse.active" in {note["rule"] for note in sentences[1]["notes"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["gone.txt"], "there is no such file"),
        (["--rule", "accuse.actve", ACCUSED], "did you mean 'accuse.active'?"),
    ],
)
def test_what_the_command_cannot_do(words: list[str], told: str) -> None:
    """A name that is no rule and a file that is not there end with exit code 2."""
    out = run.invoke(app, ["rules", "explain", *words])
    assert (out.exit_code, told in out.stderr) == (2, True)
