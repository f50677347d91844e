"""The data set that a training run reads: an Arrow file beside one JSON file, written by the pipeline."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model_trainer.arrow_rows import FACTS, ArrowRows
from model_trainer.failures import failure_of_rows
from model_trainer.progress import Refused

#: Entries of ``dataset.json`` that describe the data; the others say how to train and are not part
#: of the digest.
DATA_KEYS = ("names", "components", "horizonMs", "gapMs", "rowsPerDay")


@dataclass(frozen=True)
class RequestedTraining:
    """The caller's settings for the training; the README describes each."""

    tune: bool
    time_budget_s: float | None
    hyperparameters: dict[str, float]
    monotone: dict[str, int]


@dataclass(frozen=True)
class Dataset:
    """Rows in any order. Times are milliseconds since the epoch; NaN in the features is a missing value."""

    names: list[str]
    components: list[str]
    seed: int
    horizon_ms: float
    #: Rows of one asset nearer than this in time use the same data for features or labels.
    gap_ms: float
    requested: RequestedTraining
    #: Feature columns with a tag's current value.
    present: list[int]
    #: Whether labels mark a failure that is coming; else a state that shows.
    is_ahead: bool
    features: ArrowRows
    label: np.ndarray  #: uint8, 1 = a failure comes within the horizon
    component: np.ndarray  #: int16, index into ``components``; -1 = none or not known
    minutes: np.ndarray  #: float32, minutes to the failure; NaN = unknown
    fold: np.ndarray  #: int16, -1 always trains; k is held out in fold k
    early: np.ndarray  #: bool, shortly before a horizon: teaches component and time, never whether
    weight: np.ndarray  #: float32, how many rows of the record this one stands for
    time: np.ndarray  #: float64
    asset: np.ndarray  #: uint32
    clock: np.ndarray  #: float64 [n, 2], time since the asset's start and since its last failure; NaN = unknown
    #: int64: number of the failure that follows the row, for rows before a failure (early rows
    #: too); else -1.
    failure: np.ndarray

    @property
    def folds(self) -> int:
        return int(self.fold.max(initial=-1)) + 1

    @property
    def learning(self) -> np.ndarray:
        """True for the rows that the final model may learn from: with several folds all rows, else
        the rows that are never held out.
        """
        return np.ones(self.fold.size, dtype=bool) if self.folds > 1 else self.fold < 0

    @property
    def held_out(self) -> np.ndarray:
        """Indices of the held-out rows, ascending."""
        return np.flatnonzero(self.fold >= 0)

    @property
    def coming(self) -> np.ndarray:
        """True for rows before a failure: within the horizon, or early."""
        return self.failure >= 0


def load(folder: Path) -> Dataset:
    """Reads and checks a data set. Raises ``Refused`` where nothing can be learned, ``ValueError`` where files do not fit together."""
    about = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    names, horizon_ms = list(about["names"]), float(about["horizonMs"])
    rows, facts = _read(folder, len(names))
    early = facts["early"] == 1
    component, minutes = facts["component"], facts["minutes_to_failure"]
    dataset = Dataset(
        names=names,
        components=list(about["components"]),
        seed=int(about["seed"]),
        horizon_ms=horizon_ms,
        gap_ms=float(about["gapMs"]),
        requested=_requested(about),
        present=[names.index(name) for name in about.get("presentValues", [])],
        is_ahead=about.get("labelling", "coming") == "coming",
        features=rows,
        label=facts["label"],
        component=component,
        minutes=minutes,
        fold=facts["fold"],
        early=early,
        weight=facts["weight"],
        time=facts["time_ms"],
        asset=facts["asset"],
        clock=np.stack([facts["since_start_ms"], facts["since_failure_ms"]], axis=1),
        failure=failure_of_rows(
            coming=((facts["label"] == 1) & ~early) | (early & ~np.isnan(minutes)),
            asset=facts["asset"],
            time=facts["time_ms"],
            minutes=minutes,
            component=component,
            horizon_ms=horizon_ms,
        ),
    )
    _check(dataset)
    return dataset


def _read(folder: Path, width: int) -> tuple[ArrowRows, dict[str, np.ndarray]]:
    rows = ArrowRows(folder / "rows.arrow", width)
    return rows, {name: rows.column(name) for name in FACTS}


def _requested(about: dict) -> RequestedTraining:
    budget = about.get("timeBudgetS")
    return RequestedTraining(
        tune=bool(about.get("tune", False)),
        time_budget_s=None if budget is None else float(budget),
        hyperparameters=dict(about.get("hyperparameters") or {}),
        monotone={name: int(sign) for name, sign in (about.get("monotone") or {}).items()},
    )


def _check(dataset: Dataset) -> None:
    if not dataset.components:
        raise ValueError("dataset.json names no component")
    unknown = sorted(set(dataset.requested.monotone) - set(dataset.names))
    if unknown:
        raise ValueError(f"monotone names {unknown[0]}, which is no feature")
    weights = dataset.weight
    if not (np.isfinite(weights).all() and (weights > 0).all() and np.isfinite(dataset.time).all()):
        raise ValueError("a weight is not above zero, or a time is missing")
    if dataset.component.max(initial=-1) >= len(dataset.components):
        raise ValueError("a row names a component that dataset.json does not")
    taught = dataset.learning & ~dataset.early
    if not (taught & (dataset.label == 1)).any():
        raise Refused("No row of the training part comes before a failure, so there is nothing to learn from.")
    if not (taught & (dataset.label == 0)).any():
        raise Refused("Every row of the training part comes before a failure, so there is nothing to compare with.")


def digest(folder: Path) -> str:
    """SHA-256 (hex) of the data: the file of rows and the entries of ``dataset.json`` that describe
    the data (not how to train).
    """
    about = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    data = {key: about.get(key) for key in DATA_KEYS}
    total = hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":")).encode())
    for path in sorted(folder.iterdir()):
        if path.suffix != ".arrow":
            continue
        total.update(path.name.encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                total.update(block)
    return total.hexdigest()
