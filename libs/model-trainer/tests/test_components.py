"""A separate model for each component that failed often enough."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from made_data import made_columns, predictions, report_of, score, train, write_dataset

from model_trainer.components import failures_of_components


def test_five_failures_not_rows_allow_a_separate_model(tmp_path: Path) -> None:
    columns = made_columns(failures=14)  # nine in training: five of part-0, four of part-1
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    report = report_of(tmp_path / "out")
    assert report["componentsSeen"] == ["part-0", "part-1"]
    assert report["componentsOwnModel"] == ["part-0"]
    assert report["parity"]["component"] < 1e-4
    told = predictions(tmp_path / "out")["component"]
    held_out = columns["fold"] == 0
    failing = columns["label"][held_out] == 1
    truth = columns["component"][held_out]
    assert (told[failing].argmax(axis=1) == truth[failing]).mean() > 0.9
    for one in (0, 1):
        assert told[failing & (truth == one), one].mean() > 0.6
        assert told[~failing, one].mean() < 0.1


def test_failures_are_counted_by_component() -> None:
    failure = np.array([-1, 0, 0, 0, 1, 1, 2, 3])
    component = np.array([-1, 2, 2, 2, 0, 0, 2, -1])
    assert failures_of_components(component, failure) == {0: 1, 2: 2}


def test_component_and_time_of_a_row_depend_only_on_the_row(tmp_path: Path) -> None:
    """A batch with a failing row runs the models of the components; the outputs of its healthy
    neighbours must not change.
    """
    columns = made_columns(failures=14)
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    features = columns["features"]
    failing, quiet = features[columns["label"] == 1][::20], features[columns["label"] == 0][::200]
    mixed = np.concatenate([quiet, failing])
    order = np.random.default_rng(1).permutation(mixed.shape[0])
    together = score(tmp_path / "out", mixed[order])
    alone = [score(tmp_path / "out", row[None]) for row in mixed[order]]
    for answer in (1, 2):
        assert np.allclose(together[answer], np.concatenate([each[answer] for each in alone]), rtol=1e-6, atol=1e-6)
    assert np.unique(together[2], axis=0).shape[0] > 1
    probability, component, minutes = score(tmp_path / "out", features)
    below = probability[:, 0] < 0.03
    assert below.sum() > 1_000
    # Nine failures in training: five of part-0, four of part-1, none of part-2.
    assert np.allclose(component[below], probability[below] * np.array([5 / 9, 4 / 9, 0]), atol=1e-7)
    assert np.unique(minutes[below], axis=0).shape == (1, 3)
    assert (np.diff(minutes[below][0]) >= 0).all()


def test_the_probability_graph_equals_the_whole_graph(tmp_path: Path) -> None:
    columns = made_columns(failures=14)
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    part = onnxruntime.InferenceSession(tmp_path / "out" / "probability.onnx", providers=["CPUExecutionProvider"])
    below = report_of(tmp_path / "out")["belowFloor"]
    for rows in (1, 3, 64, 5_000):
        features = columns["features"][:rows]
        (alone,) = part.run(["probability"], {"features": features})
        probability, component, minutes = score(tmp_path / "out", features)
        assert (alone == probability).all()
        quiet = alone[:, 0] < below["floor"]
        assert (component[quiet] == alone[quiet] * np.array(below["componentShares"], dtype=np.float32)).all()
        assert (minutes[quiet] == np.array(below["timeToFailure"], dtype=np.float32)).all()
