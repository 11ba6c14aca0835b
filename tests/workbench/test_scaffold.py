"""New rules and new packs: they pass at once, and nothing that is there is changed or used again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.load import load_rules
from ihl.errors import InputError
from ihl.project import Packs
from ihl.workbench.testing.prove import run_examples
from ihl.workbench.workspace import Workspace, open_workspace
from ihl.workbench.writing.fmt import formatted
from ihl.workbench.writing.scaffold import KINDS, appended, new_entry, new_pack
from tests.made_rules import base

RULE_KINDS = [kind for kind in KINDS if kind != "actor"]
run = CliRunner()


@pytest.fixture(scope="module")
def built_in() -> Workspace:
    """The built-in rules."""
    return open_workspace()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    """Write some files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_samples_pass_together(built_in: Workspace, tmp_path: Path) -> None:
    """Two rules of each kind from the same samples, and odd ids: every example holds and all is proven."""
    ids = [f"{pack}.{kind}" for pack in ("our", "the-others.b2") for kind in RULE_KINDS]
    ids += ["x.1", "war.crime", "not.if-by_and"]
    for number, name in enumerate(ids):
        kind = name.rpartition(".")[2]
        text = new_entry(built_in, kind if kind in RULE_KINDS else RULE_KINDS[number % 5], name)
        write(tmp_path, {f"{number}.yaml": text})
    report = run_examples(open_workspace(paths=[tmp_path]))
    assert sorted(case.rule for case in report.cases) == sorted([*ids, *ids])
    assert [case for case in report.cases if not case.passed] == []
    assert report.problems == ()


@pytest.mark.parametrize("kind", KINDS)
def test_samples(kind: str, built_in: Workspace) -> None:
    """A sample is a draft of its kind, says what to write where, and has the layout of rule files."""
    text = new_entry(built_in, kind, "hill-guard" if kind == "actor" else "our.first")
    assert kind == "actor" or f"  - id: our.first\n    kind: {kind}\n" in text
    assert ("    status: draft" in text) == (kind != "actor")
    assert text.count("  # ") + text.count("    # ") >= 3
    assert formatted(text, Path("new.yaml")) == text


@pytest.mark.parametrize("name", ["hill-guard", "oru", "oru-2"])
def test_a_new_actor(name: str, built_in: Workspace, tmp_path: Path) -> None:
    """An actor loads beside the built-in ones; the longer name that is none of it is proven."""
    write(tmp_path, {"actors.yaml": new_entry(built_in, "actor", name)})
    found = open_workspace(paths=[tmp_path])
    assert found.rules.lexicon.actors[name].name == name.replace("-", " ").title()
    assert run_examples(found).problems == ()


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        pytest.param("denail", "our.first", "did you mean 'denial'?", id="kind"),
        pytest.param("verb", "our.first", "one of: cue, attribution, conduct, denial, context, actor", id="no kind"),
        pytest.param("cue", "first", "lower case with a dot, such as denial.laugh-off", id="id without a dot"),
        pytest.param("cue", "Our.First", "no id of a rule", id="capitals"),
        pytest.param("actor", "hill.guard", "no id of an actor", id="actor with a dot"),
        pytest.param("cue", "deny.act", r"is in use, at .*denial\.yaml:\d+:\d+", id="used by another kind"),
        pytest.param("actor", "reuters", r"is in use, at .*media\.yaml", id="used actor"),
    ],
)
def test_refusals(kind: str, name: str, told: str, built_in: Workspace) -> None:
    """What is no kind, no id or in use is refused with what is allowed."""
    with pytest.raises(InputError, match=told):
        new_entry(built_in, kind, name)


