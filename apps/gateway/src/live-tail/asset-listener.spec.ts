import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { assetIdSchema, tagNameSchema } from '@eagle/contracts/domain';
import { TAIL, type TailUpdate } from '@eagle/contracts/socket';
import fc from 'fast-check';
import { AssetListener } from './asset-listener.js';
import { scansOf } from './scans.fixture.js';
import { TailBuffer } from './tail-buffer.js';
import { tailRowsOf, type TailRow } from './tail-row.js';

const organizationId = randomUUID();
const FLOW = tagNameSchema.parse('flow');
const TAGS = [FLOW, tagNameSchema.parse('spare')];

const listener = (): AssetListener => new AssetListener(assetIdSchema.parse('pump-1'), TAGS);
const part = (rows: readonly TailRow[]) => ({ condensed: null, rows, isInterrupted: false });
const rowsFrom = (from: number, flows: readonly number[]) =>
  tailRowsOf(scansOf({ organizationId, from, flows }));

/** What an update says of the flow, however it says it. */
function summaryOf(updates: readonly TailUpdate[]) {
  const parts = updates.flatMap(({ condensed, columns }) => {
    const [flow] = columns;
    const singles = (flow?.values ?? []).map((value, row) => ({
      rows: 1,
      good: (flow?.quality?.[row] ?? 'good') === 'good' ? 1 : 0,
      values: value === null ? [] : [value],
      last: value,
    }));
    const of = condensed?.columns.find(({ tag }) => tag === FLOW);
    if (condensed === null || of === undefined) return singles;
    const values = [of.min, of.max].filter((value) => value !== null);
    return [{ rows: condensed.rows, good: of.good, values, last: of.last }, ...singles];
  });
  const values = parts.flatMap((each) => each.values);
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    good: parts.reduce((sum, { good }) => sum + good, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    last: parts.findLast(({ last }) => last !== null)?.last,
  };
}

const messages = fc.array(
  fc.record({
    flows: fc.array(fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: TAIL.rowsMax,
    }),
    distribute: fc.boolean(),
    send: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

test('however rows arrive and updates are taken, each row counts once, in order, and no spike is lost', () => {
  fc.assert(
    fc.property(messages, (arrivals) => {
      const client = listener();
      const arrived = new TailBuffer(() => TAGS);
      const updates: TailUpdate[] = [];
      let next = 1;
      for (const { flows, distribute, send } of arrivals) {
        arrived.add(part(rowsFrom(next, flows)));
        next += flows.length;
        if (distribute) client.add(arrived.take());
        if (send && client.hasRows) updates.push(client.takeUpdate());
      }
      client.add(arrived.take());
      if (client.hasRows) updates.push(client.takeUpdate());
      const all = arrivals.flatMap(({ flows }) => flows);
      const usable = all.filter((flow) => !Number.isNaN(flow));
      assert.deepEqual(summaryOf(updates), {
        rows: all.length,
        good: usable.length,
        min: Math.min(...usable),
        max: Math.max(...usable),
        last: usable.at(-1),
      });
      assert.ok(updates.every(({ timesMs }) => timesMs.length <= TAIL.rowsMax));
      const times = updates.flatMap(({ condensed, timesMs }) => [
        ...(condensed === null ? [] : [condensed.fromMs, condensed.toMs]),
        ...timesMs,
      ]);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      );
      assert.equal(updates.at(-1)?.cursor, next - 1);
    }),
  );
});

test('a value that is not good has no number or says why, and a tag that a row lacks is not recorded', () => {
  const client = listener();
  client.add(part(rowsFrom(1, [3, Number.NaN])));
  assert.deepEqual(client.takeUpdate().columns, [
    { tag: 'flow', values: [3, null], quality: ['good', 'missing'] },
    { tag: 'spare', values: [null, null], quality: ['notRecorded', 'notRecorded'] },
  ]);
  client.add(part(rowsFrom(3, [4])));
  assert.deepEqual(client.takeUpdate().columns[0], { tag: 'flow', values: [4], quality: null });
});

test('skipped updates are said once, and a loss stands before the rows behind it', () => {
  const client = listener();
  client.add(part(rowsFrom(1, [1])));
  client.skip();
  client.skip();
  client.add({ condensed: null, rows: [], isInterrupted: true });
  const told = client.takeUpdate();
  assert.deepEqual([told.skippedUpdates, told.isInterrupted], [2, true]);
  client.add(part(rowsFrom(2, [2])));
  const next = client.takeUpdate();
  assert.deepEqual([next.skippedUpdates, next.isInterrupted], [0, false]);
});
