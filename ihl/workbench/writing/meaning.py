"""meaning: what a rule looks for and what it makes of it, without what is said of it to its readers, as a digest.

Lists and phrases are written out, so that a changed list changes every rule that uses it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from ihl.engine.compile import Vocabulary
from ihl.engine.load import RUNNING
from ihl.engine.phrase import Group, Node, Ref, Word, parse, show
from ihl.engine.schema import AnyRule

# `status` counts as running or not running; `find` and `unless` count as they are written out.
_NOT_MEANT = frozenset(
    ("id", "title", "why", "law", "author", "since", "reviewed_by", "allow", "examples", "replaced_by")
)
_WRITTEN_OUT = frozenset(("status", "find", "unless"))
_LENGTH = 16


def digest_of(rule: AnyRule, vocabulary: Vocabulary) -> str:
    """The first 16 hex digits of a SHA-256 over what a rule means, among these lists, phrases and forms.

    A field that is left out counts as one with its default.
    """
    meant = rule.model_dump(mode="json", exclude_defaults=True, exclude=set(_NOT_MEANT | _WRITTEN_OUT))
    meant["runs"] = rule.status in RUNNING
    meant["find"] = [written_out(line, vocabulary) for line in rule.find]
    meant["unless"] = [(where, written_out(line, vocabulary)) for where, line in (one.placed for one in rule.unless)]
    told = json.dumps(meant, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]


def written_out(line: str, vocabulary: Vocabulary) -> str:
    """A phrase line with its lists, phrases and irregular forms in place of their names.

    The words of a list stand sorted: in which order they are written means nothing.
    """
    return " ".join(_written(parse(line), vocabulary))


def _written(nodes: Iterable[Node], vocabulary: Vocabulary) -> Iterable[str]:
    for node in nodes:
        match node:
            case Ref() if node.name in vocabulary.phrases:
                yield written_out(vocabulary.phrases[node.name], vocabulary)
            case Ref():
                yield f"({' | '.join(sorted({written_out(word, vocabulary) for word in vocabulary.lists[node.name]}))})"
            case Group():
                branches = (" ".join(_written(branch, vocabulary)) for branch in node.branches)
                yield f"({' | '.join(branches)})" + "?" * node.optional
            case Word() if node.inflect and node.text in vocabulary.irregular:
                yield f"{node.text}~{sorted(set(vocabulary.irregular[node.text]))}"
            case _:
                yield show((node,))
