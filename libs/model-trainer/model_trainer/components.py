"""Which component fails: a separate model for each component with enough failures, and one model of
shares for the rest.
"""

from __future__ import annotations

import lightgbm as lgb
import numpy as np

from model_trainer.failures import count_failures
from model_trainer.settings import calm

#: Distinct failures (not rows) from which on a component gets a separate model.
FAILURES_OWN_MIN = 5
ROUNDS = 15


def failures_of_components(component: np.ndarray, failure: np.ndarray) -> dict[int, int]:
    """Distinct failures by component, for every component that failed."""
    known = (failure >= 0) & (component >= 0)
    return {int(one): count_failures(failure[known & (component == one)]) for one in np.unique(component[known])}


def train_shares(
    features: np.ndarray, component: np.ndarray, failure: np.ndarray, weight: np.ndarray, seed: int
) -> lgb.Booster:
    """One class per component present, in ascending order; every failure counts the same,
    regardless of the number of rows before it.
    """
    present, target = np.unique(component, return_inverse=True)
    failures, of = np.unique(failure, return_inverse=True)
    rows_of_failure = np.bincount(of, weights=weight)
    fair = weight / rows_of_failure[of] * (weight.sum() / failures.size)
    settings = calm(features.shape[1], target.size).parameters(
        seed, objective="multiclass", num_class=present.size, num_leaves=8, learning_rate=0.25
    )
    return lgb.train(settings, lgb.Dataset(features, target, weight=fair), num_boost_round=ROUNDS)
