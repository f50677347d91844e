"""Columns that leak the failure are found; strong sensors are not mistaken for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_data import report_of, train, write_dataset

from model_trainer.dataset import load
from model_trainer.leaks import Leak
from model_trainer.training import read_table

HOURS, HORIZON = 400, 24
HOUR_MS = 3_600_000


def made(assets: int, seed: int, period_minutes: int = 30) -> tuple[dict[str, np.ndarray], np.ndarray, np.random.Generator]:
    """Assets that each fail once; rows without features, hours until the failure, and chance."""
    chance = np.random.default_rng(seed)
    lives = (chance.uniform(0.5, 1, assets) * HOURS * 60 / period_minutes).astype(int)
    # A failure seldom falls on a row.
    until = np.concatenate([np.arange(life, 0, -1) - chance.uniform(0, 0.9) for life in lives]) * period_minutes / 60
    asset = np.repeat(np.arange(assets), lives)
    label = (until <= HORIZON).astype(np.uint8)
    time = np.concatenate([np.arange(life) for life in lives]) * period_minutes * 60_000.0
    return (
        {
            "label": label,
            "component": np.where(label == 1, 0, -1).astype(np.int16),
            "minutes_to_failure": np.where(label == 1, until * 60, np.nan).astype(np.float32),
            "fold": (asset % 3).astype(np.int16),
            "early": np.zeros(until.size, dtype=np.uint8),
            "weight": np.ones(until.size, dtype=np.float32),
            "time_ms": time,
            "asset": asset.astype(np.uint32),
            "since_start_ms": time,
            "since_failure_ms": np.full(until.size, np.nan),
        },
        until,
        chance,
    )


def leaks_of(folder: Path, columns: dict[str, np.ndarray], signals: dict[str, np.ndarray], labelling: str = "coming") -> list[Leak]:
    columns = {**columns, "features": np.stack(list(signals.values()), axis=1).astype(np.float32)}
    names = list(signals)
    about = {"names": names, "presentValues": names, "labelling": labelling, "horizonMs": HORIZON * HOUR_MS, "gapMs": HORIZON * HOUR_MS}
    return read_table(load(write_dataset(folder, columns, **about))).leaks()


@pytest.mark.parametrize("seed", range(4))
def test_a_column_that_leaks_the_failure_is_found(tmp_path: Path, seed: int) -> None:
    columns, until, chance = made(6, seed)
    life = until[np.searchsorted(columns["asset"], columns["asset"])]
    noise = chance.normal(size=until.size)
    signals = {
        "label": columns["label"] * 1.0,
        "turned": 5.0 - 3 * columns["label"],
        "noisy-label": columns["label"] + 0.1 * noise,
        "flag-12h": until <= 12,
        "flag-36h": until <= 36,
        "left": until,
        "left-capped": np.minimum(until, 125),
        "left-rounded": np.floor(until),
        "life-share": 1 - until / life,
        "noise": noise,
    }
    found = {leak.feature: leak for leak in leaks_of(tmp_path / "data", columns, signals)}
    assert set(found) == set(signals) - {"noise"}
    assert found["label"].kind == found["noisy-label"].kind == "label"
    assert found["flag-36h"].kind == "switch"
    assert found["flag-12h"].lead_minutes == pytest.approx(12 * 60, abs=30)
    assert found["left"].kind == found["left-rounded"].kind == "countdown"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("period_minutes", [5, 60, 360])
def test_strong_sensors_are_not_reported_as_leaks(tmp_path: Path, seed: int, period_minutes: int) -> None:
    columns, until, chance = made(8, seed, period_minutes)
    asset = columns["asset"]
    noise = chance.normal(size=until.size)
    wears = chance.uniform(20, 40, 8)[asset]
    trips = chance.uniform(2, 23, 8)[asset]
    worn = np.clip(1 - until / wears, 0, None)
    alike = np.clip(1 - until / 48, 0, None)
    signals = {
        "wear": 50 * worn + 0.5 * noise,
        "sharp": np.exp(6 * worn) + 0.1 * noise,
        "to-its-trip-level": 10 - np.minimum(until / wears, 1) * 5 + 0.05 * noise,
        "clean-and-all-alike": alike**2 + 0.005 * noise,
        "trip-flag": until <= trips,
        "chattering-flag": (until <= trips) & (noise > -1),
        "age": columns["time_ms"] / HOUR_MS,
        "constant": np.ones(until.size),
        "never": np.full(until.size, np.nan),
        "load-step": np.floor(columns["time_ms"] / HOUR_MS / 8) % 3,
    }
    assert leaks_of(tmp_path / "data", columns, signals) == []


def test_a_state_that_is_present_may_show_at_once_but_a_column_of_few_values_that_is_never_wrong_is_the_state(tmp_path: Path) -> None:
    columns, until, chance = made(6, 1)
    noise = chance.normal(size=until.size)
    state = columns["label"]
    signals = {"state": state * 1.0, "code": np.where(state == 1, 20, np.where(noise > 0, 100, 90)), "sensor": 10 * state + 0.1 * noise}
    assert [leak.feature for leak in leaks_of(tmp_path / "data", columns, signals, "present")] == ["state", "code"]


def test_two_failures_prove_nothing(tmp_path: Path) -> None:
    columns, until, _ = made(2, 3)
    columns["fold"] = (columns["asset"] % 2).astype(np.int16)
    assert leaks_of(tmp_path / "data", columns, {"left": until}) == []


def test_the_report_names_them(tmp_path: Path) -> None:
    columns, until, chance = made(6, 2)
    columns["features"] = np.stack([until, chance.normal(size=until.size)], axis=1).astype(np.float32)
    about = {"names": ["left", "noise"], "presentValues": ["left", "noise"], "horizonMs": HORIZON * HOUR_MS, "gapMs": HORIZON * HOUR_MS}
    assert train(write_dataset(tmp_path / "data", columns, **about), tmp_path / "out") == 0
    leaks = report_of(tmp_path / "out")["leaks"]
    assert leaks == [{"feature": "left", "kind": "countdown", "failures": 6, "leadMinutes": None}]
