"""The trainer from files to files, on small made data with a known answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from model_trainer.cli import main

NAMES = ["heat", "noise", "sometimes", "flow", "never"]
MINUTE_MS = 60_000


def write_dataset(
    folder: Path, components: int = 2, failures: int = 9, period_ms: int = 10_000, change: dict | None = None
) -> Path:
    """Failures every two hours; ``heat`` (component 0) or ``flow`` (component 1) drifts from 30 minutes before."""
    chance = np.random.default_rng(5)
    step = 120 * MINUTE_MS
    time = np.arange(0, failures * step, period_ms, dtype=np.float64)
    episode = (time // step).astype(int)
    until = (step - time % step) / MINUTE_MS
    component = (episode % components).astype(np.int16)
    drift = np.clip(30 - until, 0, None)
    features = chance.normal(size=(time.size, len(NAMES))).astype(np.float32)
    features[:, 0] += np.where(component == 0, drift, 0)
    features[:, 3] += np.where(component == 1, drift, 0)
    features[chance.random(time.size) < 0.3, 2] = np.nan
    features[:, 4] = np.nan
    label = (until <= 10).astype(np.uint8)
    cut = time.size * 2 // 3
    split = np.zeros(time.size, dtype=np.uint8)
    split[cut:] = 1
    split[cut - 90 : cut] = 2
    files = {
        "features": features,
        "label": label,
        "component": np.where(label == 1, component, -1).astype(np.int16),
        "time_to_failure": np.where(label == 1, until, np.nan).astype(np.float32),
        "split": split,
        "weight": np.where(label == 1, 1, 2).astype(np.float32),
        "time": time,
        **(change or {}),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in files.items():
        np.save(folder / f"{name}.npy", values)
    about = {
        "names": NAMES,
        "components": [f"part-{number}" for number in range(3)],
        "seed": 7,
        "horizonMs": 10 * MINUTE_MS,
        "gapMs": 15 * MINUTE_MS,
    }
    (folder / "dataset.json").write_text(json.dumps(about))
    return folder


def run(dataset: Path, out: Path) -> int:
    return main(["train", "--dataset", str(dataset), "--out", str(out)])


def session(out: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession((out / "model.onnx").read_bytes(), providers=["CPUExecutionProvider"])


def average_precision(label: np.ndarray, probability: np.ndarray) -> float:
    hits = label[np.argsort(-probability, kind="stable")] == 1
    return float((np.cumsum(hits) / np.arange(1, hits.size + 1))[hits].mean())


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("trained")
    dataset = write_dataset(root / "data")
    assert run(dataset, root / "out") == 0
    return dataset, root / "out"


def test_the_model_finds_what_was_put_in(trained: tuple[Path, Path]) -> None:
    dataset, out = trained
    test = np.load(dataset / "split.npy") == 1
    label = np.load(dataset / "label.npy")[test]
    probability = np.load(out / "predictions.npy")
    assert probability.dtype == np.float32
    assert probability.shape == label.shape
    assert average_precision(label, probability) > 0.9
    assert probability[label == 1].mean() > 0.7
    assert probability[label == 0].mean() < 0.1


def test_the_graph_has_the_promised_outputs_in_order(trained: tuple[Path, Path]) -> None:
    dataset, out = trained
    features = np.load(dataset / "features.npy")
    probability, component, minutes = session(out).run(
        ["probability", "component", "time_to_failure"], {"features": features}
    )
    assert probability.shape == (len(features), 1)
    assert ((probability >= 0) & (probability <= 1)).all()
    assert component.shape == (len(features), 3)
    assert np.allclose(component.sum(axis=1), 1, atol=1e-5)
    assert (component[:, 2] == 0).all(), "a component never seen has no share"
    assert (np.diff(minutes, axis=1) >= 0).all()
    assert (minutes >= 0).all()
    failing = (np.load(dataset / "label.npy") == 1) & (np.load(dataset / "split.npy") == 1)
    truth = np.load(dataset / "component.npy")[failing]
    assert (component[failing].argmax(axis=1) == truth).mean() > 0.9
    known = np.load(dataset / "time_to_failure.npy")[failing]
    assert np.abs(minutes[failing, 1] - known).mean() < 2.5
    assert ((minutes[failing, 0] <= known) & (known <= minutes[failing, 2])).mean() > 0.5


def test_missing_and_infinite_values_never_make_the_answer_missing(trained: tuple[Path, Path]) -> None:
    _, out = trained
    strange = np.array([[np.nan] * 5, [np.inf] * 5, [-np.inf] * 5, [0] * 5], dtype=np.float32)
    for values in session(out).run(None, {"features": strange}):
        assert np.isfinite(values).all()


def test_the_graph_agrees_with_lightgbm_and_golden_rows_repeat(trained: tuple[Path, Path]) -> None:
    _, out = trained
    report = json.loads((out / "report.json").read_text())
    assert max(report["parity"].values()) < 1e-4
    golden = json.loads((out / "golden.json").read_text())
    assert len(golden["features"]) == 16
    features = np.array([[np.nan if x is None else x for x in row] for row in golden["features"]], dtype=np.float32)
    probability, component, minutes = session(out).run(
        ["probability", "component", "time_to_failure"], {"features": features}
    )
    assert np.abs(probability[:, 0] - golden["probability"]).max() <= golden["tolerance"]
    assert np.abs(component - golden["component"]).max() <= golden["tolerance"]
    known = np.array(golden["timeToFailure"])
    assert (np.abs(minutes - known) <= golden["tolerance"] * np.maximum(1, known)).all()


def test_the_reference_describes_healthy_rows(trained: tuple[Path, Path]) -> None:
    _, out = trained
    reference = json.loads((out / "reference.json").read_text())
    assert [entry["name"] for entry in reference] == NAMES
    assert sum(entry["importance"] for entry in reference) == pytest.approx(1)
    by_name = {entry["name"]: entry for entry in reference}
    assert by_name["heat"]["importance"] + by_name["flow"]["importance"] > 0.9
    assert 0.2 < by_name["sometimes"]["missingShare"] < 0.4
    assert by_name["never"]["missingShare"] == 1
    for entry in reference:
        assert entry["q01"] <= entry["q10"] <= entry["q50"] <= entry["q90"] <= entry["q99"]


def test_the_same_data_and_seed_give_the_same_bytes(trained: tuple[Path, Path], tmp_path: Path) -> None:
    dataset, out = trained
    assert run(dataset, tmp_path) == 0
    for name in ("model.onnx", "predictions.npy", "golden.json", "reference.json", "report.json"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_one_component_is_certain_and_one_failure_is_enough_to_run(tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path / "data", components=1, failures=2)
    assert run(dataset, tmp_path / "out") == 0
    features = np.load(dataset / "features.npy")
    (component,) = session(tmp_path / "out").run(["component"], {"features": features})
    assert (component == np.array([1, 0, 0], dtype=np.float32)).all()


def test_few_rows_a_day_apart_are_learned_too(tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path / "data", failures=30, period_ms=5 * MINUTE_MS)
    assert run(dataset, tmp_path / "out") == 0
    test = np.load(dataset / "split.npy") == 1
    label = np.load(dataset / "label.npy")[test]
    assert average_precision(label, np.load(tmp_path / "out" / "predictions.npy")) > 0.7


def developing_faults(folder: Path, early: bool) -> Path:
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
    soon = (until > 10) & (until <= 20)
    split = np.where(episode >= 11, 1, np.where(soon & early, 2, 0)).astype(np.uint8)
    return write_dataset(
        folder,
        change={
            "features": features,
            "label": (until <= 10).astype(np.uint8),
            "component": np.where(until <= 20, 0, -1).astype(np.int16),
            "time_to_failure": np.where(until <= 20, until, np.nan).astype(np.float32),
            "split": split,
            "weight": np.ones(time.size, dtype=np.float32),
            "time": time,
        },
    )


def warned_in_time(dataset: Path, out: Path) -> tuple[int, float]:
    """How many of the five held-back faults are above 0.85 for a minute five minutes before; which share of healthy rows is."""
    test = np.load(dataset / "split.npy") == 1
    until = (90 - (np.load(dataset / "time.npy")[test] / MINUTE_MS) % 90).reshape(5, -1)
    certain = (np.load(out / "predictions.npy") >= 0.85).reshape(5, -1)
    in_time = [certain[fault][(until[fault] > 5) & (until[fault] <= 20)].sum() >= 12 for fault in range(5)]
    return int(sum(in_time)), float(certain[until > 30].mean())


def test_a_fault_that_begins_before_the_horizon_is_told_with_confidence(tmp_path: Path) -> None:
    dataset = developing_faults(tmp_path / "data", early=True)
    assert run(dataset, tmp_path / "out") == 0
    warned, wrong = warned_in_time(dataset, tmp_path / "out")
    assert warned >= 4
    assert wrong < 0.02


def test_early_rows_teach_when_a_failure_comes(tmp_path: Path) -> None:
    dataset = developing_faults(tmp_path / "data", early=True)
    assert run(dataset, tmp_path / "out") == 0
    until = np.load(dataset / "time_to_failure.npy")
    features = np.load(dataset / "features.npy")[(until > 14) & (until <= 20)]
    (minutes,) = session(tmp_path / "out").run(["time_to_failure"], {"features": features})
    assert np.median(minutes[:, 1]) > 10, "beyond the horizon"


def test_nothing_to_learn_from_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = np.load(write_dataset(tmp_path / "data") / "label.npy").size
    write_dataset(tmp_path / "data", change={"label": np.zeros(rows, dtype=np.uint8)})
    assert run(tmp_path / "data", tmp_path / "out") == 3
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["event"] == "refused"
    assert "nothing to learn" in last["message"]
    assert not (tmp_path / "out" / "model.onnx").exists()


def test_files_that_do_not_fit_together_fail_without_a_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_dataset(tmp_path / "data", change={"weight": np.ones(3, dtype=np.float32)})
    assert run(tmp_path / "data", tmp_path / "out") == 1
    assert "weight.npy" in json.loads(capsys.readouterr().out.splitlines()[-1])["message"]
    assert not (tmp_path / "out" / "model.onnx").exists()


def test_it_ends_when_its_caller_is_gone(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data")
    command = [sys.executable, "-m", "model_trainer", "train", "--end-with-stdin"]
    command += ["--dataset", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    root = Path(__file__).parent.parent
    ended = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    assert ended.returncode == 4
    assert not (tmp_path / "out" / "report.json").exists()
