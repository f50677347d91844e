import assert from 'node:assert/strict';
import { assetSchema, feedSchema, mappingSchema, tagSchema } from '@eagle/contracts/domain';
import { RowMapper } from './row-mapper.js';

const HOUR_MS = 3_600_000;
const nowMs = Date.UTC(2026, 5, 1, 12);
const feed = feedSchema.parse({ kind: 'postgres', host: 'h', port: 1, database: 'd', user: 'u' });

/** Reads rows of one or more assets, and keeps count. */
function reading(clock: 'wall' | 'source') {
  const mapper = new RowMapper({
    assets: ['line', 'pump'].map((assetId) => assetSchema.parse({ assetId, name: assetId })),
    tags: [tagSchema.parse({ tag: 'v', type: 'number', role: 'present-value' })],
    feed: { ...feed, clock },
    mapping: mappingSchema.parse({
      revision: 1,
      table: 't',
      keyColumn: 'id',
      timeColumn: 'at',
      timeZone: 'UTC',
      source: { layout: 'wide', asset: { column: 'unit' }, columns: [{ column: 'v', tag: 'v' }] },
    }),
  });
  let key = 0;
  return {
    mapper,
    /** @returns the row's time as it was read; NaN where it was set aside. */
    timeOf: (atMs: number, readAtMs: number, unit = 'line'): number => {
      const mapped = mapper.map([[`${key++}`, new Date(atMs).toISOString(), unit, '1']], readAtMs);
      return mapped.scans[0]?.eventTimeMs ?? NaN;
    },
    /** @returns the reason for which the row was set aside, null where it was read. */
    row: (atMs: number, readAtMs: number, unit = 'line'): string | null => {
      const mapped = mapper.map([[`${key++}`, new Date(atMs).toISOString(), unit, '1']], readAtMs);
      return mapped.scans.length === 1 ? null : (mapped.rejected[0]?.reason ?? 'none');
    },
  };
}

describe('the time of a row where the source is the clock', () => {
  const FAR = Date.UTC(9999, 11, 31);

  test('is not believed far ahead of all others and of its arrival; the next good rows are read', () => {
    for (const badMs of [FAR, nowMs + 5 * HOUR_MS]) {
      const { row } = reading('source');
      assert.equal(row(nowMs, nowMs), null);
      assert.equal(row(badMs, nowMs + 1_000), 'time-in-future');
      assert.equal(row(badMs, nowMs + 1_500), 'time-in-future', 'the same once more proves nothing');
      assert.equal(row(badMs, nowMs + 1_600), 'time-in-future');
      assert.equal(row(nowMs + 2_000, nowMs + 2_000), null);
    }
  });

  test('in the year 9999 is not believed as the first one either', () => {
    const { row } = reading('source');
    assert.equal(row(FAR, nowMs), 'time-in-future');
    assert.equal(row(nowMs, nowMs), null);
  });

  test('locks nothing where a first row far ahead was believed', () => {
    const { mapper, row } = reading('source');
    assert.equal(row(nowMs + 500 * 24 * HOUR_MS, nowMs), null);
    assert.equal(row(nowMs, nowMs), null);
    assert.equal(row(nowMs + 1_000, nowMs + 1_000), null);
    assert.match(mapper.takeNotes()[0] ?? '', /set back by/);
  });

  test('leaps in a recording: at once in the past, after two rows in the future', () => {
    const past = reading('source');
    assert.equal(past.row(Date.UTC(2015, 0), nowMs), null);
    assert.equal(past.row(Date.UTC(2016, 0), nowMs), null);
    const toCome = reading('source');
    assert.equal(toCome.row(Date.UTC(2031, 0), nowMs), null);
    const leapMs = Date.UTC(2031, 6);
    const reasons = [0, 1, 2, 3].map((second) => toCome.row(leapMs + second * 1_000, nowMs));
    assert.deepEqual(reasons, ['time-in-future', 'time-in-future', null, null]);
  });

  test('is followed when the clock was set back beyond the late tolerance, and that is reported once', () => {
    const { mapper, row } = reading('source');
    for (const unit of ['line', 'pump']) assert.equal(row(nowMs, nowMs, unit), null);
    const read: (string | null)[] = [];
    for (let second = 1; second <= 20; second++) {
      const atMs = nowMs + second * 1_000;
      read.push(row(atMs - 2 * HOUR_MS, atMs, second % 2 === 0 ? 'line' : 'pump'));
    }
    assert.equal(read[0], 'too-late');
    assert.deepEqual(new Set(read.slice(6)), new Set([null]));
    const notes = mapper.takeNotes();
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /clock of the source was set back/);
  });
});

