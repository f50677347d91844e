import { assetIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { CollectedScans, PieceMemory, type StoredScan } from './collected-scans.js';

const shape = { tags: ['a', 'b'], stateNames: ['unknown', 'running'] };
const scan = fc
  .record({
    assetId: fc.constantFrom('pump-1', 'pump-2').map((id) => assetIdSchema.parse(id)),
    eventTimeMs: fc.nat(50),
    sequence: fc.integer({ min: -9, max: -1 }),
    readAtMs: fc.nat(9),
    state: fc.nat(1),
    values: fc.tuple(fc.double(), fc.double()).map((pair) => Float64Array.from(pair)),
    quality: fc.tuple(fc.nat(4), fc.nat(4)).map((pair) => Uint8Array.from(pair)),
  })
  .map((given): StoredScan => given);

/** The rows as `asset time sequence read state a/quality b/quality`. */
const lineOf = ({ assetId, eventTimeMs, sequence, readAtMs, state, values, quality }: StoredScan): string =>
  [
    assetId,
    eventTimeMs,
    sequence,
    readAtMs,
    state,
    ...shape.tags.map((_, i) => `${values[i]}/${quality[i]}`),
  ].join(' ');

function linesOf(collected: CollectedScans): string[] {
  return collected.rows().flatMap(({ assetId, block }) =>
    [...block.timesMs].map((eventTimeMs, row) => {
      const cells = shape.tags.map((tag) => {
        const column = block.columns.get(tag);
        return `${column?.values[row]}/${column?.quality?.[row] ?? 0}`;
      });
      const state = block.labels.get('state')?.codes[row];
      return [assetId, eventTimeMs, block.sequences[row], block.readAtsMs[row], state, ...cells].join(' ');
    }),
  );
}

/** Each key once, of equal ones the last, in order. */
function obvious(scans: readonly StoredScan[]): string[] {
  const byKey = new Map(scans.map((one) => [`${one.assetId} ${one.eventTimeMs} ${one.sequence}`, one]));
  return [...byKey.values()].map(lineOf).toSorted();
}

test('collected rows are those that were added, each once and in order of time, also in memory that was used before', () => {
  const memory = new PieceMemory();
  fc.assert(
    fc.property(fc.array(scan, { maxLength: 60 }), (scans) => {
      const collected = memory.of(shape);
      for (const one of scans) collected.add(one);
      expect(linesOf(collected).toSorted()).toEqual(obvious(scans));
      for (const { block } of collected.rows()) {
        expect([...block.timesMs]).toEqual([...block.timesMs].toSorted((a, b) => a - b));
      }
    }),
  );
});

test('rows beyond the first room are kept, and so many are to be stored', () => {
  const collected = new CollectedScans(shape);
  const one = { assetId: assetIdSchema.parse('pump-1'), readAtMs: 0, state: 1, sequence: -1 };
  for (let i = 0; i < 10_000; i += 1) {
    collected.add({ ...one, eventTimeMs: i, values: Float64Array.of(i, -i), quality: new Uint8Array(2) });
  }
  const [rows] = collected.rows();
  expect([
    rows?.block.rows,
    rows?.block.columns.get('a')?.values[9_999],
    rows?.block.columns.get('b')?.quality,
  ]).toEqual([10_000, 9_999, null]);
  expect(collected.isFull).toBe(false);
});
