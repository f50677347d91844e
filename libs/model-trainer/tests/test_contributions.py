"""trees.json compared with LightGBM: margins and, through the command, contributions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from made_data import made_columns, score, train, write_dataset, write_rows

from model_trainer.cli import main


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("contributions")
    columns = made_columns()
    columns["features"][::3, 0] = np.nan
    assert train(write_dataset(root / "data", columns), root / "out") == 0
    return root / "out"


def asked_rows() -> np.ndarray:
    chance = np.random.default_rng(3)
    features = made_columns(seed=6)["features"][::37].copy()
    features[chance.random(features.shape) < 0.2] = np.nan
    return features


def margin_of(trees: dict, row: np.ndarray) -> float:
    """Walks every tree; slow and obvious."""
    margin = trees["base"]
    for tree in trees["trees"]:
        node = 0
        while tree["left"][node] != -1:
            x = row[tree["feature"][node]]
            left = tree["missingLeft"][node] if np.isnan(x) else x <= tree["threshold"][node]
            node = tree["left"][node] if left else tree["right"][node]
        margin += tree["value"][node]
    return margin


def told_by_lightgbm(out: Path, features: np.ndarray, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    write_rows(folder / "asked.arrow", {"features": features})
    capsys.readouterr()
    assert main(["contributions", "--model", str(out), "--rows", str(folder / "asked.arrow")]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_written_trees_agree_with_the_graph_and_lightgbm(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trees = json.loads((out / "trees.json").read_text())
    features = asked_rows()
    margins = np.array([margin_of(trees, row) for row in features])
    told = told_by_lightgbm(out, features, tmp_path, capsys)
    assert np.abs(margins - told["margin"]).max() < 1e-9
    assert np.abs(1 / (1 + np.exp(-margins)) - score(out, features)[0][:, 0]).max() < 1e-5


def test_contributions_add_up_to_the_margin_and_covers_to_the_expected_value(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trees = json.loads((out / "trees.json").read_text())
    told = told_by_lightgbm(out, asked_rows(), tmp_path, capsys)
    sums = np.array(told["contributions"]).sum(axis=1) + told["expected"]
    assert np.abs(sums - told["margin"]).max() < 1e-9
    expected = trees["base"]
    for tree in trees["trees"]:
        leaf = np.array(tree["left"]) == -1
        cover, value = np.array(tree["cover"]), np.array(tree["value"])
        assert cover[0] == cover[leaf].sum()
        expected += (cover * value)[leaf].sum() / cover[0]
    assert expected == pytest.approx(told["expected"][0], abs=1e-9)
