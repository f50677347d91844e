import assert from 'node:assert/strict';
import { assetSchema, mappingSchema, tagSchema, type Feed, type Mapping } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { feedCheckpointSchema, type FeedCheckpoint } from '../checkpoint/checkpoint.js';
import type { FeedConnection } from '../feed-connection.js';
import { RowMapper } from '../mapping/row-mapper.js';
import { openFeed } from '../open-feed.js';
import { networks, openScada, type Scada } from './scada.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

const MINUTE_MS = 60_000;
/** In Berlin the clock shows 02:00 to 03:00 from 00:00 UTC, and once more from this instant on. */
const BACK_AT_MS = Date.UTC(2025, 9, 26, 1);
const FROM_MS = BACK_AT_MS - 150 * MINUTE_MS;
const TO_MS = BACK_AT_MS + 150 * MINUTE_MS;
const LATE_TOLERANCE_MS = 30 * MINUTE_MS;
/** Once a row later than this was read, rows of the repeated hour would be too late. */
const TOO_LATE_FROM_MS = BACK_AT_MS + 60 * MINUTE_MS + LATE_TOLERANCE_MS;
const UNITS = ['line', 'pump'];

interface Written {
  readonly unit: string;
  readonly atMs: number;
  /** When it is committed, not earlier than its time. */
  readonly writtenMs: number;
}

let tables = 0;
async function plant(kind: 'table' | 'view' = 'table'): Promise<{ table: string; mapping: Mapping }> {
  const table = `repeated_${++tables}`;
  await scada.sql(`CREATE TABLE ${table} (at timestamp, unit text, v int); CREATE INDEX ON ${table} (at)`);
  if (kind === 'view') await scada.sql(`CREATE VIEW seen_${table} AS SELECT * FROM ${table}`);
  const mapping = mappingSchema.parse({
    revision: 1,
    table: kind === 'view' ? `seen_${table}` : table,
    keyColumn: null,
    timeColumn: 'at',
    timeZone: 'Europe/Berlin',
    source: { layout: 'wide', asset: { column: 'unit' }, columns: [{ column: 'v', tag: 'v' }] },
  });
  return { table, mapping };
}

/** Every step, from `FROM_MS` to `TO_MS`, except a gap. */
function steady(unit: string, stepMs: number, gap = { fromMs: 0, toMs: 0 }, phaseMs = 0): Written[] {
  const rows: Written[] = [];
  for (let atMs = FROM_MS + phaseMs; atMs < TO_MS; atMs += stepMs) {
    if (atMs < gap.fromMs || atMs >= gap.toMs) rows.push({ unit, atMs, writtenMs: atMs });
  }
  return rows;
}

interface Outcome {
  /** Number of each row returned, in that order, and the time assigned to it. */
  readonly read: { readonly row: number; readonly stampMs: number }[];
  reported: number;
  neverRead: number;
}

interface Run {
  readonly rows: readonly Written[];
  /** Time between polls; Infinity: one poll after everything was written. */
  readonly everyMs: number;
  readonly restartAtMs?: number;
  readonly page?: number;
  readonly clock?: Feed['clock'];
  readonly startMs?: number;
  readonly kind?: 'table' | 'view';
}

