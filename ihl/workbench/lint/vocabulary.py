"""Checks of words: lists that nobody uses, words that stand twice, forms that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ihl.engine.check import REQUIRED_LISTS
from ihl.engine.compile import Vocabulary
from ihl.engine.files import Kind
from ihl.engine.forms import forms
from ihl.engine.phrase import Ref, Word, parse
from ihl.workbench.lint.brackets import Branch, groups, without
from ihl.workbench.lint.desk import HOUSE_LISTS, Desk, Line, lines_of
from ihl.workbench.lint.findings import Drop, Hit, Put
from ihl.workbench.showing.words import leaves

_KINDS: tuple[Kind, ...] = ("lists", "phrases")
_INFLECTED = re.compile(r"\S*[aeiouy]\S*(?:(?<!e)ed|(?<![suia])s)\Z")
_BASES = frozenset(("embed", "lens", "news", "series", "shed", "shred", "species", "wed"))  # and yet no other's form


def unused(desk: Desk) -> Iterator[Hit]:
    """Tells lists and phrases that no line names and no part of the program reads."""
    used = {node.name for line in lines_of(desk.workspace.files) for node in _refs(line.text)}
    used.update(REQUIRED_LISTS, HOUSE_LISTS)
    for file in desk.files:
        for kind in _KINDS:
            for key, name, _ in file.entries(kind):
                if name not in used:
                    told = f"the {kind[:-1]} '{name}' is used by no rule, list or phrase"
                    yield Hit(file.place((*key, "@")), told, f"name it with ${name}, or remove it")


def _refs(text: str) -> Iterator[Ref]:
    return (node for node in leaves(parse(text)) if isinstance(node, Ref))


def twice_in_a_list(desk: Desk) -> Iterator[Hit]:
    """Tells words of a list that another of its words stands for too."""
    for file in desk.files:
        for key, _, entry in file.entries("lists"):
            spelled = [desk.spelled(word) for word in entry.words]
            for n, other in _held(spelled):
                at, word, same = (*key, "words", n), entry.words[n], spelled[n] == spelled[other]
                told = f"'{word}' stands in this list twice" if same else f"'{entry.words[other]}' holds '{word}'"
                yield Hit(file.place(at), told, "remove it", Drop(at))


def _held(spelled: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """The wordings that another one holds, with that one; of two that are the same, the second is held."""
    for n, words in enumerate(spelled):
        others = (m for m, held in enumerate(spelled) if m != n and words and words <= held and (words < held or m < n))
        if (by := next(others, None)) is not None:
            yield n, by


def twice_in_brackets(desk: Desk) -> Iterator[Hit]:
    """Tells alternatives that another one of the same brackets stands for too."""
    for line in lines_of(desk.files):
        doubled: list[Branch] = []
        told: list[str] = []
        for group in groups(line.text):
            spelled = [desk.spelled(branch.text) for branch in group]
            for n, other in _held(spelled):
                doubled.append(group[n])
                same = spelled[n] == spelled[other]
                told.append(f"'{group[n].text}' twice" if same else f"'{group[n].text}' beside '{group[other].text}'")
        if doubled:
            clean = without(line.text, doubled)
            text = f"{line}: these brackets hold {', '.join(told)}"
            yield Hit(desk.place(line, doubled[0].start), text, "remove it", Put(line.key, clean) if clean else None)


def idle_inflection(desk: Desk) -> Iterator[Hit]:
    """Tells `word~` where the word has one form, or is itself a form of another word."""
    vocabulary = desk.vocabulary
    made = {form: base for base, others in vocabulary.irregular.items() for form in others if form != base}
    for line in lines_of(desk.files):
        wrong = [word for word in _inflected(line) if _why(word, vocabulary, made)]
        if wrong:
            text = line.text
            for word in wrong:
                text = re.sub(rf"(?<![^\s()|]){re.escape(word)}~", word, text, flags=re.IGNORECASE)
            told = "; ".join(f"'{word}~' {_why(word, vocabulary, made)}" for word in wrong)
            at = desk.place(line, line.text.lower().find(f"{wrong[0]}~"))
            yield Hit(at, told, "write the base form, or leave out the ~", Put(line.key, text))


def _inflected(line: Line) -> list[str]:
    return list(dict.fromkeys(n.text for n in leaves(parse(line.text)) if isinstance(n, Word) and n.inflect))


def _why(word: str, vocabulary: Vocabulary, made: dict[str, str]) -> str:
    """What is wrong with asking for the forms of a word; empty where nothing is."""
    if len(forms(word, vocabulary.irregular)) == 1:
        return "has one form"
    if word in vocabulary.irregular:
        return ""
    if word in made and not word.endswith("ing"):
        return f"is a form of '{made[word]}'"
    return "is not a base form" if _INFLECTED.match(word) and word not in _BASES else ""
