"""The corpus: every gold file is sound, and every article goes through the line with a sound record."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihl.engine.load import load_rules
from ihl.engine.ruleset import RuleSet
from ihl.gold import load_gold
from ihl.pipeline import tag
from ihl.record import Allegation
from ihl.text import Article

CORPUS = Path(__file__).parent.parent / "corpus"
SPLITS = ("train", "dev", "test")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """The built-in rules."""
    return load_rules()


@pytest.mark.parametrize("split", SPLITS)
def test_gold_files_are_sound(split: str) -> None:
    """Quotes are found once, keys are defined, denials answer rows that are there."""
    gold = load_gold(CORPUS / split)
    assert {name: article.warnings for name, article in gold.items() if article.warnings} == {}
    assert {path.stem for path in (CORPUS / split).glob("*.txt")} == set(gold)


def test_the_second_annotation_is_sound_and_of_the_same_texts() -> None:
    """At least sixty articles are annotated twice, and what was read is what is there."""
    second = load_gold(CORPUS / "second")
    first = {name: article for split in SPLITS for name, article in load_gold(CORPUS / split).items()}
    assert len(second) >= 60
    assert {name: article.text for name, article in second.items()} == {name: first[name].text for name in second}


def test_splits_share_no_conflict() -> None:
    """What is measured on one conflict was learned on others."""
    conflicts = [{path.stem.rpartition("-")[0] for path in (CORPUS / split).glob("*.txt")} for split in SPLITS]
    assert len(set().union(*conflicts)) == sum(map(len, conflicts))


@pytest.mark.parametrize("split", SPLITS)
def test_records_are_sound(split: str, rules: RuleSet) -> None:
    """Every actor a record names is described in it, and every span holds its words."""
    for path in sorted((CORPUS / split).glob("*.txt")):
        record = tag(Article(path.read_text(encoding="utf-8"), path=path.name), rules)
        for mention in record.mentions:
            named = (mention.alleger, *mention.accused) if isinstance(mention, Allegation) else (mention.denier,)
            assert {actor for actor in (*named, *mention.via) if actor} <= set(record.actors), path
            assert record.article.text[mention.span.start : mention.span.end] == mention.span.text, path
