"""Makes the mends of findings, file by file; what would not load, or would change more, is left as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ihl.engine.files import ReadFile
from ihl.engine.layers import in_force
from ihl.engine.load import build_rules
from ihl.engine.schema import RuleFile
from ihl.errors import RuleProblems
from ihl.workbench.lint.desk import as_written
from ihl.workbench.lint.edits import mended
from ihl.workbench.lint.findings import Finding
from ihl.workbench.writing.rewrite import Source, open_source, read_source, refuse_installed


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of the mends.

    Attributes:
        texts: the new text of each file that has changed, to be written.
        made: the findings that are mended by them.
        refused: those whose mend would have changed something else, or would not load.
    """

    texts: Mapping[Path, str]
    made: tuple[Finding, ...]
    refused: tuple[Finding, ...]


@dataclass
class _Bench:
    """One file under repair."""

    source: Source
    lead: str
    made: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)


def fix(files: Sequence[ReadFile], findings: Sequence[Finding]) -> Fixed:
    """Mend what can be mended without thought.

    Args:
        files: all files in force, as `Workspace.files`.
        findings: what was found in them; those without a mend are passed over.

    Raises InputError where a file must not be changed.
    """
    by_path: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.mend is not None:
            by_path.setdefault(finding.problem.place.path, []).append(finding)
    benches = {path: _repaired(path, found) for path, found in by_path.items()}
    refused = [finding for bench in benches.values() for finding in bench.refused]
    while unfit := _unfit(files, benches):
        for path in unfit:
            refused += benches.pop(path).made
    made = sorted((one for bench in benches.values() for one in bench.made), key=lambda finding: finding.problem)
    texts = {path: bench.lead + bench.source.text for path, bench in benches.items() if bench.made}
    return Fixed(texts, tuple(made), tuple(sorted(refused, key=lambda finding: finding.problem)))


def _repaired(path: Path, findings: Sequence[Finding]) -> _Bench:
    """A file with its mends made, last place first, so that those before it stay where they are."""
    refuse_installed(path)
    raw = read_source(path)
    source = open_source(raw, path)
    bench = _Bench(source, raw[: len(raw) - len(source.text)])
    by_key = {finding.mend.key: finding for finding in reversed(findings) if finding.mend is not None}
    for key in sorted(by_key, reverse=True):
        finding = by_key[key]
        new = mended(bench.source, finding.mend) if finding.mend is not None else None
        (bench.refused if new is None else bench.made).append(finding)
        bench.source = new or bench.source
    return bench


def _unfit(files: Sequence[ReadFile], benches: Mapping[Path, _Bench]) -> set[Path]:
    """The changed files with which the rules do not load."""
    try:
        fresh, problems = in_force([_fresh(file, benches) for file in files])
        if problems:
            raise RuleProblems(problems)
        build_rules(fresh)
    except RuleProblems as error:
        return {problem.place.path for problem in error.problems} & benches.keys() or set(benches)
    return set()


def _fresh(file: ReadFile, benches: Mapping[Path, _Bench]) -> ReadFile:
    """A file as it will be read the next time."""
    if file.path not in benches:
        return replace(as_written(file), dropped=frozenset())
    located = benches[file.path].source.located
    return ReadFile(located, RuleFile.model_validate(located.data), file.layer)
