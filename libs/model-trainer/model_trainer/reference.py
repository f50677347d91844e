"""What is usual: per feature, for confidence and explanations; and golden rows, for proof after loading."""

from __future__ import annotations

import numpy as np

from model_trainer.dataset import TEST, TRAIN, Dataset
from model_trainer.models import Models
from model_trainer.scoring import Scorer

GOLDEN_ROWS = 16
#: Absolute up to magnitude 1, relative above; trees are summed in float32.
TOLERANCE = 1e-4
SHARES = {"q01": 0.01, "q10": 0.1, "q50": 0.5, "q90": 0.9, "q99": 0.99}


def feature_reference(dataset: Dataset, models: Models) -> list[dict]:
    """Quantiles over healthy training rows, share of missing values over all training rows, share of the gain. A feature that was never
    there has quantiles of zero.
    """
    gain = models.probability.feature_importance("gain").astype(np.float64)
    total = gain.sum()
    importance = gain / total if total > 0 else np.full(gain.size, 1 / gain.size)
    healthy, training = dataset.rows(TRAIN, 0), dataset.rows(TRAIN)
    missing = np.isnan(dataset.take(training)).mean(axis=0)
    values = dataset.take(healthy)
    entries = []
    for column, name in enumerate(dataset.names):
        finite = values[:, column]
        finite = finite[np.isfinite(finite)]
        quantiles = np.quantile(finite, list(SHARES.values())) if finite.size else np.zeros(len(SHARES))
        entries.append(
            {
                "name": name,
                "importance": min(1.0, float(importance[column])),
                "missingShare": float(missing[column]),
                **{key: float(value) for key, value in zip(SHARES, quantiles, strict=True)},
            }
        )
    return entries


def golden_rows(dataset: Dataset, scorer: Scorer) -> dict:
    """Rows of both classes, spread over the held-back part (training part where that is too small), with the outputs seen here."""
    part = TEST if dataset.rows(TEST).size >= GOLDEN_ROWS else TRAIN
    failing, quiet = dataset.rows(part, 1), dataset.rows(part, 0)
    chosen = np.concatenate([_spread(failing, GOLDEN_ROWS // 2), _spread(quiet, GOLDEN_ROWS // 2)])
    features = dataset.take(chosen)
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
