"""From phrase trees to programs the matcher runs: lists filled in, forms made, anchors chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, product
from typing import TypeAlias

from ihl.engine import phrase
from ihl.engine.forms import forms

MAX_LITERALS = 48
MAX_VARIANTS = 64
RARE = 900.0  # a word commoner than this makes a poor anchor


class CompileError(ValueError):
    """Raised when a phrase names an unknown list, a list that contains itself, or nothing fixed.

    `name` is the list it is about, with its `$`, where it is about one.
    """

    def __init__(self, text: str, hint: str = "", name: str = "") -> None:
        super().__init__(text)
        self.hint = hint
        self.name = name


@dataclass(frozen=True, slots=True)
class Word:
    """Any of these words, lower case."""

    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    most: int


@dataclass(frozen=True, slots=True)
class Role:
    """A blank; `owner` as in the phrase."""

    name: str
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    branches: tuple[Program, ...]
    optional: bool


Step: TypeAlias = Word | Gap | Role | Group
Program: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to match a find line: an anchor word, what stands right of it, and left of it (reversed).

    `needs` holds, for each further fixed part, the words of which a sentence must hold one: a test that costs little.
    """

    anchor: frozenset[str]
    right: Program
    left: Program
    needs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Everything a phrase may refer to by name."""

    lists: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, str]
    irregular: Mapping[str, tuple[str, ...]]


def compile_line(line: str, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    """Compile a phrase line into patterns, each with an anchor.

    Raises PhraseError where the line cannot be read and CompileError where it can never match.
    """
    program = _fill(phrase.parse(line), vocabulary, ())
    patterns = [_anchored(variant) for variant in _variants(program)]
    return tuple(patterns)


def phrases_of(name: str, vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    """Every word sequence of a list, written out in all its forms."""
    out: set[tuple[str, ...]] = set()
    for program in _list(name, vocabulary, ()):
        if all(isinstance(step, Word) for step in program):
            out |= set(product(*(sorted(step.forms) for step in program if isinstance(step, Word))))
    return frozenset(out)


def _fill(nodes: tuple[phrase.Node, ...], vocabulary: Vocabulary, trail: tuple[str, ...]) -> Program:
    out: list[Step] = []
    for node in nodes:
        match node:
            case phrase.Word():
                out.append(Word(forms(node.text, vocabulary.irregular) if node.inflect else frozenset((node.text,))))
            case phrase.Gap():
                out.append(Gap(node.most))
            case phrase.Role():
                out.append(Role(node.name, node.owner))
            case phrase.Group():
                out.extend(
                    _group([_fill(branch, vocabulary, trail) for branch in node.branches], optional=node.optional)
                )
            case phrase.Ref():
                out.extend(_reference(node.name, vocabulary, trail))
    return tuple(out)


def _reference(name: str, vocabulary: Vocabulary, trail: tuple[str, ...]) -> Program:
    if name in vocabulary.phrases:
        _refuse_loop(name, trail)
        return _fill(phrase.parse(vocabulary.phrases[name]), vocabulary, (*trail, name))
    return _group(_list(name, vocabulary, trail), optional=False)


def _list(name: str, vocabulary: Vocabulary, trail: tuple[str, ...]) -> list[Program]:
    if name not in vocabulary.lists:
        known = [*vocabulary.lists, *vocabulary.phrases]
        raise CompileError(f"there is no list or phrase named '${name}'", near(name, known), f"${name}")
    _refuse_loop(name, trail)
    return [_fill(phrase.parse(word), vocabulary, (*trail, name)) for word in vocabulary.lists[name]]


def _refuse_loop(name: str, trail: tuple[str, ...]) -> None:
    if name in trail:
        raise CompileError(f"'${name}' contains itself", " -> ".join((*trail, name)), f"${name}")


def near(word: str, allowed: list[str]) -> str:
    """A guess at what was meant, as a hint; empty when nothing is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, allowed, n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def _group(branches: list[Program], *, optional: bool) -> Program:
    """Single words of a group become one set, so that a long list costs one look-up."""
    flat = [
        branch
        for b in branches
        for branch in (b[0].branches if len(b) == 1 and isinstance(b[0], Group) and not b[0].optional else (b,))
    ]
    singles = [branch[0] for branch in flat if len(branch) == 1 and isinstance(branch[0], Word)]
    others = [branch for branch in flat if not (len(branch) == 1 and isinstance(branch[0], Word))]
    merged: list[Program] = others
    if singles:
        merged = [*others, (Word(frozenset(chain.from_iterable(step.forms for step in singles))),)]
    if len(merged) == 1 and not optional:
        return merged[0]
    return (Group(tuple(merged), optional),)


