"""Checks of find lines: wide gaps, lines that add nothing, words written out again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ihl.engine.phrase import Gap, Group, Node, Word, parse, show
from ihl.workbench.lint.brackets import groups
from ihl.workbench.lint.contain import compiled
from ihl.workbench.lint.desk import Desk, Line, lines_in, lines_of
from ihl.workbench.lint.findings import Hit
from ihl.workbench.showing.words import leaves

WIDE = 8
LONG_RUN = 3
MANY = 6
_SMALL = frozenset(
    "a against an and as at by for from in into is it its of on or 's that the their to under was were with , ;".split()  # noqa: SIM905
)


def wide_gaps(desk: Desk) -> Iterator[Hit]:
    """Tells gaps over eight words, each line once."""
    for line in lines_of(desk.files):
        wide = [node.most for node in leaves(parse(line.text)) if isinstance(node, Gap) and node.most > WIDE]
        if wide:
            told = " and ".join(str(most) for most in wide)
            at = desk.place(line, line.text.find(f"...{wide[0]}"))
            text = f"a gap of {told} words joins words that may not belong together"
            yield Hit(at, text, f"at most {WIDE}, or several lines with nearer words")


# -- lines that add nothing -----------------------------------------------------------------------------------------


def never_first(desk: Desk) -> Iterator[Hit]:
    """Tells find lines of which an earlier line of the rule finds all."""
    for line, other in _within_rules(desk):
        if other.number < line.number:
            told = f"{line} finds nothing that line {other.number} does not find: {other.text}"
            yield Hit(desk.place(line), told, "remove it, or make it say what you meant")


def overtaken(desk: Desk) -> Iterator[Hit]:
    """Tells find lines of which a later line of the rule finds all."""
    for line, other in _within_rules(desk):
        if other.number > line.number:
            told = f"all that {line} finds, line {other.number} finds too: {other.text}"
            yield Hit(desk.place(line), told, "remove it")


def _within_rules(desk: Desk) -> Iterator[tuple[Line, Line]]:
    """Each line that another line of its rule contains, with the first that does.

    Of two lines that find the same the later one is contained; lines that are written the same are passed over.
    """
    for file, key, rule in desk.rules():
        lines = [line for line in lines_in(file, key, rule) if line.number]
        found = [(line, _canonical(line.text), compiled(line.text, rule.kind, desk.vocabulary)) for line in lines]
        for line, same, narrow in found:
            for other, written, wide in found:
                if other is line or written == same or not narrow.within(wide):
                    continue
                if other.number < line.number or not wide.within(narrow):
                    yield line, other
                    break


def again(desk: Desk) -> Iterator[Hit]:
    """Tells find lines that stand in a rule of the same kind already."""
    first: dict[tuple[str, str], Line] = {}
    for line in lines_of(desk.workspace.files):
        if line.rule is None or not line.number or line.rule.status == "retired":
            continue
        known = first.setdefault((line.rule.kind, _canonical(line.text)), line)
        if known is not line and desk.chosen(line):
            told = f"this find line stands in '{known.owner}' already: {desk.place(known)}"
            yield Hit(desk.place(line), told, "keep it in one of them")


def _canonical(text: str) -> str:
    """A line with the alternatives of its brackets in the order of the alphabet."""
    return show(_sorted(parse(text)))


def _sorted(nodes: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(
        Group(tuple(sorted(map(_sorted, node.branches), key=show)), node.optional) if isinstance(node, Group) else node
        for node in nodes
    )


# -- words written out again ----------------------------------------------------------------------------------------


def written_out(desk: Desk) -> Iterator[Hit]:
    """Tells runs of words that stand in two rules, and long brackets that stand in two lines: the second place."""
    lines = [line for line in lines_of(desk.workspace.files) if line.rule and line.rule.status != "retired"]
    yield from _runs(desk, lines)
    yield from _brackets(desk, lines)


def _runs(desk: Desk, lines: Sequence[Line]) -> Iterator[Hit]:
    first: dict[tuple[str, ...], Line] = {}
    told: set[str] = set()
    for line in lines:
        for run in _fixed(parse(line.text)) if line.number else ():
            for part in _parts(run):
                known, words = first.setdefault(part, line), " ".join(part)
                if known.owner == line.owner or not desk.chosen(line) or any(words in longer for longer in told):
                    continue
                told.add(words)
                text = f"'{words}' stands in '{known.owner}' too: {desk.place(known)}"
                yield Hit(desk.place(line, line.text.find(words)), text, "make it a phrase, and name it with $ in both")


def _fixed(nodes: Sequence[Node]) -> Iterator[list[str]]:
    """The runs of fixed words of a line, those in brackets by themselves."""
    run: list[str] = []
    for node in nodes:
        if isinstance(node, Word):
            run.append(show((node,)))
            continue
        yield run
        run = []
        if isinstance(node, Group):
            for branch in node.branches:
                yield from _fixed(branch)
    yield run


def _parts(run: list[str]) -> Iterator[tuple[str, ...]]:
    """The parts of a run that hold three words that carry meaning and begin and end with one, longest first."""
    for length in range(len(run), LONG_RUN - 1, -1):
        for at in range(len(run) - length + 1):
            part = run[at : at + length]
            heavy = sum(word not in _SMALL for word in part)
            if heavy >= LONG_RUN and not _SMALL & {part[0], part[-1]}:
                yield tuple(part)


def _brackets(desk: Desk, lines: Sequence[Line]) -> Iterator[Hit]:
    places: dict[frozenset[str], list[tuple[Line, int]]] = {}
    for line in lines:
        for group in groups(line.text):
            if len(group) >= MANY:
                branches = frozenset(show(parse(branch.text)) for branch in group)
                places.setdefault(branches, []).append((line, group[0].start))
    for found in places.values():
        again = next(((line, at) for line, at in found[1:] if desk.chosen(line)), None)
        if again is not None:
            line, at = again
            text = f"these alternatives are written out {len(found)} times; first in {found[0][0]}"
            yield Hit(desk.place(line, at), text, "make them a list and name it with $")
