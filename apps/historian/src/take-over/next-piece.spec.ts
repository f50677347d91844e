import fc from 'fast-check';
import { ZoneClock } from '@eagle/feeds';
import type { HistoryStretch, TimeRange } from '@eagle/telemetry';
import { FIRST_LENGTH_MS, nextLengthMs, nextPiece, nextStretch } from './next-piece.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const utc = new ZoneClock('UTC');
/** Its clocks go back on 25 October 2026 at 01:00 UTC. */
const azores = new ZoneClock('Atlantic/Azores');
const BACK_MS = Date.UTC(2026, 9, 25, 1);

function piecesOf(stretch: TimeRange, zone: ZoneClock, oldestMs = 0): TimeRange[] {
  const pieces: TimeRange[] = [];
  let reachedMs = stretch.untilMs;
  for (;;) {
    const piece = nextPiece({ ...stretch, reachedMs }, { oldestMs, lengthMs: DAY_MS, zone });
    if (piece === null) return pieces;
    pieces.push(piece);
    reachedMs = piece.fromMs;
  }
}

test('pieces go back from the end of a stretch to its beginning, without a gap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 * HOUR_MS }),
      fc.integer({ min: 1, max: 500 * HOUR_MS }),
      fc.integer({ min: 0, max: 600 * HOUR_MS }),
      (sinceMs, lengthMs, limitMs) => {
        const fromMs = BACK_MS - 250 * HOUR_MS + sinceMs;
        const stretch = { fromMs, untilMs: fromMs + lengthMs };
        const oldestMs = BACK_MS - 250 * HOUR_MS + limitMs;
        const pieces = piecesOf(stretch, azores, oldestMs);
        const lowestMs = Math.max(fromMs, oldestMs);
        if (lowestMs >= stretch.untilMs) expect(pieces).toEqual([]);
        else {
          expect(pieces.at(-1)?.fromMs).toBe(lowestMs);
          expect(pieces.map(({ untilMs }) => untilMs)).toEqual([
            stretch.untilMs,
            ...pieces.slice(0, -1).map((piece) => piece.fromMs),
          ]);
        }
      },
    ),
  );
});

test('pieces are UTC days, and none begins where a wall-clock time means two instants', () => {
  const stretch = { fromMs: BACK_MS - 3 * DAY_MS, untilMs: BACK_MS + 2 * DAY_MS };
  const begins = (zone: ZoneClock) =>
    piecesOf(stretch, zone).map(({ fromMs }) => new Date(fromMs).toISOString().slice(5, 16));
  expect(begins(utc)).toEqual([
    '10-27T00:00',
    '10-26T00:00',
    '10-25T00:00',
    '10-24T00:00',
    '10-23T00:00',
    '10-22T01:00',
  ]);
  expect(begins(azores)).toEqual([
    '10-27T00:00',
    '10-26T00:00',
    '10-24T22:00',
    '10-24T00:00',
    '10-23T00:00',
    '10-22T01:00',
  ]);
});

test('a stretch that cannot be found by its times is one piece', () => {
  const stretch = { fromMs: 0, reachedMs: 9 * DAY_MS };
  const limits = { oldestMs: 2 * DAY_MS, lengthMs: Number.POSITIVE_INFINITY, zone: utc };
  expect(nextPiece(stretch, limits)).toEqual({ fromMs: 2 * DAY_MS, untilMs: 9 * DAY_MS });
});

test('pieces of many rows become shorter, those of few longer, a month at most', () => {
  expect(nextLengthMs(FIRST_LENGTH_MS, 86_400)).toBe(DAY_MS);
  expect(nextLengthMs(DAY_MS, 10)).toBe(2 * DAY_MS);
  expect(nextLengthMs(32 * DAY_MS, 10)).toBe(32 * DAY_MS);
  expect(nextLengthMs(DAY_MS, 1_000_000)).toBe(12 * HOUR_MS);
  expect(nextLengthMs(12 * HOUR_MS, 200_000)).toBe(12 * HOUR_MS);
  expect(nextLengthMs(12 * HOUR_MS, 10)).toBe(DAY_MS);
  expect(nextLengthMs(60_000, 1e9)).toBe(60_000);
});

test('what was lost is read before the past, the newest first', () => {
  const stretch = (id: string, changes: Partial<HistoryStretch>): HistoryStretch => ({
    id,
    reason: 'begin',
    state: 'waiting',
    fromMs: 0,
    untilMs: 10,
    reachedMs: 10,
    rows: 0,
    rejected: {},
    explanation: null,
    wantedAtMs: 0,
    progressedAtMs: null,
    endedAtMs: null,
    ...changes,
  });
  const past = stretch('past', { state: 'running', untilMs: 99 });
  const older = stretch('older', { reason: 'lost', untilMs: 20 });
  const newer = stretch('newer', { reason: 'lost', untilMs: 30 });
  const over = [
    stretch('done', { reason: 'lost', state: 'done', untilMs: 90 }),
    stretch('given', { state: 'given-up' }),
  ];
  expect(nextStretch([past, older, newer, ...over])?.id).toBe('newer');
  expect(nextStretch([past, ...over])?.id).toBe('past');
  expect(nextStretch(over)).toBeNull();
});
