"""words: what a piece of a phrase line stands for, written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ihl.engine.compile import Vocabulary
from ihl.engine.forms import forms
from ihl.engine.phrase import Gap, Group, Node, Ref, Role, Word, parse, show


def forms_of(word: Word, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The forms a word stands for: itself, then the others in the order of the alphabet."""
    made = forms(word.text, vocabulary.irregular) if word.inflect else frozenset((word.text,))
    return (word.text, *sorted(made - {word.text}))


def spellings(nodes: Sequence[Node], vocabulary: Vocabulary, most: int) -> tuple[str, ...]:
    """The first wordings of a line; gaps and roles stay as they are written."""
    return tuple(islice(_ways(tuple(nodes), vocabulary), most))


def count(nodes: Sequence[Node], vocabulary: Vocabulary) -> int:
    """How many wordings a line has; a gap and a role count for one."""
    total = 1
    for node in nodes:
        match node:
            case Word():
                total *= len(forms_of(node, vocabulary))
            case Group():
                total *= sum(count(branch, vocabulary) for branch in node.branches) + node.optional
            case Ref():
                total *= sum(count(parse(text), vocabulary) for text in entries_of(node.name, vocabulary))
            case Gap() | Role():
                pass
    return total


def entries_of(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a name stands for as written: the words of a list, or the line of a phrase."""
    return (vocabulary.phrases[name],) if name in vocabulary.phrases else vocabulary.lists[name]


def leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every word, gap, reference and role of a line in its order, inside brackets too."""
    for node in nodes:
        if isinstance(node, Group):
            for branch in node.branches:
                yield from leaves(branch)
        else:
            yield node


def _ways(nodes: tuple[Node, ...], vocabulary: Vocabulary) -> Iterator[str]:
    """Each wording as it is asked for: a line of many brackets stands for more than can be made at once."""
    if not nodes:
        yield ""
        return
    head, rest = nodes[0], nodes[1:]
    match head:
        case Group():
            for branch in head.branches:
                yield from _ways((*branch, *rest), vocabulary)
            if head.optional:
                yield from _ways(rest, vocabulary)
        case Ref():
            for text in entries_of(head.name, vocabulary):
                yield from _ways((*parse(text), *rest), vocabulary)
        case _:
            for word in forms_of(head, vocabulary) if isinstance(head, Word) else (show((head,)),):
                yield from (f"{word} {tail}".rstrip() for tail in _ways(rest, vocabulary))
