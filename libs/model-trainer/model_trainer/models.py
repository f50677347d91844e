"""The three models of one version: probability of a failure, component, time to failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from model_trainer.calibration import Platt, fit_platt
from model_trainer.dataset import TRAIN, Dataset
from model_trainer.folds import away_from, fold_of_rows, independent_cases

THREADS = 2
ROUNDS_MAX = 120
#: Rounds when there is only one failure and nothing to choose by.
ROUNDS_UNGUIDED = 40
QUANTILES = (0.1, 0.5, 0.9)
FEATURES_FEW_MAX = 40


@dataclass(frozen=True)
class Models:
    """``component`` is None when all failures are of one component; ``present`` lists the components that were seen."""

    probability: lgb.Booster
    component: lgb.Booster | None
    present: list[int]
    time_to_failure: list[lgb.Booster]
    platt: Platt
    rounds: int


def parameters(seed: int, width: int, **more: object) -> dict[str, object]:
    """Settings common to all: trees of few and large leaves, because rows before one failure are nearly the same row, and whatever else
    was so on that day (a flag that stood, a charge) is easily taken for its cause. Where features are many, each tree sees a quarter of
    them and cuts at random: many ways to tell a fault are learned instead of one. Where they are few, the best cut is needed.
    """
    crowded = width > FEATURES_FEW_MAX
    return {
        "verbosity": -1,
        "num_threads": THREADS,
        "deterministic": True,
        "force_row_wise": True,
        "seed": seed,
        "max_bin": 63,
        "extra_trees": crowded,
        "feature_fraction": 0.25 if crowded else 1.0,
        "learning_rate": 0.3 if crowded else 0.15,
        "num_leaves": 6,
        "max_depth": 5,
        "lambda_l2": 5.0,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        **more,
    }


def train_models(dataset: Dataset, report: Callable[[float, str], None]) -> Models:
    """Trains everything on the training part. ``report`` takes the share done and a sentence."""
    rows = dataset.rows(TRAIN)
    features = dataset.take(rows)
    report(0.05, f"{rows.size} rows read")
    probability, platt, rounds = _train_probability(dataset, rows, features, report)
    failing = dataset.coming_failures()
    before_failure = dataset.take(failing)
    report(0.8, "training the component")
    component, present = _train_component(dataset, failing, before_failure)
    report(0.85, "training the time to failure")
    settings = {"num_leaves": 8, "learning_rate": 0.15, "objective": "quantile"}
    quantiles = [
        lgb.train(
            parameters(dataset.seed, len(dataset.names), alpha=alpha, **_small(failing.size), **settings),
            lgb.Dataset(before_failure, dataset.time_to_failure[failing]),
            num_boost_round=40,
        )
        for alpha in QUANTILES
    ]
    return Models(probability, component, present, quantiles, platt, rounds)


def _train_probability(
    dataset: Dataset, rows: np.ndarray, features: np.ndarray, report: Callable[[float, str], None]
) -> tuple[lgb.Booster, Platt, int]:
    """Rounds and calibration come from rows that the fold's model has not seen; the final model is trained on all of them."""
    label, weight, time = dataset.label[rows], dataset.weight[rows], dataset.time[rows]
    settings = parameters(dataset.seed, len(dataset.names), objective="binary", **_small(int(label.sum())))
    fold = fold_of_rows(time, label, dataset.component[rows], dataset.horizon_ms)
    folds = int(fold.max()) + 1
    parts: list[tuple[np.ndarray, lgb.Booster]] = []
    losses = np.zeros(ROUNDS_MAX)
    for number in range(folds if folds > 1 else 0):
        unseen = fold == number
        seen = away_from(time, unseen, dataset.gap_ms)
        if label[seen].min(initial=1) == label[seen].max(initial=0) or label[unseen].sum() == 0:
            continue
        booster, loss = _train_part(settings, (features, label, weight), seen, unseen)
        losses += loss
        parts.append((unseen, booster))
        report(0.05 + 0.55 * (number + 1) / folds, f"part {number + 1} of {folds} done")
    rounds = int(losses.argmin()) + 1 if parts else ROUNDS_UNGUIDED
    margins = np.full(rows.size, np.nan)
    for unseen, booster in parts:
        margins[unseen] = booster.predict(features[unseen], raw_score=True, num_iteration=rounds)
    booster = lgb.train(settings, lgb.Dataset(features, label, weight=weight), num_boost_round=rounds)
    judged = ~np.isnan(margins)
    witnesses = independent_cases(time[judged], label[judged], dataset.horizon_ms)
    platt = fit_platt(margins[judged], label[judged], weight[judged], witnesses) if judged.any() else Platt(1.0, 0.0)
    platt.fold_into(booster)
    report(0.75, f"trained with {rounds} rounds")
    return booster, platt, rounds


def _train_part(
    settings: dict[str, object],
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
    seen: np.ndarray,
    unseen: np.ndarray,
) -> tuple[lgb.Booster, np.ndarray]:
    """A model of the seen rows, and its summed loss on the unseen ones after each round. Sums of all parts choose the rounds: one part
    alone holds a few failures, and where it stops is chance."""
    features, label, weight = table
    known = lgb.Dataset(features[seen], label[seen], weight=weight[seen])
    history: dict[str, dict[str, list[float]]] = {}
    booster = lgb.train(
        settings,
        known,
        num_boost_round=ROUNDS_MAX,
        valid_sets=[lgb.Dataset(features[unseen], label[unseen], weight=weight[unseen], reference=known)],
        valid_names=["unseen"],
        callbacks=[lgb.record_evaluation(history)],
    )
    return booster, np.array(history["unseen"]["binary_logloss"]) * float(weight[unseen].sum())


def _train_component(
    dataset: Dataset, failing: np.ndarray, features: np.ndarray
) -> tuple[lgb.Booster | None, list[int]]:
    component = dataset.component[failing]
    present = [int(value) for value in np.unique(component)]
    if len(present) == 1:
        return None, present
    settings = parameters(
        dataset.seed,
        len(dataset.names),
        objective="multiclass",
        num_class=len(present),
        num_leaves=8,
        learning_rate=0.25,
        **_small(failing.size),
    )
    counts = {value: int((component == value).sum()) for value in present}
    weight = np.array([failing.size / counts[int(value)] for value in component], dtype=np.float32)
    target = np.searchsorted(present, component)
    return lgb.train(settings, lgb.Dataset(features, target, weight=weight), num_boost_round=15), present


def _small(positives: int) -> dict[str, object]:
    """Where rows are rare (one a day), leaves must be smaller than where they are plenty."""
    return {"min_data_in_leaf": max(5, min(50, positives // 20))}
