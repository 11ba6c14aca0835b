"""From phrase trees to patterns the matcher runs: lists filled in, forms made, anchors chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, product

from ihl.engine import phrase
from ihl.engine.anchors import MAX_VARIANTS as MAX_VARIANTS  # "as": who compiles lines finds all of it here
from ihl.engine.anchors import anchored, variants
from ihl.engine.anchors import literals as literals
from ihl.engine.forms import forms
from ihl.engine.program import CompileError as CompileError
from ihl.engine.program import Gap, Group, Program, Role, Step, Word
from ihl.engine.program import Pattern as Pattern


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
    return tuple(anchored(variant) for variant in variants(program))


def phrases_of(name: str, vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    """Every word sequence of a list, written out in all its forms. An entry that holds a gap stands for none."""
    return frozenset(chain.from_iterable(_written(program) for program in _list(name, vocabulary, ())))


def _written(program: Program) -> set[tuple[str, ...]]:
    """Every word sequence that a program without gaps and roles stands for."""
    parts: list[set[tuple[str, ...]]] = []
    for step in program:
        match step:
            case Word():
                parts.append({(form,) for form in step.forms})
            case Group():
                parts.append(set().union(*map(_written, step.branches), {()} if step.optional else set()))
            case _:
                return set()
    return {tuple(chain.from_iterable(words)) for words in product(*parts)} - {()}


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
