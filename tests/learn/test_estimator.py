"""The estimator keeps scikit-learn's conventions, and its weights are whole and those of the optimum."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import estimator_checks_generator

from ihl.learn.training.estimator import RoundedLogisticRegression

CHECKS = [(check.func.__name__, check) for _, check in estimator_checks_generator(RoundedLogisticRegression())]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("check", [check for _, check in CHECKS], ids=[name for name, _ in CHECKS])
def test_conventions(check: object) -> None:
    """Every check that scikit-learn has for classifiers."""
    check(RoundedLogisticRegression())  # type: ignore[operator]


def test_weights_are_rounded() -> None:
    """Whole thousandths, near what the solver finds, small ones left out."""
    random = np.random.default_rng(0)
    X = (random.random((300, 6)) < 0.4).astype(float)  # noqa: N806
    y = np.where(X[:, 0] + 0.2 * random.standard_normal(300) > 0.5, "yes", "no")
    found = RoundedLogisticRegression(C=0.5, least=50).fit(csr_matrix(X), y)
    exact = LogisticRegression(C=0.5, solver="liblinear", tol=1e-9, random_state=0).fit(X, y).coef_
    assert found.coef_.dtype == np.int64
    assert np.all((np.abs(found.coef_ - exact * 1000) <= 0.5) | (np.abs(exact * 1000) < 50.5))
    assert not np.any((found.coef_ != 0) & (np.abs(found.coef_) < 50))


def test_one_class() -> None:
    """Nothing can be learned from one class, and that is said."""
    with pytest.raises(ValueError, match="one class only"):
        RoundedLogisticRegression().fit(np.eye(3), ["yes"] * 3)
