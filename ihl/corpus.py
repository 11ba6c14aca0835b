"""The corpus: what a folder of annotated articles holds, and what is wrong with it beyond each file by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ihl.engine.ruleset import RuleSet
from ihl.gold import GoldAllegation, GoldArticle, GoldDenial, GoldNotAllegation, load_gold
from ihl.gold_keys import normalise
from ihl.mark import mark
from ihl.segment import segment
from ihl.text import Article, Doc

SHORTEST, LONGEST = 120, 520  # words of an article
SECOND = "second"  # a folder of articles annotated again by others, no part of the corpus
TELLING = 9  # words from which on a sentence that stands in two articles is a copy


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: the file, the place in it, and why."""

    path: Path
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.place}: {self.text}"


@dataclass(frozen=True)
class Holdings:
    """How much a set of articles holds, by kind."""

    articles: int
    conflicts: int
    words: int
    without_allegation: int
    categories: Mapping[str, int]
    modalities: Mapping[str, int]
    denial_kinds: Mapping[str, int]
    not_allegation: int


def parts_of(folder: Path) -> dict[str, dict[str, GoldArticle]]:
    """The gold of each folder below one, or of itself, by folder name. Raises GoldError with all problems."""
    inner = sorted(
        path for path in folder.iterdir() if path.is_dir() and path.name != SECOND and any(path.glob("*.yaml"))
    )
    return {path.name: load_gold(path) for path in inner or [folder]}


def conflict_of(name: str) -> str:
    """The conflict of an article: what stands before the number in its name."""
    return name.rpartition("-")[0]


def holdings(gold: Mapping[str, GoldArticle]) -> Holdings:
    """Count what some articles hold."""
    alleged = [m for article in gold.values() for m in article.mentions if isinstance(m, GoldAllegation)]
    denials = [m for article in gold.values() for m in article.mentions if isinstance(m, GoldDenial)]
    return Holdings(
        articles=len(gold),
        conflicts=len({conflict_of(name) for name in gold}),
        words=sum(len(article.text.split()) for article in gold.values()),
        without_allegation=sum(not article.cells for article in gold.values()),
        categories=_sorted(Counter(category for mention in alleged for category in mention.categories)),
        modalities=_sorted(Counter(mention.modality for mention in alleged)),
        denial_kinds=_sorted(Counter(mention.denial_kind or "none given" for mention in denials)),
        not_allegation=sum(isinstance(m, GoldNotAllegation) for article in gold.values() for m in article.mentions),
    )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def faults(folder: Path, parts: Mapping[str, Mapping[str, GoldArticle]], rules: RuleSet) -> list[Fault]:
    """What is wrong with sound gold files: names told twice, terms passed over, copies, conflicts in two parts."""
    found: list[Fault] = []
    seen: dict[str, Path] = {}
    homes: dict[str, str] = {}
    for part, gold in parts.items():
        for name, article in gold.items():
            path = folder / part / f"{name}.yaml" if (folder / part).is_dir() else folder / f"{name}.yaml"
            doc = segment(Article(article.text, path=str(path)))
            found += [Fault(path, place, text) for place, text in _in_file(article, doc, rules)]
            found += [Fault(path, place, text) for place, text in _copies(doc, path, seen)]
            home = homes.setdefault(conflict_of(name), part)
            if home != part:
                found.append(Fault(path, "name", f"the conflict '{conflict_of(name)}' is in {home}/ too"))
    return sorted(found)


def _in_file(article: GoldArticle, doc: Doc, rules: RuleSet) -> Iterator[tuple[str, str]]:
    words = len(article.text.split())
    if not SHORTEST <= words <= LONGEST:
        yield "text", f"has {words} words, allowed are {SHORTEST} to {LONGEST}"
    owner: dict[str, str] = {}
    for key, names in article.actors.items():
        for name in names:
            other = owner.setdefault(normalise(name), key)
            if other != key:
                yield f"actors: {key}", f"the name '{name}' is also one of '{other}'; keep it under one of them"
    for warning in article.warnings:
        yield "quote", warning.partition(": ")[2]
    yield from _passed_over(article, doc, rules)


def _passed_over(article: GoldArticle, doc: Doc, rules: RuleSet) -> Iterator[tuple[str, str]]:
    """Legal terms that belong to no mention."""
    for cue in mark(doc, rules).cues:
        tokens = doc.sentences[cue.sentence].tokens
        start, end = tokens[cue.first].start, tokens[cue.end - 1].end
        if cue.rule.basis == "named" and not any(m.span[0] < end and start < m.span[1] for m in article.mentions):
            line = article.text.count("\n", 0, start) + 1
            yield f"text, line {line}", f"'{article.text[start:end]}' belongs to no mention"


def _copies(doc: Doc, path: Path, seen: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """Sentences that another article has word for word."""
    for sentence in doc.sentences:
        words = " ".join(token.text.lower() for token in sentence.tokens if token.is_word)
        if words.count(" ") + 1 >= TELLING:
            first = seen.setdefault(words, path)
            if first != path:
                yield "text", f"the sentence '{words[:60]}…' also stands in {first.stem}"
