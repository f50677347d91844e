import type { ValueColumn } from '../rows/row-block.js';
import { WriteSlots } from './write-slots.js';

const NOTHING: ValueColumn = { values: new Float64Array(0), quality: null };
/** What counts is how many there are, not what they are. */
const blockOf = (rows: number) => ({
  rows,
  columns: new Map(Array.from({ length: 10 }, (_, i) => [`tag${i}`, NOTHING])),
});

/** A merge that runs until it is told to end. */
function runningMerge(slots: WriteSlots): { end: () => void; ended: Promise<string> } {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { end: () => resolve('merged'), ended: slots.rewrite(() => promise) };
}

test('few rows are written while a merge runs', async () => {
  const slots = new WriteSlots();
  const merge = runningMerge(slots);
  expect(await slots.append([blockOf(49_999)], () => Promise.resolve('written'))).toBe('written');
  merge.end();
  await merge.ended;
});

test('many rows wait for a merge, however they are divided', async () => {
  const slots = new WriteSlots();
  const merge = runningMerge(slots);
  let hasBegun = false;
  const writing = slots.append([blockOf(30_000), blockOf(20_000)], () => {
    hasBegun = true;
    return Promise.resolve('written');
  });
  await slots.append([blockOf(1)], () => Promise.resolve());
  expect(hasBegun).toBe(false);
  merge.end();
  expect(await writing).toBe('written');
});