describe('a clock that is wrong', () => {
  for (const backMs of [10 * 60_000, HOUR_MS / 2, 2 * HOUR_MS]) {
    test(`goes on where it was when it was set back by ${backMs / 60_000} minutes, until it is right again`, () => {
      const { mapper, timeOf } = reading('wall');
      for (let second = -5; second <= 0; second++)
        timeOf(nowMs + second * 1_000 - 300, nowMs + second * 1_000);
      const times: number[] = [];
      for (let second = 1; second <= 60; second++) {
        const readAtMs = nowMs + second * 1_000;
        times.push(timeOf(readAtMs - 300 - backMs, readAtMs));
      }
      const goingOn = times.slice(7).map((timeMs, i) => timeMs - (nowMs + (8 + i) * 1_000));
      assert.deepEqual(new Set(goingOn), new Set([-300]));
      const rightMs = nowMs + 61_000;
      assert.equal(timeOf(rightMs - 300, rightMs), rightMs - 300);
      assert.equal(timeOf(rightMs + 700, rightMs + 1_000), rightMs + 700);
      const notes = mapper.takeNotes();
      assert.equal(notes.length, 2);
      assert.match(notes[0] ?? '', /was set back by/);
      assert.match(notes[1] ?? '', /right again/);
    });
  }

  describe('of one asset while its neighbours go on', () => {
    /**
     * Both write once a second; the clock of `line` is set back by this in every second where
     * `isBack` says so.
     */
    function beside(backMs: number, seconds: number, isBack: (second: number) => boolean) {
      const { mapper, timeOf } = reading('wall');
      const offMs: number[] = [];
      for (let second = -5; second <= seconds; second++) {
        const readAtMs = nowMs + second * 1_000;
        assert.equal(timeOf(readAtMs - 200, readAtMs, 'pump'), readAtMs - 200);
        const rightMs = readAtMs - 300;
        offMs.push(timeOf(isBack(second) ? rightMs - backMs : rightMs, readAtMs, 'line') - rightMs);
      }
      return { notes: mapper.takeNotes(), offMs };
    }

    for (const backMs of [70_000, 10 * 60_000, HOUR_MS / 2]) {
      test(`goes on where it was when it was set back by ${backMs / 1_000} s, until it is right again`, () => {
        const { notes, offMs } = beside(backMs, 120, (second) => second > 0 && second <= 60);
        const back = offMs.slice(6, 66);
        assert.equal(back[0], -backMs, 'not known yet: a late row');
        const known = back.indexOf(0);
        assert.ok(known > 0 && known <= 40, `known after ${known} s`);
        assert.deepEqual(new Set(back.slice(known)), new Set([0]));
        assert.deepEqual(new Set(offMs.slice(66)), new Set([0]));
        assert.equal(notes.length, 2);
        assert.match(notes[0] ?? '', /^The clock of line was set back by .*those of other assets were not/);
        assert.match(notes[1] ?? '', /^The clock of line is right again/);
      });
    }

    test('is followed once, not at every turn, where it goes back and forth', () => {
      const { notes } = beside(600_000, 3_600, (second) => second > 0 && Math.floor(second / 45) % 2 === 0);
      assert.equal(notes.length, 2);
    });

    test('is not seen in rows that an asset stored while its line was down and sends later', () => {
      const { mapper, timeOf } = reading('wall');
      for (let second = -5; second <= 200; second++) {
        const readAtMs = nowMs + second * 1_000;
        timeOf(readAtMs, readAtMs, 'pump');
        if (second <= 0) timeOf(readAtMs, readAtMs, 'line');
        // A minute later the rows of that minute come three at a time, after the first new one.
        if (second === 60) timeOf(readAtMs, readAtMs, 'line');
        if (second > 60 && second <= 80) {
          for (let row = 0; row < 3; row++) {
            const atMs = nowMs + ((second - 61) * 3 + row) * 1_000;
            assert.equal(timeOf(atMs, readAtMs, 'line'), atMs);
          }
        }
      }
      assert.deepEqual(mapper.takeNotes(), []);
    });
  });

  test('is not seen in rows that are late within the tolerance while others are in time', () => {
    const { mapper, timeOf } = reading('wall');
    for (let second = 0; second <= 60; second++) {
      const readAtMs = nowMs + second * 1_000;
      assert.equal(timeOf(readAtMs, readAtMs), readAtMs);
      if (second > 0) assert.equal(timeOf(readAtMs - 600_000, readAtMs), readAtMs - 600_000);
    }
    assert.deepEqual(mapper.takeNotes(), []);
  });

  test('is not seen in a backlog that is read faster than it was written', () => {
    const { mapper, timeOf } = reading('wall');
    timeOf(nowMs, nowMs);
    for (let row = 1; row <= 100; row++) {
      const atMs = nowMs - 1_000_000 + row * 2_000;
      assert.equal(timeOf(atMs, nowMs + row * 200), atMs);
    }
    assert.deepEqual(mapper.takeNotes(), []);
  });

  test('is not seen in old rows that one asset gives again while others go on', () => {
    const { mapper, row } = reading('wall');
    row(nowMs, nowMs, 'line');
    for (let second = 1; second <= 20; second++) {
      const atMs = nowMs + second * 1_000;
      assert.equal(row(atMs, atMs, 'pump'), null);
      assert.equal(row(atMs - 2 * HOUR_MS, atMs, 'line'), 'too-late');
    }
    assert.deepEqual(mapper.takeNotes(), []);
  });

  test('is not seen in old rows that come all at once', () => {
    const { mapper, row } = reading('wall');
    row(nowMs, nowMs);
    for (let minute = 1; minute <= 50; minute++) {
      assert.equal(row(nowMs - 5 * HOUR_MS + minute * 60_000, nowMs + minute), 'too-late');
    }
    assert.deepEqual(mapper.takeNotes(), []);
  });

  test('is reported as such where all rows are ahead of this machine, and no row is bad once the clocks agree', () => {
    const { mapper, row } = reading('wall');
    for (let second = 0; second < 10; second++) {
      const readAtMs = nowMs + second * 1_000;
      assert.equal(row(readAtMs + HOUR_MS, readAtMs), 'time-in-future');
    }
    assert.match(mapper.takeNotes()[0] ?? '', /ahead of the clock of this machine/);
    assert.equal(row(nowMs + HOUR_MS + 10_000, nowMs + HOUR_MS + 10_000), null);
  });
});
