"""Versions of rules: raised when a rule means something else, and never for what is said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ihl.cli import app
from ihl.engine.compile import Vocabulary
from ihl.errors import InputError, RuleProblems
from ihl.project import Packs
from ihl.workbench.workspace import Workspace, open_workspace
from ihl.workbench.writing import rewrite
from ihl.workbench.writing.lock import lock_problems, next_lock, packs_of, version_of
from ihl.workbench.writing.lockfile import LOCK_FILE, Lock, Locked, lock_text, read_lock
from ihl.workbench.writing.meaning import written_out
from tests.made_rules import base

RULES = """\
version: 1
lists:
  made_word:
    about: Invented words.
    words: [zork~, zank]
  made_other:
    about: More of them.
    words: [blorg, $made_word]
  made_alone:
    about: Used by nobody.
    words: [zonk]
phrases:
  made_phrase: (a | the)? $made_other
irregular:
  zork: [zorks, zerk]
rules:
  - id: made.list
    kind: cue
    title: an invented crime
    basis: named
    category: war_crime
    find: [$made_word]
    unless: [{before: not}]
    examples: [{match: They zork.}]
  - id: made.phrase
    kind: context
    title: an invented law
    sets: law
    status: draft
    find: [under $made_phrase, of old]
    examples: [{match: Under the zank.}]
  - id: made.plain
    kind: denial
    title: an invented denial
    denies: rejects
    about: act
    find: [<denier> unzork~ it]
    examples: [{match: They unzork it.}]
