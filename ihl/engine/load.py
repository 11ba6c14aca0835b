"""Rule files → RuleSet, or every problem found in them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ihl.engine import check
from ihl.engine.anchors import literals
from ihl.engine.compile import Vocabulary, compile_line, phrases_of
from ihl.engine.lexicon import Lexicon
from ihl.engine.locate import Key, Located, load_located
from ihl.engine.phrase import PhraseError, parse
from ihl.engine.problems import translate
from ihl.engine.program import CompileError, Pattern
from ihl.engine.ruleset import Line, RuleSet, Silencer
from ihl.engine.scan import Gate, Names
from ihl.engine.schema import AnyRule, AttributionRule, ConductRule, ContextRule, CueRule, DenialRule, RuleFile
from ihl.errors import InputError, Place, Problem, RuleProblems

R = TypeVar("R", bound=AnyRule)
RUNNING = ("testing", "stable")


def default_rules_dir() -> Path:
    """The built-in packs: inside an installed wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent.parent / "_data" / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "rules"


def load_rules(*folders: Path) -> RuleSet:
    """Load every `*.yaml` under the folders; with none given, the built-in packs.

    Raises RuleProblems with all problems of all files, and InputError where a folder is missing or holds no rules.
    """
    return build_rules(read_files(folders))


def read_files(folders: Iterable[Path] = ()) -> list[ReadFile]:
    """Read every rule file under the folders, or the built-in ones. Raises RuleProblems and InputError."""
    files = [read_file(path) for path in rule_paths(tuple(folders) or (default_rules_dir(),))]
    problems = [problem for file in files for problem in file.problems]
    if problems:
        raise RuleProblems(problems)
    return files


def build_rules(files: list[ReadFile], running: Container[str] = RUNNING) -> RuleSet:
    """Compile the rules of some files. Raises RuleProblems with all that the files together have.

    Args:
        running: the statuses of rules that take part; the others are checked and left out.
    """
    return _Builder(files, running).build()


def rule_paths(folders: Iterable[Path]) -> list[Path]:
    """The rule files under some folders, in a stable order."""
    out: list[Path] = []
    for folder in folders:
        found = [folder] if folder.is_file() else sorted(folder.rglob("*.yaml"))
        if not found:
            raise InputError(
                f"{folder}: {'holds no *.yaml rule files' if folder.is_dir() else 'there is no such folder of rules'}"
            )
        out.extend(found)
    return out


@dataclass(frozen=True)
class ReadFile:
    """A rule file with its places, or its problems."""

    located: Located
    content: RuleFile | None
    problems: list[Problem]


def read_file(path: Path) -> ReadFile:
    """Read and validate one file on its own; what refers to other files is checked later."""
    located = load_located(path)
    if located.problems and located.data is None:
        return ReadFile(located, None, located.problems)
    try:
        content = RuleFile.model_validate(located.data)
    except ValidationError as error:
        return ReadFile(located, None, [*located.problems, *translate(error, located)])
    return ReadFile(located, content, located.problems)


