"""The built-in rules: every example as a test of its own, and what the rules must cover."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ihl.engine.files import ReadFile, default_rules_dir, rule_paths
from ihl.engine.forms import forms
from ihl.engine.load import load_rules, read_packs
from ihl.engine.phrase import Group, Node, Ref, Word, parse
from ihl.engine.schema import AnyRule
from ihl.errors import RuleProblems
from ihl.record import CATEGORIES
from ihl.segment import segment
from ihl.text import Article
from ihl.workbench.lint.run import lint
from ihl.workbench.testing.prove import Case, ProofReport, run_examples
from ihl.workbench.workspace import open_workspace
from ihl.workbench.writing.fmt import formatted
from ihl.workbench.writing.lock import version_of

# The acts of the annotation guide: the heads under which detailed acts stand.
ACTS = (
    "killing", "extermination", "torture", "sexual_violence", "enforced_disappearance", "hostage_taking",
    "unlawful_detention", "forced_displacement", "starvation", "denial_of_aid", "siege_or_blockade",
    "attack_on_protected_object", "property_destruction", "pillage", "prohibited_weapons", "human_shields",
    "failure_of_precautions", "child_soldiers", "persecution", "apartheid", "enslavement", "collective_punishment",
    "attack_on_civilians", "other",
)  # fmt: skip
# Nouns by which something is alleged, charged, found or investigated.
FRAME_NOUNS = (
    "accusation", "account", "action", "allegation", "application", "assertion", "blame", "briefing", "case", "charge",
    "claim", "complaint", "conclusion", "conviction", "count", "criticism", "declaration", "denunciation", "dossier",
    "evidence", "examination", "finding", "indication", "indictment", "inquiry", "investigation", "lawsuit", "libel",
    "mission", "opinion", "petition", "probe", "proceeding", "proof", "prosecution", "release", "report",
    "responsibility", "ruling", "rumour", "sentence", "sign", "statement", "study", "suit", "summons", "suspicion",
    "testimony", "trial", "verdict", "view", "warrant", "word",
)  # fmt: skip


def _proven() -> ProofReport:
    try:
        return run_examples(open_workspace())
    except RuleProblems:  # told by test_the_rules_load
        return ProofReport(())


REPORT = _proven()


@cache
def files() -> list[ReadFile]:
    """The built-in rule files as they are read."""
    return read_packs()


def rules(*kinds: str) -> Iterator[AnyRule]:
    """The built-in rules of some kinds, or of all."""
    for file in files():
        yield from (rule for rule in file.content.rules if not kinds or rule.kind in kinds)


def words_in(nodes: tuple[Node, ...]) -> Iterator[Word]:
    """Every fixed word a phrase can meet, lists and phrases written out."""
    for node in nodes:
        if isinstance(node, Word):
            yield node
        elif isinstance(node, Group):
            for branch in node.branches:
                yield from words_in(branch)
        elif isinstance(node, Ref):
            for text in entries(node.name):
                yield from words_in(parse(text))


def entries(name: str) -> list[str]:
    """The texts a name stands for."""
    contents = [file.content for file in files()]
    listed = [text for content in contents if name in content.lists for text in content.lists[name].words]
    return listed or [content.phrases[name] for content in contents if name in content.phrases]


def test_the_rules_load() -> None:
    """The built-in rules have no problem of their own; without them every other test here is empty."""
    assert load_rules().rules
    assert len(REPORT.cases) > 400


@pytest.mark.parametrize("case", REPORT.cases, ids=lambda case: f"{case.rule}-{case.name}".replace(" ", ""))
def test_example(case: Case) -> None:
    """Each example holds; each known gap is still one."""
    assert case.passed or case.known_gap, f"{case.place}: {case.message}"


def test_every_rule_is_proven() -> None:
    """Every line fires, every exception is needed, every blank is seen filled and left out."""
    assert [str(problem) for problem in REPORT.problems] == []


def test_the_rules_are_lint_clean_and_locked() -> None:
    """Nothing is found by `ihl rules lint`, the check of the versions among it."""
    assert [str(problem) for problem in lint(open_workspace())] == []


def test_every_version_is_locked() -> None:
    """`ihl rules lock --check` has nothing to say, and every rule has a version."""
    workspace = open_workspace()
    assert {name for name in workspace.rules.rules if version_of(workspace, name) is None} == set()


@pytest.mark.parametrize("path", rule_paths([default_rules_dir()]), ids=lambda path: path.stem)
def test_the_rules_are_in_order(path: Path) -> None:
    """`ihl rules fmt --check` would change nothing."""
    text = path.read_text(encoding="utf-8")
    assert formatted(text, path) == text


@pytest.mark.parametrize("kind", ["cue", "attribution", "conduct", "denial", "context"])
def test_every_kind_is_used(kind: str) -> None:
    """No kind of rule is empty, and each rule of it has at least two examples."""
    counts = [len(rule.examples) for rule in rules(kind)]
    assert counts
    assert min(counts) >= 2


def test_attribution_knows_many_verbs_and_nouns() -> None:
    """At least 60 verbs in all their forms and 40 nouns carry an allegation."""
    words = [word for rule in rules("attribution") for line in rule.find for word in words_in(parse(line))]
    verbs = {word.text for word in words if word.inflect}
    plain = {word.text for word in words if not word.inflect}
    nouns = {noun for noun in FRAME_NOUNS if plain & forms(noun, {})}
    assert len(verbs) >= 60
    assert len(nouns) >= 40


def test_actors() -> None:
    """The lexicon holds states, groups, organisations, courts and media, each with forms it is met by."""
    actors = load_rules().lexicon.actors
    assert len(actors) >= 350
    kinds = {"ngo", "state", "armed_group", "intergovernmental", "court", "media"}
    assert {kind for kind in kinds if sum(actor.kind == kind for actor in actors.values()) >= 20} == kinds


def test_categories_are_those_of_the_record() -> None:
    """Each label has its entry, and a cue rule that gives it."""
    assert set(load_rules().categories) == set(CATEGORIES)
    assert {category for rule in rules("cue") for category in getattr(rule, "category", ())} == set(CATEGORIES)


def test_acts_are_those_of_the_guide() -> None:
    """Each act of the guide has its entry; every other act stands under one of them."""
    acts = load_rules().acts
    assert {name for name, act in acts.items() if act.parent is None} == set(ACTS)
    assert {act.parent for act in acts.values() if act.parent} <= set(ACTS)


def test_each_word_can_be_met() -> None:
    """A fixed word that no text has as one token would never match: "people's" is two, “"white” is two."""
    texts = [(rule.id, text) for rule in rules() for text in (*rule.find, *unless(rule))]
    contents = [file.content for file in files()]
    texts += [(f"${name}", text) for content in contents for name in content.lists for text in entries(name)]
    texts += [(f"${name}", text) for content in contents for name, text in content.phrases.items()]
    assert [
        f"{place}: {word.text}" for place, text in texts for word in words_in(parse(text)) if not is_token(word)
    ] == []


def unless(rule: AnyRule) -> Iterator[str]:
    """The texts of a rule's exceptions."""
    for entry in rule.unless:
        yield entry.before or entry.after or entry.same_sentence or ""


@cache
def is_token(word: Word) -> bool:
    """Whether a word between two others is read as one word."""
    sentences = segment(Article(f"Mara {word.text} x")).sentences
    return [low for sentence in sentences for low in sentence.lowers] == ["mara", word.text, "x"]


def test_no_list_names_anybody() -> None:
    """A word list that knows an actor by name reads articles about it otherwise than about others."""
    rules = load_rules()
    names = {form for form, found in rules.lexicon.forms.items() if any(one.kind != "exact" for one in found)}
    house = ("verdict_word", "telling_word", "common_word", "law_instrument")  # articles are not read with these
    read = {name: entries for name, entries in rules.words.items() if name not in house}
    parts = {(name, part) for name, es in read.items() for e in es for word in e for part in word.split("-")}
    assert {(name, part) for name, part in parts if part in names} == set()
