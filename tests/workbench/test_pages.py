"""The rules as pages: links, shape, words that must not act, and a folder in which nothing of the user's is lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ihl.cli import app, output
from ihl.cli.rules.docs import MARKER
from ihl.errors import IhlError
from ihl.project import Packs
from ihl.workbench.showing.markup import code, slug
from ihl.workbench.showing.pages import INDEX, pages
from ihl.workbench.showing.wording import ALLEGATIONS_ONLY
from ihl.workbench.workspace import open_workspace
from tests.made_pack import opened, pack, workspace
from tests.made_rules import base

run = CliRunner()
LINK = re.compile(r"(?<!\\)\]\((?P<to>[^)]*)\)")
CODE = re.compile(r"(?<![\\`])(?P<fence>`+)(?!`).*?(?<!`)(?P=fence)(?!`)")


@cache
def builtin() -> Mapping[str, str]:
    """The pages of the built-in rules."""
    return pages(open_workspace())


def links(page: str) -> Iterator[str]:
    """Where the links of a page lead."""
    return (found["to"] for found in LINK.finditer(CODE.sub("", page)))


def lost_links(made: Mapping[str, str]) -> list[str]:
    """The links that lead to no page, or to no place on it."""
    out = []
    for path, text in made.items():
        for to in links(text):
            target, _, place = to.partition("#")
            parts: list[str] = []
            for part in (PurePosixPath(path).parent / target).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            found = made.get("/".join(parts))
            if found is None or (place and f'<a id="{place}"></a>' not in found):
                out.append(f"{path}: {to}")
    return out


def headings(page: str) -> list[str]:
    """The headings below the title."""
    return [line for line in page.splitlines() if line.startswith("#")][1:]


def test_every_link_of_the_built_in_rules_leads_somewhere() -> None:
    """No page links to what is not there, and there are thousands of links."""
    assert lost_links(builtin()) == []
    assert sum(len(list(links(text))) for text in builtin().values()) > 1000


def test_every_page_is_reached_from_the_index() -> None:
    """The index links to every page."""
    assert set(links(builtin()[INDEX])) == set(builtin()) - {INDEX}


def test_links_of_a_part_of_the_rules_lead_somewhere(tmp_path: Path) -> None:
    """Of one file alone there are fewer pages, and what has none is no link."""
    folder = pack(tmp_path)
    upper = tmp_path / "upper.yaml"
    upper.write_text(
        "version: 1\nrules:\n"
        "  - {id: upper.cue, kind: cue, title: made, category: war_crime, acts: night_zorking, basis: named,\n"
        "     find: upper $zork_it, unless: [{before: $zork_verb}],\n"
        "     examples: [{match: one}, {no_match: two, because: made}]}\n"
        "actors:\n  - {id: upper-guard, name: Upper Guard, kind: state, affiliation: veska}\n"
    )
    made = pages(open_workspace(Packs((folder,), builtin=False), [upper]))
    assert lost_links(made) == []
    assert set(made) == {
        INDEX,
        "categories/war_crime.md",
        "acts/zorking.md",
        "rules/upper.cue.md",
        "lists/zork_all.md",
        "lists/zork_it.md",
        "lists/zork_verb.md",
        "actors/upper.yaml.md",
    }
    assert "- made.cue" in made["categories/war_crime.md"]
    assert "| veska |" in made["actors/upper.yaml.md"]


@pytest.mark.parametrize(("folder", "least"), [("rules", 90), ("categories", 9), ("lists", 40), ("actors", 7)])
def test_pages_of_a_sort_have_one_shape(folder: str, least: int) -> None:
    """The same headings in the same order, whether there is anything under them or not."""
    found = [headings(text) for path, text in builtin().items() if path.startswith(f"{folder}/")]
    assert len(found) >= least
    assert len({tuple(one) for one in found}) == 1


def test_an_empty_section_says_so(tmp_path: Path) -> None:
    """A rule without exceptions has the heading all the same."""
    page = pages(workspace(tmp_path))["rules/made.frame.md"]
    assert "## Unless\n\nNone.\n" in page
    assert "## Law\n\nNone.\n" in page


def test_pages_of_labels_rule_on_nothing() -> None:
    """Every page of categories and acts says that these are allegations; so does the index."""
    labels = {path for path in builtin() if path.startswith(("categories/", "acts/"))}
    assert len(labels) > 20
    assert [path for path in {*labels, INDEX} if ALLEGATIONS_ONLY not in builtin()[path]] == []
    assert [path for path in labels if not builtin()[path].startswith("# Alleged ")] == []


def test_the_same_rules_give_the_same_pages(tmp_path: Path) -> None:
    """Nothing of the machine, the folder or the day stands on a page."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = pages(workspace(tmp_path / "a")), pages(workspace(tmp_path / "b"))
    assert one == other
    assert list(one) == list(other)
    assert not any(str(tmp_path) in text for text in one.values())


