"""Quantiles of the time to failure, corrected so that they hold for unseen failures."""

from __future__ import annotations

import lightgbm as lgb
import numpy as np

from model_trainer.folds import Part
from model_trainer.settings import calm

QUANTILES = (0.1, 0.5, 0.9)
ROUNDS = 40


class TimeToFailure:
    """Trains only on rows before a failure with a known time."""

    def __init__(
        self, features: np.ndarray, minutes: np.ndarray, weight: np.ndarray, told: np.ndarray, parts: list[Part], seed: int
    ) -> None:
        """``told`` marks the training rows; the arrays have one entry per row of the table that the
        parts index.
        """
        self._features, self._minutes, self._weight, self._told = features, minutes, weight, told
        self._seed = seed
        self._fits: dict[int, list[lgb.Booster]] = {}
        self._misses: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        for number, part in enumerate(parts):
            self._fit(number, part)

    def _fit(self, number: int, part: Part) -> None:
        seen, unseen = part.seen[self._told[part.seen]], part.unseen[self._told[part.unseen]]
        if seen.size == 0:
            return
        self._fits[number] = self._train(seen)
        if unseen.size > 0:
            guess = _ascending(self._fits[number], self._features[unseen])
            self._misses[number] = (self._minutes[unseen, None] - guess, self._weight[unseen])

    def _train(self, rows: np.ndarray) -> list[lgb.Booster]:
        preset = calm(self._features.shape[1], rows.size)
        features, minutes, weight = self._features[rows], self._minutes[rows], self._weight[rows]
        return [
            lgb.train(
                preset.parameters(self._seed, objective="quantile", alpha=alpha, num_leaves=8, learning_rate=0.15),
                lgb.Dataset(features, minutes, weight=weight),
                num_boost_round=ROUNDS,
            )
            for alpha in QUANTILES
        ]

    def prior(self, rows: np.ndarray, horizon_minutes: float) -> np.ndarray:
        """[3], minutes: the quantiles of these rows' times; when none is known, every instant
        within the horizon is equally likely.
        """
        known = rows[self._told[rows]]
        if known.size == 0:
            return np.array(QUANTILES) * horizon_minutes
        return np.array([weighted_quantile(self._minutes[known], self._weight[known], share) for share in QUANTILES])

    def final(self) -> list[lgb.Booster]:
        """Models of all rows, in order of the quantiles; empty when no time is known."""
        rows = np.flatnonzero(self._told)
        return self._moved(self._train(rows), sorted(self._misses)) if rows.size else []

    def of_part(self, number: int) -> list[lgb.Booster]:
        """The models that score a part, corrected by the results of the other parts."""
        if number not in self._fits:
            return []
        copies = [lgb.Booster(model_str=booster.model_to_string()) for booster in self._fits[number]]
        return self._moved(copies, [other for other in sorted(self._misses) if other != number])

    def _moved(self, boosters: list[lgb.Booster], by: list[int]) -> list[lgb.Booster]:
        """Conformal correction (Romano et al., 2019), separately for each quantile, folded into the
        leaves of the first tree.
        """
        if not by:
            return boosters
        misses = np.concatenate([self._misses[number][0] for number in by])
        weight = np.concatenate([self._misses[number][1] for number in by])
        for place, (booster, alpha) in enumerate(zip(boosters, QUANTILES, strict=True)):
            shift = weighted_quantile(misses[:, place], weight, alpha)
            for leaf in range(booster.dump_model(num_iteration=1)["tree_info"][0]["num_leaves"]):
                booster.set_leaf_output(0, leaf, booster.get_leaf_output(0, leaf) + shift)
        return boosters


def _ascending(boosters: list[lgb.Booster], features: np.ndarray) -> np.ndarray:
    """Quantiles are trained one by one and may cross: sorting them never makes one worse (Chernozhukov et al., 2010)."""
    return np.sort(np.stack([booster.predict(features) for booster in boosters], axis=1), axis=1)


def predict_minutes(boosters: list[lgb.Booster], features: np.ndarray) -> np.ndarray:
    """Minutes [n, 3], ascending, not below zero."""
    return np.maximum(_ascending(boosters, features), 0.0)


def weighted_quantile(values: np.ndarray, weight: np.ndarray, share: float) -> float:
    """The smallest value with at least this share of the weight at or below it."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order], dtype=np.float64)
    place = int(np.searchsorted(reached, share * reached[-1]))
    return float(values[order[min(place, order.size - 1)]])
