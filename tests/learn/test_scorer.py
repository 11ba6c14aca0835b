"""Scorers: sums of weights, and probabilities that never overflow."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ihl.learn.scorer import Scorer, sigmoid, steps

YES = Scorer(("yes",), (-1000,), ({"a": 1500, "b": 500},))
KINDS = Scorer(("x", "y", "z"), (0, 0, 0), ({"a": 1000, "b": -2000}, {"a": -1000, "b": 2000}, {}))


@pytest.mark.parametrize(
    ("features", "margin"),
    [
        pytest.param([], -1.0, id="bias"),
        pytest.param(["a"], 0.5, id="one"),
        pytest.param(["a", "a", "b"], 1.0, id="none-counts-twice"),
        pytest.param(["never learned", "b"], -0.5, id="unknown"),
    ],
)
def test_margin(features: list[str], margin: float) -> None:
    """Weights are thousandths, and add up."""
    assert YES.margins(features) == pytest.approx([margin])
    assert YES.probability(features) == pytest.approx(1 / (1 + math.exp(-margin)))


def test_choose() -> None:
    """The likeliest class, and the first of equal ones."""
    assert KINDS.choose(["a"])[0] == "x"
    assert KINDS.choose(["b"])[0] == "y"
    best, share = KINDS.choose([])
    assert best == "x"
    assert share == pytest.approx(1 / 3)


@given(st.floats(-1e6, 1e6))
def test_sigmoid(margin: float) -> None:
    """It stays between 0 and 1, and turns around at 0."""
    assert 0 <= sigmoid(margin) <= 1
    assert sigmoid(margin) + sigmoid(-margin) == pytest.approx(1)


@given(st.floats(0, 1), st.floats(0, 1))
def test_steps(one: float, other: float) -> None:
    """A greater probability passes all that a lesser one passes."""
    low, high = sorted((one, other))
    assert set(steps("p", low)) <= set(steps("p", high))