@dataclass
class _Builder:
    files: list[ReadFile]
    running: Container[str]
    problems: list[Problem] = field(default_factory=list)

    def build(self) -> RuleSet:
        vocabulary = self._vocabulary()
        self.problems += check.across([(f.located, f.content) for f in self.files if f.content])
        lines = list(self._lines(vocabulary))
        words = {name: self._words(name, vocabulary) for name in vocabulary.lists}
        self.problems += check.required_lists(words, self.files[0].located)
        if self.problems:
            raise RuleProblems(self.problems)
        contents = [f.content for f in self.files if f.content]
        lexicon = Lexicon({actor.id: actor for c in contents for actor in c.actors})
        return RuleSet(
            cues=_index(lines, CueRule),
            attributions=_index(lines, AttributionRule),
            conducts=_index(lines, ConductRule),
            denials=_index(lines, DenialRule),
            contexts=_index(lines, ContextRule),
            rules={rule.id: rule for c in contents for rule in c.rules},
            places={entry.id: place for entry, place in self._placed()},
            words=words,
            lexicon=lexicon,
            categories={entry.id: entry for c in contents for entry in c.categories},
            acts={entry.id: entry for c in contents for entry in c.acts},
            passages=tuple((f.located.path, passage) for f in self.files if f.content for passage in f.content.tests),
            gate=Gate(_needed(lines)),
            names=Names(lexicon),
            digest=_digest(self.files),
        )

    def _placed(self) -> Iterator[tuple[AnyRule, Place]]:
        for file in self.files:
            for i, rule in enumerate(file.content.rules if file.content else ()):
                yield rule, file.located.place(("rules", i))

    def _vocabulary(self) -> Vocabulary:
        contents = [f.content for f in self.files if f.content]
        return Vocabulary(
            {name: entry.words for c in contents for name, entry in c.lists.items()},
            {name: line for c in contents for name, line in c.phrases.items()},
            {word: made for c in contents for word, made in c.irregular.items()},
        )

    def _words(self, name: str, vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
        try:
            return phrases_of(name, vocabulary)
        except (CompileError, PhraseError):
            return frozenset()

    def _lines(self, vocabulary: Vocabulary) -> Iterator[Line[AnyRule]]:
        for file in self.files:
            for i, rule in enumerate(file.content.rules if file.content else ()):
                unless = tuple(self._exceptions(rule, file.located, i, vocabulary))
                for n, text in enumerate(rule.find):
                    for pattern in self._compile(text, vocabulary, file.located, ("rules", i, "find", n)):
                        if rule.status in self.running:
                            yield Line(rule, n + 1, pattern, unless)
            for key, text in _entries(file.content):
                self._compile(text, vocabulary, file.located, key, lead="x ")

    def _exceptions(self, rule: AnyRule, located: Located, i: int, vocabulary: Vocabulary) -> Iterator[Silencer]:
        for n, entry in enumerate(rule.unless):
            for where, text in (
                ("before", entry.before),
                ("after", entry.after),
                ("same sentence", entry.same_sentence),
            ):
                if text is not None:
                    yield Silencer(where, self._compile(text, vocabulary, located, ("rules", i, "unless", n, where)))

    def _compile(
        self, text: str, vocabulary: Vocabulary, located: Located, key: Key, lead: str = ""
    ) -> tuple[Pattern, ...]:
        """The patterns of one text; what is wrong with it is kept. `lead` stands in for what a list is used beside."""
        try:
            parse(text)
        except PhraseError as error:
            self.problems.append(Problem(located.place(key, error.at), "L001", f"{error} in: {text}", error.hint))
            return ()
        try:
            return compile_line(lead + text, vocabulary)
        except PhraseError:
            return ()  # it stands in a list, and is told there
        except CompileError as error:
            if not error.name or error.name in text:
                code = "L101" if error.name else "L201"
                self.problems.append(Problem(located.place(key), code, f"{error}: {text}", error.hint))
        return ()


def _entries(content: RuleFile | None) -> Iterator[tuple[Key, str]]:
    """The texts of lists and phrases, with their paths."""
    if content is not None:
        for name, entry in content.lists.items():
            yield from ((("lists", name, "words", n), text) for n, text in enumerate(entry.words))
        yield from ((("phrases", name), text) for name, text in content.phrases.items())


def _needed(lines: Iterable[Line[AnyRule]]) -> set[str]:
    """The words of which one must stand in an article that can hold an allegation."""
    named = [line.pattern for line in lines if isinstance(line.rule, CueRule) and line.rule.category]
    return {text for pattern in named for text in literals(pattern)}


def _index(lines: list[Line[AnyRule]], kind: type[R]) -> dict[str, tuple[Line[R], ...]]:
    out: dict[str, list[Line[R]]] = {}
    for line in lines:
        if isinstance(line.rule, kind):
            for word in sorted(line.pattern.anchor):
                out.setdefault(word, []).append(line)  # type: ignore[arg-type]
    return {word: tuple(found) for word, found in out.items()}


def _digest(files: list[ReadFile]) -> str:
    """SHA-256 over names and contents of the files, hex."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda f: (f.located.path.name, str(f.located.path))):
        total.update(file.located.path.name.encode() + b"\0" + file.located.path.read_bytes() + b"\0")
    return total.hexdigest()
