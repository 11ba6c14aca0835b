"""Rule files → RuleSet, or every problem found in them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from ihl.engine import check
from ihl.engine.compile import CompileError, Vocabulary, compile_line, literals, phrases_of
from ihl.engine.lexicon import Lexicon
from ihl.engine.locate import Key, Located, load_located
from ihl.engine.phrase import PhraseError
from ihl.engine.problems import translate
from ihl.engine.ruleset import Exception_, Line, RuleSet
from ihl.engine.scan import Gate, Names
from ihl.engine.schema import AnyRule, AttributionRule, ConductRule, ContextRule, CueRule, DenialRule, RuleFile
from ihl.errors import InputError, Problem, RuleProblems

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
    files = [read_file(path) for path in rule_paths(folders or (default_rules_dir(),))]
    problems = [problem for file in files for problem in file.problems]
    if problems:
        raise RuleProblems(problems)
    return _Builder(files).build()


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
            places={
                rule.id: f.located.place(("rules", i))
                for f in self.files
                if f.content
                for i, rule in enumerate(f.content.rules)
            },
            words=words,
            lexicon=lexicon,
            categories={entry.id: entry for c in contents for entry in c.categories},
            acts={entry.id: entry for c in contents for entry in c.acts},
            passages=tuple((f.located.path, passage) for f in self.files if f.content for passage in f.content.tests),
            gate=Gate(
                {
                    text
                    for line in lines
                    if isinstance(line.rule, CueRule) and line.rule.category
                    for text in literals(line.pattern)
                }
            ),
            names=Names(lexicon),
            digest=_digest(self.files),
        )

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
                    for pattern in self._try(
                        lambda text=text: compile_line(text, vocabulary), file.located, ("rules", i, "find", n), text
                    ):
                        if rule.status in RUNNING:
                            yield Line(rule, n + 1, pattern, unless)
        for file in self.files:
            for kind in ("lists", "phrases"):
                for name, entry in getattr(file.content, kind, {}).items():
                    for n, text in enumerate(entry.words if kind == "lists" else [entry]):
                        key: Key = ("lists", name, "words", n) if kind == "lists" else ("phrases", name)
                        self._try(lambda text=text: compile_line(f"x {text}", vocabulary), file.located, key, text)

    def _exceptions(self, rule: AnyRule, located: Located, i: int, vocabulary: Vocabulary) -> Iterator[Exception_]:
        for n, entry in enumerate(rule.unless):
            where, text = next(
                (w, t)
                for w, t in (("before", entry.before), ("after", entry.after), ("same sentence", entry.same_sentence))
                if t
            )
            yield Exception_(
                where,
                self._try(
                    lambda text=text: compile_line(text, vocabulary), located, ("rules", i, "unless", n, where), text
                ),
            )

    def _try(self, compiled: Callable[[], tuple[R, ...]], located: Located, key: Key, text: str) -> tuple[R, ...]:  # type: ignore[type-var]
        try:
            return compiled()
        except PhraseError as error:
            place = located.place(key)
            at = error.at if str(error.args[0]) else 0
            self.problems.append(
                Problem(
                    type(place)(place.path, place.line, place.column + at), "L001", f"{error} in: {text}", error.hint
                )
            )
        except CompileError as error:
            code = "L101" if "$" in str(error) else "L201"
            self.problems.append(Problem(located.place(key), code, f"{error}: {text}", error.hint))
        return ()


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
