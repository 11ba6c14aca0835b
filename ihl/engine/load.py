"""Rule files → RuleSet, or every problem found in them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ihl.engine import check
from ihl.engine.anchors import literals
from ihl.engine.compile import Vocabulary, compile_line, phrases_of
from ihl.engine.files import ReadFile, read_file, rule_paths
from ihl.engine.files import default_rules_dir as default_rules_dir  # "as": who loads rules finds their home here
from ihl.engine.layers import in_force
from ihl.engine.lexicon import Lexicon
from ihl.engine.locate import Key
from ihl.engine.phrase import PhraseError, parse
from ihl.engine.program import CompileError, Pattern
from ihl.engine.ruleset import Line, RuleSet, Silencer
from ihl.engine.scan import Gate, Names, Needs
from ihl.engine.schema import AnyRule, AttributionRule, ConductRule, ContextRule, CueRule, DenialRule
from ihl.errors import Problem, RuleProblems

R = TypeVar("R", bound=AnyRule)
RUNNING = ("testing", "stable")


def load_rules(*packs: Path, builtin: bool = True) -> RuleSet:
    """Load the built-in packs, and further packs laid over them in the order given.

    Args:
        packs: folders of `*.yaml` rule files, or single files.
        builtin: False leaves the built-in packs out.

    Raises RuleProblems with all problems of all files, and InputError where a pack is missing or holds no rules.
    """
    return build_rules(read_packs(packs, builtin=builtin))


def read_packs(packs: Sequence[Path] = (), *, builtin: bool = True) -> list[ReadFile]:
    """Read every rule file of some packs, each a layer over those before it.

    Args:
        packs: folders of rule files, or single files; what lies in the built-in packs is not read twice.
        builtin: whether the built-in packs are the lowest layer.

    Raises RuleProblems with all problems the files have by themselves, and InputError where a pack is missing or holds
    no rules.
    """
    layers = layers_of(packs, builtin=builtin)
    read = [read_file(path, layer) for layer, pack in enumerate(layers) for path in rule_paths([pack])]
    problems = [problem for file in read if not isinstance(file, ReadFile) for problem in file]
    if problems:
        raise RuleProblems(problems)
    files, problems = in_force([file for file in read if isinstance(file, ReadFile)])
    if problems:
        raise RuleProblems(problems)
    return files


def layers_of(packs: Sequence[Path], *, builtin: bool) -> list[Path]:
    """The packs as layers, lowest first, each once."""
    home = default_rules_dir()
    layers = {home.resolve(): home} if builtin else {}
    for pack in packs:
        if not (builtin and home.resolve() in pack.resolve().parents):
            layers.setdefault(pack.resolve(), pack)
    return list(layers.values())


def build_rules(files: list[ReadFile], running: Container[str] = RUNNING) -> RuleSet:
    """Compile the rules of some files. Raises RuleProblems with all that the files together have.

    Args:
        running: the statuses of rules that take part; the others are checked and left out.
    """
    return _Builder(files, running).build()


def vocabulary_of(files: Sequence[ReadFile]) -> Vocabulary:
    """The lists, phrases and irregular forms in force in some files."""
    return Vocabulary(
        {name: entry.words for file in files for _, name, entry in file.entries("lists")},
        {name: line for file in files for _, name, line in file.entries("phrases")},
        {word: made for file in files for _, word, made in file.entries("irregular")},
    )


@dataclass
class _Builder:
    files: list[ReadFile]
    running: Container[str]
    problems: list[Problem] = field(default_factory=list)

    def build(self) -> RuleSet:
        vocabulary = vocabulary_of(self.files)
        self.problems += check.across(self.files)
        lines = list(self._lines(vocabulary))
        words = {name: self._words(name, vocabulary) for name in vocabulary.lists}
        self.problems += check.required_lists(words, self.files[0].path)
        if self.problems:
            raise RuleProblems(self.problems)
        lexicon = Lexicon({name: actor for file in self.files for _, name, actor in file.entries("actors")})
        return RuleSet(
            cues=_index(lines, CueRule),
            attributions=_index(lines, AttributionRule),
            conducts=_index(lines, ConductRule),
            denials=_index(lines, DenialRule),
            contexts=_index(lines, ContextRule),
            rules={name: rule for file in self.files for _, name, rule in file.entries("rules")},
            places={name: file.place(key) for file in self.files for key, name, _ in file.entries("rules")},
            vocabulary=vocabulary,
            words=words,
            lexicon=lexicon,
            categories={name: entry for file in self.files for _, name, entry in file.entries("categories")},
            acts={name: entry for file in self.files for _, name, entry in file.entries("acts")},
            gate=Gate(_needed(lines)),
            names=Names(lexicon),
            digest=_digest(self.files),
        )

    def _words(self, name: str, vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
        try:
            return phrases_of(name, vocabulary)
        except (CompileError, PhraseError):
            return frozenset()

    def _lines(self, vocabulary: Vocabulary) -> Iterator[Line[AnyRule]]:
        for file in self.files:
            for key, _, rule in file.entries("rules"):
                unless = tuple(self._exceptions(rule, file, key, vocabulary))
                for n, text in enumerate(rule.find):
                    for pattern in self._compile(text, vocabulary, file, (*key, "find", n)):
                        if rule.status in self.running:
                            yield Line(rule, n + 1, pattern, unless)
            for key, _, words in file.entries("lists"):
                for n, text in enumerate(words.words):
                    self._compile(text, vocabulary, file, (*key, "words", n), lead="x ")
            for key, _, text in file.entries("phrases"):
                self._compile(text, vocabulary, file, key, lead="x ")

    def _exceptions(self, rule: AnyRule, file: ReadFile, key: Key, vocabulary: Vocabulary) -> Iterator[Silencer]:
        for n, entry in enumerate(rule.unless):
            where, text = entry.placed
            yield Silencer(where, self._compile(text, vocabulary, file, (*key, "unless", n, where)))

    def _compile(
        self, text: str, vocabulary: Vocabulary, file: ReadFile, key: Key, lead: str = ""
    ) -> tuple[Pattern, ...]:
        """The patterns of one text; what is wrong with it is kept. `lead` stands in for what a list is used beside."""
        try:
            parse(text)
        except PhraseError as error:
            self.problems.append(Problem(file.place(key, error.at), "L001", f"{error} in: {text}", error.hint))
            return ()
        try:
            return compile_line(lead + text, vocabulary)
        except PhraseError:
            return ()  # it stands in a list, and is told there
        except CompileError as error:
            if not error.name or error.name in text:
                code = "L101" if error.name else "L201"
                self.problems.append(Problem(file.place(key), code, f"{error}: {text}", error.hint))
        return ()


def _needed(lines: Iterable[Line[AnyRule]]) -> dict[str, set[Needs]]:
    """The words of which one must stand in an article that can hold an allegation, each with what it needs beside."""
    out: dict[str, set[Needs]] = {}
    for line in lines:
        if isinstance(line.rule, CueRule) and line.rule.category:
            for text in literals(line.pattern):
                out.setdefault(text, set()).add(line.pattern.needs)
    return out


def _index(lines: list[Line[AnyRule]], kind: type[R]) -> dict[str, tuple[Line[R], ...]]:
    out: dict[str, list[Line[R]]] = {}
    for line in lines:
        if isinstance(line.rule, kind):
            for word in sorted(line.pattern.anchor):
                out.setdefault(word, []).append(line)  # type: ignore[arg-type]
    return {word: tuple(found) for word, found in out.items()}


def _digest(files: list[ReadFile]) -> str:
    """SHA-256 over layers, names and contents of the files, hex."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda f: (f.layer, f.path.name, str(f.path))):
        total.update(b"%d\0" % file.layer + file.path.name.encode() + b"\0" + file.path.read_bytes() + b"\0")
    return total.hexdigest()
