import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { pythonWith } from '@eagle/testing';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { z } from 'zod';
import { arrowOfSeries } from './series-arrow.js';
import { anySeries } from './series.fixture.js';
import { tableOf, type TableColumn } from './series-table.js';

/** What a reader has to find at a point: null for what is no number and no text. */
function expectedAt(column: TableColumn, point: number): number | string | null {
  if (column.kind === 'texts') return column.texts.names[column.texts.codes[point] ?? 0] || null;
  const value = column.numbers[point] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}

test('its own reader finds every number and text', () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      const table = tableFromIPC(arrowOfSeries(series, 'UTC'));
      const columns = tableOf(series);
      expect(table.numRows).toBe(series.timesMs.length);
      expect(table.schema.fields.map(({ name }) => name)).toEqual([
        'time',
        ...columns.map(({ name }) => name),
      ]);
      columns.forEach((column, place) => {
        const read: unknown[] = [...(table.getChildAt(place + 1) ?? [])];
        expect(read).toEqual(read.map((_, point) => expectedAt(column, point)));
      });
    }),
  );
});

const PYTHON = pythonWith('pyarrow');
const testWithPyarrow = PYTHON === null ? test.skip : test;

/**
 * Writes what pyarrow finds: types, metadata, times in microseconds, numbers by all their digits.
 */
const SCRIPT = `
import json, sys, pyarrow as pa
table = pa.ipc.open_stream(sys.stdin.buffer).read_all()
table.validate(full=True)
read = table.set_column(0, 'time', table.column(0).cast(pa.int64()))
print(json.dumps({
  'types': [str(field.type) for field in table.schema],
  'names': table.schema.names,
  'units': [(field.metadata or {}).get(b'unit', b'').decode() for field in table.schema],
  'metadata': {key.decode(): value.decode() for key, value in table.schema.metadata.items()},
  'columns': [[repr(value) if isinstance(value, float) else value for value in column.to_pylist()] for column in read.columns],
}))`;

testWithPyarrow('pyarrow finds the same, with types, units and what belongs to no row', () => {
  for (const series of fc.sample(anySeries, { numRuns: 12, seed: 7 })) {
    const input = arrowOfSeries(series, 'Asia/Kolkata');
    const output = execFileSync(PYTHON ?? '', ['-c', SCRIPT], { input, encoding: 'utf8' });
    const { columns: read, ...rest } = foundSchema.parse(JSON.parse(output));
    const columns = tableOf(series);
    assert.deepEqual(rest, {
      types: ['timestamp[us, tz=UTC]', ...columns.map(({ kind }) => ARROW_TYPES[kind])],
      names: ['time', ...columns.map(({ name }) => name)],
      units: ['', ...columns.map(({ unit }) => unit)],
      metadata: {
        asset: 'pump-1',
        zone: 'Asia/Kolkata',
        widthMs: String(series.widthMs),
        gaps: JSON.stringify(series.gaps),
        missing: JSON.stringify(series.missing),
        conflicts: JSON.stringify(series.conflicts),
      },
    });
    const points = [...series.timesMs.keys()];
    const micros = points.map((point) => Math.round((series.timesMs[point] ?? 0) * 1_000));
    const expected = columns.map((column) => points.map((point) => expectedAt(column, point)));
    const found = read.map((values, place) =>
      values.map((value) => (columns[place - 1]?.kind === 'numbers' ? numberOf(value) : value)),
    );
    assert.deepEqual(found, [micros, ...expected]);
  }
});

const ARROW_TYPES = {
  numbers: 'double',
  texts: 'dictionary<values=string, indices=uint16, ordered=0>',
} as const;

const foundSchema = z.object({
  types: z.array(z.string()),
  names: z.array(z.string()),
  units: z.array(z.string()),
  metadata: z.record(z.string(), z.string()),
  columns: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});

/** Python writes infinity as `inf`. */
const numberOf = (text: string | number | null): string | number | null =>
  text === null ? null : Number(String(text).replace('inf', 'Infinity'));
