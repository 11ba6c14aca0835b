"""The command line: forms, exit codes, and errors of one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app, corpus_app, output, rules_app
from ihl.cli.batch import Batch
from ihl.cli.evaluate import _as_text as evaluation_text
from ihl.cli.highlight import marked_text
from ihl.errors import InputError, Place, Problem, RuleProblems
from ihl.export import NOTE, record_json
from ihl.record import Allegation, Record
from ihl.text import Article
from ihl.workbench.testing.prove import Case, ProofReport
from tests.made import TEXT, empty_record, made_record

ROOT = Path(__file__).parent.parent
run = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one article."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path


@pytest.fixture
def tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tagger that needs no rules; a text that says "defect" breaks it."""

    def tag(article: Article) -> Record:
        if "defect" in article.text:
            raise KeyError("cue")
        return made_record(article.path, text=article.text, publisher=article.publisher)

    monkeypatch.setattr(Batch, "_tagger", property(lambda _: tag))


def process(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the program as users do."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ihl", *args]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_help_is_light() -> None:
    """The help needs no library but Typer."""
    heavy = "print([m for m in ('pydantic', 'yaml', 'rich', 'ihl.pipeline', 'ihl.record') if m in sys.modules])"
    code = f"import sys\nfrom ihl.cli import app\ntry: app(['--help'])\nexcept SystemExit: pass\n{heavy}"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


COMMANDS = [
    *(str(command.name) for command in app.registered_commands),
    *(f"rules {command.name}" for command in rules_app.registered_commands),
    *(f"corpus {command.name}" for command in corpus_app.registered_commands),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str) -> None:
    """Each help text ends with a line to copy."""
    result = run.invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert f"Example: ihl {command}" in result.stdout


def test_no_command_shows_what_people_do() -> None:
    """Alone, the program says what it is for; it also tells its version."""
    assert "ihl tag article.txt" in run.invoke(app, []).stdout
    assert run.invoke(app, ["--version"]).stdout.startswith("ihl ")


@pytest.mark.usefixtures("tagger")
def test_tag_writes_json_lines_into_a_pipe(folder: Path) -> None:
    """One record a line; the same run gives the same bytes."""
    result = run.invoke(app, ["tag", "a.txt"])
    assert result.exit_code == 0
    assert result.stdout == record_json(made_record()) + "\n"
    assert run.invoke(app, ["tag", str(folder)]).stdout.count("\n") == 1


@pytest.mark.usefixtures("tagger", "folder")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--format", "json"], '[\n{"schema_version"'),
        (["--format", "md"], "# Allegations and denials"),
        (["--format", "table"], "Veskan army (rejects)"),
    ],
)
def test_tag_forms(args: list[str], words: str) -> None:
    """Every form is written."""
    result = run.invoke(app, ["tag", "a.txt", *args])
    assert result.exit_code == 0
    assert words in result.stdout


@pytest.mark.usefixtures("tagger", "folder")
def test_standard_input_is_an_article() -> None:
    """A dash takes the text from a pipe."""
    result = run.invoke(app, ["tag", "-"], input=TEXT)
    assert json.loads(result.stdout)["article"]["path"] == "-"


@pytest.mark.usefixtures("tagger")
def test_a_bad_input_costs_no_other(folder: Path) -> None:
    """Good records are written; what failed, a defect of ours too, is told after them, with exit code 2."""
    (folder / "b.txt").write_bytes(b"\xff")
    (folder / "c.txt").write_text("defect")
    result = run.invoke(app, ["tag", ".", "gone.txt"])
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    told = result.stderr.splitlines()
    assert [line.split(":")[1] for line in told[:3]] == [" b.txt", " c.txt", " gone.txt"]
    assert told[3] == "ihl: 3 of 4 inputs failed, 1 done"


@pytest.mark.usefixtures("tagger")
def test_output_file(folder: Path) -> None:
    """The ending decides the form, the file is whole, nothing is left beside it, and it keeps its permissions."""
    (folder / "out.json").write_text("old")
    (folder / "out.json").chmod(0o640)
    assert run.invoke(app, ["tag", "a.txt", "-o", "out.json"]).exit_code == 0
    assert len(json.loads((folder / "out.json").read_text())) == 1
    assert (folder / "out.json").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "out.json"]


