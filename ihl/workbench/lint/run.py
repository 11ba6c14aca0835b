"""Runs the checks of the catalogue over the chosen files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ihl.engine.compile import near
from ihl.errors import InputError, Problem
from ihl.text import Article
from ihl.workbench.lint.allowed import Exemptions
from ihl.workbench.lint.catalogue import CATALOGUE
from ihl.workbench.lint.desk import Desk
from ihl.workbench.lint.findings import Check, Finding, Hit
from ihl.workbench.workspace import Workspace

CHECKS = {check.code: check for check in CATALOGUE}
IDLE, UNKNOWN, TRIED = "L606", "L607", "L604"


def lint(workspace: Workspace, *, only: Collection[str] = (), corpus: Sequence[Article] = ()) -> tuple[Problem, ...]:
    """What the checks find in the chosen files, sorted, without what is allowed where it stands."""
    return tuple(finding.problem for finding in findings(workspace, only=only, corpus=corpus))


def findings(
    workspace: Workspace, *, only: Collection[str] = (), corpus: Sequence[Article] = ()
) -> tuple[Finding, ...]:
    """What the checks find, each with the mend that removes it where there is one.

    Args:
        only: the codes to look for; all where there are none.
        corpus: articles that stable rules are tried on.
    """
    desk = Desk(workspace, corpus)
    wanted = set(only) or set(CHECKS)
    ran = [code for code in CHECKS if (code in wanted or IDLE in wanted) and (code != TRIED or corpus)]
    found = [finding for code in ran for finding in _run(CHECKS[code], desk)]
    exemptions = Exemptions(desk.files)
    left = list(exemptions.left(found))
    left += _stamped(CHECKS[UNKNOWN], exemptions.unknown(CHECKS))
    left += _stamped(CHECKS[IDLE], exemptions.idle(ran))
    return tuple(sorted({f.problem: f for f in left if f.problem.code in wanted}.values(), key=lambda f: f.problem))


def _run(check: Check, desk: Desk) -> Iterator[Finding]:
    return _stamped(check, check.find(desk)) if check.find else iter(())


def _stamped(check: Check, hits: Iterable[Hit]) -> Iterator[Finding]:
    """What was found, with the code and the level of the check."""
    for hit in hits:
        yield Finding(Problem(hit.place, check.code, hit.text, hit.hint, hit.level or check.level), hit.mend)


def codes_in(told: str | None) -> frozenset[str]:
    """Some codes written with commas between. Raises InputError for one that is none."""
    found = frozenset(code.strip().upper() for code in (told or "").split(",") if code.strip())
    for code in sorted(found - CHECKS.keys()):
        hint = near(code, list(CHECKS)) or "ihl rules lint --codes shows all of them"
        raise InputError(f"{code}: there is no check of that code; {hint}")
    return found
