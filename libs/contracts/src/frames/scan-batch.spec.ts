import fc from 'fast-check';
import { AppError } from '../domain/errors/app-error.js';
import { assetIdSchema, organizationIdSchema, tagNameSchema } from '../domain/ids.js';
import { encodeFrame, encodeMeta } from './columns.js';
import { decodeScanBatch, encodeScanBatch, type ScanBatch } from './scan-batch.js';

const lasting = {
  organizationId: organizationIdSchema.parse('11111111-1111-4111-8111-111111111111'),
  assetId: assetIdSchema.parse('line-1'),
  configRevision: 1,
  tags: [tagNameSchema.parse('flow')],
  stateNames: ['running'],
  heartbeatAtMs: null,
};
const oneRow = {
  rows: 1,
  sequences: Float64Array.of(1),
  eventTimesMs: Float64Array.of(2),
  readAtsMs: Float64Array.of(3),
  states: Uint8Array.of(0),
  values: Float64Array.of(4.5),
  quality: Uint8Array.of(0),
};
const noRow = {
  rows: 0,
  sequences: new Float64Array(),
  eventTimesMs: new Float64Array(),
  readAtsMs: new Float64Array(),
  states: new Uint8Array(),
  values: new Float64Array(),
  quality: new Uint8Array(),
};
const { rows, sequences, eventTimesMs, readAtsMs, values, states, quality } = oneRow;
/** A frame of one row with any meta. */
const framed = (meta: unknown): Uint8Array =>
  encodeFrame(1, rows, encodeMeta(meta), [
    ...[sequences, eventTimesMs, readAtsMs, values].map((column) => ({
      type: 'f64' as const,
      values: column,
    })),
    ...[states, quality].map((column) => ({ type: 'u8' as const, values: column })),
  ]);

/** Texts that look like the key by which `source` is found. */
const trickyText = fc.oneof(fc.string(), fc.constantFrom(',"source":', '},"source":{', '\\",\\"source\\":'));
const source = fc.record({ batch: fc.integer(), rowKeys: fc.array(trickyText, { maxLength: 3 }) });
const batches: fc.Arbitrary<ScanBatch> = fc
  .record({
    configRevision: fc.integer({ min: 1, max: 3 }),
    stateNames: fc.array(fc.constantFrom('running', ',"source":', '"source":{"batch":1}'), { maxLength: 3 }),
    source: fc.option(source, { nil: undefined }),
    silentMs: fc.option(fc.nat(), { nil: undefined }),
    isHeartbeat: fc.boolean(),
  })
  .map(({ configRevision, stateNames, isHeartbeat, source: from, silentMs }) => ({
    ...lasting,
    ...(isHeartbeat ? { ...noRow, heartbeatAtMs: 5 } : oneRow),
    configRevision,
    stateNames,
    ...(from === undefined ? {} : { source: from }),
    ...(silentMs === undefined ? {} : { silentMs }),
  }));

test('messages come back as they were, whatever came before them', () => {
  fc.assert(
    fc.property(fc.array(batches, { maxLength: 5 }), (sent) => {
      expect(sent.map(encodeScanBatch).map(decodeScanBatch)).toEqual(sent);
    }),
  );
});

test('messages of an asset share what they have in common', () => {
  const [first, second] = [1, 2].map((batch) =>
    decodeScanBatch(encodeScanBatch({ ...lasting, ...oneRow, source: { batch, rowKeys: [`row ${batch}`] } })),
  );
  expect(second?.source).toEqual({ batch: 2, rowKeys: ['row 2'] });
  expect(second?.tags).toBe(first?.tags);
});

test('the source may stand anywhere in the meta, and later versions may add to it', () => {
  const from = { batch: 7, rowKeys: ['a'] };
  const metas = [
    { source: from, ...lasting },
    { ...lasting, source: from, later: 1 },
    { ...lasting, later: { source: 'other' }, source: { ...from, later: 1 } },
    { ...lasting, source: from, later: [{ a: 1, source: {} }] },
  ];
  for (const meta of metas)
    expect(decodeScanBatch(framed(meta))).toEqual({ ...lasting, ...oneRow, source: from });
});

test('refuses a wrong meta, whether or not its beginning is known', () => {
  decodeScanBatch(framed({ ...lasting, source: { batch: 1, rowKeys: [] } }));
  const wrong = [
    { ...lasting, source: { batch: 'one', rowKeys: [] } },
    { ...lasting, source: null },
    { ...lasting, assetId: 5, source: { batch: 1, rowKeys: [] } },
    { source: { batch: 1, rowKeys: [] } },
  ];
  for (const meta of wrong) expect(() => decodeScanBatch(framed(meta))).toThrow();
  const text = new TextEncoder().encode(`${JSON.stringify(lasting).slice(0, -1)},"source":{"batch":1`);
  expect(() => decodeScanBatch(encodeFrame(1, 0, text, []))).toThrow(AppError);
});
