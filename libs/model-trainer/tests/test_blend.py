"""When models cannot be distinguished, their mean is taken; the mean is one model like any other.
"""

from __future__ import annotations

from pathlib import Path

import lightgbm as lgb
import numpy as np
import pytest
from made_data import made_columns, write_dataset

from model_trainer.average_precision import average_precision
from model_trainer.blend import mean_of
from model_trainer.dataset import load
from model_trainer.out_of_fold import CHANCE_MIN, Choice, OutOfFold, fit_parts
from model_trainer.settings import Preset, presets
from model_trainer.training import read_table


def boosters(count: int) -> tuple[list[lgb.Booster], np.ndarray]:
    chance = np.random.default_rng(5)
    features = chance.normal(size=(600, 4))
    features[chance.random(features.shape) < 0.1] = np.nan
    label = np.nan_to_num(features[:, 0]) + chance.normal(size=600) > 0.5
    settings = {"verbosity": -1, "objective": "binary", "deterministic": True, "num_leaves": 5, "feature_fraction": 0.5}
    rows = lgb.Dataset(features, label, params={"verbosity": -1}, free_raw_data=False)
    return [lgb.train({**settings, "seed": seed}, rows, num_boost_round=3 + seed) for seed in range(count)], features


@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_mean_scores_like_the_mean_of_the_scores(count: int) -> None:
    models, features = boosters(count)
    expected = np.mean([model.predict(features, raw_score=True) for model in models], axis=0)
    trees = sum(model.num_trees() for model in models)
    mean = mean_of(models)
    assert mean.num_trees() == trees
    assert np.abs(mean.predict(features, raw_score=True) - expected).max() < 1e-12
    assert np.abs(mean.predict(features) - 1 / (1 + np.exp(-expected))).max() < 1e-12


def test_the_mean_explains_itself_like_any_model() -> None:
    models, features = boosters(3)
    expected = np.mean([model.predict(features, pred_contrib=True) for model in models], axis=0)
    mean = mean_of(models)
    assert np.abs(mean.predict(features, pred_contrib=True) - expected).max() < 1e-9
    again = lgb.Booster(model_str=mean.model_to_string())
    assert (again.predict(features) == mean.predict(features)).all()


def test_average_precision_equals_the_slow_computation() -> None:
    chance = np.random.default_rng(6)
    for _ in range(200):
        rows = int(chance.integers(2, 30))
        label = np.append(chance.integers(0, 2, size=rows), [0, 1])
        score = chance.integers(0, 6, size=label.size).astype(np.float64)
        weight = chance.integers(1, 4, size=label.size).astype(np.float64)
        area, before = 0.0, 0.0
        for at in sorted(set(score), reverse=True):
            told = score >= at
            recall = weight[told & (label == 1)].sum() / weight[label == 1].sum()
            area += (recall - before) * weight[told & (label == 1)].sum() / weight[told].sum()
            before = recall
        assert average_precision(label, score, weight) == pytest.approx(area, abs=1e-12)


NOISE_COLUMNS = 60


def answered(folder: Path, noise: float) -> tuple[OutOfFold, list[Preset], range]:
    """Many columns without a signal, few failures, and as much noise on the columns with a signal.
    """
    chance = np.random.default_rng(7)
    columns = made_columns(failures=30, period_ms=120_000)
    said = columns["features"] + chance.normal(scale=noise, size=columns["features"].shape)
    nothing = chance.normal(size=(columns["label"].size, NOISE_COLUMNS))
    columns["features"] = np.concatenate([said, nothing], axis=1).astype(np.float32)
    width = columns["features"].shape[1]
    table = read_table(load(write_dataset(folder, columns, names=[f"column-{number}" for number in range(width)])))
    answer = OutOfFold(table.question(table.features, table.of(table.dataset.label)), table.parts, seed=3)
    choices = presets(width, positives=100, failures=30)
    fit_parts([answer], choices, lambda _: None)
    return answer, choices, range(len(table.parts))


def test_a_mean_is_taken_where_it_scores_better_than_each_of_its_members_and_only_there(tmp_path: Path) -> None:
    averaged = []
    for noise in (6.0, 9.0):
        answer, choices, by = answered(tmp_path / str(noise), noise)
        chosen = answer.choose(choices, by, 40)
        alone = [answer.choose([preset], by, 40).precision for preset in choices]
        averaged.append(len(chosen.members) > 1)
        if averaged[-1]:
            assert chosen.precision > max(alone) + CHANCE_MIN
        else:
            assert chosen.precision >= max(alone) - CHANCE_MIN
    assert set(averaged) == {False, True}


def test_one_preset_alone_is_never_averaged(tmp_path: Path) -> None:
    answer, choices, by = answered(tmp_path, 9.0)
    assert len(answer.choose(choices[:1], by, 40).members) == 1


def test_the_final_model_is_the_mean_of_its_members(tmp_path: Path) -> None:
    answer, choices, by = answered(tmp_path, 9.0)
    chosen = answer.choose(choices, by, 40)
    rows = answer.question.features[:500]
    alone = [answer.final(Choice((member,), 0.0, 0.0)).predict(rows, raw_score=True) for member in chosen.members]
    assert np.abs(answer.final(chosen).predict(rows, raw_score=True) - np.mean(alone, axis=0)).max() < 1e-9