def test_a_rule_page(tmp_path: Path) -> None:
    """Lines with what they stand for, examples, and who replaces whom."""
    page = pages(workspace(tmp_path))["rules/made.cue.md"]
    assert page.startswith('# The source says "zork crime"\n\n`made.cue` · cue · stable\n')
    assert "- [war\\_crime](../categories/war_crime.md)" in page
    assert "- [night\\_zorking](../acts/zorking.md#night_zorking)" in page
    assert "2. `a $zork_all crime`\n   - [$zork\\_all](../lists/zork_all.md): 2 entries: $zork\\_verb" in page
    assert "| match | They spoke of a zork crime. | cue: zork crime; category: war\\_crime |" in page
    assert "- replaces [made.old](../rules/made.old.md)" in page


def test_a_list_page_tells_who_uses_it(tmp_path: Path) -> None:
    """Directly, and through which others."""
    page = pages(workspace(tmp_path))["lists/zork_verb.md"]
    assert "- [made.cue](../rules/made.cue.md), unless 2" in page
    through = "[$zork\\_it](../lists/zork_it.md) and [$zork\\_all](../lists/zork_all.md)"
    assert f"- [made.denial](../rules/made.denial.md), find line 1 through {through}" in page


ACT = "{{id: {0}, label: Alleged {0}, parent: {1}, is_rome_crime: false, scope: said, not_this: no}}"


@pytest.mark.parametrize(
    ("parents", "paths"),
    [
        ({"b": "a", "a": "~", "c": "b"}, {"acts/a.md"}),
        ({"b": "a", "a": "b"}, {"acts/a.md"}),
        ({"b": "a", "a": "b", "c": "b"}, {"acts/a.md"}),
        ({"a": "gone", "b": "b"}, {"acts/a.md", "acts/b.md"}),
    ],
    ids=["three deep", "a circle", "under a circle", "under none, under itself"],
)
def test_each_act_stands_on_one_page(parents: dict[str, str], paths: set[str], tmp_path: Path) -> None:
    """Acts stand on the page of the act at the top, whatever their parents are."""
    base(tmp_path)
    acts = "".join(f"  - {ACT.format(act, parent)}\n" for act, parent in parents.items())
    (tmp_path / "acts.yaml").write_text(f"version: 1\nacts:\n{acts}")
    made = pages(opened(tmp_path))
    assert {path for path in made if path.startswith("acts/")} == paths
    assert lost_links(made) == []
    found = [place for path in paths for place in re.findall(r'<a id="(.)">', made[path])]
    assert sorted(found) == sorted(parents)


def test_files_of_one_pack_have_pages_of_their_own(tmp_path: Path) -> None:
    """Two actor files with the same pack name are told apart."""
    base(tmp_path)
    for name in ("oru", "veska"):
        actor = f"{{id: {name}, name: {name.title()}, kind: state}}"
        (tmp_path / f"{name}.yaml").write_text(f"version: 1\npack: actors\nactors: [{actor}]\n")
    made = pages(opened(tmp_path))
    found = {path: text for path, text in made.items() if path.startswith("actors/")}
    assert len(found) == 2
    assert ["| Oru |" in text.replace('<a id="oru"></a>', " ").replace("  ", " ") for text in found.values()] == [
        True,
        False,
    ]
    assert lost_links(made) == []


HOSTILE = "<b>x</b> | `y` [z](javascript:alert(1)) ![i](//e.example) <script>&amp; *a* _b_ \\"


