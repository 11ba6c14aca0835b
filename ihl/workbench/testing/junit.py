"""junit: what the examples came to, as the XML that build servers read. Same report, same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ihl.engine.files import ReadFile
from ihl.errors import Problem
from ihl.workbench.testing.failures import NOT_JUDGED, Owner, Owners, failure_lines
from ihl.workbench.testing.prove import Case, ProofReport

PASSAGE, PROOF = "passage", "proof"
# All that XML 1.0 has no way to write, not even as an entity.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Result:
    """One test case; `message` is its first line, `details` all of it."""

    owner: str
    name: str
    line: int
    outcome: str
    message: str
    details: str


def junit_xml(report: ProofReport, files: Sequence[ReadFile]) -> str:
    """Write a report as JUnit XML: a suite for each file, a case for each example, one `proof` for each rule.

    Known gaps are skipped. What a rule leaves unproven fails its `proof` where it is an error, and is told in
    `system-out` where it is a warning.

    Args:
        files: the files whose examples were run.
    """
    root = ElementTree.Element("testsuites", name="ihl rules test")
    totals = [0, 0, 0]
    for path, results in _by_file(report, files).items():
        counts = _counts(results)
        suite = ElementTree.SubElement(root, "testsuite", {"name": _text(str(path)), **_attributes(counts)})
        for result in results:
            _add(suite, result, path)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    root.attrib.update(_attributes(totals))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _by_file(report: ProofReport, files: Sequence[ReadFile]) -> dict[Path, list[_Result]]:
    out: dict[Path, list[_Result]] = {}
    for case in report.cases:
        out.setdefault(case.place.path, []).append(_example(case))
    for path, result in _proofs(report, files):
        out.setdefault(path, []).append(result)
    return out


def _example(case: Case) -> _Result:
    outcome = "passed" if case.passed else "skipped" if case.known_gap else "failure"
    message = "known gap" if case.known_gap else " ".join(case.message.split())
    details = "" if case.passed else "\n".join(failure_lines(case))
    return _Result(case.rule or PASSAGE, case.name, case.place.line, outcome, message, details)


def _proofs(report: ProofReport, files: Sequence[ReadFile]) -> Iterator[tuple[Path, _Result]]:
    """A case for each rule that has examples, and for each actor of whose names something is unproven."""
    owners = Owners(files)
    failing = {case.rule for case in report.failed}
    lacking: dict[Owner, list[Problem]] = {owners.at(case.place): [] for case in report.cases if case.rule}
    for problem in report.problems:
        lacking.setdefault(owners.at(problem.place), []).append(problem)
    for (place, owner), problems in lacking.items():
        outcome = "failure" if any(problem.level == "error" for problem in problems) else "passed"
        message = f"{len(problems)} unproven" if problems else ""
        if owner in failing:
            outcome, message = "skipped", NOT_JUDGED
        details = "\n".join(str(problem) for problem in problems)
        yield place.path, _Result(owner, PROOF, place.line, outcome, message, details)


def _counts(results: Sequence[_Result]) -> list[int]:
    outcomes = [result.outcome for result in results]
    return [len(outcomes), outcomes.count("failure"), outcomes.count("skipped")]


def _attributes(counts: Sequence[int]) -> dict[str, str]:
    return {"errors": "0", **dict(zip(("tests", "failures", "skipped"), map(str, counts), strict=True))}


def _add(suite: ElementTree.Element, result: _Result, path: Path) -> None:
    named = {"classname": _text(result.owner), "name": _text(f"{result.owner} {result.name}")}
    case = ElementTree.SubElement(suite, "testcase", {**named, "file": _text(str(path)), "line": str(result.line)})
    if result.outcome != "passed":
        told = ElementTree.SubElement(case, result.outcome, message=_text(result.message))
        told.text = _text(result.details)
    elif result.details:
        ElementTree.SubElement(case, "system-out").text = _text(result.details)


def _text(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
