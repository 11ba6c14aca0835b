"""The one estimator: logistic regression whose weights are whole thousandths, the same on every machine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ihl.learn.scorer import SCALE


class RoundedLogisticRegression(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """One regularised logistic regression a class, solved to the end and rounded.

    The optimum is unique, so that any machine comes within the tolerance of it; rounding takes the rest away.

    Parameters:
        C: inverse strength of the L2 penalty.
        least: weights smaller than this, in thousandths, are set to zero.

    Attributes:
        classes_: the labels, sorted.
        coef_: whole thousandths, shape (1 or n_classes, n_features).
        intercept_: whole thousandths, shape (1 or n_classes,).
    """

    def __init__(self, C: float = 0.1, least: int = 10) -> None:  # noqa: N803 - scikit-learn's name
        self.C = C
        self.least = least

    def fit(self, X: Any, y: Any) -> RoundedLogisticRegression:  # noqa: ANN401, N803
        """Learn from `X` (n_samples, n_features), dense or sparse, and `y` (n_samples,)."""
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=np.float64)  # noqa: N806
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) < 2:
            raise ValueError(f"{type(self).__name__} needs at least two classes, and there is one class only")
        wanted = self.classes_[1:] if len(self.classes_) == 2 else self.classes_
        fitted = [self._one(X, np.asarray(y == label)) for label in wanted]
        self.coef_ = np.vstack([self._rounded(model.coef_[0], self.least) for model in fitted])
        self.intercept_ = np.array([self._rounded(model.intercept_, 0)[0] for model in fitted])
        return self

    def decision_function(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401, N803
        """The margins, shape (n_samples,) for two classes, else (n_samples, n_classes)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64, reset=False)  # noqa: N806
        margins = np.asarray(X @ self.coef_.T + self.intercept_) / SCALE
        return margins[:, 0] if len(self.classes_) == 2 else margins

    def predict_proba(self, X: Any) -> NDArray[np.float64]:  # noqa: ANN401, N803
        """Probabilities, shape (n_samples, n_classes)."""
        shares = expit(self.decision_function(X))
        if shares.ndim == 1:
            return np.column_stack([1 - shares, shares])
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    def predict(self, X: Any) -> NDArray[Any]:  # noqa: ANN401, N803
        """The likeliest label of each row."""
        check_is_fitted(self)
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def _one(self, X: Any, y: NDArray[np.bool_]) -> LogisticRegression:  # noqa: ANN401, N803
        model = LogisticRegression(C=self.C, solver="liblinear", tol=1e-9, max_iter=2000, random_state=0)
        return model.fit(X, y)

    @staticmethod
    def _rounded(values: NDArray[np.float64], least: int) -> NDArray[np.int64]:
        whole = np.rint(values * SCALE).astype(np.int64)
        return np.where(np.abs(whole) < least, 0, whole)

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags
