"""The check of neutral language: what a rule file says in its own words rules on no facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihl.engine.files import ReadFile
from ihl.engine.lexicon import fold
from ihl.engine.locate import Key
from ihl.engine.ruleset import WordSet
from ihl.workbench.lint.desk import TELLING, VERDICTS, Desk
from ihl.workbench.lint.findings import Hit

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_SENTENCE = re.compile(r"[^.;!?]+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def verdicts(desk: Desk) -> Iterator[Hit]:
    """Tells words that rule on facts, outside quotation marks and in sentences that tell of no speaker.

    In ids no other word helps; there an id of a category or an act may stand, which is the name of a label.
    """
    bad, telling = (desk.workspace.rules.words.get(name, frozenset()) for name in (VERDICTS, TELLING))
    for file in desk.files if bad else ():
        for key, text in _texts(file):
            if words := list(_ruling(text, bad, telling)):
                told = f"{_told(words)} on facts or on law, and here nobody is said to say so: {' '.join(text.split())}"
                yield Hit(file.place(key), told, "say who says so, or put the words in quotation marks")
        for key, name in _ids(file):
            if words := list(_among(_WORD.findall(_without_labels(name, desk)), bad)):
                told = f"{_told(words)} on facts or on law, and stands in the id '{name}'"
                yield Hit(file.place(key), told, "rename it, or allow it and say why")


def _told(words: list[str]) -> str:
    return f"'{words[0]}' rules" if len(words) == 1 else " and ".join(f"'{word}'" for word in words) + " rule"


def _ruling(text: str, bad: WordSet, telling: WordSet) -> Iterator[str]:
    """The words of a text that rule on facts."""
    for sentence in _SENTENCE.finditer(_QUOTED.sub(" ", fold(text))):
        words = _WORD.findall(sentence[0])
        if not any(_among(words, telling)):
            yield from _among(words, bad)


def _among(words: list[str], listed: WordSet) -> Iterator[str]:
    """The entries of a list that stand among some words."""
    longest = max(map(len, listed), default=0)
    for at in range(len(words)):
        for end in range(at + 1, min(at + longest, len(words)) + 1):
            if tuple(words[at:end]) in listed:
                yield " ".join(words[at:end])


def _without_labels(name: str, desk: Desk) -> str:
    """An id as words, without the ids of categories and acts in it."""
    words = " ".join(_WORD.findall(name.replace("-", " ")))
    for label in (*desk.workspace.rules.categories, *desk.workspace.rules.acts):
        words = re.sub(rf"\b{re.escape(label.replace('_', ' '))}\b", " ", words)
    return words


def _texts(file: ReadFile) -> Iterator[tuple[Key, str]]:
    """What a file says in its own words, each with its path."""
    for key, _, rule in file.entries("rules"):
        yield from _fields(rule, key, ("title", "why"))
        for n, example in enumerate(rule.examples):
            yield from _fields(example, (*key, "examples", n), ("because", "known_gap"))
    for key, _, words in file.entries("lists"):
        yield from _fields(words, key, ("about",))
    for key, _, category in file.entries("categories"):
        yield from _fields(category, key, ("label", "scope", "not_this"))
    for key, _, act in file.entries("acts"):
        yield from _fields(act, key, ("label", "scope", "not_this"))
    for n, passage in enumerate(file.content.tests):
        yield from _fields(passage, ("tests", n), ("name", "known_gap"))


def _fields(entry: object, key: Key, names: tuple[str, ...]) -> Iterator[tuple[Key, str]]:
    yield from (((*key, name), text) for name in names if (text := getattr(entry, name)))


def _ids(file: ReadFile) -> Iterator[tuple[Key, str]]:
    yield from (((*key, "id"), name) for key, name, _ in file.entries("rules"))
    yield from (((*key, "id"), name) for key, name, _ in file.entries("acts"))