def hostile_pack(folder: Path) -> Path:
    """A pack whose every text tries to act, and whose names try to leave the folder."""
    text = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    # A line of the language holds no brackets of these sorts; it can hold the rest.
    (folder / "hostile.yaml").write_text(
        f"""\
version: 1
pack: "../../{text}"
lists:
  "../../up": {{about: "{text}", words: ["`y` *a* _b_ [z] &amp; ` #"]}}
acts:
  - {{id: "../act {text}", label: "Alleged {text}", law_other: ["{text}"], is_rome_crime: false, scope: "{text}",
     not_this: "{text}"}}
actors:
  - {{id: hostile, name: "{text}", kind: ngo}}
rules:
  - id: hostile.rule
    kind: cue
    title: "{text}"
    acts: ["../act {text}"]
    basis: described
    law: ["{text}"]
    why: "{text}"
    author: "{text}"
    since: "{text}"
    find: ["zork `y` *a* _b_ [z] ``` &amp;"]
    unless: [{{before: "``` #"}}]
    examples:
      - {{match: "{text}", cue: "{text}"}}
      - {{no_match: "{text}", because: "{text}"}}
""",
        encoding="utf-8",
    )
    base(folder)
    return folder


def test_words_of_rule_files_do_not_act(tmp_path: Path) -> None:
    """Tags, tables, code, links and images in the texts of a pack stay words, on every page."""
    made = pages(opened(hostile_pack(tmp_path)))
    assert lost_links(made) == []
    for path, text in made.items():
        plain = CODE.sub("", text)
        assert not re.search(r"<(?!a id=\"[a-z0-9_.~-]*\"></a>|/a>)", plain), path
        assert not re.search(r"(?<!\\)[`*]", plain), path
        assert not re.search(r"(?<!\\)\]\((?!(?:\.\./)?(?:rules|lists|acts|actors|categories)/)", plain), path
        for line in plain.splitlines():
            if line.startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4, 5), line
    assert "zork `y` *a* _b_ [z] ``` &amp;" in made["rules/hostile.rule.md"]


@given(st.text(max_size=40))
def test_code_holds_its_words(text: str) -> None:
    """Whatever the words are, the fence around them is closed by itself alone."""
    found = re.fullmatch(r"(?P<fence>`+)(?P<inner>.+)(?P=fence)", code(f"x{text}"), re.DOTALL)
    assert found
    assert found["fence"] not in re.findall("`+", found["inner"])
    assert "\n" not in found["inner"]


@given(st.text(min_size=1, max_size=300))
def test_file_names_are_safe(name: str) -> None:
    """A name is one part of a path, is not hidden, is short, and is safe in a link."""
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9_~-][a-z0-9_.~-]*", made)
    assert len(made) < 130


@given(st.text(max_size=12), st.text(max_size=12))
def test_file_names_tell_names_apart(one: str, other: str) -> None:
    """Two names have two files, also where letter case is not told apart."""
    assert (slug(one) == slug(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("denial.laugh-off", "denial.laugh-off"),
        ("..", "~2e~."),
        ("a/b", "a~2f~b"),
        ("Zork", "~5a~ork"),
        ("~", "~7e~"),
    ],
)
def test_file_names(name: str, made: str) -> None:
    """Names of rules and lists stand as they are."""
    assert slug(name) == made


# -- the folder ------------------------------------------------------------------------------------------------------


def docs(out: Path, folder: Path) -> tuple[int, str]:
    """Exit code and messages of the command."""
    result = run.invoke(app, ["rules", "docs", str(out), "--rules", str(folder), "--no-builtin"])
    assert result.stdout == ""
    return result.exit_code, result.stderr


