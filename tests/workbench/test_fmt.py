"""The layout of rule files: one order of fields, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine import entries, schema
from ihl.errors import RuleProblems
from ihl.workbench.writing.fmt import ORDERS, formatted
from ihl.workbench.writing.rewrite import open_source

PATH = Path("made.yaml")
GOLDEN = sorted((Path(__file__).parent / "layout").glob("*.txt"))
LINE = "=" * 40 + "\n"
MODELS: dict[str, list[type[BaseModel]]] = {
    "": [schema.RuleFile],
    "rules": [
        schema.CueRule,
        schema.AttributionRule,
        schema.ConductRule,
        schema.DenialRule,
        schema.ContextRule,
    ],
    "rules examples": [schema.Example],
    "lists *": [entries.WordList],
    "actors": [entries.ActorEntry],
    "actors links": [entries.Link],
    "categories": [entries.CategoryEntry],
    "acts": [entries.ActEntry],
    "tests": [schema.Passage],
    "tests rows": [schema.Wanted],
}
run = CliRunner()


@pytest.mark.parametrize("what", ORDERS)
def test_every_field_has_a_place(what: str) -> None:
    """The orders hold the fields of the models, each once, so that a new field is given its place."""
    fields = {field.alias or name for model in MODELS[what] for name, field in model.model_fields.items()}
    assert sorted(ORDERS[what]) == sorted(fields)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    """A file comes out as the golden file says below its line, and stays so."""
    before, _, after = path.read_text(encoding="utf-8").partition(LINE)
    assert formatted(before, PATH) == after
    assert formatted(after, PATH) == after


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("version: 1\r\npack: a\r\n", "version: 1\npack: a\n", id="line ends"),
        pytest.param("\ufeffversion: 1\n", "version: 1\n", id="byte order mark"),
        pytest.param("\n\nversion: 1  \n\n\n\npack: a\t\n\n\n", "version: 1\n\npack: a\n", id="blank lines and spaces"),
        pytest.param("  pack: a\n  version: 1", "version: 1\npack: a\n", id="indented as a whole"),
        pytest.param("# only\n\n\n# comments ", "# only\n\n\n# comments\n", id="no data"),
        pytest.param("[a,  b]", "[a,  b]\n", id="no fields"),
        pytest.param("pack: 'a  \n  # b'\nversion: 1\n", "version: 1\npack: 'a  \n  # b'\n", id="spaces in quotes"),
        pytest.param("{pack: a, version: 1}", "{pack: a, version: 1}\n", id="brackets stay"),
        pytest.param("pack: a\nother: b\nversion: 1\n", "version: 1\npack: a\nother: b\n", id="unknown field"),
    ],
)
def test_small_things(text: str, wanted: str) -> None:
    """Line ends, blank lines and spaces are put right; what stands in quotes or brackets is not touched."""
    assert formatted(text, PATH) == wanted
    assert formatted(wanted, PATH) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("version: 1\npack: a\n...\nuse: b\n", id="two documents"),
        pytest.param("version: 1\nversion: 2\n", id="a field twice"),
        pytest.param("version: [1\n", id="no YAML"),
    ],
)
def test_what_is_no_rule_file(text: str) -> None:
    """Text that cannot be read is told with its place."""
    with pytest.raises(RuleProblems) as caught:
        formatted(text, PATH)
    assert caught.value.problems[0].place.path == PATH


def test_left_as_it_is() -> None:
    """Where data would not survive, there is no layout: blank lines at the end of such a text are part of it."""
    assert formatted("version: 1\npack: |+\n  a\n\n\n", PATH) is None


# -- files made at random -------------------------------------------------------------------------------------------

NOTES = ("# a", "# it's", '# "b', "#", "# - c: [d", "# e: |")
SCALARS = (
    ("word",),
    ("it's so",),
    ("'quoted # no comment'",),
    ('"two', '  # lines\\" of', '   text"'),
    ("'three", "", "   ''lines'' '"),
    ("[a, 'b]', # within", "     c", "    ]"),
    ("{same sentence: a}",),
    (">", "      folded", "      # no comment", "", "        deeper"),
    ("|2", "    kept", "  # so"),
    ("$list (a | b)? ...3 <role's>",),
    ("word   # told beside",),
)
PLAIN = [name for name in ORDERS["rules"] if name not in ("find", "unless", "examples")]


class Maker:
    """Writes a rule file with its fields in any order, indented in any way, with comments between any two lines."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.lines: list[str] = []
        for name in self.some(("version", "pack", "rules", "lists"), 4):
            self.put(f"{name}:" + ("" if name in ("rules", "lists") else " text"))
            if name == "rules":
                self.sequence(name, self.random.randint(0, 4))
            elif name == "lists":
                column = self.random.randint(1, 4)
                self.put(" " * column + "some:")
                self.mapping(self.some(ORDERS["lists *"], 2), column + self.random.randint(1, 4), "")
        self.put("")
        self.text = "\n".join(self.lines)

    def some(self, names: Sequence[str], most: int) -> list[str]:
        """Some of the names, in any order."""
        return self.random.sample(names, most if most > 3 else self.random.randint(1, most))

    def put(self, line: str) -> None:
        """A line, perhaps below some blank ones and comments."""
        while self.random.random() < 0.2:
            note = " " * self.random.randint(0, 12) + self.random.choice(NOTES)
            self.lines.append(self.random.choice((note, "", "  ")))
        self.lines.append(line)

    def scalar(self, lead: str, column: int) -> None:
        """A value that may go over several lines."""
        first, *more = self.random.choice(SCALARS)
        self.put(f"{lead} {first}")
        self.lines += [" " * column + line if line else line for line in more]

    def mapping(self, names: list[str], column: int, dash: str) -> None:
        """Fields at a column; the first of them may stand behind a dash."""
        for n, name in enumerate(names):
            lead = dash if n == 0 and dash else " " * column
            if name in ("find", "examples"):
                self.put(f"{lead}{name}:" + self.random.choice(("", "  # beside")))
                self.sequence(name, column + self.random.randint(0, 3))
            else:
                self.scalar(f"{lead}{name}:", column)

    def sequence(self, name: str, column: int) -> None:
        """Lines, rules or examples, their dashes at a column."""
        for _ in range(self.random.randint(1, 3)):
            dash = " " * column + "-" + " " * self.random.randint(1, 3)
            if name == "find":
                self.scalar(dash[:-1], column)
            elif name == "rules":
                self.mapping(self.some([*self.some(PLAIN, 3), "find", "examples"], 3), len(dash), dash)
            else:
                self.mapping(self.some(ORDERS["rules examples"], 3), len(dash), dash)