def _variants(program: Program) -> list[Program]:
    """A line without a fixed word outside its alternatives is matched once per alternative."""
    if any(isinstance(step, Word) and _commonness(step) < RARE for step in program):
        return [program]
    groups = [(_weight(step), i) for i, step in enumerate(program) if isinstance(step, Group) and not step.optional]
    if groups:
        _, i = min(groups)
        chosen = program[i]
        branches = chosen.branches if isinstance(chosen, Group) else ()
        out = [variant for branch in branches for variant in _variants((*program[:i], *branch, *program[i + 1 :]))]
        if len(out) > MAX_VARIANTS:
            raise CompileError(
                "this line stands for too many phrases",
                f"at most {MAX_VARIANTS} without a fixed word; split the line",
            )
        return out
    if any(isinstance(step, Word) for step in program):
        return [program]
    raise CompileError("this line has no fixed word, so it would match everywhere", "add a word that must be there")


def _anchored(program: Program) -> Pattern:
    if isinstance(program[0], Gap) or isinstance(program[-1], Gap):
        raise CompileError("a gap at the end of a line matches nothing", "remove it, or write the word that follows")
    at = min(
        (i for i, step in enumerate(program) if isinstance(step, Word)), key=lambda i: (_commonness(program[i]), i)
    )
    anchor = program[at]
    if not isinstance(anchor, Word):  # pragma: no cover - `at` was chosen among words
        raise CompileError("this line has no fixed word")
    needs = tuple(need for i, step in enumerate(program) if i != at and (need := _need(step)))
    return Pattern(anchor.forms, program[at + 1 :], _reversed(program[:at]), needs)


def _need(step: Step) -> frozenset[str]:
    """The words of which one must stand there; empty where the step asks for none."""
    if isinstance(step, Word):
        return step.forms
    if not isinstance(step, Group) or step.optional:
        return frozenset()
    parts = [next((need for inner in branch if (need := _need(inner))), frozenset()) for branch in step.branches]
    return frozenset(chain.from_iterable(parts)) if all(parts) else frozenset()


def _reversed(program: Program) -> Program:
    return tuple(
        Group(tuple(_reversed(branch) for branch in step.branches), step.optional) if isinstance(step, Group) else step
        for step in reversed(program)
    )


_COMMON = frozenset(
    "a an the of in on at to for by with from as and or that which who it its they their is are was were be been "  # noqa: SIM905
    "being has have had this these those not no but if will would may might could can must should all any other "
    "some more than into over under during after before against about there he she his her him them we our i you "
    "one two , : ; . ' 's - – — said say says saying".split()
)


_FREQUENT = frozenset(
    "attack attacks attacked attacking kill kills killed killing target targets targeted targeting strike strikes "  # noqa: SIM905
    "struck hit hits fire fired force forces direct report reports government military people civilian civilians use "
    "used uses shot bomb bombs bombed shelled shelling civilians army police war killed launch launched".split()
)


def _weight(group: Group) -> float:
    """How many anchors a group would give, common words counting more: the lightest group is split."""
    return sum(min((_commonness(step) for step in branch), default=1e9) * _forms(branch) for branch in group.branches)


def _forms(branch: Program) -> int:
    return max((len(step.forms) for step in branch if isinstance(step, Word)), default=1)


def _commonness(step: Step) -> float:
    """How often a word is met, roughly: function words first, then short words, then long ones."""
    if not isinstance(step, Word):
        return 1e9
    return (
        sum(1000.0 if word in _COMMON else 60.0 if word in _FREQUENT else 10.0 / len(word) for word in step.forms)
        / len(step.forms)
        + len(step.forms) / 50
    )


def literals(pattern: Pattern) -> frozenset[str]:
    """Strings of which one must stand in any text this pattern matches: the anchor with its fixed neighbours."""
    runs: list[tuple[str, ...]] = [(word,) for word in pattern.anchor]
    for program, before in ((pattern.right, False), (pattern.left, True)):
        for step in program:
            if not isinstance(step, Word) or len(runs) * len(step.forms) > MAX_LITERALS:
                break
            runs = [(w, *run) if before else (*run, w) for run in runs for w in sorted(step.forms)]
    return frozenset(" ".join(run) for run in runs)