/** Writes rows as time goes on, and reads them as the pipeline does. */
async function run({
  rows,
  everyMs,
  restartAtMs = NaN,
  page = 5_000,
  clock = 'wall',
  ...more
}: Run): Promise<Outcome> {
  const { table, mapping } = await plant(more.kind);
  const outcome: Outcome = { read: [], reported: 0, neverRead: 0 };
  const numbered = rows.map((row, number) => ({ ...row, number })).sort((a, b) => a.writtenMs - b.writtenMs);
  let nowMs = Number.isFinite(everyMs) ? (more.startMs ?? FROM_MS) : TO_MS;
  const feed = { ...scada.feed({ statementTimeoutMs: 20_000 }), clock, lateToleranceMs: LATE_TOLERANCE_MS };
  const open = (): FeedConnection =>
    openFeed(feed, scada.password, { networks, now: () => nowMs, steadyNow: () => nowMs });
  const newMapper = (): RowMapper =>
    new RowMapper({
      assets: UNITS.map((assetId) => assetSchema.parse({ assetId, name: assetId })),
      tags: [tagSchema.parse({ tag: 'v', type: 'number', role: 'present-value' })],
      feed,
      mapping,
    });
  const hear = (mapper: RowMapper): void => {
    for (const note of mapper.takeNotes()) outcome.reported += Number(/^\d+/.exec(note)?.[0] ?? 0);
  };
  let [connection, mapper] = [open(), newMapper()];
  let checkpoint: FeedCheckpoint | null = null;
  let allReadAtMs = NaN;
  let [written, isRestarted] = [0, false];
  try {
    while (nowMs < TO_MS + 3 * 3_600_000) {
      const due = numbered.slice(written, numbered.findLastIndex((row) => row.writtenMs <= nowMs) + 1);
      written += due.length;
      if (due.length > 0) {
        await scada.sql(
          `INSERT INTO ${table} SELECT to_timestamp(ms / 1000) AT TIME ZONE 'Europe/Berlin', unit, v
             FROM unnest($1::float8[], $2::text[], $3::int[]) AS r (ms, unit, v)`,
          [due.map(({ atMs }) => atMs), due.map(({ unit }) => unit), due.map(({ number }) => number)],
        );
      }
      if (!isRestarted && nowMs >= restartAtMs) {
        isRestarted = true;
        await connection.close();
        hear(mapper);
        const next = newMapper();
        for (const { assetId } of UNITS.map((id) => assetSchema.parse({ assetId: id, name: id }))) {
          const newestMs = mapper.newestMs(assetId);
          if (!Number.isNaN(newestMs)) next.remember(assetId, newestMs);
        }
        [connection, mapper, allReadAtMs] = [open(), next, NaN];
      }
      checkpoint ??= await connection.startAt(mapping, more.startMs ?? FROM_MS - MINUTE_MS);
      for (let isMore = true; isMore;) {
        const polled = await connection.poll(mapping, checkpoint, page);
        mapper.writtenAfter(allReadAtMs);
        for (const scan of mapper.map(polled.rows, nowMs).scans)
          outcome.read.push({ row: scan.values[0] ?? NaN, stampMs: scan.eventTimeMs });
        outcome.neverRead += polled.neverRead;
        checkpoint = feedCheckpointSchema.parse(JSON.parse(JSON.stringify(polled.checkpoint)));
        isMore = polled.more;
        allReadAtMs = isMore ? NaN : nowMs;
      }
      nowMs += Math.min(everyMs, 3_600_000);
    }
    hear(mapper);
    if (rows.some(({ atMs }) => atMs > TOO_LATE_FROM_MS))
      assert.equal(checkpoint?.by === 'time' ? checkpoint.repeated : null, null, 'the stretch was left');
    return outcome;
  } finally {
    await connection.close();
    await scada.sql(`DROP TABLE ${table} CASCADE`);
  }
}

/** No row is late enough to end the reading of the repeated hour. */
const ENDS_EARLY = {
  stepMs: 20 * MINUTE_MS,
  phaseMs: 0,
  gapFromMs: BACK_AT_MS + 41 * MINUTE_MS,
  gapMinutes: 90,
  lateMs: 0,
};
const SELDOM = { stepMs: 65 * MINUTE_MS, phaseMs: 40 * MINUTE_MS, gapMinutes: 0 };

const inOrder = (rows: readonly Written[]): Written[] => [...rows].sort((a, b) => a.atMs - b.atMs);

