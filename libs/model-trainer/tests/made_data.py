"""Small generated data sets with a known answer, written and read like in the pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pyarrow as pa

from model_trainer.arrow_rows import FACTS
from model_trainer.cli import main

NAMES = ["heat", "noise", "sometimes", "flow", "never"]
COMPONENTS = [f"part-{number}" for number in range(3)]
MINUTE_MS = 60_000
#: Small, so that a test's data set has several batches.
BATCH_ROWS = 1_000


def made_columns(
    components: int = 2, failures: int = 9, period_ms: int = 10_000, folds: int = 1, seed: int = 5
) -> dict[str, np.ndarray]:
    """One asset that fails every two hours; ``heat`` (component 0) or ``flow`` (component 1) drifts from 30 minutes before."""
    chance = np.random.default_rng(seed)
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
    fold = (episode * folds // failures).astype(np.int16)
    if folds == 1:
        fold[: time.size * 2 // 3] = -1
    return {
        "features": features,
        "label": label,
        "component": np.where(label == 1, component, -1).astype(np.int16),
        "minutes_to_failure": np.where(label == 1, until, np.nan).astype(np.float32),
        "fold": fold,
        "early": np.zeros(time.size, dtype=np.uint8),
        "weight": np.where(label == 1, 1, 2).astype(np.float32),
        "time_ms": time,
        "asset": np.zeros(time.size, dtype=np.uint32),
        "since_start_ms": time,
        "since_failure_ms": np.where(episode > 0, time % step, np.nan),
    }


def write_dataset(folder: Path, columns: dict[str, np.ndarray] | None = None, **about: object) -> Path:
    """Writes a data set folder; ``about`` changes entries of ``dataset.json``."""
    columns = made_columns() if columns is None else columns
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder / "rows.arrow", columns)
    known = {
        "v": 1,
        "names": NAMES,
        "components": COMPONENTS,
        "seed": 7,
        "horizonMs": 10 * MINUTE_MS,
        "gapMs": 15 * MINUTE_MS,
        "timeBudgetS": None,
        "hyperparameters": {},
        "monotone": {},
        "tune": False,
        "rowsPerDay": None,
    }
    (folder / "dataset.json").write_text(json.dumps({**known, **about}))
    return folder


def write_rows(path: Path, columns: dict[str, np.ndarray]) -> None:
    features = columns["features"]
    width = features.shape[1]
    arrays = {name: pa.array(values, pa.from_numpy_dtype(FACTS[name])) for name, values in columns.items() if name in FACTS}
    flat = pa.array(np.ascontiguousarray(features, dtype=np.float32).reshape(-1))
    table = pa.table({"features": pa.FixedSizeListArray.from_arrays(flat, width), **arrays})
    with pa.ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table, max_chunksize=BATCH_ROWS)


def train(dataset: Path, out: Path) -> int:
    return main(["train", "--dataset", str(dataset), "--out", str(out)])


def predictions(out: Path) -> dict[str, np.ndarray]:
    with pa.memory_map(str(out / "predictions.arrow")) as file:
        table = pa.ipc.open_file(file).read_all()
        told = {name: table[name].combine_chunks() for name in table.column_names}
        return {
            name: (values.flatten().to_numpy().reshape(len(values), -1) if name in ("component", "time_to_failure") else values.to_numpy())
            for name, values in told.items()
        }


def score(out: Path, features: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The graph's outputs: probability [n, 1], component [n, C], minutes [n, 3]."""
    session = onnxruntime.InferenceSession((out / "model.onnx").read_bytes(), providers=["CPUExecutionProvider"])
    return session.run(["probability", "component", "time_to_failure"], {"features": features.astype(np.float32)})


def report_of(out: Path) -> dict:
    return json.loads((out / "report.json").read_text())


def average_precision(label: np.ndarray, probability: np.ndarray) -> float:
    hits = label[np.argsort(-probability, kind="stable")] == 1
    return float((np.cumsum(hits) / np.arange(1, hits.size + 1))[hits].mean())
