"""Two versions of the rules side by side: what is told of their records, where the old one comes from, and floors."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ihl.cli import app
from ihl.errors import InputError, RuleProblems
from ihl.project import Packs
from ihl.record import Record
from ihl.text import Article
from ihl.workbench.comparing.diff import Change, compare
from ihl.workbench.comparing.floors import FIGURES, Floors, floors_at, gold_digest, read_floors
from ihl.workbench.comparing.history import rules_at, rules_in
from tests.made import TEXT, empty_record, made_record
from tests.made_rules import base

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
SAID, ANSWER = TEXT.rstrip("\n").split(". ")
DENIED_BY = "denied by Veskan army (rejects)"
ALLEGED = f"war_crime alleged by Veskan Rights League against Veskan army, asserted, {DENIED_BY}"


def changes(before: Record, after: Record, **known: str) -> list[Change]:
    """What differs between two records of the same text."""
    return list(compare(Article(TEXT, path="a.txt", **known), before, after))


def without_answer(record: Record) -> Record:
    """The record with its denial left open."""
    said, denial = record.mentions
    return record.model_copy(update={"mentions": (said, denial.model_copy(update={"answers": ()}))})


# -- records -------------------------------------------------------------------------------------------------------


def test_the_same_records_differ_in_nothing() -> None:
    """Confidence and provenance are no matter."""
    assert changes(made_record(), made_record()) == []


@pytest.mark.parametrize(
    ("before", "after", "sign", "rules", "was", "now"),
    [
        pytest.param(
            empty_record(text=TEXT), made_record(), "+", ("accuse.active", "deny.report"), "", ALLEGED, id="gained"
        ),
        pytest.param(
            made_record(), empty_record(text=TEXT), "-", ("accuse.active", "deny.report"), ALLEGED, "", id="lost"
        ),
        pytest.param(
            made_record(denied=False),
            made_record(denied=False, accused=None),
            "~",
            ("accuse.active",),
            f"{ALLEGED.removesuffix(', ' + DENIED_BY)}",
            "war_crime alleged by Veskan Rights League against nobody named, asserted",
            id="other accused",
        ),
        pytest.param(
            made_record(),
            made_record(alleger="publisher", publisher="The Day"),
            "~",
            ("accuse.active", "deny.report"),
            ALLEGED,
            ALLEGED.replace("Veskan Rights League", "The Day"),
            id="other alleger",
        ),
        pytest.param(
            made_record(),
            made_record(modality="hedged"),
            "~",
            ("accuse.active", "deny.report"),
            ALLEGED,
            ALLEGED.replace("asserted", "hedged"),
            id="other modality",
        ),
        pytest.param(
            made_record(denied=False),
            made_record(),
            "~",
            ("deny.report",),
            ALLEGED.removesuffix(f", {DENIED_BY}"),
            ALLEGED,
            id="a denial more",
        ),
    ],
)
def test_one_change(before: Record, after: Record, sign: str, rules: tuple[str, ...], was: str, now: str) -> None:
    """The words say who alleges and who denies; the rules are those that only one version has, if any."""
    (change,) = changes(before, after)
    assert (change.sign, change.rules, change.before, change.after) == (sign, rules, was, now)
    assert (change.category, change.place, change.sentence) == ("war_crime", "a.txt:1", f"{SAID}.")


def test_another_category_is_lost_and_gained() -> None:
    """Categories are not compared with one another."""
    found = changes(made_record(denied=False), made_record(denied=False, category="genocide"))
    assert [(change.sign, change.category) for change in found] == [("+", "genocide"), ("-", "war_crime")]


def test_an_open_denial() -> None:
    """A denial that answers nothing is told by itself; one that no longer answers is both."""
    open_alone = without_answer(made_record())
    open_alone = open_alone.model_copy(update={"mentions": open_alone.mentions[1:]})
    (change,) = changes(empty_record(text=TEXT), open_alone)
    assert (change.sign, change.category, change.rules) == ("+", "denial", ("deny.report",))
    assert change.after == "denial by Veskan army (rejects), of no allegation here"
    assert change.sentence == f"{ANSWER}"
    assert [c.sign for c in changes(made_record(), without_answer(made_record()))] == ["~", "+"]


def test_lines_count_the_front_matter(tmp_path: Path) -> None:
    """The line is that of the file, though the text begins below its front matter."""
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: A day\n---\n{TEXT}")
    article = Article(TEXT, path=str(path), title="A day")
    assert [c.place for c in compare(article, made_record(), empty_record(text=TEXT))] == [f"{path}:4"]


# -- versions --------------------------------------------------------------------------------------------------------

RULES = """\
version: 1
pack: made
actors:
  - {{id: northland, name: Northland, kind: state}}
  - {{id: southland, name: Southland, kind: state}}
