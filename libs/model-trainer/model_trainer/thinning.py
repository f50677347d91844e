"""Bounds the rows in memory, regardless of how many the caller sends."""

from __future__ import annotations

import numpy as np

from model_trainer.dataset import Dataset

ROWS_MAX = 250_000


def rows_to_learn_from(dataset: Dataset, rows_max: int = ROWS_MAX) -> tuple[np.ndarray, np.ndarray]:
    """Rows that the models learn from, ascending, with their weights. Past the bound, quiet rows
    are thinned by an even stride, and the kept rows stand for the removed ones; past twice the
    bound, the other rows are thinned too.
    """
    rows = np.flatnonzero(dataset.learning)
    weight = dataset.weight[rows].astype(np.float32)
    if rows.size <= rows_max:
        return rows, weight
    telling = dataset.coming[rows] | (dataset.label[rows] == 1)
    kept = np.zeros(rows.size, dtype=bool)
    for group, room in ((telling, rows_max // 2), (~telling, rows_max - min(int(telling.sum()), rows_max // 2))):
        places = np.flatnonzero(group)
        stride = max(1.0, places.size / room)
        chosen = places[np.unique((np.arange(int(places.size / stride)) * stride).astype(np.int64))]
        kept[chosen] = True
        if chosen.size:
            weight[chosen] *= weight[places].sum() / weight[chosen].sum()
    return rows[kept], weight[kept]
