"""A question about the rows: labels and weights, and the binned rows of a part that all questions
share.
"""

from __future__ import annotations

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from model_trainer.folds import Part


@dataclass(frozen=True)
class Question:
    """Rows to learn from, with the label of each.

    ``asked`` marks the rows that count (early rows do not say whether a failure comes); ``failure``
    numbers the failures, -1 = none.
    """

    features: np.ndarray
    label: np.ndarray
    weight: np.ndarray
    failure: np.ndarray
    asked: np.ndarray

    def dataset(self, rows: np.ndarray, reference: lgb.Dataset | None = None) -> lgb.Dataset:
        return lgb.Dataset(
            self.features[rows],
            self.label[rows],
            weight=self.weight[rows],
            reference=reference,
            params={"max_bin": 63, "feature_pre_filter": False, "verbosity": -1},
        )

    def both(self, rows: np.ndarray) -> bool:
        """Whether rows with both labels are among them."""
        return bool((self.label[rows] == 0).any() and (self.label[rows] == 1).any())


class PartData:
    """Binned rows of one part, made once for all questions about them; only the labels differ."""

    def __init__(self, question: Question, part: Part) -> None:
        self._part = part
        self._known = question.dataset(part.seen)
        self._unseen = question.dataset(part.unseen, self._known)

    def labelled(self, label: np.ndarray) -> tuple[lgb.Dataset, lgb.Dataset]:
        self._known.set_label(label[self._part.seen])
        self._unseen.set_label(label[self._part.unseen])
        return self._known, self._unseen
