"""Columns that leak the failure: the label itself, a flag that is set a fixed time before every
failure, a count of the remaining time.

Their ranking does not distinguish them from a strong sensor, because an honest signal may rank
almost perfectly. What distinguishes them: they know **when**. No machine changes exactly at the
edge of a horizon that people chose, nor at the same distance from every failure, nor on a straight
line that ends at the same number each time. Each test reads the current value of a single column
and looks for one of these patterns, exact to the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model_trainer.dataset import Dataset
from model_trainer.failures import MINUTE_MS

#: With fewer failures, chance may look like a leak.
FAILURES_MIN = 3
#: Rows up to this share of the horizon on either side of its edge are compared.
EDGE_SHARE = 1 / 8
EDGE_ROWS_MIN = 8
#: Wear that continues through the horizon hardly differs between the two sides of its edge (0.5 is
#: no difference).
EDGE_AUC_MIN = 0.98
GOES_ON_AUC_MIN = 0.9
#: A column with more values than this is a measurement, not a flag.
FLAG_VALUES_MAX = 20
#: Probability that this many failures agree by chance on the row at which a flag changes.
AGREEMENT_CHANCE_MAX = 1e-3
#: A flag that is set in a larger share of the other rows than this has another meaning.
FLAG_ELSEWHERE_MAX = 0.01
#: A sensor's line has noise; a clock's line is straight to the last digits of a float32.
STRAIGHT_MIN = 0.9999
LINE_ROWS_MIN = 5
#: The rows of one horizon before all failures lie on one common line: a rounded count.
ONE_LINE_MIN = 0.999
ONE_LINE_ROWS_MIN = 20
#: The lines of all failures end at the same number, within this share of their range.
END_SPREAD_MAX = 0.02
#: States that are present may show at once; only a column with few values and no error is the state
#: itself.
WRONG_SHARE_MAX = 0.001


@dataclass(frozen=True)
class Leak:
    feature: str
    #: ``label``: changes with the label; ``switch``: changes the same time before each failure; ``countdown``: counts to the end.
    kind: str
    failures: int
    #: Of a switch: how long before each failure.
    lead_minutes: float | None = None


@dataclass(frozen=True)
class _Approach:
    """Rows of one asset up to one failure, in order of time."""

    rows: np.ndarray
    until_ms: np.ndarray  #: to the failure


def find_leaks(dataset: Dataset, rows: np.ndarray, features: np.ndarray, present: list[int], is_ahead: bool) -> list[Leak]:
    """
    :param rows: indices into the data set. :param features: of these rows. :param present: columns that hold a present value.
    :param is_ahead: whether labels mark a coming failure; else a state that shows.
    """
    order = np.lexsort((dataset.time[rows], dataset.asset[rows]))
    rows, features = rows[order], features[order]
    label = dataset.label[rows]
    approaches = _approaches(dataset, rows) if is_ahead else []
    leaks = []
    for column in present:
        values, name = features[:, column], dataset.names[column]
        leak = _of_ahead(dataset, name, values, label, approaches) if is_ahead else _of_present(dataset, rows, name, values, label)
        if leak is not None:
            leaks.append(leak)
    return leaks


def _of_ahead(dataset: Dataset, name: str, values: np.ndarray, label: np.ndarray, approaches: list[_Approach]) -> Leak | None:
    if len(approaches) < FAILURES_MIN:
        return None
    if _changes_at_edge(values, approaches, dataset.horizon_ms):
        return Leak(name, "label", len(approaches))
    lead_ms = _common_switch_ms(values, approaches, dataset.horizon_ms)
    if lead_ms is not None:
        return Leak(name, "switch", len(approaches), lead_ms / MINUTE_MS)
    counts = _counts_down(values, approaches) or _is_one_line(values, approaches, dataset.horizon_ms)
    return Leak(name, "countdown", len(approaches)) if counts else None


def _of_present(dataset: Dataset, rows: np.ndarray, name: str, values: np.ndarray, label: np.ndarray) -> Leak | None:
    known = ~np.isnan(values)
    distinct = np.unique(values[known])
    if distinct.size < 2 or distinct.size > FLAG_VALUES_MAX or known.mean() < 1 - WRONG_SHARE_MAX:
        return None
    failures = np.unique(dataset.failure[rows][label == 1]).size
    wrong = sum(min(int((label[values == one] == 1).sum()), int((label[values == one] == 0).sum())) for one in distinct)
    return Leak(name, "label", failures) if failures >= FAILURES_MIN and wrong <= WRONG_SHARE_MAX * values.size else None


def _approaches(dataset: Dataset, rows: np.ndarray) -> list[_Approach]:
    """Each failure with the rows of its asset since the failure before it. Rows are in order of asset and time."""
    asset, time = dataset.asset[rows], dataset.time[rows]
    failure, minutes = dataset.failure[rows], dataset.minutes[rows].astype(np.float64)
    known = (failure >= 0) & (minutes > 0)
    found = []
    for one in np.unique(asset):
        of_asset = np.flatnonzero(asset == one)
        since_ms = -np.inf
        for number in np.unique(failure[of_asset][known[of_asset]]):
            last = of_asset[(failure[of_asset] == number) & known[of_asset]][-1]
            at_ms = time[last] + minutes[last] * MINUTE_MS
            before = of_asset[(time[of_asset] > since_ms) & (time[of_asset] <= time[last])]
            found.append(_Approach(before, at_ms - time[before]))
            since_ms = at_ms
    return found


def _changes_at_edge(values: np.ndarray, approaches: list[_Approach], horizon_ms: float) -> bool:
    inside, depth, outside, failures = [], [], [], 0
    for approach in approaches:
        until = approach.until_ms
        near = np.abs(until - horizon_ms) <= EDGE_SHARE * horizon_ms
        own_in = values[approach.rows[near & (until <= horizon_ms)]]
        own_out = values[approach.rows[near & (until > horizon_ms)]]
        if own_in.size and own_out.size:
            failures += 1
            inside.append(own_in)
            depth.append(until[near & (until <= horizon_ms)])
            outside.append(own_out)
    if failures < FAILURES_MIN:
        return False
    a, b, until = np.concatenate(inside), np.concatenate(outside), np.concatenate(depth)
    until, a, b = until[~np.isnan(a)], a[~np.isnan(a)], b[~np.isnan(b)]
    if min(a.size, b.size) < max(EDGE_ROWS_MIN, failures) or _apart(a, b) < EDGE_AUC_MIN:
        return False
    # Steep, clean wear continues past the edge as before it; a label stays constant.
    deep = until < (1 - EDGE_SHARE / 2) * horizon_ms
    return min(deep.sum(), (~deep).sum()) < EDGE_ROWS_MIN or _apart(a[deep], a[~deep]) < GOES_ON_AUC_MIN


def _apart(a: np.ndarray, b: np.ndarray) -> float:
    area = _area(a, b)
    return max(area, 1 - area)


def _area(a: np.ndarray, b: np.ndarray) -> float:
    """How often a value of ``a`` is above one of ``b``, ties counted half."""
    ordered = np.sort(b)
    return float((np.searchsorted(ordered, a, "left") + np.searchsorted(ordered, a, "right")).mean() / (2 * b.size))


def _common_switch_ms(values: np.ndarray, approaches: list[_Approach], horizon_ms: float) -> float | None:
    """The common distance from the failure at which a column with few values takes its last value
    in each approach; None without one.
    """
    known = values[~np.isnan(values)]
    if known.size == 0 or np.unique(known[:10_000]).size > FLAG_VALUES_MAX or np.unique(known).size > FLAG_VALUES_MAX:
        return None
    on_ms, off_ms, lasts, on_rows = [], [], [], 0
    for approach in approaches:
        own = values[approach.rows]
        others = np.flatnonzero(own != own[-1])
        if others.size == 0:
            return None
        first = int(others[-1]) + 1
        on_ms.append(approach.until_ms[first])
        off_ms.append(approach.until_ms[first - 1])
        lasts.append(own[-1])
        on_rows += own.size - first
    earliest, latest = max(on_ms), min(off_ms)
    if np.unique(lasts).size > 1 or np.isnan(lasts[0]) or earliest > latest:
        return None
    # Probability that leads spread over a horizon all fall between the same two rows.
    gap = float(np.mean(np.array(off_ms) - np.array(on_ms))) / max(horizon_ms, latest)
    if gap ** (len(approaches) - 1) > AGREEMENT_CHANCE_MAX:
        return None
    elsewhere = int((values == lasts[0]).sum()) - on_rows
    return float(earliest) if elsewhere <= FLAG_ELSEWHERE_MAX * max(1, values.size - on_rows) else None


def _counts_down(values: np.ndarray, approaches: list[_Approach]) -> bool:
    """Whether the column runs on a straight line before every failure, to the same end."""
    ends, comes, failures = [], [], 0
    for approach in approaches:
        # Only the last stretch, because a count may be capped far from the end.
        own, until = values[approach.rows][-4 * LINE_ROWS_MIN :], approach.until_ms[-4 * LINE_ROWS_MIN :]
        fine = ~np.isnan(own)
        own, until = own[fine].astype(np.float64), until[fine]
        if own.size < LINE_ROWS_MIN:
            continue
        if np.ptp(own) == 0 or np.ptp(until) == 0 or abs(np.corrcoef(own, until)[0, 1]) < STRAIGHT_MIN:
            return False
        slope, end = np.polyfit(until, own, 1)
        ends.append(end)
        comes.append(abs(slope) * float(approach.until_ms.max()))
        failures += 1
    return failures >= FAILURES_MIN and float(np.ptp(ends)) <= END_SPREAD_MAX * float(np.median(comes))


def _is_one_line(values: np.ndarray, approaches: list[_Approach], horizon_ms: float) -> bool:
    """Whether the remaining time determines the value, for every failure."""
    near = [(values[one.rows[one.until_ms <= horizon_ms]], one.until_ms[one.until_ms <= horizon_ms]) for one in approaches]
    own = np.concatenate([pair[0] for pair in near]).astype(np.float64)
    until = np.concatenate([pair[1] for pair in near])
    fine = ~np.isnan(own)
    own, until = own[fine], until[fine]
    if own.size < ONE_LINE_ROWS_MIN or np.unique(own).size < LINE_ROWS_MIN or np.ptp(until) == 0:
        return False
    return abs(float(np.corrcoef(own, until)[0, 1])) >= ONE_LINE_MIN