rules:
  - id: made.cue
    kind: cue
    title: an invented crime
    category: war_crime
    basis: named
    find: [{cue}]
    examples: [{{match: A zork crime.}}, {{no_match: They met., because: nothing}}]
  - id: made.frame
    kind: attribution
    title: an invented verb
    stance: alleges
    modality: {modality}
    find: [<alleger> zorked <accused> of <act>]
    examples: [{{match: Northland zorked Southland of a zork crime.}}, {{no_match: They met., because: nothing}}]
"""
ARTICLE = "They met.\nNorthland zorked Southland of a zork crime.\n"
GOLD = """\
publisher: The Day
actors: {north: [Northland], south: [Southland]}
mentions:
  - quote: Northland zorked Southland of a zork crime
    kind: allegation
    categories: [war_crime]
    alleger: [north]
    accused: [south]
    modality: asserted
"""


def git(folder: Path, *args: str) -> None:
    """Run git as somebody, with no settings of the machine."""
    who = ("-c", "user.name=A", "-c", "user.email=a@invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def write(folder: Path, cue: str = "zork crime", modality: str = "asserted") -> None:
    """The rules, with a find line and a modality."""
    (folder / "made.yaml").write_text(RULES.format(cue=cue, modality=modality))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository: its first commit reads nothing, its second alleges, and the work tree hedges."""
    rules = tmp_path / "our rules [1]"
    (rules / "deep").mkdir(parents=True)
    base(rules / "deep")
    git(tmp_path, "init", "-q")
    for cue in ("quag crime", "zork crime"):
        write(rules, cue)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", "rules")
    write(rules, modality="hedged")
    return tmp_path


def packs_of(repository: Path) -> Packs:
    """The pack of the repository."""
    return Packs((repository / "our rules [1]",), builtin=False)


@needs_git
def test_rules_of_a_revision(repository: Path) -> None:
    """They are taken from the commit, and the work tree stays as it is."""
    find = {rev: rules_at(rev, packs_of(repository)).rules["made.cue"].find for rev in ("HEAD~1", "HEAD")}
    assert find == {"HEAD~1": ("quag crime",), "HEAD": ("zork crime",)}
    assert "hedged" in (repository / "our rules [1]" / "made.yaml").read_text()
    done = subprocess.run(["git", "status", "--short"], cwd=repository, capture_output=True, text=True, check=True)
    assert done.stdout == ' M "our rules [1]/made.yaml"\n'


@needs_git
@pytest.mark.parametrize("place", ["outside", "inside"])
def test_packs_that_a_revision_does_not_hold(
    place: str, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One outside the repository is taken as it is; one inside was not there yet."""
    other = repository if place == "inside" else tmp_path_factory.mktemp("other")
    own = other / "new"
    own.mkdir()
    (own / "new.yaml").write_text("version: 1\nlists:\n  new: {about: made, words: [new]}\n")
    pack = packs_of(repository)
    packs = Packs((own, *pack.folders), builtin=False)
    assert ("new" in rules_at("HEAD", packs).words) == (place == "outside")


@needs_git
@pytest.mark.parametrize(
    ("revision", "told"),
    [
        pytest.param("nosuch", "no revision in", id="unknown"),
        pytest.param("HEAD~9", "no revision in", id="before the first"),
        pytest.param("HEAD:our rules [1]", "no revision in", id="no commit"),
        pytest.param("", "no revision in", id="empty"),
        pytest.param("--output=made.tar", "do not begin with '-'", id="an option"),
        pytest.param("empty", "holds none of the packs", id="without the pack"),
    ],
)
def test_revisions_that_cannot_be_used(revision: str, told: str, repository: Path) -> None:
    """Each is refused with what to do instead, and nothing is written."""
    git(repository, "checkout", "-q", "--orphan", "empty")
    git(repository, "rm", "-rfq", "--cached", ".")
    git(repository, "commit", "-q", "--allow-empty", "-m", "no rules")
    before = sorted(repository.iterdir())
    with pytest.raises(InputError, match=told):
        rules_at(revision, packs_of(repository))
    assert sorted(repository.iterdir()) == before


@needs_git
def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without git, and a machine without it, are told."""
    base(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="lies in no git repository"):
        rules_at("HEAD", Packs((tmp_path,), builtin=False))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="git cannot be run"):
        rules_at("HEAD", Packs((tmp_path,), builtin=False))


@needs_git
def test_rules_of_then_that_do_not_load(repository: Path) -> None:
    """Their problems stand at the place that git knows them by."""
    write(repository / "our rules [1]", cue="$gone")
    git(repository, "commit", "-aqm", "broken")
    with pytest.raises(RuleProblems) as raised:
        rules_at("HEAD", packs_of(repository))
    assert str(raised.value.problems[0]).startswith("HEAD:our rules [1]/made.yaml:12:12: L101: ")


