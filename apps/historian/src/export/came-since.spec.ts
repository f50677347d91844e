import { assetIdSchema, streamIncarnationSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { hasCome, readFromMs, TAKEN_OVER_SETTLED_MS, type Arrivals } from './came-since.js';
import type { ExportCursor } from './export-record.js';

const ASSET = assetIdSchema.parse('pump-1');
const incarnation = streamIncarnationSchema.parse('first');
const MINUTE_MS = 60_000;

/**
 * A row as it comes: live rows by number, each read at any time before it comes; taken-over rows
 * are read when they come.
 */
const coming = fc.record({
  kind: fc.constantFrom('live', 'taken-over', 'export'),
  /** Since what came before it. */
  afterMs: fc.integer({ min: 0, max: 30 * MINUTE_MS }),
  /** How long a live row was on its way. */
  onItsWayMs: fc.integer({ min: 0, max: 6 * 60 * MINUTE_MS }),
});

interface Row {
  readonly sequence: number;
  readonly readAtMs: number;
}

test('however late rows come, exports one after the other have each row once, and all in the end', () => {
  fc.assert(
    fc.property(fc.array(coming, { maxLength: 60 }), (events) => {
      const rows: Row[] = [];
      const exported: Row[] = [];
      let nowMs = 1e12;
      let lastLive = 0;
      let since: ExportCursor | null = null;
      const exportAll = (): void => {
        const until: ExportCursor = {
          incarnation,
          sequences: { [ASSET]: lastLive },
          untilMs: nowMs - TAKEN_OVER_SETTLED_MS,
        };
        const arrivals: Arrivals = { since, until };
        const found = rows.filter(
          (row) => row.readAtMs >= readFromMs(arrivals) && hasCome(arrivals, ASSET, row),
        );
        exported.push(...found);
        since = until;
      };
      for (const { kind, afterMs, onItsWayMs } of events) {
        nowMs += afterMs;
        if (kind === 'export') exportAll();
        else if (kind === 'live') rows.push({ sequence: (lastLive += 1), readAtMs: nowMs - onItsWayMs });
        else rows.push({ sequence: -1 - rows.length, readAtMs: nowMs });
      }
      nowMs += 2 * TAKEN_OVER_SETTLED_MS;
      exportAll();
      expect(new Set(exported)).toEqual(new Set(rows));
      expect(exported).toHaveLength(rows.length);
    }),
  );
});

test('rows that come while an export runs are for the next one', () => {
  const until = { incarnation, sequences: { [ASSET]: 5 }, untilMs: 1e12 };
  expect(hasCome({ since: null, until }, ASSET, { sequence: 6, readAtMs: 1e12 })).toBe(false);
  const next = { since: until, until: { ...until, sequences: { [ASSET]: 6 }, untilMs: 1e12 + MINUTE_MS } };
  expect(hasCome(next, ASSET, { sequence: 6, readAtMs: 1e12 })).toBe(true);
});

test('where the stream was made anew and numbers begin again, no row is lost', () => {
  const since = { incarnation, sequences: { [ASSET]: 1_000 }, untilMs: 1e12 };
  const anew = streamIncarnationSchema.parse('second');
  const until = { incarnation: anew, sequences: { [ASSET]: 3 }, untilMs: 1e12 + 60 * MINUTE_MS };
  const readAtMs = 1e12 + 30 * MINUTE_MS;
  expect([1, 2, 3, 4].map((sequence) => hasCome({ since, until }, ASSET, { sequence, readAtMs }))).toEqual([
    ...[true, true, true, false],
  ]);
  // Rows of the former stream have higher numbers than those of now, and were exported.
  expect(hasCome({ since, until }, ASSET, { sequence: 900, readAtMs: 1e12 - 48 * 60 * MINUTE_MS })).toBe(
    false,
  );
  expect(
    hasCome({ since: null, until }, ASSET, { sequence: 900, readAtMs: 1e12 - 48 * 60 * MINUTE_MS }),
  ).toBe(true);
});
