"""What lies before the checks: the chosen files as they are written, and all that is in force beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ihl.engine.compile import Vocabulary
from ihl.engine.files import ReadFile, default_rules_dir
from ihl.engine.locate import Key
from ihl.engine.phrase import parse
from ihl.engine.schema import AnyRule, RuleFile
from ihl.errors import Place, Problem
from ihl.text import Article
from ihl.workbench.showing.words import spellings
from ihl.workbench.testing.prove import run_examples
from ihl.workbench.workspace import Workspace
from ihl.workbench.writing.rewrite import Source, read_source

# Lists that the checks read by name where they are loaded; no rule needs them.
VERDICTS, TELLING, COMMON, INSTRUMENTS = "verdict_word", "telling_word", "common_word", "law_instrument"
HOUSE_LISTS = (VERDICTS, TELLING, COMMON, INSTRUMENTS)
_MOST_WORDINGS = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One phrase line: a find line, an exception, a word of a list, or a phrase.

    Attributes:
        owner: the id of its rule, or the name of its list or phrase.
        rule: its rule, where it stands in one.
        number: of a find line, counted from one; 0 for all else.
    """

    file: ReadFile
    key: Key
    text: str
    owner: str
    rule: AnyRule | None = None
    number: int = 0

    def __str__(self) -> str:
        return f"find line {self.number} of '{self.owner}'" if self.number else f"'{self.owner}'"


@dataclass(frozen=True)
class Desk:
    """The files that are checked, with what the checks share.

    Attributes:
        corpus: the articles that stable rules are tried on; none where nothing is to be tried.
    """

    workspace: Workspace
    corpus: Sequence[Article] = ()

    @cached_property
    def files(self) -> tuple[ReadFile, ...]:
        """The chosen files."""
        return tuple(as_written(file) for file in self.workspace.chosen)

    @property
    def vocabulary(self) -> Vocabulary:
        """The lists, phrases and irregular forms in force."""
        return self.workspace.rules.vocabulary

    @cached_property
    def proof(self) -> tuple[Problem, ...]:
        """What the examples of the chosen files leave unproven."""
        return run_examples(self.workspace).problems

    @cached_property
    def builtin(self) -> frozenset[Path]:
        """The files of the built-in packs, where these are in force."""
        home = default_rules_dir().resolve()
        return frozenset(file.path for file in self.workspace.files if home in file.path.resolve().parents)

    def rules(self) -> Iterator[tuple[ReadFile, Key, AnyRule]]:
        """The rules of the chosen files."""
        return self.workspace.own()

    def source(self, file: ReadFile) -> Source:
        """The text of a file, with its places."""
        if file.path not in self._sources:
            self._sources[file.path] = Source(read_source(file.path).removeprefix("\ufeff"), file.located)
        return self._sources[file.path]

    @cached_property
    def _sources(self) -> dict[Path, Source]:
        return {}

    def place(self, line: Line, at: int = 0) -> Place:
        """The place of a phrase line, or of what stands `at` characters into it where it is not broken."""
        source = self.source(line.file)
        start = source.at(line.key) + (line.key in line.file.located.quoted)
        whole = source.text.startswith(line.text, start)
        return line.file.place(line.key, max(at, 0) if whole else 0)

    def chosen(self, line: Line) -> bool:
        """Whether a line stands in one of the files that are checked."""
        return any(line.file.path == file.path for file in self.files)

    def spelled(self, text: str) -> frozenset[str]:
        """Every wording of a phrase line, gaps and roles as they are written; none where there are too many."""
        if text not in self._spelled:
            found = spellings(parse(text), self.vocabulary, _MOST_WORDINGS)
            self._spelled[text] = frozenset(found if len(found) < _MOST_WORDINGS else ())
        return self._spelled[text]

    @cached_property
    def _spelled(self) -> dict[str, frozenset[str]]:
        return {}


def as_written(file: ReadFile) -> ReadFile:
    """A file whose lists and actors hold what is written in it, without what they extend."""
    return replace(file, content=RuleFile.model_validate(file.located.data)) if file.content.extends else file


def lines_of(files: Sequence[ReadFile]) -> Iterator[Line]:
    """Every phrase line of some files, in their order."""
    for file in files:
        for key, _, rule in file.entries("rules"):
            yield from lines_in(file, key, rule)
        for key, name, words in file.entries("lists"):
            for n, text in enumerate(words.words):
                yield Line(file, (*key, "words", n), text, name)
        for key, name, text in file.entries("phrases"):
            yield Line(file, key, text, name)


def lines_in(file: ReadFile, key: Key, rule: AnyRule) -> Iterator[Line]:
    """The find lines and the exceptions of a rule."""
    for n, text in enumerate(rule.find):
        listed = (*key, "find", n)  # a single line may stand without a list
        yield Line(file, listed if listed in file.located.places else listed[:-1], text, rule.id, rule, n + 1)
    for n, exception in enumerate(rule.unless):
        where, text = exception.placed
        yield Line(file, (*key, "unless", n, where), text, rule.id, rule)
