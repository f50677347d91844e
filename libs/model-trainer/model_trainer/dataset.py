"""The data set that a training run reads: numpy files beside one JSON file, written by the training service."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model_trainer.progress import Refused

TRAIN, TEST, EARLY = 0, 1, 2


@dataclass(frozen=True)
class Dataset:
    """Rows in any order. Times are milliseconds since the epoch; NaN in ``features`` is a missing value."""

    names: list[str]
    components: list[str]
    seed: int
    horizon_ms: int
    #: Rows nearer than this in time see or are labelled by the same data.
    gap_ms: int
    features: np.ndarray  #: float32 [n, d], memory mapped
    label: np.ndarray  #: uint8, 1 = a failure comes within the horizon
    component: np.ndarray  #: int16, index into ``components``; -1 = none
    time_to_failure: np.ndarray  #: float32, minutes; NaN = unknown
    split: np.ndarray  #: uint8, 0 train, 1 held back, 2 early
    weight: np.ndarray  #: float32, how many rows of the record this one stands for
    time: np.ndarray  #: float64

    def rows(self, split: int, label: int | None = None) -> np.ndarray:
        """Indices of the rows of one part, ascending."""
        chosen = self.split == split
        return np.flatnonzero(chosen if label is None else chosen & (self.label == label))

    def coming_failures(self) -> np.ndarray:
        """Indices, ascending, of the training rows whose failure is known: within the horizon, or early, shortly before it."""
        early = (self.split == EARLY) & (self.label == 0) & ~np.isnan(self.time_to_failure)
        return np.flatnonzero(early | ((self.split == TRAIN) & (self.label == 1)))

    def take(self, rows: np.ndarray) -> np.ndarray:
        """Features of the given rows, in memory."""
        return np.ascontiguousarray(self.features[rows])


def load(folder: Path) -> Dataset:
    """Reads and checks a data set. Raises ``Refused`` where nothing can be learned, ``ValueError`` where files do not fit together."""
    about = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    dataset = Dataset(
        names=list(about["names"]),
        components=list(about["components"]),
        seed=int(about["seed"]),
        horizon_ms=int(about["horizonMs"]),
        gap_ms=int(about["gapMs"]),
        features=np.load(folder / "features.npy", mmap_mode="r"),
        label=np.load(folder / "label.npy"),
        component=np.load(folder / "component.npy"),
        time_to_failure=np.load(folder / "time_to_failure.npy"),
        split=np.load(folder / "split.npy"),
        weight=np.load(folder / "weight.npy"),
        time=np.load(folder / "time.npy"),
    )
    _check(dataset)
    return dataset


def _check(dataset: Dataset) -> None:
    if dataset.features.dtype != np.float32 or dataset.features.ndim != 2:
        raise ValueError("features.npy is not a float32 matrix")
    rows, width = dataset.features.shape
    if width != len(dataset.names):
        raise ValueError(f"features.npy has {width} columns, dataset.json names {len(dataset.names)}")
    for name in ("label", "component", "time_to_failure", "split", "weight", "time"):
        if getattr(dataset, name).shape != (rows,):
            raise ValueError(f"{name}.npy does not have one entry per row of features.npy")
    if not dataset.components:
        raise ValueError("dataset.json names no component")
    if dataset.rows(TRAIN, 1).size == 0:
        raise Refused("No row of the training part comes before a failure, so there is nothing to learn from.")
    if dataset.rows(TRAIN, 0).size == 0:
        raise Refused("Every row of the training part comes before a failure, so there is nothing to compare with.")
    positives = dataset.coming_failures()
    if dataset.component[positives].min() < 0 or dataset.component[positives].max() >= len(dataset.components):
        raise ValueError("a row before a failure has no component")
    if np.isnan(dataset.time_to_failure[positives]).any():
        raise ValueError("a row before a failure has no time to failure")


def digest(folder: Path) -> str:
    """SHA-256 (hex) over every file of the data set, in order of name."""
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".npy", ".json"):
            continue
        total.update(path.name.encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                total.update(block)
    return total.hexdigest()
