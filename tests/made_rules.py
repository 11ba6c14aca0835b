"""Small rule files for tests of the engine, which must not hang on the wording of the built-in rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from ihl.engine.check import REQUIRED_LISTS
from ihl.engine.load import load_rules
from ihl.engine.phrase import Gap, Group, Node, Word, show
from ihl.engine.ruleset import RuleSet

RULE = """\
  - id: {id}
    kind: cue
    title: made for a test
    category: war_crime
    basis: named
    find: [{find}]
    examples:
      - match: one
      - no_match: two
        because: made for a test
"""


def base(folder: Path, *, without: str = "") -> Path:
    """A file with every list the program needs, each of one word, and nothing else."""
    lists = "".join(
        f"  {name}: {{about: made, words: [w{i}]}}\n" for i, name in enumerate(REQUIRED_LISTS) if name != without
    )
    path = folder / "base.yaml"
    path.write_text(f"version: 1\npack: base\nlists:\n{lists}", encoding="utf-8")
    return path


def rules_of(folder: Path, text: str) -> RuleSet:
    """Load a rule file of this text beside the lists that must be there."""
    path = folder / "made.yaml"
    path.write_text(text, encoding="utf-8")
    return load_rules(base(folder), path, builtin=False)


def cue_rule(rule: str, *find: str) -> str:
    """A whole file with one cue rule."""
    return "version: 1\nrules:\n" + RULE.format(id=rule, find=", ".join(f"'{line}'" for line in find))


def phrase_lines(tokens: Sequence[str], *, max_leaves: int) -> st.SearchStrategy[str]:
    """Find lines of one to four parts: the tokens, gaps, and groups of either, some optional."""
    leaf: st.SearchStrategy[Node] = st.one_of(st.sampled_from(tokens).map(Word), st.integers(1, 3).map(Gap))
    return st.lists(
        st.recursive(
            leaf,
            lambda inner: st.builds(
                Group,
                st.lists(st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple),
                st.booleans(),
            ),
            max_leaves=max_leaves,
        ),
        min_size=1,
        max_size=4,
    ).map(lambda nodes: show(tuple(nodes)))
