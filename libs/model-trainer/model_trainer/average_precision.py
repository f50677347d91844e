"""Average precision of weighted rows."""

from __future__ import annotations

import numpy as np


def average_precision(label: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Area under precision over recall, by steps: rows of one score are one step, whatever their order.

    :param label: 1 or 0, both present. :param weight: above zero.
    """
    order = np.argsort(-score, kind="stable")
    ends = np.flatnonzero(np.diff(score[order], append=np.nan) != 0)
    reached = np.cumsum(weight[order], dtype=np.float64)[ends]
    found = np.cumsum((weight * (label == 1))[order], dtype=np.float64)[ends]
    gained = np.diff(found, prepend=0.0)
    return float((gained * found / reached).sum() / found[-1])