@pytest.mark.usefixtures("tagger")
def test_nothing_is_written_where_nothing_was_read(folder: Path) -> None:
    """If every input fails, the old output stays."""
    (folder / "out.jsonl").write_text("old")
    assert run.invoke(app, ["tag", "gone.txt", "-o", "out.jsonl"]).exit_code == 2
    assert (folder / "out.jsonl").read_text() == "old"


@pytest.mark.usefixtures("tagger", "folder")
@pytest.mark.parametrize(
    ("path", "out"), [("a.txt", "a.txt"), (".", "new.md"), ("a.txt", "no/folder.json"), ("a.txt", ".")]
)
def test_output_that_cannot_be_written(path: str, out: str) -> None:
    """One line says so; no input is written over, and no output becomes an input of the next run."""
    result = run.invoke(app, ["tag", path, "-o", out])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "choose another" in result.stderr
    assert Path("a.txt").read_text() == TEXT


@pytest.mark.usefixtures("tagger", "folder")
def test_dashes_and_devices_are_outputs() -> None:
    """A dash is stdout, and a device is written to, not replaced."""
    assert run.invoke(app, ["tag", "a.txt", "-o", "-"]).stdout.startswith("{")
    assert run.invoke(app, ["tag", "a.txt", "-o", os.devnull]).exit_code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.usefixtures("tagger", "folder")
def test_show() -> None:
    """The text is marked so that it reads without colour, with legend, rows and mentions."""
    result = run.invoke(app, ["show", "a.txt"])
    assert result.exit_code == 0
    marked = "‹The Veskan Rights League› [m1: accused «the army» of war crimes]. {m2: ‹The army› called"
    assert result.stdout.startswith(marked)
    for words in ("an allegation and its id", NOTE, "Veskan army denies m1", "accuse.active"):
        assert words in result.stdout


@pytest.mark.usefixtures("tagger")
def test_show_takes_one_article(folder: Path) -> None:
    """A folder of several is refused with what to do instead."""
    (folder / "b.txt").write_text(TEXT)
    result = run.invoke(app, ["show", "."])
    assert result.exit_code == 2
    assert "holds 2 articles; name one" in result.stderr


