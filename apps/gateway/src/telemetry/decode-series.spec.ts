import assert from 'node:assert/strict';
import type { SeriesReply } from '@eagle/contracts/bus';
import { assetIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { decodeSeries } from './decode-series.js';
import { numbersOf } from './series.fixture.js';

const asset = assetIdSchema.parse('pump-1');
const base64 = (numbers: Float64Array | Uint16Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');

const replyOf = (timesMs: Float64Array, column: object, widthMs = 0): SeriesReply => ({
  organizationId: organizationIdSchema.parse('0b8f0a52-7d0f-4c11-9d6e-0d8f8c1d2e3f'),
  widthMs,
  timesMs: base64(timesMs),
  columns: [
    {
      name: 'flow',
      unit: '',
      min: null,
      max: null,
      mean: null,
      last: base64(timesMs),
      goodShare: null,
      quality: null,
      ...column,
    },
  ],
  labels: {},
  stateMs: {},
  gaps: [],
  missing: [],
  conflicts: { count: 0, first: [] },
});

test('numbers come as they were sent, bit for bit', () => {
  const three = fc
    .integer({ min: 0, max: 40 })
    .chain((points) => fc.tuple(numbersOf(points), numbersOf(points)));
  fc.assert(
    fc.property(three, ([last, min]) => {
      const { columns } = decodeSeries(
        asset,
        replyOf(last, { last: base64(last), min: base64(min) }, 60_000),
      );
      expect([base64(columns[0]?.last ?? last), base64(columns[0]?.min ?? last)]).toEqual([
        base64(last),
        base64(min),
      ]);
    }),
  );
});

test('the share of a row follows from its quality', () => {
  const quality = { names: ['good', 'frozen', ''], codes: base64(Uint16Array.of(0, 1, 2)) };
  const { columns } = decodeSeries(asset, replyOf(Float64Array.of(1, 2, 3), { quality }));
  expect([...(columns[0]?.goodShare ?? [])]).toEqual([1, 0, Number.NaN]);
});

test('without a quality all rows are good', () => {
  const { columns } = decodeSeries(asset, replyOf(Float64Array.of(1, 2), {}));
  expect([...(columns[0]?.goodShare ?? [])]).toEqual([1, 1]);
});

test.each([
  ['too few numbers', { last: base64(Float64Array.of(1)) }],
  ['a part of a number', { last: 'AAAA' }],
  ['a code without a name', { quality: { names: ['good'], codes: base64(Uint16Array.of(0, 1)) } }],
])('%s is a mistake of the historian', (_, column) => {
  assert.throws(() => decodeSeries(asset, replyOf(Float64Array.of(1, 2), column)), {
    code: 'RPC.REPLY_INVALID',
  });
});
