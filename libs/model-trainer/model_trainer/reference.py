"""The usual values of each feature, for confidence and explanations; and golden rows, for the check
after loading.
"""

from __future__ import annotations

import lightgbm as lgb
import numpy as np

from model_trainer.dataset import Dataset
from model_trainer.scoring import Scorer
from model_trainer.training import Table

GOLDEN_ROWS = 16
#: Absolute up to magnitude 1, relative above; trees are summed in float32.
TOLERANCE = 1e-4
SHARES = {"q01": 0.01, "q10": 0.1, "q50": 0.5, "q90": 0.9, "q99": 0.99}


def feature_reference(table: Table, probability: lgb.Booster) -> list[dict]:
    """Quantiles over healthy training rows, share of missing values over all training rows, share
    of the gain; rows count by their weight. A feature that was always missing has quantiles of
    zero.
    """
    gain = probability.feature_importance("gain").astype(np.float64)
    total = gain.sum()
    importance = gain / total if total > 0 else np.full(gain.size, 1 / gain.size)
    dataset = table.dataset
    asked = ~table.of(dataset.early)
    healthy = asked & (table.of(dataset.label) == 0)
    entries = []
    for column, name in enumerate(dataset.names):
        values = table.features[:, column]
        missing = np.average(np.isnan(values[asked]), weights=table.weight[asked])
        usual = healthy & np.isfinite(values)
        entries.append(
            {
                "name": name,
                "importance": min(1.0, float(importance[column])),
                "missingShare": min(1.0, float(missing)),
                **_quantiles(values[usual], table.weight[usual]),
            }
        )
    return entries


def _quantiles(values: np.ndarray, weight: np.ndarray) -> dict[str, float]:
    if values.size == 0:
        return dict.fromkeys(SHARES, 0.0)
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order], dtype=np.float64)
    places = np.searchsorted(reached, np.array(list(SHARES.values())) * reached[-1])
    return {key: float(values[order[min(place, order.size - 1)]]) for key, place in zip(SHARES, places, strict=True)}


def golden_rows(dataset: Dataset, scorer: Scorer) -> dict:
    """Rows of both classes, spread over the held-out part (or the training part, when that is too
    small), with the outputs of this run.
    """
    held_out = dataset.fold >= 0
    part = held_out if np.count_nonzero(held_out) >= GOLDEN_ROWS else ~held_out
    failing, quiet = (np.flatnonzero(part & ~dataset.early & (dataset.label == label)) for label in (1, 0))
    chosen = np.sort(np.concatenate([_spread(failing, GOLDEN_ROWS // 2), _spread(quiet, GOLDEN_ROWS // 2)]))
    features = dataset.features.take(chosen)
    probability, component, minutes = scorer.score(features)
    return {
        "features": [[None if np.isnan(x) else float(x) for x in row] for row in features],
        "probability": [float(x) for x in probability[:, 0]],
        "component": [[float(x) for x in row] for row in component],
        "timeToFailure": [[float(x) for x in row] for row in minutes],
        "tolerance": TOLERANCE,
    }


def _spread(rows: np.ndarray, count: int) -> np.ndarray:
    if rows.size == 0:
        return rows
    return rows[np.unique(np.linspace(0, rows.size - 1, min(count, rows.size)).astype(np.int64))]