"""
LIST, PHRASE, PLAIN = "made.list", "made.phrase", "made.plain"
run = CliRunner()


def workspace(folder: Path, text: str = RULES, *packs: Path) -> Workspace:
    """A pack of the invented rules, over the lists that must be there and below further packs."""
    own = folder / "own"
    own.mkdir(exist_ok=True)
    (own / "made.yaml").write_text(text, encoding="utf-8")
    return open_workspace(Packs((base(folder), own, *packs), builtin=False), [own])


def after(folder: Path, lock: Lock, text: str = RULES) -> Lock:
    """The lock of the pack under another text of its rules."""
    (pack,) = packs_of(workspace(folder, text))
    return next_lock(pack, lock)


def versions(lock: Mapping[str, Locked]) -> dict[str, int]:
    """The versions in a lock."""
    return {name: entry.version for name, entry in lock.items()}


@pytest.mark.parametrize(
    ("old", "new", "raised"),
    [
        pytest.param("title: an invented crime", "title: one more", (), id="title"),
        pytest.param("match: They zork", "match: She zorks", (), id="example"),
        pytest.param(
            "    basis: named\n",
            "    basis: named\n    why: so\n    law: [AP I art. 51]\n    author: A\n    since: 2025-01-02\n"
            "    reviewed_by: B\n    allow: {L202: the gap is needed}\n",
            (),
            id="what is told to readers",
        ),
        pytest.param("status: draft", "status: retired", (), id="draft to retired"),
        pytest.param("    status: draft\n", "", (PHRASE,), id="draft to running"),
        pytest.param("    basis: named\n", "    basis: named\n    status: stable\n", (), id="testing to stable"),
        pytest.param("    basis: named\n", "    basis: named\n    status: retired\n", (LIST,), id="retired"),
        pytest.param("    basis: named\n", "    basis: named\n    agent: owner\n    weight: 0.9\n", (), id="defaults"),
        pytest.param("    basis: named\n", "    basis: described\n", (LIST,), id="a field of its kind"),
        pytest.param("    about: act\n", "    about: act\n    weight: 0.5\n", (PLAIN,), id="weight"),
        pytest.param("category: war_crime", "category: [war_crime]", (), id="one value as a list"),
        pytest.param("category: war_crime", "category: genocide", (LIST,), id="category"),
        pytest.param("unzork~ it]", "unzork~ it, <denier> unzank it]", (PLAIN,), id="one line more"),
        pytest.param("[<denier> unzork~ it]", "[ '<denier>   unzork~   it' ]", (), id="spaces"),
        pytest.param("of old", "of yore", (PHRASE,), id="a word of a line"),
        pytest.param("before: not", "after: not", (LIST,), id="place of an exception"),
        pytest.param("    unless: [{before: not}]\n", "", (LIST,), id="an exception less"),
        pytest.param("[zork~, zank]", "[zork~, zank, zink]", (LIST, PHRASE), id="a word in a list in a list"),
        pytest.param("[zork~, zank]", "[zank, zork~]", (), id="order of a list"),
        pytest.param("[blorg, $", "[blarg, $", (PHRASE,), id="a word in a list of a phrase"),
        pytest.param("(a | the)?", "(a | an | the)?", (PHRASE,), id="a phrase"),
        pytest.param("[zonk]", "[zink]", (), id="a list that nobody uses"),
        pytest.param("about: Invented words.", "about: Words.", (), id="what a list is about"),
        pytest.param("[zorks, zerk]", "[zorks, zurk]", (LIST, PHRASE), id="an irregular form"),
        pytest.param(
            "find: [$made_word]", "find: [(zank | zork~)]", (), id="a list and the same words written in its place"
        ),
    ],
)
def test_what_raises_a_version(old: str, new: str, raised: tuple[str, ...], tmp_path: Path) -> None:
    """The version rises for exactly the rules that mean something else now."""
    assert old in RULES
    lock = after(tmp_path, {})
    assert versions(lock) == {LIST: 1, PHRASE: 1, PLAIN: 1}
    found = after(tmp_path, lock, RULES.replace(old, new, 1))
    assert versions(found) == {name: 2 if name in raised else 1 for name in (LIST, PHRASE, PLAIN)}


def test_gone_and_back(tmp_path: Path) -> None:
    """A rule that is gone keeps its entry; when it comes back it is the version it was, or the next one."""
    lock = after(tmp_path, {})
    without = RULES[: RULES.index("  - id: made.plain")]
    assert after(tmp_path, lock, without) == lock
    assert after(tmp_path, after(tmp_path, lock, without)) == lock
    back = after(tmp_path, lock, RULES.replace("unzork~ it", "unzork~ that"))
    assert versions(back)[PLAIN] == 2


def test_an_id_for_another_rule(tmp_path: Path) -> None:
    """An id of another kind of rule is refused, at its kind; nothing is locked."""
    lock = {**after(tmp_path, {}), PLAIN: Locked(4, "cue", "00")}
    with pytest.raises(RuleProblems) as caught:
        after(tmp_path, lock)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == ("L602", 33, 11)
    assert problem.text == "'made.plain' is the id of a rule of kind cue, this one is of kind denial"


def test_problems(tmp_path: Path) -> None:
    """Rules that are new, changed or another are told at their places; without a lock there is nothing to tell."""
    found = workspace(tmp_path)
    assert lock_problems(found) == []
    lock = dict(after(tmp_path, {}))
    del lock[LIST]
    lock[PHRASE] = Locked(3, "context", "00")
    lock[PLAIN] = Locked(1, "cue", "00")
    (tmp_path / "own" / LOCK_FILE).write_text(lock_text(lock), encoding="utf-8")
    assert [(p.code, p.level, p.place.line, p.text) for p in lock_problems(found)] == [
        ("L602", "error", 17, "'made.list' is new and not locked"),
        ("L602", "error", 25, "'made.phrase' means something else than when it was locked as version 3"),
        ("L602", "error", 33, "'made.plain' is the id of a rule of kind cue, this one is of kind denial"),
    ]
    (tmp_path / "own" / LOCK_FILE).write_text(lock_text(after(tmp_path, {})), encoding="utf-8")
    assert lock_problems(found) == []


OVER = """\
version: 1
extends: [made_word]
overrides: [made.phrase]
disables: {made.plain: not for us}
lists:
  made_word:
    about: More words.
    words: [zunk]