LATER = """\
version: 1
disables: {our.low: replaced by our own}
rules:
  - {id: our.gone, kind: context, title: t, sets: law, status: retired, find: [a b], examples: [{match: A b.}]}
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("our.low", "is in use"),
        ("our.gone", "is the id of a retired rule"),
        ("our.lost", "is the id of a rule that was there once"),
    ],
)
def test_ids_are_never_given_again(name: str, told: str, tmp_path: Path) -> None:
    """An id stays taken when its rule is disabled in a layer above, retired, or gone and only in the lock."""
    low = (
        LATER.replace("disables: {our.low: replaced by our own}\n", "")
        .replace("gone", "low")
        .replace("retired", "testing")
    )
    lock = '{"lock": 1, "rules": {"our.lost": {"version": 2, "kind": "cue", "digest": "00"}}}'
    write(tmp_path, {"low/a.yaml": low, "high/a.yaml": LATER, "high/rules.lock": lock})
    found = open_workspace(Packs((tmp_path / "low", tmp_path / "high")))
    with pytest.raises(InputError, match=told):
        new_entry(found, "cue", name)


# -- into a file ----------------------------------------------------------------------------------------------------

ENTRY = "version: 1\npack: p\n\nrules:\n  - id: a.new\n    find:\n      # how\n      - b\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "version: 1\nrules:\n  - id: a.old\n    find: [a]  # so\n    # below\n\n# last\nlists:\n  b: {}\n",
            "version: 1\nrules:\n  - id: a.old\n    find: [a]  # so\n    # below\n\n  - id: a.new\n    find:\n"
            "      # how\n      - b\n\n# last\nlists:\n  b: {}\n",
            id="before what follows",
        ),
        pytest.param(
            "version: 1\nrules:\n- id: a.old",
            "version: 1\nrules:\n- id: a.old\n\n- id: a.new\n  find:\n    # how\n    - b\n",
            id="indented as the others",
        ),
        pytest.param(
            "version: 1 # one\n\n\n",
            "version: 1 # one\n\nrules:\n  - id: a.new\n    find:\n      # how\n      - b\n",
            id="the first rule",
        ),
        pytest.param(
            "\ufeffversion: 1\r\nrules:\r\n- id: a.old\r\n",
            "\ufeffversion: 1\r\nrules:\r\n- id: a.old\r\n\r\n- id: a.new\r\n  find:\r\n    # how\r\n    - b\r\n",
            id="line ends",
        ),
    ],
)
def test_what_is_there_stays(before: str, after: str) -> None:
    """An entry goes below the last of its sort; all that was there is there still."""
    assert appended(before, ENTRY, Path("a.yaml")) == after


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("version: 1\nrules: [{id: a.old}]\n", r"a\.yaml:2:8: 'rules' stands in brackets", id="list"),
        pytest.param("{version: 1}\n", "add it by hand", id="file"),
    ],
)
def test_a_file_that_takes_no_entry(text: str, told: str) -> None:
    """What is written in brackets is not taken apart."""
    with pytest.raises(InputError, match=told):
        appended(text, ENTRY, Path("a.yaml"))


def test_new_into_files(folder: Path) -> None:
    """A file is made, then added to; where an id or a name is taken, the file stays as it was."""
    write(folder, {"veska.yaml": "version: 1\nactors: [{id: republic, name: Veska, kind: state}]\n"})
    options = ["--in", "our.yaml", "--no-builtin", "--rules", str(base(folder)), "--rules", "veska.yaml"]
    for kind, name in (("cue", "our.cue"), ("denial", "our.denial"), ("actor", "hill-guard")):
        done = run.invoke(app, ["rules", "new", kind, name, *options])
        assert (done.exit_code, done.stdout.startswith(f"our.yaml: {name} is there (")) == (0, True)
    before = (folder / "our.yaml").read_bytes()
    content = open_workspace(Packs((folder,), builtin=False), [folder / "our.yaml"]).chosen[0].content
    assert ([rule.id for rule in content.rules], content.actors[0].id) == (["our.cue", "our.denial"], "hill-guard")
    for kind, name, told in (("actor", "veska", "L501: 'veska' names two actors"), ("cue", "our.cue", "is in use")):
        done = run.invoke(app, ["rules", "new", kind, name, *options])
        assert (done.exit_code, told in done.stderr) == (2, True)
    assert (folder / "our.yaml").read_bytes() == before


@pytest.mark.parametrize("path", ["notes.txt", "nowhere/a.yaml"])
def test_no_place_for_rules(path: str, folder: Path) -> None:
    """A rule goes into a rule file, in a folder that is there."""
    done = run.invoke(app, ["rules", "new", "cue", "our.first", "--in", path])
    assert (done.exit_code, "is no place for rules" in done.stderr) == (2, True)
    assert list(folder.iterdir()) == []


def test_a_sample_on_standard_output(folder: Path) -> None:
    """What is printed is a whole file, to be kept or pasted."""
    done = run.invoke(app, ["rules", "new", "denial", "our.first"])
    write(folder, {"a.yaml": done.stdout})
    assert "our.first" in load_rules(folder / "a.yaml").rules


# -- packs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["our-rules", "oru.court_2", "7"])
def test_a_new_pack(name: str, tmp_path: Path) -> None:
    """Its examples and its passage hold, everything is proven, and the files have the layout of rule files."""
    files = new_pack(name)
    assert set(files) == {"pack.yaml", "rules.yaml", "actors.yaml", "passages.tests.yaml"}
    write(tmp_path, dict(files))
    found = open_workspace(paths=[tmp_path])
    report = run_examples(found)
    assert [(case.name, case.message) for case in report.failed] == []
    assert (report.problems, {case.rule for case in report.cases} - {""}) == (
        (),
        {rule.id for _, rule in found.own_rules()},
    )
    assert {rule.kind for _, rule in found.own_rules()} == {"cue", "attribution", "denial"}
    assert sum(case.rule == "" for case in report.cases) == 1
    for file, text in files.items():
        assert formatted(text, Path(file)) == text


def test_packs_side_by_side(tmp_path: Path) -> None:
    """Two new packs do not take each other's words."""
    for name in ("one", "two"):
        write(tmp_path, {f"{name}/{file}": text for file, text in new_pack(name).items()})
    assert run_examples(open_workspace(Packs((tmp_path / "one", tmp_path / "two")))).holds


