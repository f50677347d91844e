"""Parts of the training rows for choosing and calibrating, cut by failure and never within one; and the caller's own folds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model_trainer.dataset import Dataset

PARTS_MAX = 4
#: With this many assets that failed, parts are made of whole assets: no rows are lost in gaps, and
#: no model knows the asset that it scores.
FAILED_ASSETS_MIN = 2 * PARTS_MAX


@dataclass(frozen=True)
class Part:
    """Rows to be scored by a model that has not seen them, and the rows which that model may see. Indices into the same table."""

    unseen: np.ndarray
    seen: np.ndarray


def callers_folds(dataset: Dataset, rows: np.ndarray) -> list[Part]:
    """One part per fold of the data set, among the given rows."""
    return _parts(dataset, rows, dataset.fold[rows].astype(np.int64), dataset.folds)


def parts_of_training(dataset: Dataset, rows: np.ndarray) -> list[Part]:
    """At most four parts with about the same number of failures each; none when there is only one
    failure.
    """
    part = part_of_rows(dataset.time[rows], dataset.asset[rows], dataset.failure[rows], dataset.component[rows])
    count = int(part.max(initial=0)) + 1
    return _parts(dataset, rows, part, count) if count > 1 else []


def _parts(dataset: Dataset, rows: np.ndarray, part: np.ndarray, count: int) -> list[Part]:
    asset, time = dataset.asset[rows], dataset.time[rows]
    return [
        Part(np.flatnonzero(part == number), np.flatnonzero(away_from(asset, time, part == number, dataset.gap_ms)))
        for number in range(count)
    ]


def part_of_rows(time: np.ndarray, asset: np.ndarray, failure: np.ndarray, component: np.ndarray) -> np.ndarray:
    """Gives every row a part from 0 on; all are in part 0 when there is only one failure."""
    failures = np.unique(failure[failure >= 0])
    parts = min(PARTS_MAX, failures.size)
    if parts < 2:
        return np.zeros(time.size, dtype=np.int64)
    assets = np.unique(asset)
    first_rows = np.unique(failure, return_index=True)[1][-failures.size :]
    failed = np.bincount(np.searchsorted(assets, asset[first_rows]), minlength=assets.size)
    if np.count_nonzero(failed) >= FAILED_ASSETS_MIN:
        return _whole_assets(asset, assets, failed, parts)
    part = np.zeros(time.size, dtype=np.int64)
    turns: dict[int, int] = {}
    for place, one in enumerate(assets):
        rows = np.flatnonzero(asset == one)
        if failed[place] == 0:
            part[rows] = place % parts
        else:
            part[rows] = _stretches(time[rows], failure[rows], component[rows], parts, turns)
    return part


def _whole_assets(asset: np.ndarray, assets: np.ndarray, failed: np.ndarray, parts: int) -> np.ndarray:
    """Assets with many failures first; each goes to the part with the fewest failures, then the
    fewest assets.
    """
    load = np.zeros((parts, 2), dtype=np.int64)
    part_of_asset = np.empty(assets.size, dtype=np.int64)
    for place in np.argsort(-failed, kind="stable"):
        least = int(np.lexsort((load[:, 1], load[:, 0]))[0])
        part_of_asset[place] = least
        load[least] += (failed[place], 1)
    return part_of_asset[np.searchsorted(assets, asset)]


def _stretches(
    time: np.ndarray, failure: np.ndarray, component: np.ndarray, parts: int, turns: dict[int, int]
) -> np.ndarray:
    """Cuts one asset's time half-way between its failures; the failures of one component go to the
    parts in turn (``turns`` goes on from asset to asset), so that each part holds failures of the
    components that the others can learn.
    """
    coming = np.flatnonzero(failure >= 0)
    order = coming[np.argsort(time[coming], kind="stable")]
    starts = np.flatnonzero(np.diff(failure[order], prepend=-1) != 0)
    ends = np.append(starts[1:], order.size) - 1
    cuts = (time[order[ends[:-1]]] + time[order[starts[1:]]]) / 2
    part_of_stretch = np.empty(starts.size, dtype=np.int64)
    for stretch, start in enumerate(starts):
        of = int(component[order[start]])
        turn = turns.get(of, of)
        part_of_stretch[stretch] = turn % parts
        turns[of] = turn + 1
    return part_of_stretch[np.searchsorted(cuts, time, side="right")]


def away_from(asset: np.ndarray, time: np.ndarray, chosen: np.ndarray, gap_ms: float) -> np.ndarray:
    """True for rows that are not chosen and are at least the gap away from every chosen row of the
    same asset.
    """
    if not chosen.any():
        return ~chosen
    # Assets laid end to end on one line, further apart than any gap.
    start, gap_ms = time.min(), max(gap_ms, 1.0)
    place = np.unique(asset, return_inverse=True)[1]
    line = (time - start) + place * (time.max() - start + 2 * gap_ms)
    edges = np.sort(line[chosen])
    after = np.searchsorted(edges, line)
    before_ms = np.where(after > 0, line - edges[np.maximum(after - 1, 0)], np.inf)
    until_ms = np.where(after < edges.size, edges[np.minimum(after, edges.size - 1)] - line, np.inf)
    return ~chosen & (np.minimum(before_ms, until_ms) >= gap_ms)
