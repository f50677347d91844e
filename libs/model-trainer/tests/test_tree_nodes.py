"""Trees as ONNX nodes compared with LightGBM, where a wrong branch is likely."""

from __future__ import annotations

import lightgbm as lgb
import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from model_trainer.calibration import fit_platt
from model_trainer.tree_nodes import ML_DOMAIN, tree_ensemble


def run_node(booster: lgb.Booster, targets: int, features: np.ndarray) -> np.ndarray:
    graph = helper.make_graph(
        [tree_ensemble([(booster, 0)], targets, "x", "y")],
        "trees",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, features.shape[1]])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, targets])],
    )
    opsets = [helper.make_opsetid("", 15), helper.make_opsetid(ML_DOMAIN, 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    options = {"providers": ["CPUExecutionProvider"]}
    return onnxruntime.InferenceSession(model.SerializeToString(), **options).run(None, {"x": features})[0]


@pytest.mark.parametrize("missing_in_training", [False, True])
def test_missing_values_take_the_same_branch(missing_in_training: bool) -> None:
    chance = np.random.default_rng(1)
    features = chance.normal(size=(4000, 4)).astype(np.float32)
    target = features[:, 0] - features[:, 1] * (features[:, 2] > 0)
    if missing_in_training:
        features[chance.random(features.shape) < 0.2] = np.nan
    booster = lgb.train({"verbosity": -1, "num_threads": 1}, lgb.Dataset(features, target), num_boost_round=40)
    asked = features.copy()
    asked[chance.random(asked.shape) < 0.5] = np.nan
    asked[::7] = 0
    assert np.abs(run_node(booster, 1, asked)[:, 0] - booster.predict(asked)).max() < 1e-5


def test_values_right_on_a_threshold_take_the_same_branch() -> None:
    steps = np.nextafter(np.float32(880), np.float32(np.inf), dtype=np.float32) - np.float32(880)
    features = (np.float32(880) + steps * np.arange(64, dtype=np.float32)).reshape(-1, 1).repeat(50, axis=0)
    target = np.repeat(np.arange(64) % 2, 50).astype(float)
    settings = {"verbosity": -1, "num_threads": 1, "min_data_in_leaf": 1, "min_data_in_bin": 1}
    booster = lgb.train(settings, lgb.Dataset(features, target), num_boost_round=30)
    assert np.abs(run_node(booster, 1, features)[:, 0] - booster.predict(features)).max() < 1e-6


def test_several_classes_fill_their_targets() -> None:
    chance = np.random.default_rng(2)
    features = chance.normal(size=(900, 3)).astype(np.float32)
    target = features.argmax(axis=1)
    settings = {"verbosity": -1, "num_threads": 1, "objective": "multiclass", "num_class": 3}
    booster = lgb.train(settings, lgb.Dataset(features, target), num_boost_round=10)
    assert np.abs(run_node(booster, 3, features) - booster.predict(features, raw_score=True)).max() < 1e-5


def test_calibration_corrects_scores_that_claim_too_much() -> None:
    chance = np.random.default_rng(3)
    truth = chance.normal(size=20000)
    label = (chance.random(20000) < 1 / (1 + np.exp(-truth))).astype(np.uint8)
    platt = fit_platt(3 * truth + 1, label, np.ones(20000))
    assert platt.slope == pytest.approx(1 / 3, abs=0.03)
    assert platt.offset == pytest.approx(-1 / 3, abs=0.06)


def test_a_score_without_skill_gives_the_base_rate() -> None:
    chance = np.random.default_rng(4)
    score = chance.normal(size=5000)
    label = (chance.random(5000) < 0.1).astype(np.uint8)
    platt = fit_platt(np.where(label == 1, score - 2, score), label, np.ones(5000))
    probability = 1 / (1 + np.exp(-(platt.slope * score + platt.offset)))
    assert platt.slope > 0
    assert probability.mean() == pytest.approx(label.mean(), abs=0.02)
    assert probability.max() < 0.2
