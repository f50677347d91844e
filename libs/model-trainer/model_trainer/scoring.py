"""Runs the finished graph, and proves that it says what the models said."""

from __future__ import annotations

import numpy as np
import onnxruntime

from model_trainer.dataset import Dataset
from model_trainer.models import Models

CHUNK_ROWS = 8192
#: Trees are summed in float32; more than this apart means a wrong branch, not rounding.
PROBABILITY_TOLERANCE = 1e-4


class ParityError(Exception):
    """The ONNX graph and LightGBM do not agree."""


class Scorer:
    """An ONNX session over the bytes of a model file."""

    def __init__(self, model: bytes, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def score(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probability [n, 1], component [n, C] and time to failure [n, 3]."""
        outputs = ["probability", "component", "time_to_failure"]
        probability, component, minutes = self._session.run(outputs, {"features": features})
        return probability, component, minutes


def score_and_compare(scorer: Scorer, models: Models, dataset: Dataset, rows: np.ndarray) -> tuple[np.ndarray, dict]:
    """Scores the rows and compares every one with LightGBM itself.

    :returns: the probabilities, float32, and the largest differences found.
    :raises ParityError: when one is larger than rounding explains.
    """
    probabilities = np.empty(rows.size, dtype=np.float32)
    worst = {"probability": 0.0, "component": 0.0, "timeToFailureMinutes": 0.0}
    for start in range(0, rows.size, CHUNK_ROWS):
        features = dataset.take(rows[start : start + CHUNK_ROWS])
        probability, component, minutes = scorer.score(features)
        probabilities[start : start + CHUNK_ROWS] = probability[:, 0]
        _widen(worst, "probability", probability[:, 0], models.probability.predict(features))
        _widen(worst, "component", component, _component(models, features, component.shape[1]))
        _widen(worst, "timeToFailureMinutes", minutes, _minutes(models, features))
    time_tolerance = 1e-4 * max(1.0, dataset.horizon_ms / 60_000)
    apart = max(worst["probability"], worst["component"]) > PROBABILITY_TOLERANCE
    if apart or worst["timeToFailureMinutes"] > time_tolerance:
        raise ParityError(f"the exported graph differs from LightGBM: {worst}")
    return probabilities, worst


def _widen(worst: dict, key: str, mine: np.ndarray, theirs: np.ndarray) -> None:
    worst[key] = max(worst[key], float(np.max(np.abs(mine - theirs), initial=0.0)))


def _component(models: Models, features: np.ndarray, components: int) -> np.ndarray:
    shares = np.zeros((features.shape[0], components))
    shares[:, models.present] = 1.0 if models.component is None else models.component.predict(features)
    return shares


def _minutes(models: Models, features: np.ndarray) -> np.ndarray:
    raw = np.stack([booster.predict(features) for booster in models.time_to_failure], axis=1)
    return np.maximum(np.sort(raw, axis=1), 0.0)