def test_init(folder: Path) -> None:
    """The pack is in force at once, and the three commands that are named work."""
    done = run.invoke(app, ["rules", "init", "Our Rules"])
    assert done.exit_code == 0
    assert tomllib.loads((folder / "ihl.toml").read_text(encoding="utf-8")) == {"rules": {"packs": ["Our Rules"]}}
    assert done.stdout.splitlines()[-3:] == [
        "  ihl rules test 'Our Rules'",
        "  ihl rules new cue our-rules.my-first-cue --in 'Our Rules/rules.yaml'",
        "  ihl tag article.txt",
    ]
    assert "8 examples: 8 passed, 0 failed" in run.invoke(app, ["rules", "test"]).stdout
    new = ["rules", "new", "cue", "our-rules.my-first-cue", "--in", "Our Rules/rules.yaml"]
    assert run.invoke(app, new).exit_code == 0
    assert "10 examples: 10 passed, 0 failed" in run.invoke(app, ["rules", "test", "Our Rules"]).stdout


@pytest.mark.parametrize(
    ("project", "told"),
    [
        pytest.param('[rules]\npacks = ["a"]\n', '  packs = ["a", "ours"]\n', id="another pack"),
        pytest.param("", '  packs = ["ours"]\n', id="no pack"),
        pytest.param('[rules]\npacks = ["ours"]\n', "Next:\n", id="this pack"),
    ],
)
def test_a_project_file_is_not_changed(project: str, told: str, folder: Path) -> None:
    """Where there is a project file, here or above, init says what to write in it, unless it is there."""
    (folder / "ihl.toml").write_text(project, encoding="utf-8")
    done = run.invoke(app, ["rules", "init", "ours"])
    assert (done.exit_code, told in done.stdout) == (0, True)
    assert ("put the pack in force, write in" in done.stdout) == ("ours" not in project)
    assert (folder / "ihl.toml").read_text(encoding="utf-8") == project


def test_a_project_file_above(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project file of a folder above is not hidden by one of ours."""
    (folder / "ihl.toml").write_text("", encoding="utf-8")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    done = run.invoke(app, ["rules", "init", "ours"])
    assert '  packs = ["below/ours"]\n' in done.stdout
    assert done.stdout.endswith("  ihl tag article.txt --rules ours\n")
    assert not (folder / "below" / "ihl.toml").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(["full"], "full: is not an empty folder", id="full folder"),
        pytest.param(["full/a.txt"], "full/a.txt: is not an empty folder", id="file"),
        pytest.param(["new", "--name", "Our Rules"], "is no name of a pack", id="name"),
        pytest.param(["..."], "this folder: is no name of a pack", id="folder without letters"),
    ],
)
def test_init_refuses(options: list[str], told: str, folder: Path) -> None:
    """A folder that holds something, and what is no name, are refused before anything is written."""
    write(folder, {"full/a.txt": "Text."})
    done = run.invoke(app, ["rules", "init", *options])
    assert (done.exit_code, told in done.stderr) == (2, True)
    assert {path.name for path in folder.rglob("*")} == {"full", "a.txt"}
