"""Calibration and coverage, on rows whose answers can be counted by hand."""

from __future__ import annotations

import pytest

from ihl.learn.training.measuring import calibration_error, coverage, reliability

ROWS = [(0.95, True), (0.95, True), (0.95, True), (0.95, False), (0.15, False), (0.15, True)]


def test_reliability() -> None:
    """Two stretches are filled, with their means and shares."""
    assert [(b.rows, round(b.confidence, 2), b.right) for b in reliability(ROWS)] == [(2, 0.15, 0.5), (4, 0.95, 0.75)]


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        pytest.param(ROWS, (4 * 0.20 + 2 * 0.35) / 6, id="both"),
        pytest.param([(1.0, True)] * 3, 0.0, id="sure-and-right"),
        pytest.param([(1.0, False)], 1.0, id="sure-and-wrong"),
        pytest.param([], None, id="none"),
    ],
)
def test_calibration_error(rows: list[tuple[float, bool]], error: float | None) -> None:
    """The gap between confidence and share right, weighed by rows."""
    found = calibration_error(rows)
    assert found is None if error is None else found == pytest.approx(error)


def test_coverage() -> None:
    """Kept from the surest on: fewer rows, and more of them right."""
    assert coverage(ROWS, (0.5, 1.0)) == [(0.5, 1.0, 0.95), (1.0, pytest.approx(4 / 6), 0.15)]
