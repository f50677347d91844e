"""Scores the held-out rows batch by batch, and checks on every row that the graph and the models
agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import lightgbm as lgb
import numpy as np
import onnxruntime

from model_trainer.dataset import Dataset
from model_trainer.models import Models

#: Trees are summed in float32; a larger difference means a wrong branch, not rounding.
PROBABILITY_TOLERANCE = 1e-4

Scores = tuple[np.ndarray, np.ndarray, np.ndarray]


class ParityError(Exception):
    """The ONNX graph and LightGBM do not agree."""


class Scorer:
    """An ONNX session over the bytes of a model file."""

    def __init__(self, model: bytes, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def score(self, features: np.ndarray) -> Scores:
        """Probability [n, 1], component [n, C] and time to failure [n, 3]."""
        outputs = ["probability", "component", "time_to_failure"]
        probability, component, minutes = self._session.run(outputs, {"features": features})
        return probability, component, minutes


@dataclass
class Parity:
    """The largest differences so far between graph and models. Minutes are compared relative to the
    horizon.
    """

    horizon_minutes: float
    probability: float = 0.0
    component: float = 0.0
    minutes: float = 0.0
    rows: int = field(default=0)

    def compare(self, mine: Scores, theirs: Scores) -> None:
        self.probability = max(self.probability, _apart(mine[0][:, 0], theirs[0]))
        self.component = max(self.component, _apart(mine[1], theirs[1]))
        self.minutes = max(self.minutes, _apart(mine[2], theirs[2]))
        self.rows += theirs[0].size

    def require(self) -> None:
        """:raises ParityError: when a difference is larger than rounding explains."""
        minutes_max = PROBABILITY_TOLERANCE * max(1.0, self.horizon_minutes)
        sound = max(self.probability, self.component) <= PROBABILITY_TOLERANCE and self.minutes <= minutes_max
        if not sound:  # written so that NaN counts as unsound
            raise ParityError(f"the exported graph differs from LightGBM: {self.report()}")

    def report(self) -> dict[str, float]:
        return {"probability": self.probability, "component": self.component, "timeToFailureMinutes": self.minutes}


def _apart(mine: np.ndarray, theirs: np.ndarray) -> float:
    return float(np.max(np.abs(mine - theirs), initial=0.0))


@dataclass(frozen=True)
class HoldOutScorer:
    """The final models as a graph and, with several folds, the models that have not seen a fold."""

    dataset: Dataset
    scorer: Scorer
    final: Models
    final_clock: lgb.Booster
    folds: dict[int, tuple[Models, lgb.Booster]]

    def run(self, keep: Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], None], report: Callable[[float], None]) -> Parity:
        """Hands every held-out row's scores to ``keep``, in order: probability [n], component [n, C], minutes [n, 3], clock [n].

        :raises ParityError: when graph and LightGBM differ on a row.
        """
        rows = self.dataset.held_out
        parity = Parity(self.final.horizon_minutes)
        done = 0
        for places, batch in self.dataset.features.batches(rows):
            features = batch if places.size == batch.shape[0] else batch[places]
            numbers = rows[done : done + places.size]
            mine = self.scorer.score(features)
            parity.compare(mine, self.final.score(features, near=mine[0][:, 0] >= self.final.floor))
            keep(*(self._by_folds(features, numbers) if self.folds else self._by_final(mine, numbers)))
            done += places.size
            report(done / rows.size)
        parity.require()
        return parity

    def _by_final(self, mine: Scores, rows: np.ndarray) -> tuple[np.ndarray, ...]:
        return mine[0][:, 0], mine[1], mine[2], self._clock(self.final_clock, rows)

    def _by_folds(self, features: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, ...]:
        fold = self.dataset.fold[rows]
        probability, clock = np.empty(rows.size), np.empty(rows.size)
        component, minutes = np.empty((rows.size, self.final.components)), np.empty((rows.size, 3))
        for number in np.unique(fold):
            models, booster = self.folds[int(number)]
            of = np.flatnonzero(fold == number)
            probability[of], component[of], minutes[of] = models.score(features[of])
            clock[of] = self._clock(booster, rows[of])
        return probability, component, minutes, clock

    def _clock(self, booster: lgb.Booster, rows: np.ndarray) -> np.ndarray:
        return booster.predict(self.dataset.clock[rows])
