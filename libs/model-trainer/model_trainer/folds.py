"""Parts of the training rows for early stopping and calibration, cut by failure and never within one."""

from __future__ import annotations

import numpy as np

FOLDS_MAX = 4


def fold_of_rows(time: np.ndarray, label: np.ndarray, component: np.ndarray, horizon_ms: int) -> np.ndarray:
    """Gives every row a fold. Time is cut half-way between failures; the failures of one component go to the folds in turn, so that
    each fold holds what the others can have learned. All rows are in fold 0 when there is only one failure.
    """
    positives = np.flatnonzero(label == 1)
    order = positives[np.argsort(time[positives], kind="stable")]
    times = time[order]
    starts = np.flatnonzero(np.diff(times, prepend=-np.inf) > horizon_ms)
    ends = np.append(starts[1:], times.size) - 1
    folds = min(FOLDS_MAX, starts.size)
    if folds < 2:
        return np.zeros(time.size, dtype=np.int64)
    cuts = (times[ends[:-1]] + times[starts[1:]]) / 2
    seen: dict[int, int] = {}
    fold_of_episode = np.empty(starts.size, dtype=np.int64)
    for episode, start in enumerate(starts):
        of = int(component[order[start]])
        turn = seen.get(of, of)
        fold_of_episode[episode] = turn % folds
        seen[of] = turn + 1
    return fold_of_episode[np.searchsorted(cuts, time, side="right")]


def independent_cases(time: np.ndarray, label: np.ndarray, horizon_ms: int) -> tuple[int, int]:
    """About how many cases the rows bear witness to, quiet and failing: stretches of one horizon, and failures."""
    quiet = np.unique(time[label == 0] // horizon_ms).size
    failing = np.count_nonzero(np.diff(np.sort(time[label == 1]), prepend=-np.inf) > horizon_ms)
    return int(quiet), int(failing)


def away_from(time: np.ndarray, chosen: np.ndarray, gap_ms: int) -> np.ndarray:
    """True for rows that are not chosen and lie at least the gap away from every chosen one."""
    edges = np.sort(time[chosen])
    if edges.size == 0:
        return ~chosen
    after = np.searchsorted(edges, time)
    before_ms = np.where(after > 0, time - edges[np.maximum(after - 1, 0)], np.inf)
    until_ms = np.where(after < edges.size, edges[np.minimum(after, edges.size - 1)] - time, np.inf)
    return ~chosen & (np.minimum(before_ms, until_ms) >= gap_ms)
