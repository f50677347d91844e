"""How a score becomes a probability."""

from __future__ import annotations

import numpy as np

from model_trainer.calibration import fit_platt
from model_trainer.failures import failure_of_rows, independent_cases

MINUTE_MS = 60_000


def probability(margin: float, slope: float, offset: float) -> float:
    return float(1 / (1 + np.exp(-(slope * margin + offset))))


def test_a_separable_problem_stays_confident() -> None:
    chance = np.random.default_rng(3)
    label = np.repeat([0, 1], [4_000, 1_000]).astype(np.uint8)
    margin = np.where(label == 1, 3.0, -3.0) + 0.5 * chance.normal(size=label.size)
    platt = fit_platt(margin, label, np.ones(label.size), (150, 20))
    assert probability(3.0, platt.slope, platt.offset) > 0.9
    assert probability(-3.0, platt.slope, platt.offset) < 0.05


def test_few_failures_claim_less_than_many() -> None:
    label = np.repeat([0, 1], [4_000, 1_000]).astype(np.uint8)
    margin = np.where(label == 1, 2.0, -2.0)
    few, many = (fit_platt(margin, label, np.ones(label.size), cases) for cases in [(40, 5), (4_000, 500)])
    assert probability(2.0, few.slope, few.offset) < probability(2.0, many.slope, many.offset)
    assert 0.8 < probability(2.0, few.slope, few.offset) < 0.9


def test_rows_before_one_failure_are_one_case() -> None:
    time = np.arange(0, 180 * MINUTE_MS, 1_000, dtype=np.float64)
    until = 90 - (time / MINUTE_MS) % 90
    asset = np.zeros(time.size, dtype=np.uint32)
    failure = failure_of_rows(until <= 10, asset, time, until, asset.astype(np.int16), 10 * MINUTE_MS)
    assert independent_cases(time, asset, failure, 10 * MINUTE_MS) == (16, 2)
    twice = (np.tile(time, 2), np.repeat([0, 1], time.size), np.concatenate([failure, np.where(failure < 0, -1, failure + 2)]))
    assert independent_cases(*twice, 10 * MINUTE_MS) == (32, 4), "assets are independent of each other"
    assert independent_cases(time[:0], asset[:0], failure[:0], 10 * MINUTE_MS) == (0, 0)
