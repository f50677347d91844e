"""Platt scaling: turns a score into a probability with two parameters."""

from __future__ import annotations

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

SLOPE_MIN, SLOPE_MAX = 0.05, 3.0


@dataclass(frozen=True)
class Platt:
    """Probability = sigmoid(slope * margin + offset)."""

    slope: float
    offset: float

    def probability(self, margin: np.ndarray) -> np.ndarray:
        return _sigmoid(self.slope * margin + self.offset)

    def fold_into(self, booster: lgb.Booster) -> None:
        """Changes the leaves so that the model gives the calibrated probability; scoring needs no
        further step.
        """
        trees = booster.dump_model()["tree_info"]
        for number, tree in enumerate(trees):
            offset = self.offset if number == 0 else 0.0
            for leaf in range(tree["num_leaves"]):
                value = booster.get_leaf_output(number, leaf)
                booster.set_leaf_output(number, leaf, self.slope * value + offset)


def fit_platt(
    margin: np.ndarray, label: np.ndarray, weight: np.ndarray, witnesses: tuple[int, int] | None = None
) -> Platt:
    """Weighted maximum likelihood by Newton steps, with Platt's softened targets (J. Platt, 1999)
    so that few cases cannot claim certainty. ``witnesses`` counts independent cases, quiet and
    failing: a thousand rows before one failure are one case. Without it every row is one. A slope
    that would reverse the order is limited to a small positive number: all rows then get about the
    base rate.
    """
    total = float(weight.sum())
    positives = float(weight[label == 1].sum())
    quiet, failing = (total - positives, positives) if witnesses is None else witnesses
    target = np.where(label == 1, (failing + 1) / (failing + 2), 1 / (quiet + 2))
    slope, offset = 1.0, 0.0
    for _ in range(100):
        estimate = _sigmoid(slope * margin + offset)
        error = weight * (estimate - target)
        curve = weight * estimate * (1 - estimate)
        gradient = np.array([float(error @ margin), float(error.sum())])
        cross = float(curve @ margin)
        hessian = np.array([[float(curve @ margin**2), cross], [cross, float(curve.sum())]])
        hessian += np.eye(2) * 1e-9 * total
        move = np.linalg.solve(hessian, gradient)
        move *= min(1.0, 1.0 / float(np.abs(move).max(initial=1e-12)))
        slope, offset = slope - float(move[0]), offset - float(move[1])
        if float(np.abs(move).max()) < 1e-9:
            break
    held = min(SLOPE_MAX, max(SLOPE_MIN, slope))
    if held == slope:
        return Platt(slope, offset)
    return Platt(held, _offset_for(held * margin, positives / total, weight))


def _offset_for(score: np.ndarray, share: float, weight: np.ndarray) -> float:
    """Offset that makes the mean probability equal the share of positives, by bisection."""
    low, high = -100.0, 100.0
    for _ in range(80):
        middle = (low + high) / 2
        mean = float(np.average(_sigmoid(score + middle), weights=weight))
        low, high = (middle, high) if mean < share else (low, middle)
    return (low + high) / 2


def _sigmoid(score: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(score, -500, 500)))