@settings(max_examples=400, deadline=None)
@given(st.integers(min_value=0))
def test_nothing_is_lost(seed: int) -> None:
    """Data and comments are those of before; a second time nothing changes; fields stand in their order."""
    text = Maker(seed).text
    before = open_source(text, PATH)
    new = formatted(text, PATH)
    assert new is not None
    after = open_source(new, PATH)
    assert (after.located.data, after.comments) == (before.located.data, before.comments)
    assert formatted(new, PATH) == new
    for rule in after.located.data["rules"]:
        assert list(rule) == sorted(rule, key=ORDERS["rules"].index)


def test_the_files_made_at_random_are_odd() -> None:
    """What is made covers what may go wrong: comments and fields that move, texts that look like comments."""
    texts = [Maker(seed).text for seed in range(100)]
    assert sum(formatted(text, PATH) != text for text in texts) > 90
    for odd in ("# no comment\n", "# lines", "\n#", "  # beside\n", "-   ", "examples:\n"):
        assert sum(odd in text for text in texts) > 9


# -- the command ----------------------------------------------------------------------------------------------------

NEAT, UNTIDY, LOSSY = "version: 1\npack: a\n", "pack: a\nversion: 1\n", "pack: |+\n  a\n\n\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with rule files: one as it should be, two that are not."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"neat": NEAT, "untidy": UNTIDY, "crlf": NEAT.replace("\n", "\r\n")}.items():
        (tmp_path / f"{name}.yaml").write_bytes(text.encode())
    return tmp_path


def test_check_changes_nothing(folder: Path) -> None:
    """--check names the files that would change, and exits 1 for them alone."""
    done = run.invoke(app, ["rules", "fmt", ".", "--check"])
    told = "would be changed; run: ihl rules fmt"
    assert (done.exit_code, done.stdout) == (1, f"crlf.yaml:1:1: {told}\nuntidy.yaml:1:1: {told}\n")
    assert (folder / "untidy.yaml").read_text(encoding="utf-8") == UNTIDY
    done = run.invoke(app, ["rules", "fmt", "neat.yaml", "--check"])
    assert (done.exit_code, done.stdout) == (0, "")


def test_files_are_written(folder: Path) -> None:
    """Without --check the files are changed, told, and then in order."""
    before = (folder / "neat.yaml").stat().st_mtime_ns
    done = run.invoke(app, ["rules", "fmt", "."])
    assert (done.exit_code, done.stdout) == (0, "crlf.yaml:1:1: changed\nuntidy.yaml:1:1: changed\n")
    assert {path.read_bytes() for path in folder.glob("*.yaml")} == {NEAT.encode()}
    assert (folder / "neat.yaml").stat().st_mtime_ns == before


@pytest.mark.parametrize("options", [[], ["--check"]], ids=["fmt", "check"])
def test_what_cannot_be_kept_is_left(options: list[str], folder: Path) -> None:
    """A file that would lose something is left and told, with exit 1; one that is no YAML makes it 2."""
    (folder / "lossy.yaml").write_text(LOSSY, encoding="utf-8")
    done = run.invoke(app, ["rules", "fmt", "lossy.yaml", *options])
    assert (done.exit_code, done.stdout[:32]) == (1, "lossy.yaml:1:1: left as it is: a")
    assert (folder / "lossy.yaml").read_text(encoding="utf-8") == LOSSY
    (folder / "broken.yaml").write_text("a: [", encoding="utf-8")
    done = run.invoke(app, ["rules", "fmt", ".", *options])
    assert (done.exit_code, "broken.yaml:" in done.stderr) == (2, True)
    assert "untidy.yaml:1:1: " in done.stdout


@pytest.mark.parametrize("command", ["new", "init", "fmt", "retire", "lock"])
def test_every_command_has_an_example(command: str) -> None:
    """Each help text ends with a line to copy."""
    shown = run.invoke(app, ["rules", command, "--help"])
    assert (shown.exit_code, f"Example: ihl rules {command} " in shown.stdout) == (0, True)
