"""Checks of examples and passages: words that are not there, texts used twice, names of real parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ihl.engine.examples import Example, Passage
from ihl.engine.files import ReadFile
from ihl.engine.lexicon import fold
from ihl.engine.locate import Key
from ihl.errors import Place
from ihl.marks import PUBLISHER
from ihl.workbench.lint.desk import Desk
from ihl.workbench.lint.findings import Hit
from ihl.workbench.testing.expect import NOBODY

_CLAUSES = ("cue", "act", "denied")
_NAMES = ("alleger", "accused", "denier")
_IN_ROWS = ("alleger", "accused", "denied_by")
_EDGES = " \t\n\"“”„‟'‘’«»,;:.!?"
_ARTICLES = ("the ", "a ", "an ")
_REAL = ("state", "armed_group")
FEWEST_WORDS = 3


def _examples(files: Sequence[ReadFile]) -> Iterator[tuple[ReadFile, Key, str, Example]]:
    """Each example of some files with the id of its rule."""
    for file in files:
        for key, name, rule in file.entries("rules"):
            for n, example in enumerate(rule.examples):
                yield file, (*key, "examples", n), name, example


def _passages(files: Sequence[ReadFile]) -> Iterator[tuple[ReadFile, Key, Passage]]:
    for file in files:
        for n, passage in enumerate(file.content.tests):
            yield file, ("tests", n), passage


def words_not_there(desk: Desk) -> Iterator[Hit]:
    """Tells expected words and names that the text of the example or passage does not hold."""
    for file, key, _, example in _examples(desk.files):
        for field in (*_CLAUSES, *_NAMES):
            value = getattr(example, field)
            for at, words in _each(value, (*key, field)):
                if not _stands(words, example.text, desk if field in _NAMES else None):
                    yield _missing(file.place(at), words)
    for file, key, passage in _passages(desk.files):
        for n, row in enumerate(passage.rows):
            for field in _IN_ROWS:
                for at, name in _each(getattr(row, field), (*key, "rows", n, field)):
                    if fold(name) != fold(passage.publisher or PUBLISHER) and not _stands(name, passage.text, desk):
                        yield _missing(file.place(at), name)


def _missing(place: Place, words: str) -> Hit:
    return Hit(place, f"'{words}' is not in the text", "quote the words as the text has them")


def _each(value: str | Sequence[str] | None, key: Key) -> Iterator[tuple[Key, str]]:
    """What is expected, one by one with its place, whether it was written as one or as a list."""
    if isinstance(value, str):
        yield key, value
    elif value is not None:
        yield from (((*key, n), words) for n, words in enumerate(value))


def _stands(words: str, text: str, names: Desk | None) -> bool:
    """Whether words stand in a text; an actor may also be named as the lexicon has it."""
    wanted, held = _plain(words), " ".join(fold(text).split())
    if _holds(held, wanted) or (names and wanted in (NOBODY, PUBLISHER)):
        return True
    if names is None:
        return False
    lexicon = names.workspace.rules.lexicon
    return any(
        _holds(held, fold(other.written))
        for form in lexicon.forms.get(wanted, ())
        for forms in lexicon.forms.values()
        for other in forms
        if other.actor == form.actor
    )


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text, and not as a piece of longer ones."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _plain(words: str) -> str:
    """Words without case, quote marks, article and possessive."""
    plain = " ".join(fold(words).strip(_EDGES).split())
    article = next((article for article in _ARTICLES if plain.startswith(article)), "")
    return plain.removeprefix(article).removesuffix("'s")


def same_text(desk: Desk) -> Iterator[Hit]:
    """Tells examples whose text is an example of the same sort already, in this rule or another."""
    first: dict[tuple[bool, str], tuple[Place, str]] = {}
    chosen = {file.path for file in desk.files}
    for file, key, rule, example in _examples(desk.workspace.files):
        place = file.place(key)
        sort = (example.match is not None, " ".join(fold(example.text).split()))
        known, owner = first.setdefault(sort, (place, rule))
        if known != place and file.path in chosen:
            whose = "this rule" if owner == rule else f"'{owner}'"
            yield Hit(place, f"{whose} has this example already: {known}", "write a sentence of its own")


def real_names(desk: Desk) -> Iterator[Hit]:
    """Tells examples that name a state or an armed group of the built-in lexicon."""
    homes = {name: file for file in desk.workspace.files for _, name, _ in file.entries("actors")}
    for file, key, _, example in _examples(desk.files):
        field = "match" if example.match is not None else "no_match"
        for hit in desk.workspace.rules.names.find(example.text):
            real = [form for form in hit.forms if homes[form.actor].path in desk.builtin]
            kinds = {desk.workspace.rules.lexicon.actors[form.actor].kind for form in real}
            if kinds.intersection(_REAL):
                told = f"'{example.text[hit.start : hit.end]}' is the name of a real state or armed group"
                yield Hit(file.place((*key, field)), told, "invent one: Northland, Southland, the Hill Guard")


def gap_without_reason(desk: Desk) -> Iterator[Hit]:
    """Tells known gaps whose reason has fewer than three words."""
    marked = [(file, key, example.known_gap) for file, key, _, example in _examples(desk.files)]
    marked += [(file, key, passage.known_gap) for file, key, passage in _passages(desk.files)]
    for file, key, reason in marked:
        if reason is not None and len(reason.split()) < FEWEST_WORDS:
            told = f"the reason of this known gap is short: '{reason}'"
            yield Hit(file.place((*key, "known_gap")), told, "say what is not read yet, and where it stands")
