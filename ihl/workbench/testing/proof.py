"""proof: what the examples of a rule show. Every find line fires, every exception is needed, every blank is seen
filled and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ihl.engine.compile import Vocabulary
from ihl.engine.entries import ActorEntry
from ihl.engine.examples import Example
from ihl.engine.files import ReadFile
from ihl.engine.lexicon import Lexicon
from ihl.engine.locate import Key
from ihl.engine.phrase import Group, Node, Ref, Role, parse
from ihl.engine.scan import Names
from ihl.engine.schema import AnyRule
from ihl.errors import Level, Problem
from ihl.marks import Frame, Silenced
from ihl.pipeline import Trace
from ihl.workbench.testing.expect import hits_of

Roles = frozenset[str]


@dataclass
class _Shown:
    """What the examples of one rule have shown so far."""

    lines: set[int] = field(default_factory=set)
    exceptions: set[int] = field(default_factory=set)
    filled: set[tuple[int, str]] = field(default_factory=set)
    unfilled: set[tuple[int, str]] = field(default_factory=set)


class Proofs:
    """Collects what examples show, rule by rule, and tells what is missing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._shown: dict[str, _Shown] = {}

    def add(self, rule: AnyRule, example: Example, found: Trace) -> None:
        """Take in an example that holds."""
        shown = self._shown.setdefault(rule.id, _Shown())
        if example.no_match is not None:
            alone = (one for one in silenced_in(found) if one.rule.id == rule.id and len(one.by) == 1)
            shown.exceptions.update(one.by[0] for one in alone)
            return
        for hit in hits_of(rule.id, found):
            shown.lines.add(hit.line)
            if isinstance(hit, Frame):
                for name in optional_roles(rule.find[hit.line - 1], self.vocabulary):
                    (shown.filled if hit.match.role(name) else shown.unfilled).add((hit.line, name))

    def problems(self, file: ReadFile, key: Key, rule: AnyRule) -> Iterator[Problem]:
        """What the examples of a rule do not show; an error where the rule says it is stable."""
        level: Level = "error" if rule.status == "stable" else "warning"
        place = file.place(key)
        for code, kind in (("L301", "match"), ("L302", "no_match")):
            if all(getattr(example, kind) is None for example in rule.examples):
                what = "matches" if kind == "match" else "stays silent"
                yield Problem(place, code, f"'{rule.id}' has no example that {what}", f"add a '{kind}'")
        shown = self._shown.get(rule.id, _Shown())
        for n, text in enumerate(rule.find):
            at = file.place((*key, "find", n))
            if n + 1 not in shown.lines:
                told = f"find line {n + 1} of '{rule.id}' is not proven: no example of the rule makes it match: {text}"
                yield Problem(at, "L303", told, "add a 'match' with these words", level)
                continue
            for name in sorted(optional_roles(text, self.vocabulary)):
                for seen, what in ((shown.filled, "filled"), (shown.unfilled, "left out")):
                    if (n + 1, name) not in seen:
                        told = f"<{name}> in find line {n + 1} of '{rule.id}' is never seen {what}"
                        yield Problem(at, "L308", told, f"add a 'match' in which it is {what}", level)
        for n, exception in enumerate(rule.unless):
            if n not in shown.exceptions:
                where, text = exception.placed
                told = f"'unless {where}: {text}' of '{rule.id}' is not proven: no silent example needs it"
                at = file.place((*key, "unless", n))
                yield Problem(at, "L304", told, "add a 'no_match' that this alone keeps silent, or remove it", level)


def silenced_in(found: Trace) -> tuple[Silenced, ...]:
    """Every match of a text that exceptions kept silent."""
    return (*found.marks.silenced, *found.frames.silenced)


def optional_roles(line: str, vocabulary: Vocabulary) -> Roles:
    """The roles that a find line may hold and need not."""
    must, may = _roles(parse(line), vocabulary)
    return may - must


def _roles(nodes: Sequence[Node], vocabulary: Vocabulary) -> tuple[Roles, Roles]:
    """The roles that a sequence always holds, and those that it may hold."""
    must: Roles = frozenset()
    may: Roles = frozenset()
    for node in nodes:
        match node:
            case Role():
                must, may = must | {node.name}, may | {node.name}
            case Group():
                branches = [_roles(branch, vocabulary) for branch in node.branches]
                may = may.union(*(one for _, one in branches))
                must = must if node.optional else must | frozenset.intersection(*(one for one, _ in branches))
            case Ref() if node.name in vocabulary.phrases:
                inner = _roles(parse(vocabulary.phrases[node.name]), vocabulary)
                must, may = must | inner[0], may | inner[1]
    return must, may


def unproven_names(files: Sequence[ReadFile], lexicon: Lexicon) -> Iterator[Problem]:
    """Each `not_in` is its own silent example: it must hold a name of the actor, and keep it from being found."""
    open_names = Names(Lexicon(_unmasked(lexicon)))
    names = Names(lexicon)
    for file in files:
        for key, actor, entry in file.entries("actors"):
            for n, phrase in enumerate(entry.not_in):
                at = file.place((*key, "not_in", n))
                if not _finds(open_names, phrase, actor):
                    told = f"'not_in: {phrase}' of '{actor}' is not needed: no name of the actor would be found in it"
                    yield Problem(at, "L304", told, "remove it", "warning")
                elif _finds(names, phrase, actor):
                    told = f"'not_in: {phrase}' of '{actor}' does not keep a name of the actor from being found in it"
                    yield Problem(at, "L304", told, "write it as texts have it")


def _unmasked(lexicon: Lexicon) -> Mapping[str, ActorEntry]:
    return {name: entry.model_copy(update={"not_in": ()}) for name, entry in lexicon.actors.items()}


def _finds(names: Names, text: str, actor: str) -> bool:
    return any(form.actor == actor for hit in names.find(text) for form in hit.forms)
