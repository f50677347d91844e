"""Which rows belong to the same failure: rows are many, failures are few, and only failures are
independent.
"""

from __future__ import annotations

import numpy as np

MINUTE_MS = 60_000


def failure_of_rows(
    coming: np.ndarray,
    asset: np.ndarray,
    time: np.ndarray,
    minutes: np.ndarray,
    component: np.ndarray,
    horizon_ms: float,
) -> np.ndarray:
    """Numbers the failures and gives each row before a failure its number; the others get -1.

    Where the time to the failure is known, rows of one asset with the same failure time belong to
    one failure. Where it is not (or is zero: the asset is in the failing state), rows of one asset
    and component belong together when they lie within a horizon of each other.
    """
    numbers = np.full(time.size, -1, dtype=np.int64)
    rows = np.flatnonzero(coming)
    if rows.size == 0:
        return numbers
    rows = rows[np.lexsort((time[rows], asset[rows]))]
    known = minutes[rows] > 0
    instant = np.where(known, time[rows] + minutes[rows].astype(np.float64) * MINUTE_MS, np.nan)
    tolerance_ms = max(1_000.0, horizon_ms / 100)  # minutes are float32, and scans have jitter
    both = known[1:] & known[:-1]
    apart = np.where(
        both,
        np.abs(np.diff(instant)) > tolerance_ms,
        (np.diff(time[rows]) > horizon_ms) | (np.diff(component[rows]) != 0),
    )
    begins = np.concatenate([[True], apart | (np.diff(asset[rows].astype(np.int64)) != 0)])
    numbers[rows] = np.cumsum(begins) - 1
    return numbers


def count_failures(failure: np.ndarray) -> int:
    """The number of different failures that follow the rows."""
    return int(np.unique(failure[failure >= 0]).size)


def independent_cases(time: np.ndarray, asset: np.ndarray, failure: np.ndarray, horizon_ms: float) -> tuple[int, int]:
    """The approximate number of independent cases in the rows, quiet and failing: stretches of one
    horizon of one asset, and failures.
    """
    quiet = failure < 0
    stretch = (time[quiet] // horizon_ms).astype(np.int64)
    if stretch.size == 0:
        return 0, count_failures(failure)
    span = int(stretch.max() - stretch.min()) + 1
    return int(np.unique(asset[quiet].astype(np.int64) * span + (stretch - stretch.min())).size), count_failures(failure)
