"""Runs of words that tell a date, which may stand between any two parts of a statement."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

_DATE_WORDS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "yesterday", "today", "tonight", "morning",
    "afternoon", "evening", "night", "week", "month", "year", "weekend", "decade", "weeks", "months", "years",
    "days", "hours", "day", "hour",
})  # fmt: skip
_DATE_SIDE = frozenset({
    "on", "in", "at", "last", "this", "next", "late", "early", "mid", "earlier", "later", "since", "during", "the",
    "past", "ago", "same", "of", "that",
})  # fmt: skip
_STRONG_DATE = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "yesterday", "today",
})  # fmt: skip
_NO_END = frozenset({"of", "the", "in", "on", "at", "that", "during", "since", "this"})


def date_runs(lowers: Sequence[str], taken: Container[int]) -> Iterator[tuple[int, int]]:
    """Runs such as "on Thursday", "in December 2024", "late last month"; words `taken` by a name tell no date."""
    i = 0
    while i < len(lowers):
        j, dated = _run(lowers, taken, i)
        while j > i and lowers[j - 1] in _NO_END:
            j -= 1
        if dated and j > i:
            yield i, j
        i = max(j, i + 1)


def _run(lowers: Sequence[str], taken: Container[int], i: int) -> tuple[int, bool]:
    """Where a run of date words and their small words from `i` ends, and whether it holds a date word."""
    j, dated = i, False
    while j < len(lowers):
        if j not in taken and _tells_date(lowers, j):
            dated = True
        elif lowers[j] not in _DATE_SIDE or (j > i and lowers[j] == "of" and not dated):
            break
        j += 1
    return j, dated


def _tells_date(lowers: Sequence[str], at: int) -> bool:
    word = lowers[at]
    year_or_day = word.isdigit() and (len(word) == 4 or (len(word) < 3 and _near_month(lowers, at)))
    return word in _DATE_WORDS or year_or_day


def _near_month(lowers: Sequence[str], at: int) -> bool:
    return any(word in _STRONG_DATE for word in lowers[max(0, at - 1) : at + 2])
