"""Packs over packs: what is added, overridden, extended and disabled by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihl.engine.load import load_rules
from ihl.engine.ruleset import RuleSet
from ihl.errors import Problem, RuleProblems
from tests.made_rules import RULE, base

LOWER = "version: 1\npack: lower\nrules:\n" + RULE.format(id="low.one", find="sea crime") + "\n"
LOWER += RULE.format(id="low.two", find="air crime")
LOWER += """\
lists:
  sea: {about: made, words: [sea, lake]}
actors:
  - {id: hill-guard, name: Hill Guard, kind: state, aliases: [the Guard]}
"""
HEAD = "version: 1\npack: upper\n"


def load_over(folder: Path, upper: str, *more: str) -> RuleSet:
    """The rules of a lower pack with others laid over it."""
    files = [folder / f"{n}.yaml" for n in range(len(more) + 2)]
    for path, text in zip(files, (LOWER, upper, *more), strict=True):
        path.write_text(text, encoding="utf-8")
    packs = folder / "base"
    packs.mkdir()
    return load_rules(base(packs), *files, builtin=False)


def problems_of(folder: Path, upper: str) -> list[Problem]:
    with pytest.raises(RuleProblems) as caught:
        load_over(folder, upper)
    return list(caught.value.problems)


def test_a_pack_adds_rules(tmp_path: Path) -> None:
    """What no lower pack has is simply there."""
    rules = load_over(tmp_path, HEAD + "rules:\n" + RULE.format(id="up.one", find="space crime"))
    assert {"low.one", "low.two", "up.one"} == set(rules.rules)
    assert rules.gate.opens("a space crime")


def test_a_rule_is_overridden(tmp_path: Path) -> None:
    """The words of the lower rule no longer count, its id stands for the new ones, its place is theirs."""
    rules = load_over(tmp_path, HEAD + "overrides: low.one\nrules:\n" + RULE.format(id="low.one", find="lake crime"))
    assert rules.rules["low.one"].find == ("lake crime",)
    assert rules.places["low.one"].path.name == "1.yaml"
    assert not rules.gate.opens("a sea crime")
    assert rules.gate.opens("a lake crime")


def test_a_rule_is_disabled(tmp_path: Path) -> None:
    """It is gone as if it had never been written; the others stay."""
    rules = load_over(tmp_path, HEAD + "disables: {low.one: not used in this archive}\n")
    assert set(rules.rules) == {"low.two"}


def test_a_list_is_extended(tmp_path: Path) -> None:
    """Both packs' words are in the list; nothing is in it twice."""
    rules = load_over(tmp_path, HEAD + "extends: [sea]\nlists:\n  sea: {about: more, words: [lake, pond]}\n")
    assert rules.words["sea"] == {("sea",), ("lake",), ("pond",)}


def test_a_list_is_overridden(tmp_path: Path) -> None:
    """Only the words of the upper pack are in it."""
    rules = load_over(tmp_path, HEAD + "overrides: [sea]\nlists:\n  sea: {about: less, words: [pond]}\n")
    assert rules.words["sea"] == {("pond",)}


def test_an_actor_is_extended(tmp_path: Path) -> None:
    """It keeps its name and kind, and is found by the names of both packs."""
    upper = "extends: hill-guard\nactors:\n  - {id: hill-guard, name: Hill Guard, kind: ngo, exact: HG}\n"
    actor = load_over(tmp_path, HEAD + upper).lexicon.actors["hill-guard"]
    assert (actor.kind, actor.aliases, actor.exact) == ("state", ("the Guard",), ("HG",))


def test_layers_are_laid_one_after_another(tmp_path: Path) -> None:
    """The third pack may override what the second has put in place of the first's."""
    second = HEAD + "overrides: low.one\nrules:\n" + RULE.format(id="low.one", find="lake crime")
    third = "version: 1\npack: third\noverrides: low.one\nrules:\n" + RULE.format(id="low.one", find="pond crime")
    assert load_over(tmp_path, second, third).rules["low.one"].find == ("pond crime",)


@pytest.mark.parametrize(
    ("upper", "code", "line", "words"),
    [
        pytest.param("disables: {low.ome: gone}\n", "L105", 3, "did you mean 'low.one'?", id="disables nothing"),
        pytest.param("overrides: [low.nine]\n", "L105", 3, "no pack below", id="overrides nothing"),
        pytest.param("overrides: [low.one]\n", "L105", 3, "this file does not hold it", id="nothing to override with"),
        pytest.param("extends: [low.one]\n", "L105", 3, "actors or lists", id="a rule cannot be extended"),
        pytest.param("lists:\n  sea: {about: a, words: [b]}\n", "L002", 4, "'overrides'", id="silently twice"),
        pytest.param("ihl: '>=99'\n", "L003", 3, "needs a version of ihl that is >=99", id="a later program"),
        pytest.param("ihl: newest\n", "L003", 3, "tells no versions of ihl", id="no version"),
    ],
)
def test_what_packs_may_not_do(upper: str, code: str, line: int, words: str, tmp_path: Path) -> None:
    """Each is told at its line, with what was perhaps meant."""
    (problem,) = problems_of(tmp_path, HEAD + upper)
    assert (problem.code, problem.place.line, problem.place.path.name) == (code, line, "1.yaml")
    assert words in f"{problem.text} {problem.hint}"


def test_the_digest_tells_layers_apart(tmp_path: Path) -> None:
    """The same files in another order are other rules."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text(f"version: 1\npack: {name}\n", encoding="utf-8")
    lists = base(tmp_path)
    one = load_rules(lists, tmp_path / "a", tmp_path / "b", builtin=False)
    other = load_rules(lists, tmp_path / "b", tmp_path / "a", builtin=False)
    assert one.digest != other.digest