rules:
  - id: made.phrase
    kind: context
    title: ours
    sets: history
    find: [of $made_other]
    examples: [{match: Of blorg.}]
"""


def test_packs_over_packs(tmp_path: Path) -> None:
    """What a pack does to those below it changes none of their versions, and counts for its own rules."""
    alone = after(tmp_path, {})
    (tmp_path / "over").mkdir()
    (tmp_path / "over" / "a.yaml").write_text(OVER, encoding="utf-8")
    found = workspace(tmp_path, RULES, tmp_path / "over")
    (own,) = packs_of(found)
    assert next_lock(own, {}) == alone
    both = open_workspace(Packs((tmp_path / "base.yaml", tmp_path / "own", tmp_path / "over"), builtin=False))
    over = packs_of(both)[-1]
    assert (over.path, set(over.rules)) == (tmp_path / "over" / LOCK_FILE, {PHRASE})
    before = over.rules[PHRASE].digest
    (tmp_path / "over" / "a.yaml").write_text(OVER.replace("zunk", "zunks"), encoding="utf-8")
    again = open_workspace(Packs((tmp_path / "base.yaml", tmp_path / "own", tmp_path / "over"), builtin=False))
    assert packs_of(again)[-1].rules[PHRASE].digest != before


def test_version_of_a_rule(tmp_path: Path) -> None:
    """A version is told of a rule that is locked and worded as it was; a list that a pack extends words it anew."""
    found = workspace(tmp_path)
    assert version_of(found, LIST) is None
    lock = {**after(tmp_path, {}), PLAIN: Locked(7, "denial", "00")}
    lock[LIST] = Locked(5, "cue", lock[LIST].digest)
    (tmp_path / "own" / LOCK_FILE).write_text(lock_text(lock), encoding="utf-8")
    assert [version_of(found, name) for name in (LIST, PHRASE, PLAIN, "made.none")] == [5, 1, None, None]
    (tmp_path / "over").mkdir()
    (tmp_path / "over" / "a.yaml").write_text(OVER, encoding="utf-8")
    assert version_of(workspace(tmp_path, RULES, tmp_path / "over"), LIST) is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("a  (b|c)? ...3 <act>", "a (b | c)? ...3 <act>"),
        ("$twice", "(a | b~ | c)"),
        ("x $p y", "x (z)? (a | b~ | c) y"),
        ("go~ to", "go~['goes', 'went'] to"),
    ],
)
def test_lines_written_out(line: str, wanted: str) -> None:
    """Lists stand sorted and each word once, phrases in their place, irregular forms beside their verb."""
    lists = {"twice": ("c", "b~", "a", "c")}
    assert written_out(line, Vocabulary(lists, {"p": "(z)? $twice"}, {"go": ("went", "goes")})) == wanted


# -- the file -------------------------------------------------------------------------------------------------------


def test_the_file(tmp_path: Path) -> None:
    """A lock reads as it was written: sorted, a rule a line; where there is none there is nothing."""
    lock = {"b.b": Locked(2, "cue", "0f"), "a.a": Locked(1, "denial", "0e")}
    path = tmp_path / LOCK_FILE
    assert read_lock(path) is None
    path.write_text(lock_text(lock), encoding="utf-8")
    assert read_lock(path) == lock
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[3] == '    "a.a": {"version": 1, "kind": "denial", "digest": "0e"},'
    assert json.loads(path.read_text(encoding="utf-8"))["lock"] == 1
    path.write_text(lock_text({}), encoding="utf-8")
    assert read_lock(path) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('{"lock": 1,\n<<<<<<< ours\n', "rules.lock:2:1: is no lock of rules: ", id="a merge"),
        pytest.param("", "rules.lock:1:1: is no lock", id="empty"),
        pytest.param("[" * 100_000, "rules.lock:1:1: is no lock", id="too deep"),
        pytest.param("[]", '"lock": 1 or "rules" is missing', id="a list"),
        pytest.param('{"lock": 2, "rules": {}}', '"lock": 1 or "rules" is missing', id="another version"),
        pytest.param('{"lock": 1, "rules": []}', '"lock": 1 or "rules" is missing', id="rules as a list"),
        pytest.param('{"lock": 1, "rules": {"a.b": 3}}', "'a.b' needs version, kind and digest", id="a number"),
        pytest.param(
            '{"lock": 1, "rules": {"a.b": {"version": 0, "kind": "cue", "digest": ""}}}', "'a.b' needs", id="version 0"
        ),
        pytest.param(
            '{"lock": 1, "rules": {"a.b": {"version": true, "kind": "cue", "digest": ""}}}', "'a.b' needs", id="true"
        ),
        pytest.param('{"lock": 1, "rules": {"a.b": {"version": 1, "kind": "cue"}}}', "'a.b' needs", id="a field less"),
    ],
)
def test_a_broken_file(text: str, told: str, tmp_path: Path) -> None:
    """A lock that cannot be used is told in one sentence, with where its numbers are to be had."""
    path = tmp_path / LOCK_FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_lock(path)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{path}:")
    assert "take it from version control" in str(caught.value)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked, checked, changed, checked, locked again; what is as it was is not written."""
    monkeypatch.chdir(tmp_path)
    workspace(tmp_path)
    command = ["rules", "lock", "own", "--no-builtin", "--rules", "base.yaml"]
    assert run.invoke(app, [*command, "--check"]).stdout == "own/rules.lock: is not there; run: ihl rules lock\n"
    assert run.invoke(app, command).stdout == "own/rules.lock: 3 rules, 3 new, 0 a version higher, 0 gone and kept\n"
    assert run.invoke(app, [*command, "--check"]).exit_code == 0
    before = Path("own/rules.lock").stat().st_mtime_ns
    assert "0 new, 0 a version higher" in run.invoke(app, command).stdout
    assert Path("own/rules.lock").stat().st_mtime_ns == before
    workspace(tmp_path, RULES.replace("zank]", "zink]").replace("made.plain", "made.other"))
    found = run.invoke(app, [*command, "--check"])
    assert (found.exit_code, found.stdout.count("L602")) == (1, 3)
    assert found.stdout.startswith("own/made.yaml:17:5: L602: 'made.list' means something else than when it was locked")
    assert run.invoke(app, command).stdout == "own/rules.lock: 4 rules, 1 new, 2 a version higher, 1 gone and kept\n"
    Path("own/rules.lock").write_text("{", encoding="utf-8")
    broken = run.invoke(app, command)
    assert (broken.exit_code, broken.stderr.startswith("ihl: own/rules.lock:1:2: ")) == (2, True)
    assert Path("own/rules.lock").read_text(encoding="utf-8") == "{"


def test_two_files_of_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are packs by themselves share the lock of their folder, and neither loses what the other has there."""
    monkeypatch.chdir(tmp_path)
    rule = RULES[RULES.index("  - id: made.plain") :]
    for name in ("a", "b"):
        text = "version: 1\nrules:\n" + rule.replace("made.plain", f"made.{name}")
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    base(tmp_path)
    done = run.invoke(app, ["rules", "lock", "a.yaml", "b.yaml", "--no-builtin", "--rules", "base.yaml"])
    assert done.exit_code == 0
    assert versions(read_lock(Path(LOCK_FILE)) or {}) == {"made.a": 1, "made.b": 1}


def test_rules_of_the_installed_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written among the files of an installed program."""
    home = tmp_path / "_data" / "rules"
    home.mkdir(parents=True)
    workspace(home)
    monkeypatch.setattr(rewrite, "default_rules_dir", lambda: home)
    monkeypatch.chdir(home)
    done = run.invoke(app, ["rules", "lock", "own", "--no-builtin", "--rules", "base.yaml"])
    assert (done.exit_code, "belongs to the installed program" in done.stderr) == (2, True)
    assert not (home / "own" / LOCK_FILE).exists()
