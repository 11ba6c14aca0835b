"""Where a pattern is anchored: on the word met least often, so that few sentences are looked at."""

from __future__ import annotations

from itertools import chain

from ihl.engine.program import CompileError, Gap, Group, Pattern, Program, Step, Word

MAX_LITERALS = 48
MAX_VARIANTS = 64
RARE = 900.0  # a word commoner than this makes a poor anchor

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


def variants(program: Program) -> list[Program]:
    """A line without a fixed word outside its alternatives is matched once per alternative."""
    if any(isinstance(step, Word) and _commonness(step) < RARE for step in program):
        return [program]
    groups = [(_weight(step), i) for i, step in enumerate(program) if isinstance(step, Group) and not step.optional]
    if groups:
        _, i = min(groups)
        chosen = program[i]
        branches = chosen.branches if isinstance(chosen, Group) else ()
        out = [variant for branch in branches for variant in variants((*program[:i], *branch, *program[i + 1 :]))]
        if len(out) > MAX_VARIANTS:
            raise CompileError(
                "this line stands for too many phrases",
                f"at most {MAX_VARIANTS} without a fixed word; split the line",
            )
        return out
    if any(isinstance(step, Word) for step in program):
        return [program]
    raise CompileError("this line has no fixed word, so it would match everywhere", "add a word that must be there")


def anchored(program: Program) -> Pattern:
    """The pattern of a program, anchored on its rarest word."""
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
