"""prove: the examples in the rule files, run through the very line that reads articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ihl.engine.compile import near
from ihl.engine.load import RUNNING, ReadFile, build_rules, read_files
from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import AnyRule, CueRule, Example, Passage
from ihl.errors import InputError, Place, Problem
from ihl.expect import Difference, hits_of, of_example, of_passage, words_of
from ihl.mark import opens
from ihl.pipeline import tag, trace
from ihl.text import Article

UNGATED = ("context", "denial")  # these may speak of an allegation told in another sentence


@dataclass(frozen=True, slots=True)
class Case:
    """What one example came to; a known gap is one that fails as its mark says."""

    rule: str
    place: Place
    name: str
    passed: bool
    known_gap: bool
    message: str


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What all examples came to, and the rules that lack some."""

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> tuple[Case, ...]:
        """The cases that are neither right nor known to be wrong."""
        return tuple(case for case in self.cases if not case.passed and not case.known_gap)


def run_examples(folders: Sequence[Path], only: str | None = None) -> ProofReport:
    """Run the examples and passages of the rules in some folders, or of the built-in ones.

    Args:
        only: the id of one rule, or the name of one passage.

    Raises RuleProblems where the rules cannot be loaded and InputError where `only` names nothing.
    """
    files = read_files(folders)
    if only is not None:
        _refuse_unknown(only, files)
    proof = _Proof(build_rules(files), _with_drafts(files), only)
    cases = tuple(case for file in files for case in proof.cases(file))
    return ProofReport(cases, tuple(problem for file in files for problem in proof.problems(file)))


def _refuse_unknown(only: str, files: Sequence[ReadFile]) -> None:
    contents = [file.content for file in files if file.content]
    names = [rule.id for c in contents for rule in c.rules] + [passage.name for c in contents for passage in c.tests]
    if only not in names:
        raise InputError(
            f"{only}: there is no rule or passage of that name; {near(only, names) or 'look in the files'}"
        )


def _with_drafts(files: list[ReadFile]) -> RuleSet | None:
    """The rules with those that are still drafts: their authors test them before anybody runs them."""
    drafts = any(rule.status == "draft" for file in files if file.content for rule in file.content.rules)
    return build_rules(files, (*RUNNING, "draft")) if drafts else None


@dataclass(frozen=True, slots=True)
class _Proof:
    rules: RuleSet
    drafts: RuleSet | None
    only: str | None

    def cases(self, file: ReadFile) -> Iterator[Case]:
        for i, rule in self._rules(file):
            counts = {"match": 0, "no_match": 0}
            for n, example in enumerate(rule.examples):
                kind = "match" if example.match is not None else "no_match"
                counts[kind] += 1
                differences = self._example(rule, example)
                place = file.located.place(("rules", i, "examples", n))
                text = example.match or example.no_match or ""
                yield _case(rule.id, place, f"{kind} #{counts[kind]}", text, example.known_gap, differences)
        for i, passage in enumerate(file.content.tests if file.content else ()):
            if self.only in (None, passage.name):
                place = file.located.place(("tests", i))
                differences = of_passage(passage, tag(_article(passage), self.rules))
                yield _case("passage", place, passage.name, passage.text, passage.known_gap, differences)

    def problems(self, file: ReadFile) -> Iterator[Problem]:
        for i, rule in self._rules(file):
            place = file.located.place(("rules", i))
            if all(example.match is None for example in rule.examples):
                yield Problem(place, "L301", f"'{rule.id}' has no example that matches", "add a 'match'")
            if all(example.no_match is None for example in rule.examples):
                yield Problem(place, "L302", f"'{rule.id}' has no example that stays silent", "add a 'no_match'")

    def _rules(self, file: ReadFile) -> Iterator[tuple[int, AnyRule]]:
        for i, rule in enumerate(file.content.rules if file.content else ()):
            if self.only in (None, rule.id) and rule.status != "retired":
                yield i, rule

    def _example(self, rule: AnyRule, example: Example) -> list[Difference]:
        """How an example differs from what its author wrote: empty where it holds."""
        rules = self.drafts if rule.status == "draft" and self.drafts is not None else self.rules
        text = example.match or example.no_match or ""
        gated = bool(rule.category) if isinstance(rule, CueRule) else rule.kind not in UNGATED
        shut = gated and not opens(text, rules)
        found = trace(Article(text), rules)
        hits = [] if shut else hits_of(rule.id, found)
        if example.no_match is not None:
            return [Difference("rule", f"silence ({example.because})", words_of(hit, found)) for hit in hits[:1]]
        if not hits:
            got = "nothing; no cue word stands in the text, so it is not read at all" if shut else "nothing"
            return [Difference("rule", "a match", got)]
        return min((of_example(example, hit, found) for hit in hits), key=len)


def _article(passage: Passage) -> Article:
    return Article(passage.text, publisher=passage.publisher, date=passage.date)


def _case(rule: str, place: Place, name: str, text: str, gap: str | None, differences: list[Difference]) -> Case:
    if gap is not None and not differences:
        return Case(
            rule, place, name, False, False, f"{_shown(text)}\n    passes now: remove the mark known_gap ({gap})"
        )
    lines = [_shown(text), *(str(difference) for difference in differences)]
    return Case(rule, place, name, not differences, gap is not None, "\n".join(lines) if differences else "")


def _shown(text: str) -> str:
    return " ".join(text.split())
