"""The caller's requests: hyperparameters, monotone features, a search; and the settings that the
data allow.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from made_data import average_precision, made_columns, predictions, report_of, score, train, write_dataset

from model_trainer.settings import (
    FAILURES_TO_CHOOSE,
    PATIENT_ROUNDS_MAX,
    PATIENT_ROUNDS_MIN,
    as_requested,
    hyperparameters_of,
    presets,
)

SAME = ("model.onnx", "trees.json", "predictions.arrow", "golden.json", "reference.json", "model.txt")


def test_hyperparameters_are_obeyed(tmp_path: Path) -> None:
    requested = {"numLeaves": 3, "learningRate": 0.2, "numIterations": 17, "maxDepth": 2, "minDataInLeaf": 9}
    requested |= {"featureFraction": 0.8, "baggingFraction": 0.6, "baggingFreq": 2}
    assert train(write_dataset(tmp_path / "data", hyperparameters=requested), tmp_path / "out") == 0
    report = report_of(tmp_path / "out")
    assert report["rounds"] == 17
    assert {key: report["hyperparameters"][key] for key in requested} == requested
    trees = json.loads((tmp_path / "out" / "trees.json").read_text())["trees"]
    assert len(trees) == 17
    assert max(tree["left"].count(-1) for tree in trees) <= 3


def test_an_unknown_hyperparameter_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(write_dataset(tmp_path / "data", hyperparameters={"leaves": 3}), tmp_path / "out") == 1
    assert "no hyperparameter leaves" in capsys.readouterr().out


def test_a_monotone_feature_never_lowers_the_probability(tmp_path: Path) -> None:
    assert train(write_dataset(tmp_path / "data", monotone={"heat": 1, "noise": -1}), tmp_path / "out") == 0
    steps = np.linspace(-10, 40, 200, dtype=np.float32)
    rows = np.repeat(made_columns()["features"][5::997], steps.size, axis=0)
    for column, sign in ((0, 1), (1, -1)):
        asked = rows.copy()
        asked[:, column] = np.tile(steps, rows.shape[0] // steps.size)
        told = score(tmp_path / "out", asked)[0].reshape(-1, steps.size)
        assert (sign * np.diff(told, axis=1) >= -1e-6).all()


def test_few_failures_leave_nothing_to_choose() -> None:
    assert [preset.name for preset in presets(200, 1_000, FAILURES_TO_CHOOSE - 1)] == ["patient"]
    many = presets(200, 1_000, FAILURES_TO_CHOOSE)
    assert [preset.name for preset in many] == ["calm", "sharp", "slow", "flat"]
    fixed = hyperparameters_of(many[1], 50)
    alone = as_requested(many, fixed, ())
    assert len(alone) == 1
    assert hyperparameters_of(alone[0], 50) == fixed


def made_fleet(assets: int, seed: int) -> dict[str, np.ndarray]:
    """Assets that each fail once, one row an hour, with different levels and different speeds of
    wear. Dealt to three folds.
    """
    chance, hours = np.random.default_rng(seed), 300
    until = np.tile(np.arange(hours, 0, -1), assets)
    asset = np.repeat(np.arange(assets), hours)
    level, wears, strength = chance.normal(0, 2, assets), chance.uniform(30, 120, assets), chance.uniform(1, 4, assets)
    worn = np.clip(1 - until / wears[asset], 0, 1) ** 2 * strength[asset]
    features = chance.normal(size=(until.size, 60)).astype(np.float32)
    features[:, :3] += worn[:, None]
    features[:, 3] += worn + level[asset]
    label = (until <= 24).astype(np.uint8)
    time = (np.arange(until.size) * 3_600_000).astype(np.float64)
    return {
        "features": features,
        "label": label,
        "component": np.where(label == 1, 0, -1).astype(np.int16),
        "minutes_to_failure": np.where(label == 1, until * 60, np.nan).astype(np.float32),
        "fold": (asset % 3).astype(np.int16),
        "early": np.zeros(until.size, dtype=np.uint8),
        "weight": np.ones(until.size, dtype=np.float32),
        "time_ms": time,
        "asset": asset.astype(np.uint32),
        "since_start_ms": time % (hours * 3_600_000),
        "since_failure_ms": np.full(until.size, np.nan),
    }


def test_a_dozen_assets_that_fail_once_are_learned_in_many_small_steps(tmp_path: Path) -> None:
    hour_ms, names = 3_600_000, [f"f{number}" for number in range(60)]
    gained = []
    for seed in range(3):
        columns = made_fleet(12, seed)
        about = {"names": names, "horizonMs": 24 * hour_ms, "gapMs": 30 * hour_ms}
        data = write_dataset(tmp_path / f"data-{seed}", columns, **about)
        assert train(data, tmp_path / f"out-{seed}") == 0
        assert PATIENT_ROUNDS_MIN <= report_of(tmp_path / f"out-{seed}")["rounds"] <= PATIENT_ROUNDS_MAX
        # The former choice: steps six times as large, and only the first few.
        hasty = {"learningRate": 0.3, "featureFraction": 0.25, "numIterations": 15}
        assert train(write_dataset(tmp_path / f"hasty-{seed}", columns, **about, hyperparameters=hasty), tmp_path / f"hasty-out-{seed}") == 0
        told = [predictions(tmp_path / f"{name}-{seed}")["probability"] for name in ("out", "hasty-out")]
        gained.append(average_precision(columns["label"], told[0]) - average_precision(columns["label"], told[1]))
    assert min(gained) > 0, gained


def test_the_result_of_a_search_can_be_reproduced(tmp_path: Path) -> None:
    columns = made_columns(failures=40, period_ms=60_000)
    # Weak signs, so that settings matter.
    columns["features"][:, (0, 3)] *= 0.2
    columns["features"] += np.random.default_rng(2).normal(size=columns["features"].shape).astype(np.float32)
    searched = write_dataset(tmp_path / "searched", columns, tune=True, timeBudgetS=1.5)
    assert train(searched, tmp_path / "out") == 0
    report = report_of(tmp_path / "out")
    assert report["trials"] >= 1
    again = write_dataset(tmp_path / "again", columns, hyperparameters=report["hyperparameters"])
    assert train(again, tmp_path / "again-out") == 0
    for name in SAME:
        assert (tmp_path / "again-out" / name).read_bytes() == (tmp_path / "out" / name).read_bytes(), name
    assert report_of(tmp_path / "again-out")["dataDigest"] == report["dataDigest"], "how it is trained is not data"
    label = columns["label"][columns["fold"] == 0]
    assert average_precision(label, predictions(tmp_path / "out")["probability"]) > 4 * label.mean()


def test_a_search_among_few_failures_is_not_made(tmp_path: Path) -> None:
    assert train(write_dataset(tmp_path / "data", tune=True, timeBudgetS=60), tmp_path / "out") == 0
    assert report_of(tmp_path / "out")["trials"] == 0
