"""The models of one version, and what they say together: probability, component, time to failure."""

from __future__ import annotations

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np

from model_trainer.time_to_failure import predict_minutes


@dataclass(frozen=True)
class Models:
    """Every booster is calibrated: its leaves hold the correction."""

    components: int  #: how many the organization has
    horizon_minutes: float
    probability: lgb.Booster
    own: dict[int, lgb.Booster]  #: by component, where failures were enough
    present: list[int]  #: components that failed in training, ascending
    shares: lgb.Booster | None  #: one class per entry of ``present``; None where not needed
    time_to_failure: list[lgb.Booster]  #: empty where no time was known

    @property
    def by_share(self) -> list[int]:
        """Components that get their share of the probability."""
        return [one for one in self.present if one not in self.own]

    @property
    def minutes_unknown(self) -> tuple[float, float, float]:
        """Where no time was ever known: any instant within the horizon is as likely."""
        return (0.1 * self.horizon_minutes, 0.5 * self.horizon_minutes, 0.9 * self.horizon_minutes)

    def score(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What LightGBM itself says: probability [n], component [n, components], minutes [n, 3]."""
        probability = self.probability.predict(features)
        component = np.zeros((features.shape[0], self.components))
        for one, booster in self.own.items():
            component[:, one] = booster.predict(features)
        if self.by_share:
            shares = self._shares(features)
            for one in self.by_share:
                component[:, one] = probability * shares[:, self.present.index(one)]
        if not self.time_to_failure:
            return probability, component, np.tile(self.minutes_unknown, (features.shape[0], 1))
        return probability, component, predict_minutes(self.time_to_failure, features)

    def _shares(self, features: np.ndarray) -> np.ndarray:
        return np.ones((features.shape[0], 1)) if self.shares is None else self.shares.predict(features)