function assertEachOnce(rows: readonly Written[], { read }: Outcome): void {
  const numbers = read.map(({ row }) => row).sort((a, b) => a - b);
  assert.deepEqual(numbers, [...rows.keys()]);
}
const wrongOnes = (rows: readonly Written[], { read }: Outcome): number =>
  read.filter(({ row, stampMs }) => rows[row]?.atMs !== stampMs).length;

describe('an hour that happens twice, in a table that is read by time', () => {
  const rhythms: Record<string, Written[]> = {
    'each second': [...steady('line', 1_000), ...steady('pump', 1_000, undefined, 500)],
    'each minute, with a gap of 40 minutes': [
      ...steady('line', MINUTE_MS, {
        fromMs: BACK_AT_MS - 20 * MINUTE_MS,
        toMs: BACK_AT_MS + 20 * MINUTE_MS,
      }),
    ],
    'each minute, with a gap of 65 minutes': [
      ...steady('line', MINUTE_MS, {
        fromMs: BACK_AT_MS - 40 * MINUTE_MS,
        toMs: BACK_AT_MS + 25 * MINUTE_MS,
      }),
    ],
    'every 40 minutes': steady('line', 40 * MINUTE_MS),
    'every 65 minutes': steady('line', 65 * MINUTE_MS),
  };
  for (const [name, rows] of Object.entries(rhythms)) {
    test(`returns each row of both passes once, at its own time, as they come: ${name}`, async () => {
      const sorted = inOrder(rows);
      const outcome = await run({
        rows: sorted,
        everyMs: 5 * MINUTE_MS,
        restartAtMs: BACK_AT_MS + 10 * MINUTE_MS,
      });
      assertEachOnce(sorted, outcome);
      assert.equal(wrongOnes(sorted, outcome), 0);
      assert.equal(outcome.neverRead, 0);
    });
  }

  test('gives both passes of a backlog in the order in which they were written, in pages, in bounded memory', async () => {
    const sorted = inOrder(rhythms['each second'] ?? []);
    const outcome = await run({ rows: sorted, everyMs: Infinity, page: 1_000 });
    assertEachOnce(sorted, outcome);
    assert.equal(wrongOnes(sorted, outcome), 0);
    assert.deepEqual([outcome.reported, outcome.neverRead], [0, 0]);
  });

  test('misses and duplicates nothing with late writers, any gaps and starts and small pages, and stamps each row right or reports it', async () => {
    const asset = fc.record({
      stepMs: fc.constantFrom(MINUTE_MS, 7 * MINUTE_MS, 20 * MINUTE_MS, 40 * MINUTE_MS, 65 * MINUTE_MS),
      phaseMs: fc.integer({ min: 0, max: 3_600 }).map((seconds) => seconds * 1_000),
      gapFromMs: fc.integer({ min: -90, max: 60 }).map((minute) => BACK_AT_MS + minute * MINUTE_MS),
      gapMinutes: fc.constantFrom(0, 5, 40, 65, 90),
      lateMs: fc.constantFrom(0, 0, 30_000, 100_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(asset, asset),
        fc.constantFrom(2 * MINUTE_MS, 11 * MINUTE_MS, Infinity),
        fc.option(fc.integer({ min: -150, max: 150 }), { nil: NaN }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('wall' as const, 'source' as const),
        async (assets, everyMs, restartMinute, page, clock) => {
          const rows = inOrder(
            assets.flatMap(({ stepMs, phaseMs, gapFromMs, gapMinutes, lateMs }, index) =>
              steady(
                UNITS[index] ?? '',
                stepMs,
                { fromMs: gapFromMs, toMs: gapFromMs + gapMinutes * MINUTE_MS },
                phaseMs % stepMs,
              ).map((row) => ({ ...row, writtenMs: row.atMs + lateMs })),
            ),
          );
          const restartAtMs = BACK_AT_MS + restartMinute * MINUTE_MS;
          const outcome = await run({ rows, everyMs, restartAtMs, page, clock });
          assertEachOnce(rows, outcome);
          assert.equal(outcome.neverRead, 0);
          const wrong = wrongOnes(rows, outcome);
          // After a restart it is known only that rows were unproved, not how many.
          const isRestarted = !Number.isNaN(restartMinute);
          assert.ok(
            wrong <= outcome.reported || (isRestarted && outcome.reported > 0),
            `${wrong} wrong, ${outcome.reported} reported`,
          );
        },
      ),
      {
        numRuns: Number(process.env['RUNS'] ?? 25),
        examples: [[[ENDS_EARLY, { ...ENDS_EARLY, ...SELDOM }], 2 * MINUTE_MS, NaN, 1, 'wall']],
      },
    );
  });

  test('reads rows of a transaction that is slow to commit, each once', async () => {
    const { table, mapping } = await plant();
    const slow = await scada.session();
    let nowMs = BACK_AT_MS - 30 * MINUTE_MS;
    const clocks = { now: () => nowMs, steadyNow: () => nowMs };
    const feed = openFeed(scada.feed(), scada.password, { networks, ...clocks });
    const insert = (atMs: number, v: number): string =>
      `INSERT INTO ${table} VALUES (timestamptz '${new Date(atMs).toISOString()}' AT TIME ZONE 'Europe/Berlin', 'line', ${v})`;
    const read: number[] = [];
    try {
      let checkpoint = await feed.startAt(mapping, FROM_MS);
      const look = async (): Promise<void> => {
        for (let isMore = true; isMore;) {
          const polled = await feed.poll(mapping, checkpoint, 2);
          read.push(...polled.rows.map((row) => Number(row.at(-1))));
          checkpoint = feedCheckpointSchema.parse(JSON.parse(JSON.stringify(polled.checkpoint)));
          isMore = polled.more;
        }
      };
      await slow.query(`BEGIN; SAVEPOINT one; ${insert(nowMs, 1)}`);
      for (let v = 2; v <= 9; v++) {
        nowMs += 10 * MINUTE_MS;
        await scada.sql(insert(nowMs, v));
        await look();
      }
      assert.deepEqual(read, [2, 3, 4, 5, 6, 7, 8, 9]);
      await slow.query(`${insert(nowMs, 10)}; COMMIT`);
      await look();
      await look();
      assert.deepEqual(
        read.slice(8).sort((a, b) => a - b),
        [1, 10],
      );
    } finally {
      await feed.close();
    }
  });

  for (const minute of [-30, 30])
    test(`gives what comes after a start ${minute < 0 ? 'in the first pass' : 'in the second pass'}, and the rows behind its start`, async () => {
      const startMs = BACK_AT_MS + minute * MINUTE_MS;
      const rows = inOrder(steady('line', MINUTE_MS));
      const outcome = await run({ rows, everyMs: MINUTE_MS, startMs });
      const wanted = rows.flatMap(({ atMs }, row) => (atMs >= startMs ? [row] : []));
      assert.deepEqual(
        outcome.read.map(({ row }) => row),
        wanted,
      );
      // Nothing is known of the first row yet.
      assert.ok(wrongOnes(rows, outcome) <= Math.min(1, outcome.reported));
    });

  test('reads a view, which has no order of writing, by the content of its rows; rows beyond the bound of memory are reported', async () => {
    const few = inOrder(rhythms['each minute, with a gap of 40 minutes'] ?? []);
    const outcome = await run({ rows: few, everyMs: 5 * MINUTE_MS, kind: 'view' });
    assertEachOnce(few, outcome);
    assert.equal(wrongOnes(few, outcome), 0);
    const many = inOrder(rhythms['each second'] ?? []);
    const bounded = await run({ rows: many, everyMs: 5 * MINUTE_MS, kind: 'view' });
    assert.ok(bounded.neverRead > 0);
    assert.equal(new Set(bounded.read.map(({ row }) => row)).size, bounded.read.length);
    assert.equal(bounded.read.length + bounded.neverRead, many.length);
  });
});
