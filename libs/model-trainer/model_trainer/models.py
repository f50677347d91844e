"""The models of one version and their combined outputs: probability, component, time to failure."""

from __future__ import annotations

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from model_trainer.time_to_failure import predict_minutes

#: A row below this needs no component and time, regardless of how often the plant fails.
FLOOR_MAX = 0.05


def floor_of(base_rate: float) -> float:
    """Probability from which on component and time are computed: the probability of a row without
    any known feature.
    """
    return float(np.float32(min(FLOOR_MAX, base_rate)))


@dataclass(frozen=True)
class Models:
    """Every booster is calibrated: its leaves hold the correction.

    Below ``floor``, component and time are constants over all failures: the components' shares, and
    the times to failures that did not show yet. So the rows of a healthy plant, nearly all rows,
    cost one model only.
    """

    components: int  #: how many the organization has
    horizon_minutes: float
    floor: float
    prior: np.ndarray  #: [components], each one's share of the failures
    minutes_prior: np.ndarray  #: [3], quantiles of the times to failures that did not show yet
    probability: lgb.Booster
    own: dict[int, lgb.Booster]  #: by component, where there were enough failures
    present: list[int]  #: components that failed in training, ascending
    shares: lgb.Booster | None  #: one class per entry of ``present``; None where not needed
    time_to_failure: list[lgb.Booster]  #: empty where no time was known

    @property
    def by_share(self) -> list[int]:
        """Components without a separate model: they get a share of the probability."""
        return [one for one in self.present if one not in self.own]

    def score(self, features: np.ndarray, near: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """LightGBM's outputs: probability [n], component [n, components], minutes [n, 3].

        :param near: rows [n] that reach the floor according to the rounding of another
        implementation; by default the models decide.
        """
        probability = self.probability.predict(features)
        component = probability[:, None] * self.prior
        if near is None:
            near = probability >= self.floor
        minutes = np.tile(self.minutes_prior, (features.shape[0], 1))
        if near.any():
            component[near] = self._component(features[near], probability[near])
            if self.time_to_failure:
                minutes[near] = predict_minutes(self.time_to_failure, features[near])
        return probability, component, minutes

    def _component(self, features: np.ndarray, probability: np.ndarray) -> np.ndarray:
        component = np.zeros((features.shape[0], self.components))
        for one, booster in self.own.items():
            component[:, one] = booster.predict(features)
        if self.by_share:
            shares = self._shares(features)
            for one in self.by_share:
                component[:, one] = probability * shares[:, self.present.index(one)]
        return component

    def _shares(self, features: np.ndarray) -> np.ndarray:
        return np.ones((features.shape[0], 1)) if self.shares is None else self.shares.predict(features)