def held(out: Path) -> dict[str, str]:
    """What a folder holds, by path."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_the_folder_holds_the_pages_and_their_list(tmp_path: Path) -> None:
    """The list is one that sha256sum reads; a second run changes nothing."""
    folder, out = pack(tmp_path), tmp_path / "new" / "docs"
    code, told = docs(out, folder)
    assert (code, told) == (0, f"ihl: {len(pages(opened(folder)))} pages; start at {out / INDEX}\n")
    found = held(out)
    listed = found.pop(MARKER)
    assert found == pages(opened(folder))
    assert listed.splitlines() == sorted(
        (f"{hashlib.sha256(text.encode()).hexdigest()}  {path}" for path, text in found.items()),
        key=lambda line: line.partition("  ")[2],
    )
    assert docs(out, folder)[0] == 0
    assert held(out) == {**found, MARKER: listed}


def test_pages_that_are_no_more_go(tmp_path: Path) -> None:
    """A rule that is renamed leaves no page behind."""
    folder, out = pack(tmp_path), tmp_path / "docs"
    docs(out, folder)
    text = (folder / "context.yaml").read_text().replace("made.context\n    kind", "made.new\n    kind")
    (folder / "context.yaml").write_text(text)
    assert docs(out, folder)[0] == 0
    assert (out / "rules" / "made.new.md").exists()
    assert not (out / "rules" / "made.context.md").exists()


def user_file(out: Path) -> None:
    (out / "notes.txt").write_text("mine")


def user_page(out: Path) -> None:
    (out / "rules" / "mine.md").write_text("mine")


def edited_page(out: Path) -> None:
    (out / "index.md").write_text("edited")


def hidden_file(out: Path) -> None:
    (out / ".git").mkdir()
    (out / ".git" / "config").write_text("mine")


def link_to_folder(out: Path) -> None:
    (out.parent / "other").mkdir()
    (out.parent / "other" / "mine.md").write_text("mine")
    (out / "more").symlink_to(out.parent / "other")


def page_made_a_link(out: Path) -> None:
    (out.parent / "mine.md").write_text((out / "index.md").read_text())
    (out / "index.md").unlink()
    (out / "index.md").symlink_to(out.parent / "mine.md")


def list_made_a_link(out: Path) -> None:
    (out.parent / "list").write_text((out / MARKER).read_text())
    (out / MARKER).unlink()
    (out / MARKER).symlink_to(out.parent / "list")


def no_list(out: Path) -> None:
    (out / MARKER).unlink()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (user_file, "notes.txt: was not written by this command"),
        (user_page, "mine.md: was not written by this command"),
        (edited_page, "index.md: was changed since it was written"),
        (hidden_file, "config: was not written by this command"),
        (link_to_folder, "more: was not written by this command"),
        (page_made_a_link, "index.md: was changed since it was written"),
        (list_made_a_link, ".ihl-docs: was not written by this command"),
        (no_list, "was not written by this command"),
    ],
)
def test_nothing_of_the_users_is_lost(change: Callable[[Path], None], told: str, tmp_path: Path) -> None:
    """Where the folder holds anything the command did not write, nothing at all is written."""
    folder, out = pack(tmp_path), tmp_path / "docs"
    docs(out, folder)
    change(out)
    before = held(tmp_path)
    (folder / "context.yaml").write_text((folder / "context.yaml").read_text().replace("A law of Oru", "Another"))
    after = {**before, "pack/context.yaml": (folder / "context.yaml").read_text()}
    code, message = docs(out, folder)
    assert code == 2
    assert told in message
    assert held(tmp_path) == after


def test_a_list_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A list that names files elsewhere removes none of them."""
    folder, out = pack(tmp_path), tmp_path / "docs"
    out.mkdir()
    (tmp_path / "mine.txt").write_text("mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    (out / MARKER).write_text(f"{digest}  ../mine.txt\n{digest}  {tmp_path}/mine.txt\nnonsense\n")
    assert docs(out, folder)[0] == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert "mine.txt" not in (out / MARKER).read_text()


def test_a_run_that_is_cut_short_can_be_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the new pages and half of the old ones are all the command's own."""
    folder, out = pack(tmp_path), tmp_path / "docs"
    docs(out, folder)
    (folder / "made.yaml").write_text((folder / "made.yaml").read_text().replace("Alleged zorking", "Alleged Zorking"))
    write = output.write
    written: list[Path | None] = []

    def full_disk(chunks: Iterable[str], path: Path | None) -> None:
        written.append(path)
        if len(written) == 6:
            raise IhlError("no space left")
        write(chunks, path)

    monkeypatch.setattr(output, "write", full_disk)
    assert docs(out, folder)[0] == 2
    monkeypatch.undo()
    assert docs(out, folder)[0] == 0
    assert {path: text for path, text in held(out).items() if path != MARKER} == pages(opened(folder))


def test_an_output_that_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the folder is left as it is."""
    (tmp_path / "docs").write_text("mine")
    code, told = docs(tmp_path / "docs", pack(tmp_path))
    assert code == 2
    assert "is no folder" in told
    assert (tmp_path / "docs").read_text() == "mine"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """A folder that is there and empty is taken."""
    (tmp_path / "docs").mkdir()
    assert docs(tmp_path / "docs", pack(tmp_path))[0] == 0
