"""The FORMER shape of a data set folder: numpy files, one time line, no clock columns; and the former shape of the predictions.

Only for a training service that still writes it. To be deleted with its callers in ``dataset`` and ``cli`` once none does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

TEST, EARLY = 1, 2
BATCH_ROWS = 8192


class NumpyRows:
    """``features.npy`` with the face of ``ArrowRows``."""

    def __init__(self, folder: Path, width: int) -> None:
        self._features = np.load(folder / "features.npy", mmap_mode="r")
        if self._features.dtype != np.float32 or self._features.ndim != 2:
            raise ValueError("features.npy is not a float32 matrix")
        if self._features.shape[1] != width:
            raise ValueError(f"features.npy has {self._features.shape[1]} columns, dataset.json names {width}")
        self.width = width

    def __len__(self) -> int:
        return self._features.shape[0]

    def take(self, rows: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(self._features[rows])

    def batches(self, rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for start in range(0, rows.size, BATCH_ROWS):
            chosen = rows[start : start + BATCH_ROWS]
            yield np.arange(chosen.size), self.take(chosen)


def is_former(folder: Path) -> bool:
    return (folder / "features.npy").exists() and not (folder / "rows.arrow").exists()


def read_former(folder: Path, width: int) -> tuple[NumpyRows, dict[str, np.ndarray]]:
    """Rows and facts, the latter under the names of today."""
    rows = NumpyRows(folder, width)
    columns = {name: np.load(folder / f"{name}.npy") for name in ("label", "component", "time_to_failure", "split")}
    columns |= {name: np.load(folder / f"{name}.npy") for name in ("weight", "time")}
    for name, values in columns.items():
        if values.shape != (len(rows),):
            raise ValueError(f"{name}.npy does not have one entry per row of features.npy")
    unknown = np.full(len(rows), np.nan)
    return rows, {
        "label": columns["label"],
        "component": columns["component"],
        "minutes_to_failure": columns["time_to_failure"],
        "fold": np.where(columns["split"] == TEST, 0, -1).astype(np.int16),
        "early": (columns["split"] == EARLY).astype(np.uint8),
        "weight": columns["weight"],
        "time_ms": columns["time"],
        "asset": np.zeros(len(rows), dtype=np.uint32),
        "since_start_ms": unknown,
        "since_failure_ms": unknown,
    }


def write_former_predictions(out: Path, probability: np.ndarray) -> None:
    np.save(out / "predictions.npy", probability.astype(np.float32))
