"""The held-out rows of a fold are scored by a model that has not seen them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from made_data import MINUTE_MS, NAMES, average_precision, made_columns, predictions, report_of, train, write_dataset

from model_trainer.dataset import load
from model_trainer.failures import failure_of_rows
from model_trainer.folds import PARTS_MAX, away_from, part_of_rows
from model_trainer.out_of_fold import Choice, Member, OutOfFold, fit_parts
from model_trainer.settings import calm
from model_trainer.training import Calibrated, read_table


def several(folds: int = 3) -> dict[str, np.ndarray]:
    return made_columns(failures=12, folds=folds, period_ms=30_000)


def told(folder: Path, columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    assert train(write_dataset(folder / "data", columns), folder / "out") == 0
    return predictions(folder / "out")


def test_every_row_is_scored_where_all_are_held_out(tmp_path: Path) -> None:
    columns = several()
    scores = told(tmp_path, columns)
    assert scores["probability"].size == columns["label"].size
    assert average_precision(columns["label"], scores["probability"]) > 0.9
    failing = columns["label"] == 1
    assert (scores["component"][failing].argmax(axis=1) == columns["component"][failing]).mean() > 0.9
    assert report_of(tmp_path / "out")["folds"] == 3


@pytest.mark.parametrize("fold", [0, 1, 2])
def test_no_data_of_a_fold_reach_the_models_that_score_it(tmp_path: Path, fold: int) -> None:
    """For any labels, times and weights of the held-out rows and their neighbours, the fold's model
    gives the same outputs to the last bit.
    """
    columns = several()
    chance = np.random.default_rng(9)
    held_out = columns["fold"] == fold
    learned = away_from(columns["asset"], columns["time_ms"], held_out, 15 * MINUTE_MS)
    changed = {name: values.copy() for name, values in columns.items()}
    for rows in (np.flatnonzero(held_out), np.flatnonzero(~held_out & ~learned)):
        order = chance.permutation(rows)
        for name in ("label", "component", "minutes_to_failure", "weight"):
            changed[name][rows] = columns[name][order]
    changed["features"][~held_out & ~learned] += 100
    before, after = (margins_of_fold(tmp_path / str(number), c, fold) for number, c in enumerate([columns, changed]))
    assert (before == after).all()
    assert np.ptp(before) > 1


def margins_of_fold(folder: Path, columns: dict[str, np.ndarray], fold: int) -> np.ndarray:
    table = read_table(load(write_dataset(folder, columns)))
    answer = OutOfFold(table.question(table.features, table.of(table.dataset.label)), table.parts, seed=3)
    preset = calm(width=len(NAMES), positives=500)
    fit_parts([answer], [preset], lambda _: None)
    return answer.margins(Choice((Member(preset, 20),), np.nan, 0.0), [fold])[columns["fold"] == fold]


def test_a_fold_does_not_influence_its_own_settings(tmp_path: Path) -> None:
    table = read_table(load(write_dataset(tmp_path, several())))
    answer = OutOfFold(table.question(table.features, table.of(table.dataset.label)), table.parts, seed=3)
    presets = [calm(width=len(NAMES), positives=500)]
    fit_parts([answer], presets, lambda _: None)
    alone = [answer.choose(presets, [part], 40).rounds for part in range(3)]
    assert len(set(alone)) > 1
    calibrated = Calibrated(table, answer, presets)
    for fold in range(3):
        others = [part for part in range(3) if part != fold]
        assert calibrated.choice(fold) == answer.choose(presets, others, 40)


def test_a_fold_of_early_rows_only_is_scored_too(tmp_path: Path) -> None:
    columns = several()
    columns["early"][columns["fold"] == 1] = 1
    columns["label"][columns["fold"] == 1] = 0
    scores = told(tmp_path, columns)
    assert scores["probability"].size == columns["label"].size
    for values in scores.values():
        assert np.isfinite(values).all()


def test_rows_within_the_gap_of_a_fold_are_not_learned_from() -> None:
    chance = np.random.default_rng(4)
    for _ in range(50):
        rows = int(chance.integers(1, 60))
        asset = chance.integers(0, 4, size=rows).astype(np.uint32) * 1_000_000_007 % 4_294_967_291
        time = chance.integers(0, 100, size=rows).astype(np.float64)
        chosen = chance.random(rows) < 0.3
        gap = float(chance.integers(1, 30))
        slow = [
            not chosen[row]
            and all(
                abs(time[row] - time[other]) >= gap
                for other in range(rows)
                if chosen[other] and asset[other] == asset[row]
            )
            for row in range(rows)
        ]
        assert away_from(asset.astype(np.uint32), time, chosen, gap).tolist() == slow


def test_no_failure_is_divided_between_parts() -> None:
    chance = np.random.default_rng(8)
    for assets in (1, 3, 20):
        asset = np.repeat(np.arange(assets), 400).astype(np.uint32)
        time = np.tile(np.arange(400.0), assets) * MINUTE_MS
        until = np.concatenate([_until(chance) for _ in range(assets)])
        component = chance.integers(0, 3, size=asset.size).astype(np.int16)
        failure = failure_of_rows(until <= 15, asset, time, until, component, 15 * MINUTE_MS)
        part = part_of_rows(time, asset, failure, component)
        assert set(part) == set(range(PARTS_MAX))
        for one in np.unique(failure[failure >= 0]):
            assert np.unique(part[failure == one]).size == 1


def _until(chance: np.random.Generator) -> np.ndarray:
    """Minutes to the next of a few failures."""
    at = np.sort(chance.choice(np.arange(20, 400), size=6, replace=False))
    following = np.append(at, 10_000)[np.searchsorted(at, np.arange(400))]
    return (following - np.arange(400)).astype(np.float32) + np.float32(0.5)


def test_failures_are_counted_not_rows() -> None:
    time = np.arange(0, 100.0) * MINUTE_MS
    minutes = np.full(100, np.nan, dtype=np.float32)
    coming = np.zeros(100, dtype=bool)
    coming[10:15] = coming[17:20] = coming[60:70] = coming[70:75] = True
    minutes[60:70] = np.arange(10, 0, -1)
    minutes[70:75] = np.arange(5, 0, -1)
    component = np.where(coming, 0, -1).astype(np.int16)
    asset = np.zeros(100, dtype=np.uint32)
    failure = failure_of_rows(coming, asset, time, minutes, component, 5 * MINUTE_MS)
    assert failure[10:20][coming[10:20]].tolist() == [0] * 8, "unknown instants: near rows are one"
    assert np.unique(failure[60:70]).tolist() == [1]
    assert np.unique(failure[70:75]).tolist() == [2], "known instants: neighbours may be two"


def test_all_failures_in_one_fold_are_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = several(folds=2)
    columns["label"][columns["fold"] == 1] = 0
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 3
    assert "All failures lie in one part" in json.loads(capsys.readouterr().out.splitlines()[-1])["message"]