@pytest.mark.usefixtures("folder")
def test_show_without_allegations(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that alleges nothing is shown, and that is said."""
    monkeypatch.setattr(Batch, "_tagger", property(lambda _: lambda article: empty_record(text=article.text)))
    assert run.invoke(app, ["show", "a.txt"]).stdout == TEXT + "\nNo allegation or denial was found.\n"


def test_marks_keep_the_text_and_drop_controls() -> None:
    """Without its marks the marked text is the text; mentions may cross, and markup in it is text."""
    text = "[bold] The Veskan Rights League accused the army of war crimes.\x1b[31m"
    record = made_record(text=text, denied=False)
    (first,) = record.mentions
    assert isinstance(first, Allegation)
    span = first.span.model_copy(update={"start": 0, "end": 20, "text": text[:20]})
    crossing = first.model_copy(update={"id": "m9", "span": span})
    plain = marked_text(record.model_copy(update={"mentions": (first, crossing)})).plain
    for sign in ("[m1: ", "[m9: ", "‹", "›", "«", "»"):
        plain = plain.replace(sign, "")
    assert plain.replace("]", "") == text.replace("\x1b", "").replace("]", "")


@pytest.mark.usefixtures("tagger")
@pytest.mark.parametrize("form", ["csv", "md", "json", "html", "table"])
def test_matrix_of_records_and_articles(folder: Path, form: str) -> None:
    """Records and articles make one matrix, in every form."""
    (folder / "r.jsonl").write_text(record_json(made_record("r.txt", text="R " + TEXT)) + "\n")
    result = run.invoke(app, ["matrix", "r.jsonl", "a.txt", "--format", form])
    assert result.exit_code == 0
    for words in ("alleger", "accused", "Veskan Rights League"):
        assert words in result.stdout or (form == "table" and all(word in result.stdout for word in words.split()))


@pytest.mark.usefixtures("tagger", "folder")
@pytest.mark.parametrize("data", [TEXT, record_json(made_record("-")) + "\n", f"[{record_json(made_record('-'))}]"])
def test_matrix_of_a_pipe(data: str) -> None:
    """A pipe brings an article or records."""
    result = run.invoke(app, ["matrix", "-", "--format", "json"], input=data)
    assert json.loads(result.stdout)["rows"][0]["evidence"][0]["path"] == "-"


def test_matrix_names_the_bad_line(folder: Path) -> None:
    """A bad line is told with file and line, and costs no other."""
    (folder / "r.jsonl").write_text(record_json(made_record()) + "\n{}\n")
    result = run.invoke(app, ["matrix", "r.jsonl"])
    assert result.exit_code == 2
    assert "Veskan army" in result.stdout
    assert result.stderr.startswith("ihl: r.jsonl:2: is not a record")


GOLD = """\
publisher: []
actors: {league: [Veskan Rights League], army: [Veskan army]}
mentions:
  - {quote: accused the army of war crimes, kind: allegation, categories: [war_crime], alleger: [league],
     accused: [army], modality: asserted}
  - {quote: The army called the report a fabrication, kind: denial, denier: [army], denial_kind: rejects,
     denies: [{alleger: league, accused: army, categories: all}]}
"""


@pytest.mark.usefixtures("tagger")
def test_evaluate(folder: Path) -> None:
    """Figures with intervals, from texts tagged now or from records; differences never change the exit code."""
    (folder / "a.yaml").write_text(GOLD)
    result = run.invoke(app, ["evaluate", "."])
    assert result.exit_code == 0
    assert "F1 1.000 [1.000, 1.000]" in result.stdout
    (folder / "r.jsonl").write_text(record_json(made_record(denied=False)) + "\n")
    options = ["--records", "r.jsonl", "--json", "--errors", "--core", "--no-intervals"]
    result = run.invoke(app, ["evaluate", ".", *options])
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert (figures["cell"]["f1"], figures["denial"]["r"]) == (1, 0)
    assert "intervals_95" not in figures
    assert len(figures["errors"]) == 1


@pytest.mark.usefixtures("tagger")
@pytest.mark.parametrize(("path", "words"), [("gone", "is no folder"), (".", "no gold files")])
def test_evaluate_without_gold(folder: Path, path: str, words: str) -> None:
    """Scoring against nothing is refused."""
    assert (folder / "a.txt").exists()
    result = run.invoke(app, ["evaluate", path])
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.usefixtures("tagger")
def test_evaluate_warns_of_other_records(folder: Path) -> None:
    """Records of another text are told, records of other articles are refused."""
    (folder / "a.yaml").write_text(GOLD)
    (folder / "r.jsonl").write_text(record_json(made_record(text=TEXT + " More.")) + "\n")
    assert "its text differs" in run.invoke(app, ["evaluate", ".", "--records", "r.jsonl"]).stderr
    (folder / "r.jsonl").write_text(record_json(made_record("z.txt")) + "\n")
    result = run.invoke(app, ["evaluate", ".", "--records", "r.jsonl"])
    assert result.exit_code == 2
    assert "no record belongs to a gold file" in result.stderr


def test_figures_of_nothing() -> None:
    """A share of nothing is said to be one."""
    counts = {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 0, "system": 0}
    figures = {
        **dict.fromkeys(("cell", "mention", "denial"), counts),
        **dict.fromkeys(("alleger_category_f1", "accused_category_f1"), 1.0),
        **dict.fromkeys(("modality_accuracy", "false_alarm_rate"), None),
        "articles": 1,
        "missing": ["x"],
        "negative_articles_hit": "0/1",
        "by_category": {"genocide": counts},
    }
    lines = list(evaluation_text(figures, {}))
    assert "modality accuracy none to judge" in lines
    assert "   no record: x" in lines


def test_schema() -> None:
    """The schema accepts what is written."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(run.invoke(app, ["schema"]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(record_json(made_record())), schema)


def case(passed: bool, known_gap: bool = False) -> Case:
    """What an example of a rule came to."""
    return Case("accuse.active", Place(Path("accuse.yaml"), 3, 5), "one", "They spoke.", passed, known_gap, "nothing")


Prove = Callable[..., None]


@pytest.fixture
def prove(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Prove:
    """Let the examples of the rules come to these cases."""
    assert folder.is_dir()

    def come_to(*cases: Case, problems: tuple[Problem, ...] = ()) -> None:
        monkeypatch.setattr("ihl.workbench.testing.prove.run_examples", lambda *_: ProofReport(cases, problems))
        monkeypatch.setattr("ihl.workbench.workspace.open_workspace", lambda *_: None)

    return come_to


def test_rules_test(prove: Prove) -> None:
    """A failing example is told with its place and gives exit code 1; a known gap is none."""
    prove(case(True), case(False, known_gap=True))
    result = run.invoke(app, ["rules", "test", "."])
    assert (result.exit_code, result.stdout) == (0, "2 examples: 1 passed, 0 failed, 1 known gaps\n")
    prove(case(True), case(False))
    result = run.invoke(app, ["rules", "test", "."])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:3] == [
        "accuse.yaml:3:5: accuse.active: one: They spoke.",
        "nothing",
        '    try       ihl rules explain --rule accuse.active "They spoke."',
    ]
    result = run.invoke(app, ["rules", "test", ".", "--json"])
    assert result.exit_code == 1
    assert [json.loads(line)["passed"] for line in result.stdout.splitlines()] == [True, False]


def test_rules_test_tells_what_lacks_examples(prove: Prove) -> None:
    """A rule without an example of either sort fails the run, though every case passes."""
    prove(case(True), problems=(Problem(Place(Path("a.yaml"), 4, 5), "L302", "'a.b' stays never silent", "add one"),))
    result = run.invoke(app, ["rules", "test", "."])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "a.yaml:4:5: L302: 'a.b' stays never silent (add one)",
        "1 examples: 1 passed, 0 failed, 0 known gaps, 1 unproven",
    ]
    told = run.invoke(app, ["rules", "test", ".", "--json"]).stdout.splitlines()
    assert [json.loads(line).get("code") for line in told] == [None, "L302"]


