"""The trainer from files to files, on small generated data with a known answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from made_data import (
    MINUTE_MS,
    NAMES,
    average_precision,
    made_columns,
    predictions,
    report_of,
    score,
    train,
    write_dataset,
)

WRITTEN = (
    "model.onnx",
    "probability.onnx",
    "trees.json",
    "predictions.arrow",
    "golden.json",
    "reference.json",
    "report.json",
    "model.txt",
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("trained")
    dataset = write_dataset(root / "data")
    assert train(dataset, root / "out") == 0
    return dataset, root / "out"


def test_the_model_finds_the_known_signal(trained: tuple[Path, Path]) -> None:
    columns = made_columns()
    label = columns["label"][columns["fold"] == 0]
    told = predictions(trained[1])
    probability = told["probability"]
    assert probability.dtype == np.float32
    assert probability.shape == label.shape
    assert average_precision(label, probability) > 0.9
    assert probability[label == 1].mean() > 0.7
    assert probability[label == 0].mean() < 0.1
    assert told["component"].shape == (label.size, 3)
    assert told["time_to_failure"].shape == (label.size, 3)


def test_the_clock_is_judged_beside_the_sensors(trained: tuple[Path, Path], tmp_path: Path) -> None:
    columns = made_columns()
    label = columns["label"][columns["fold"] == 0]
    clock = predictions(trained[1])["clock_probability"]
    assert average_precision(label, clock) > 0.95, "failures come every two hours: the clock knows"
    columns["since_start_ms"] = columns["since_failure_ms"] = np.full(columns["label"].size, np.nan)
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    clock = predictions(tmp_path / "out")["clock_probability"]
    assert np.isfinite(clock).all()
    assert np.ptp(clock) < 1e-6, "no clock, no difference between rows"


def test_the_graph_has_the_promised_outputs_in_order(trained: tuple[Path, Path]) -> None:
    columns = made_columns()
    probability, component, minutes = score(trained[1], columns["features"])
    rows = columns["label"].size
    assert probability.shape == (rows, 1)
    assert ((probability >= 0) & (probability <= 1)).all()
    assert component.shape == (rows, 3)
    assert ((component >= 0) & (component <= 1)).all()
    assert np.allclose(component.sum(axis=1), probability[:, 0], atol=1e-5), "too few failures for separate models: shares"
    assert (component[:, 2] == 0).all(), "a component never seen has none"
    assert (np.diff(minutes, axis=1) >= 0).all()
    assert (minutes >= 0).all()
    failing = (columns["label"] == 1) & (columns["fold"] == 0)
    assert (component[failing].argmax(axis=1) == columns["component"][failing]).mean() > 0.9
    known = columns["minutes_to_failure"][failing]
    assert np.abs(minutes[failing, 1] - known).mean() < 2.5
    assert ((minutes[failing, 0] <= known) & (known <= minutes[failing, 2])).mean() > 0.6


def test_missing_and_infinite_values_never_make_the_answer_missing(trained: tuple[Path, Path]) -> None:
    strange = np.array([[np.nan] * 5, [np.inf] * 5, [-np.inf] * 5, [0] * 5], dtype=np.float32)
    for values in score(trained[1], strange):
        assert np.isfinite(values).all()


def test_the_graph_agrees_with_lightgbm_and_golden_rows_repeat(trained: tuple[Path, Path]) -> None:
    assert max(report_of(trained[1])["parity"].values()) < 1e-4
    golden = json.loads((trained[1] / "golden.json").read_text())
    assert len(golden["features"]) == 16
    features = np.array([[np.nan if x is None else x for x in row] for row in golden["features"]], dtype=np.float32)
    probability, component, minutes = score(trained[1], features)
    assert np.abs(probability[:, 0] - golden["probability"]).max() <= golden["tolerance"]
    assert np.abs(component - golden["component"]).max() <= golden["tolerance"]
    known = np.array(golden["timeToFailure"])
    assert (np.abs(minutes - known) <= golden["tolerance"] * np.maximum(1, known)).all()


def test_predictions_of_held_out_rows_equal_the_outputs_of_the_graph(trained: tuple[Path, Path]) -> None:
    columns = made_columns()
    probability, component, minutes = score(trained[1], columns["features"][columns["fold"] == 0])
    told = predictions(trained[1])
    assert np.abs(told["probability"] - probability[:, 0]).max() < 1e-6
    assert np.abs(told["component"] - component).max() < 1e-6
    assert np.abs(told["time_to_failure"] - minutes).max() < 1e-4


def test_the_reference_describes_healthy_rows(trained: tuple[Path, Path]) -> None:
    reference = json.loads((trained[1] / "reference.json").read_text())
    assert [entry["name"] for entry in reference] == NAMES
    assert sum(entry["importance"] for entry in reference) == pytest.approx(1)
    by_name = {entry["name"]: entry for entry in reference}
    assert by_name["heat"]["importance"] + by_name["flow"]["importance"] > 0.9
    assert 0.2 < by_name["sometimes"]["missingShare"] < 0.4
    assert by_name["never"]["missingShare"] == 1
    for entry in reference:
        assert entry["q01"] <= entry["q10"] <= entry["q50"] <= entry["q90"] <= entry["q99"]


def test_the_same_data_and_seed_give_the_same_bytes(trained: tuple[Path, Path], tmp_path: Path) -> None:
    assert train(trained[0], tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(WRITTEN)
    for name in WRITTEN:
        assert (tmp_path / name).read_bytes() == (trained[1] / name).read_bytes(), name


def test_the_lineage_names_data_seed_and_libraries(trained: tuple[Path, Path], tmp_path: Path) -> None:
    report = report_of(trained[1])
    assert {"python", "lightgbm", "numpy", "onnx", "onnxruntime", "optuna", "pyarrow"} <= report["libraries"].keys()
    assert report["seed"] == 7
    columns = made_columns()
    columns["features"][3, 1] += 1
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    assert report_of(tmp_path / "out")["dataDigest"] != report["dataDigest"]


def test_a_single_component_gets_the_whole_probability_and_one_failure_is_enough(tmp_path: Path) -> None:
    columns = made_columns(components=1, failures=2)
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    probability, component, _ = score(tmp_path / "out", columns["features"])
    assert (component[:, :1] == probability).all()
    assert (component[:, 1:] == 0).all()


def test_few_rows_a_day_apart_are_learned_too(tmp_path: Path) -> None:
    columns = made_columns(failures=30, period_ms=5 * MINUTE_MS)
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    label = columns["label"][columns["fold"] == 0]
    assert average_precision(label, predictions(tmp_path / "out")["probability"]) > 0.7


def test_nothing_to_learn_from_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for label, reason in [(0, "comes before a failure, so there is nothing to learn"), (1, "nothing to compare with")]:
        columns = made_columns()
        columns["label"] = np.full(columns["label"].size, label, dtype=np.uint8)
        assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 3
        last = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert last["event"] == "refused"
        assert reason in last["message"]
        assert not (tmp_path / "out").exists()


def test_files_that_do_not_fit_together_fail_without_a_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def complaint() -> str:
        assert train(tmp_path / "data", tmp_path / "out") == 1
        return json.loads(capsys.readouterr().out.splitlines()[-1])["message"]

    write_dataset(tmp_path / "data", names=NAMES[:4])
    assert "5 features a row, dataset.json names 4" in complaint()
    write_dataset(tmp_path / "data", monotone={"heart": 1})
    assert "heart, which is no feature" in complaint()
    columns = made_columns()
    columns["weight"][7] = 0
    write_dataset(tmp_path / "data", columns)
    assert "weight" in complaint()
    del columns["weight"]
    write_dataset(tmp_path / "data", columns)
    assert "no column weight" in complaint()
    (tmp_path / "data" / "rows.arrow").write_bytes(b"ARROW1 or not")
    assert "not an Arrow file" in complaint()
    assert not (tmp_path / "out").exists()


def test_it_ends_when_its_caller_has_ended(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data")
    command = [sys.executable, "-m", "model_trainer", "train", "--end-with-stdin"]
    command += ["--dataset", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    root = Path(__file__).parent.parent
    ended = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    assert ended.returncode == 4
    assert not (tmp_path / "out" / "report.json").exists()