def test_only_rule_files_are_taken_out(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever an archive holds, nothing is written outside its folder, and no link is followed."""
    from ihl.workbench.comparing import history

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("../up.yaml", "/tmp/ihl-absolute.yaml", "r/fine.yaml", "r/notes.txt"):
            member = tarfile.TarInfo(name)
            member.size = 2
            archive.addfile(member, io.BytesIO(b"a:"))
        link = tarfile.TarInfo("r/link.yaml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    monkeypatch.setattr(history, "_git", lambda *_: packed.getvalue())
    place = tmp_path / "place"
    place.mkdir()
    history._take_out(repository, "c", ["r"], place)
    assert [
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml") if "our rules" not in str(path)
    ] == ["place/r/fine.yaml"]


def test_rules_of_a_folder(tmp_path: Path) -> None:
    """A folder with categories is a whole set; any other lies over the built-in rules."""
    base(tmp_path)
    write(tmp_path)
    (tmp_path / "base.yaml").rename(tmp_path / "categories.yaml")
    assert set(rules_in(tmp_path).rules) == {"made.cue", "made.frame"}
    (tmp_path / "categories.yaml").unlink()
    assert {"made.cue", "accuse.active"} <= set(rules_in(tmp_path).rules)


# -- the command -----------------------------------------------------------------------------------------------------

Diff = Callable[..., Any]


@pytest.fixture
def diff(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Run the command on one article with gold."""
    articles = repository / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(ARTICLE)
    (articles / "a.yaml").write_text(GOLD)
    monkeypatch.chdir(repository)

    def run(*args: str, on: str | None = "articles") -> Any:
        folder = ("--on", on) if on else ()
        return CliRunner().invoke(app, ["rules", "diff", "--rules", "our rules [1]", "--no-builtin", *folder, *args])

    return run


SENTENCE = "Northland zorked Southland of a zork crime."
HEDGED = "war_crime alleged by Northland against Southland, hedged"


@needs_git
def test_diff_as_lines(diff: Diff) -> None:
    """In a pipe: one object a change, one a figure; a difference is no failure."""
    result = diff("HEAD")
    assert result.exit_code == 0
    change, *figures = map(json.loads, result.stdout.splitlines())
    assert change == {
        "sign": "~",
        "rules": ["made.cue", "made.frame"],
        "category": "war_crime",
        "place": "articles/a.txt:2",
        "sentence": SENTENCE,
        "before": HEDGED.replace("hedged", "asserted"),
        "after": HEDGED,
    }
    assert [line["figure"] for line in figures] == list(FIGURES)
    assert [(line["before"], line["after"]) for line in figures] == [(1, 1)] * 3
    assert result.stderr == "ihl: 0 gained, 0 lost, 1 changed\n"
    assert diff("HEAD", "--json").stdout == result.stdout


@needs_git
def test_diff_as_a_table(diff: Diff) -> None:
    """For reading: how much each rule changes, then each change with its sentence, then the figures."""
    result = diff("HEAD~1", "--format", "table")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "│ made.cue │ 1 │ 0 │ 0 │" in lines
    at = lines.index("made.cue, made.frame")
    assert lines[at + 1 : at + 3] == [f"articles/a.txt:2: + {HEDGED}", SENTENCE]
    assert lines[-3:] == ["cell_f1 0.000 → 1.000", "mention_f1 0.000 → 1.000", "denial_f1 1.000 → 1.000"]


@needs_git
def test_diff_with_a_folder(diff: Diff, repository: Path) -> None:
    """A folder of rules is compared as a revision is."""
    old = repository / "old"
    old.mkdir()
    base(old).rename(old / "categories.yaml")
    write(old, "quag crime")
    assert diff(str(old)).stdout == diff("HEAD~1").stdout


@needs_git
def test_diff_without_gold(diff: Diff, repository: Path) -> None:
    """There are no figures then, and no floors to hold."""
    (repository / "articles" / "a.yaml").unlink()
    assert len(diff("HEAD").stdout.splitlines()) == 1
    result = diff("HEAD", "--floors", "f.json")
    assert (result.exit_code, "holds no gold files" in result.stderr) == (2, True)


@needs_git
@pytest.mark.parametrize(
    ("args", "told"),
    [
        pytest.param(("nosuch",), "no revision", id="revision"),
        pytest.param(("HEAD", "--update"), "--update needs --floors", id="update"),
        pytest.param(("HEAD", "--floors", "f.json", "--lower"), "--lower needs --update", id="lower"),
        pytest.param(("HEAD", "--floors", "f.json"), "there is no such file", id="floors"),
        pytest.param(("HEAD", "--on", "articles/a.txt"), "is no folder", id="a file"),
        pytest.param(("HEAD", "--json", "--format", "table"), "two forms", id="forms"),
    ],
)
def test_diff_refuses(args: tuple[str, ...], told: str, diff: Diff) -> None:
    """What cannot be done is told, with exit code 2 and nothing on standard output."""
    result = diff(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


# -- floors ----------------------------------------------------------------------------------------------------------


@needs_git
def test_floors(diff: Diff, repository: Path) -> None:
    """They are set, held, broken by worse rules and by other gold, and not lowered unless told to."""
    path = repository / "f.json"
    assert diff("HEAD", "--floors", "f.json", "--update").exit_code == 0
    assert json.loads(path.read_text())["floors"] == dict.fromkeys(FIGURES, 1.0)
    assert diff("HEAD", "--floors", "f.json").exit_code == 0

    write(repository / "our rules [1]", "quag crime")
    result = diff("HEAD", "--floors", "f.json", "--format", "table")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-2:] == [
        "f.json: cell_f1 is 0.0000, below its floor of 1.0",
        "f.json: mention_f1 is 0.0000, below its floor of 1.0",
    ]
    kept = path.read_text()
    result = diff("HEAD", "--floors", "f.json", "--update")
    assert (result.exit_code, path.read_text()) == (1, kept)
    told = [line["broken"] for line in map(json.loads, result.stdout.splitlines()) if "broken" in line]
    assert told[0] == "f.json: cell_f1 would go down from 1.0 to 0.0; give --lower too if that is meant"
    assert diff("HEAD", "--floors", "f.json", "--update", "--lower").exit_code == 0
    assert json.loads(path.read_text())["floors"]["cell_f1"] == 0

    (repository / "articles" / "a.yaml").write_text(f"# seen again\n{GOLD}")
    result = diff("HEAD", "--floors", "f.json")
    assert result.exit_code == 1
    assert "the gold files are not those that the floors were set for" in result.stdout


@given(values=st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_floors_hold_where_they_are_set(values: list[float]) -> None:
    """Rounded down to three digits, a floor is never above its figure and less than a thousandth below it."""
    figures = dict(zip(FIGURES, values, strict=True))
    floors = floors_at("d", figures)
    assert list(floors.broken("d", figures)) == []
    assert all(figures[name] - floors.floors[name] < 0.001 for name in FIGURES)


def test_the_digest(tmp_path: Path) -> None:
    """Any byte of gold or text counts, and so does the name; other files do not."""
    for name in ("a.txt", "a.yaml", "b.txt", "b.yaml"):
        (tmp_path / name).write_text(name)
    seen = {gold_digest(tmp_path, ["a", "b"]), gold_digest(tmp_path, ["a"])}
    (tmp_path / "a.txt").write_text("other")
    seen.add(gold_digest(tmp_path, ["a", "b"]))
    (tmp_path / "index.yaml").write_text("x")
    assert gold_digest(tmp_path, ["b", "a"]) in seen
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("{", "is not readable JSON", id="no JSON"),
        pytest.param("[" * 100_000, "is not readable JSON", id="deep"),
        pytest.param("[]", "must hold a digest and floors", id="a list"),
        pytest.param('{"floors": {}}', "must hold a digest and floors", id="no digest"),
        pytest.param('{"digest": "d", "floors": {}}', "one floor at least", id="empty"),
        pytest.param('{"digest": "d", "floors": {"cell": 1}}', "no figure 'cell'; allowed: cell_f1", id="unknown"),
        pytest.param('{"digest": "d", "floors": {"cell_f1": "1"}}', "number from 0 to 1", id="text"),
        pytest.param('{"digest": "d", "floors": {"cell_f1": true}}', "number from 0 to 1", id="truth"),
        pytest.param('{"digest": "d", "floors": {"cell_f1": NaN}}', "number from 0 to 1", id="no number"),
        pytest.param('{"digest": "d", "floors": {"cell_f1": 95}}', "number from 0 to 1", id="percent"),
    ],
)
def test_bad_floors(text: str, told: str, tmp_path: Path) -> None:
    """A file of floors is read strictly: a floor that is misread would hold nothing."""
    path = tmp_path / "f.json"
    path.write_text(text)
    with pytest.raises(InputError, match=told):
        read_floors(path)


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    """What is written can be read."""
    path = tmp_path / "f.json"
    floors = Floors("d", {"cell_f1": 0.5, "mention_f1": 1.0, "denial_f1": 0.123})
    path.write_text(str(floors))
    assert read_floors(path) == floors