def test_rules_test_of_one_rule() -> None:
    """One rule is run alone; a name that is none is told with the nearest."""
    result = run.invoke(app, ["rules", "test", "--only", "cue.war-crime", "--json"])
    assert {json.loads(line)["rule"] for line in result.stdout.splitlines()} == {"cue.war-crime"}
    result = run.invoke(app, ["rules", "test", "--only", "cue.war-crimes"])
    assert result.exit_code == 2
    assert "did you mean 'cue.war-crime'?" in result.stderr


def test_rules_test_without_examples(prove: Prove) -> None:
    """Nothing to run is no success."""
    result = run.invoke(app, ["rules", "test", "gone"])
    assert (result.exit_code, "does not exist" in result.stderr) == (2, True)
    prove()
    result = run.invoke(app, ["rules", "test", "."])
    assert (result.exit_code, "no rule here has an example" in result.stderr) == (2, True)


def test_problems_of_rules_are_told_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem has its place, its words and its hint."""
    place = Place(Path("a.yaml"), 1, 2)
    output.say_error(RuleProblems([Problem(place, "R1", "no id", "add one"), Problem(place, "R2", "no find")]))
    output.say_error(InputError("one\ntwo\x1b[31m"))
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == ["a.yaml:1:2: R1: no id (add one)", "a.yaml:1:2: R2: no find"]
    assert told[3:] == ["ihl: one", "ihl: two[31m"]


def test_a_defect_is_one_line(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No traceback reaches a user who did not ask for it."""
    assert folder.is_dir()
    monkeypatch.delenv("IHL_DEBUG", raising=False)
    monkeypatch.setattr(Batch, "tag", lambda *_, **__: 1 / 0)
    result = run.invoke(app, ["tag", "a.txt"])
    assert result.exit_code == 2
    assert result.stderr.startswith("ihl: ZeroDivisionError")
    monkeypatch.setenv("IHL_DEBUG", "1")
    assert isinstance(run.invoke(app, ["tag", "a.txt"]).exception, ZeroDivisionError)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("tag", "gone.txt"), "ihl: gone.txt: does not exist"),
        (("tag", "a.txt", "--format", "xml"), "'jsonl'"),
        (("tagg",), "No such command"),
        (("tag",), "Missing argument"),
    ],
)
def test_wrong_use_is_exit_code_2(folder: Path, args: tuple[str, ...], words: str) -> None:
    """The program as a process: no traceback, and what is wrong."""
    result = process(*args, cwd=folder)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
def test_broken_pipe_is_quiet() -> None:
    """`ihl schema | head -c 1` ends without a word."""
    command = f"{sys.executable} -m ihl schema | head -c 0; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("141\n", "")


def test_the_line_itself(folder: Path) -> None:
    """With the real tagger: spans quote the text, and the same run gives the same bytes."""
    pytest.importorskip("ihl.pipeline")
    runs = [process("tag", "a.txt", cwd=folder) for _ in range(2)]
    if runs[0].returncode:
        pytest.skip("the rules cannot be loaded yet")
    assert runs[0].stdout == runs[1].stdout
    record = Record.model_validate_json(runs[0].stdout)
    for mention in record.mentions:
        assert TEXT[mention.span.start : mention.span.end] == mention.span.text
