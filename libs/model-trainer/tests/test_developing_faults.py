"""A few faults that begin to show before the horizon, at one row in five seconds, like in a real
plant.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_data import MINUTE_MS, NAMES, predictions, score, train, write_dataset


def developing_faults() -> dict[str, np.ndarray]:
    """Sixteen faults that develop over 14 to 28 minutes, twice the horizon and more: rows before the horizon look like rows within it."""
    chance = np.random.default_rng(11)
    step, failures = 90 * MINUTE_MS, 16
    time = np.arange(0, failures * step, 5_000, dtype=np.float64)
    episode = (time // step).astype(int)
    until = (step - time % step) / MINUTE_MS
    progress = np.clip(1 - until / chance.uniform(14, 28, size=failures)[episode], 0, None)
    features = chance.normal(size=(time.size, len(NAMES))).astype(np.float32)
    slow = np.convolve(chance.normal(size=time.size + 239), np.full(240, 240**-0.5), mode="valid")
    features[:, 0] = 9 * progress**1.2 + slow + 0.3 * features[:, 0]
    return {
        "features": features,
        "label": (until <= 10).astype(np.uint8),
        "component": np.where(until <= 20, 0, -1).astype(np.int16),
        "minutes_to_failure": np.where(until <= 20, until, np.nan).astype(np.float32),
        "fold": np.where(episode >= 11, 0, -1).astype(np.int16),
        "early": ((until > 10) & (until <= 20)).astype(np.uint8),
        "weight": np.ones(time.size, dtype=np.float32),
        "time_ms": time,
        "asset": np.zeros(time.size, dtype=np.uint32),
        "since_start_ms": time,
        "since_failure_ms": np.where(episode > 0, time % step, np.nan),
    }


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("developing")
    assert train(write_dataset(root / "data", developing_faults()), root / "out") == 0
    return root / "out"


def test_a_fault_that_begins_before_the_horizon_is_predicted_with_confidence(out: Path) -> None:
    """Warned in time: above 0.85 for a minute, five minutes before."""
    columns = developing_faults()
    until = (90 - (columns["time_ms"][columns["fold"] == 0] / MINUTE_MS) % 90).reshape(5, -1)
    certain = (predictions(out)["probability"] >= 0.85).reshape(5, -1)
    in_time = [certain[fault][(until[fault] > 5) & (until[fault] <= 20)].sum() >= 12 for fault in range(5)]
    assert sum(in_time) >= 4
    assert certain[until > 30].mean() < 0.02


def test_early_rows_teach_when_a_failure_comes(out: Path) -> None:
    columns = developing_faults()
    until = columns["minutes_to_failure"]
    _, _, minutes = score(out, columns["features"][(until > 14) & (until <= 20)])
    assert np.median(minutes[:, 1]) > 10, "beyond the horizon"
