"""Reads ``rows.arrow`` through a memory map and writes ``predictions.arrow``; neither side of the boundary copies or parses anything."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

#: Columns beside the features, with the type in which they are used.
FACTS = {
    "label": np.uint8,
    "component": np.int16,
    "minutes_to_failure": np.float32,
    "fold": np.int16,
    "early": np.uint8,
    "weight": np.float32,
    "time_ms": np.float64,
    "asset": np.uint32,
    "since_start_ms": np.float64,
    "since_failure_ms": np.float64,
}
#: Pages read so far are given back after this many bytes: the map of a large file must not count as
#: used memory.
RELEASE_BYTES = 64 << 20


class ArrowRows:
    """The feature matrix of a data set on disk, batch by batch."""

    def __init__(self, path: Path, width: int, facts: Iterable[str] = FACTS) -> None:
        """``facts``: the columns that are required beside the features."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._reader = pa.ipc.open_file(pa.py_buffer(self._map))
        except pa.ArrowInvalid as error:
            raise ValueError(f"rows.arrow is not an Arrow file: {error}") from error
        self.width = width
        self._check(facts)
        sizes = [self._batch(number).num_rows for number in range(self._reader.num_record_batches)]
        self._starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)
        self._unreleased = 0

    def __len__(self) -> int:
        return int(self._starts[-1])

    def column(self, name: str) -> np.ndarray:
        """One column of ``FACTS``, completely in memory."""
        parts = [
            self._batch(number).column(name).to_numpy(zero_copy_only=True)
            for number in range(self._reader.num_record_batches)
        ]
        return np.concatenate([np.zeros(0, dtype=FACTS[name]), *parts]).astype(FACTS[name], copy=False)

    def take(self, rows: np.ndarray) -> np.ndarray:
        """Features of the given rows (ascending), float32 [n, width], in memory."""
        taken = np.empty((rows.size, self.width), dtype=np.float32)
        done = 0
        for places, features in self.batches(rows):
            np.take(features, places, axis=0, out=taken[done : done + places.size])
            done += places.size
        return taken

    def batches(self, rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """For every batch that holds some of the rows (ascending): the positions of these rows in
        the batch, and the features of the whole batch without a copy.
        """
        ends = np.searchsorted(rows, self._starts)
        for number in range(self._reader.num_record_batches):
            if ends[number] == ends[number + 1]:
                continue
            yield rows[ends[number] : ends[number + 1]] - self._starts[number], self._features(number)
            self._release(int(self._starts[number + 1] - self._starts[number]) * self.width * 4)

    def _features(self, number: int) -> np.ndarray:
        flat = self._batch(number).column("features").flatten()
        return flat.to_numpy(zero_copy_only=True).reshape(-1, self.width)

    def _batch(self, number: int) -> pa.RecordBatch:
        return self._reader.get_batch(number)

    def _release(self, read: int) -> None:
        self._unreleased += read
        if self._unreleased < RELEASE_BYTES or not hasattr(mmap, "MADV_DONTNEED"):
            return
        self._map.madvise(mmap.MADV_DONTNEED)
        self._unreleased = 0

    def _check(self, facts: Iterable[str]) -> None:
        schema = self._reader.schema
        features = schema.field("features").type if "features" in schema.names else None
        if features is None or not pa.types.is_fixed_size_list(features) or features.value_type != pa.float32():
            raise ValueError("rows.arrow has no column features of fixed-size lists of float32")
        if features.list_size != self.width:
            raise ValueError(f"rows.arrow has {features.list_size} features a row, dataset.json names {self.width}")
        for name in facts:
            kind = FACTS[name]
            if name not in schema.names or schema.field(name).type != pa.from_numpy_dtype(kind):
                raise ValueError(f"rows.arrow has no column {name} of type {np.dtype(kind).name}")


class PredictionWriter:
    """``predictions.arrow``: one row per held-out row, written as they are scored."""

    def __init__(self, path: Path, components: int) -> None:
        self._components = components
        self._schema = pa.schema(
            [
                ("probability", pa.float32()),
                ("component", pa.list_(pa.float32(), components)),
                ("time_to_failure", pa.list_(pa.float32(), 3)),
                ("clock_probability", pa.float32()),
            ]
        )
        self._writer = pa.ipc.new_file(str(path), self._schema)

    def write(self, probability: np.ndarray, component: np.ndarray, minutes: np.ndarray, clock: np.ndarray) -> None:
        """Rows in order: [n], [n, components], [n, 3], [n]."""
        columns = [
            pa.array(_float32(probability)),
            pa.FixedSizeListArray.from_arrays(pa.array(_float32(component)), self._components),
            pa.FixedSizeListArray.from_arrays(pa.array(_float32(minutes)), 3),
            pa.array(_float32(clock)),
        ]
        self._writer.write_batch(pa.record_batch(columns, schema=self._schema))

    def __enter__(self) -> PredictionWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()


def _float32(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.float32).reshape(-1)
