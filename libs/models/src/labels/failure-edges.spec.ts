import assert from 'node:assert/strict';
import { assetIdSchema, componentNameSchema, tagNameSchema, tagSchema } from '@eagle/contracts/domain';
import { tagTable } from '@eagle/features';
import { failureEdges, STANDING_AFTER_MS } from './failure-edges.js';
import { mergeFailures } from './failure.js';

const table = tagTable({ tags: [tagSchema.parse({ tag: 'trip', type: 'boolean', role: 'flag' })] });
const asset = assetIdSchema.parse('line-1');
const component = componentNameSchema.parse('fan');
const tags = [{ tag: tagNameSchema.parse('trip'), component, debounceMs: 3_000 }];

/** One scan a second; each character is the flag: 0, 1 or - for missing. */
const find = (flags: string, periodMs = 1_000): [number, number][] =>
  failureEdges(
    asset,
    tags,
    table,
    [...flags].map((c, i) => ({ eventTimeMs: i * periodMs, values: Float64Array.of(c === '-' ? NaN : +c) })),
  ).map(({ atMs, endsMs }) => [atMs, endsMs]);

test('a rising edge that holds is a failure from its first scan until the flag falls', () => {
  assert.deepEqual(find('0011111100'), [[2_000, 8_000]]);
});

test('a flag shorter than its debounce is no failure', () => {
  assert.deepEqual(find('001100'), []);
});

test('a flag that is true in the first scan is a standing flag, and counts again after it has been false', () => {
  assert.deepEqual(find('1111111111'), []);
  assert.deepEqual(find('--1111'), []);
  assert.deepEqual(find('111101111'), [[5_000, Infinity]]);
});

test('a missing value neither ends nor begins a failure', () => {
  assert.deepEqual(find('00-11-1100'), [[3_000, 8_000]]);
});

test('a flag true for more than six hours is left out', () => {
  const period = STANDING_AFTER_MS / 4;
  assert.deepEqual(find('011111110', period), []);
  assert.deepEqual(find('01110', period), [[period, 4 * period]]);
});

test('failures of one component that overlap or chatter are one', () => {
  const at = (atMs: number, endsMs: number, name = 'fan') => ({
    assetId: asset,
    component: componentNameSchema.parse(name),
    atMs,
    endsMs,
  });
  assert.deepEqual(
    mergeFailures([at(500, 600), at(0, 100), at(150, 200), at(50, 60, 'heater'), at(10, 20)], 100),
    [at(0, 200), at(50, 60, 'heater'), at(500, 600)],
  );
});
