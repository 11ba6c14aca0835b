"""prove: the examples in the rule files, run through the very line that reads articles, and what they prove."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ihl.engine.compile import near
from ihl.engine.examples import Example
from ihl.engine.files import ReadFile
from ihl.engine.locate import Key
from ihl.engine.ruleset import RuleSet
from ihl.engine.schema import AnyRule, CueRule
from ihl.errors import InputError, Place, Problem
from ihl.mark import opens
from ihl.pipeline import Trace, tag, trace
from ihl.text import Article
from ihl.workbench.testing.expect import Difference, hits_of, of_example, of_passage, words_of
from ihl.workbench.testing.proof import Proofs, unproven_names
from ihl.workbench.workspace import Workspace

UNGATED = ("context", "denial")  # these may speak of an allegation told in another sentence


@dataclass(frozen=True, slots=True)
class Case:
    """What one example came to; a known gap is one that fails as its mark says.

    Attributes:
        rule: the id of its rule; empty for a passage.
        name: "match #1", "no_match #2", or the name of the passage.
        text: what was read, on one line.
        message: how it differs from what its author wrote; empty where it holds.
    """

    rule: str
    place: Place
    name: str
    text: str
    passed: bool
    known_gap: bool
    message: str


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What all examples came to, and what they leave unproven, each at its place and with its level."""

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> tuple[Case, ...]:
        """The cases that are neither right nor known to be wrong."""
        return tuple(case for case in self.cases if not case.passed and not case.known_gap)

    @property
    def holds(self) -> bool:
        """Whether every example holds and no rule lacks a proof it needs."""
        return not self.failed and all(problem.level == "warning" for problem in self.problems)


def run_examples(workspace: Workspace, only: str | None = None) -> ProofReport:
    """Run the examples and passages of the chosen files.

    Args:
        only: the id of one rule, or the name of one passage.

    Raises InputError where `only` names nothing.
    """
    if only is not None:
        _refuse_unknown(only, workspace)
    run = _Run(workspace, only)
    cases = tuple(case for file in workspace.chosen for case in run.cases(file))
    problems = [problem for file in workspace.chosen for problem in run.problems(file)]
    names = () if only is not None else unproven_names(workspace.chosen, workspace.rules.lexicon)
    return ProofReport(cases, tuple(sorted([*problems, *names])))


def numbered(rule: AnyRule) -> Iterator[tuple[str, int, Example]]:
    """The examples of a rule in their order, each with its kind (match, no_match) and its number among those."""
    counts = {"match": 0, "no_match": 0}
    for example in rule.examples:
        kind = "match" if example.match is not None else "no_match"
        counts[kind] += 1
        yield kind, counts[kind], example


def _refuse_unknown(only: str, workspace: Workspace) -> None:
    names = [rule.id for _, rule in workspace.own_rules()]
    names += [passage.name for file in workspace.chosen for passage in file.content.tests]
    if only not in names:
        raise InputError(
            f"{only}: there is no rule or passage of that name; {near(only, names) or 'look in the files'}"
        )


class _Run:
    def __init__(self, workspace: Workspace, only: str | None) -> None:
        self.workspace = workspace
        self.only = only
        self.proofs = Proofs(workspace.rules.vocabulary)

    def cases(self, file: ReadFile) -> Iterator[Case]:
        for key, rule in self._rules(file):
            for n, (kind, number, example) in enumerate(numbered(rule)):
                found = trace(Article(example.text), self.workspace.drafts if rule.status == "draft" else self.rules)
                differences = self._differences(rule, example, found)
                if not differences and rule.status != "retired":
                    self.proofs.add(rule, example, found)
                place = file.place((*key, "examples", n))
                yield _case(rule.id, place, f"{kind} #{number}", example.text, example.known_gap, differences)
        for i, passage in enumerate(file.content.tests):
            if self.only in (None, passage.name):
                article = Article(passage.text, publisher=passage.publisher, date=passage.date)
                differences = of_passage(passage, tag(article, self.rules))
                yield _case("", file.place(("tests", i)), passage.name, passage.text, passage.known_gap, differences)

    def problems(self, file: ReadFile) -> Iterator[Problem]:
        for key, rule in self._rules(file):
            if rule.status != "retired":
                yield from self.proofs.problems(file, key, rule)

    @property
    def rules(self) -> RuleSet:
        return self.workspace.rules

    def _rules(self, file: ReadFile) -> Iterator[tuple[Key, AnyRule]]:
        """The rules whose examples are run; those of a retired rule are held against the rule that replaces it."""
        for key, name, rule in file.entries("rules"):
            if self.only in (None, name) and (rule.status != "retired" or rule.replaced_by):
                yield key, rule

    def _differences(self, rule: AnyRule, example: Example, found: Trace) -> list[Difference]:
        """How an example differs from what its author wrote: empty where it holds."""
        name = rule.replaced_by if rule.status == "retired" and rule.replaced_by else rule.id
        gated = bool(rule.category) if isinstance(rule, CueRule) else rule.kind not in UNGATED
        shut = gated and not opens(example.text, self.workspace.drafts if rule.status == "draft" else self.rules)
        hits = [] if shut else hits_of(name, found)
        if example.no_match is not None:
            return [Difference("rule", f"silence ({example.because})", words_of(hit, found)) for hit in hits[:1]]
        if not hits:
            got = "nothing; no cue word stands in the text, so it is not read at all" if shut else "nothing"
            return [Difference("rule", "a match", got)]
        return min((of_example(example, hit, found) for hit in hits), key=len)


def _case(rule: str, place: Place, name: str, text: str, gap: str | None, differences: list[Difference]) -> Case:
    shown = " ".join(text.split())
    if gap is not None and not differences:
        return Case(rule, place, name, shown, False, False, f"    passes now: remove the mark known_gap ({gap})")
    message = "\n".join(str(difference) for difference in differences)
    return Case(rule, place, name, shown, not differences, gap is not None, message)
