"""A row that stands for several counts as several."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_data import made_columns, predictions, train, write_dataset

from model_trainer.calibration import fit_platt
from model_trainer.dataset import load
from model_trainer.thinning import rows_to_learn_from
from model_trainer.time_to_failure import weighted_quantile


def test_calibration_takes_a_weight_for_as_many_rows() -> None:
    chance = np.random.default_rng(1)
    label = (chance.random(500) < 0.3).astype(np.uint8)
    margin = chance.normal(size=500) + label
    weight = chance.integers(1, 6, size=500)
    weighted = fit_platt(margin, label, weight.astype(np.float32), (40, 12))
    repeated = fit_platt(np.repeat(margin, weight), np.repeat(label, weight), np.ones(int(weight.sum())), (40, 12))
    assert weighted.slope == pytest.approx(repeated.slope, rel=1e-5)
    assert weighted.offset == pytest.approx(repeated.offset, rel=1e-5)


def test_a_weighted_quantile_equals_the_quantile_of_repeated_values() -> None:
    chance = np.random.default_rng(2)
    for _ in range(100):
        values = chance.integers(0, 20, size=int(chance.integers(1, 30))).astype(float)
        weight = chance.integers(1, 4, size=values.size)
        share = float(chance.random())
        slow = np.sort(np.repeat(values, weight))
        place = max(0, int(np.ceil(share * slow.size - 1e-9)) - 1)
        assert weighted_quantile(values, weight, share) == slow[place]


def test_thinned_quiet_rows_give_about_the_probabilities_of_all_rows(tmp_path: Path) -> None:
    columns = made_columns(failures=18)
    columns["weight"] = np.ones(columns["label"].size, dtype=np.float32)
    columns["features"][:, (0, 3)] *= 0.1  # hard enough that probabilities lie between
    kept = (columns["label"] == 1) | (columns["fold"] == 0) | (np.arange(columns["label"].size) % 4 == 0)
    thinned = {name: values[kept] for name, values in columns.items()}
    thinned["weight"] = np.where((thinned["label"] == 0) & (thinned["fold"] < 0), 4, 1).astype(np.float32)
    means = []
    for name, some in (("all", columns), ("thinned", thinned)):
        assert train(write_dataset(tmp_path / name, some), tmp_path / f"{name}-out") == 0
        means.append(float(predictions(tmp_path / f"{name}-out")["probability"].mean()))
    assert means[1] == pytest.approx(means[0], rel=0.2)


def test_too_many_rows_are_thinned_and_their_weights_corrected(tmp_path: Path) -> None:
    columns = made_columns(folds=3)
    dataset = load(write_dataset(tmp_path, columns))
    rows, weight = rows_to_learn_from(dataset, rows_max=1_500)
    assert rows.size <= 1_500
    assert (np.diff(rows) > 0).all()
    label = columns["label"]
    assert (label[rows] == 1).sum() == label.sum(), "those before a failure are kept where they fit"
    for one in (0, 1):
        assert weight[label[rows] == one].sum() == pytest.approx(columns["weight"][label == one].sum(), rel=1e-4)
    everything, untouched = rows_to_learn_from(dataset)
    assert everything.size == label.size
    assert (untouched == columns["weight"]).all()
