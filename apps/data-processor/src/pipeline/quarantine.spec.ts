import assert from 'node:assert/strict';
import { quarantineMessageSchema, STREAMS, type QuarantineMessage } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { RejectedRow } from '@eagle/feeds';
import type { Bus } from '@eagle/messaging';
import { eventually } from '@eagle/testing';
import { Quarantine, type QuarantineDrop } from './quarantine.js';

const organizationId = organizationIdSchema.parse('3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01');
const BOUND = STREAMS.deadLetters.newestPerSubject;

/** A dead letter stream that stores what it is given. */
class Letters {
  readonly kept: QuarantineMessage[] = [];
  private readonly ids = new Set<string>();
  isAway = false;

  constructor(private readonly before = 0) {}

  readonly bus: Pick<Bus, 'publish' | 'deadLetters'> = {
    publish: async (_subject, id, payload) => {
      if (this.isAway) throw new Error('away');
      const duplicate = this.ids.has(id);
      this.ids.add(id);
      if (!duplicate)
        this.kept.push(quarantineMessageSchema.parse(JSON.parse(new TextDecoder().decode(payload))));
      return { sequence: this.kept.length, duplicate };
    },
    deadLetters: {
      list: () => Promise.resolve([]),
      counts: () => Promise.resolve([]),
      get: () => Promise.resolve(null),
      replay: () => Promise.reject(new Error('not here')),
      count: () => Promise.resolve(Math.min(BOUND, this.before + this.kept.length)),
    },
  };
}

function quarantineOf(letters: Letters) {
  const clock = { ms: 0 };
  const dropped: Partial<Record<QuarantineDrop, number>> = {};
  const quarantine = new Quarantine(
    letters.bus,
    organizationId,
    () => clock.ms,
    (rows, cause) => {
      dropped[cause] = (dropped[cause] ?? 0) + rows;
    },
  );
  return { quarantine, clock, dropped };
}

const row = (key: number, reason: RejectedRow['reason'] = 'time-missing', cell = 'x'): RejectedRow => ({
  reason,
  detail: 'The row has no time.',
  cells: { id: `${key}`, v: cell },
});
const rows = (count: number, from = 0): RejectedRow[] =>
  Array.from({ length: count }, (_, i) => row(from + i));

describe('the quarantine', () => {
  test('stores some rows a second, one of every reason first, and counts the rest', async () => {
    const letters = new Letters();
    const { quarantine, dropped } = quarantineOf(letters);
    quarantine.keep([...rows(500), row(500, 'asset-unknown')], 7);
    await eventually(() => assert.equal(letters.kept.length, 20));
    assert.deepEqual(dropped, { rate: 481 });
    assert.deepEqual(
      letters.kept.slice(0, 2).map(({ reason }) => reason),
      ['time-missing', 'asset-unknown'],
    );
    assert.deepEqual(letters.kept[0], {
      v: 1,
      organizationId,
      reason: 'time-missing',
      detail: 'The row has no time.',
      cells: { id: '0', v: 'x' },
      readAtMs: 7,
    });
  });

  test('counts dropped rows once the stream is full for this organization, also after a restart', async () => {
    const letters = new Letters(BOUND - 5);
    const { quarantine, clock, dropped } = quarantineOf(letters);
    quarantine.keep(rows(8), 0);
    await eventually(() => assert.deepEqual(dropped, { full: 3 }));
    clock.ms = 1_000;
    quarantine.keep(rows(4, 8), 0);
    await eventually(() => assert.deepEqual(dropped, { full: 7 }));
  });

  test('stores a repeated row once', async () => {
    const letters = new Letters();
    const { quarantine, dropped } = quarantineOf(letters);
    quarantine.keep([row(1)], 0);
    quarantine.keep([row(1), row(2)], 1);
    await eventually(() => assert.equal(letters.kept.length, 2));
    assert.deepEqual(dropped, {});
  });

  test('cuts long cells', async () => {
    const letters = new Letters();
    quarantineOf(letters).quarantine.keep([row(1, 'time-missing', 'a'.repeat(100_000))], 0);
    await eventually(() => assert.equal(letters.kept[0]?.cells['v']?.length, 200));
  });

  test('counts rows that cannot be stored, holds a bounded number meanwhile, and continues', async () => {
    const letters = new Letters();
    const { quarantine, clock, dropped } = quarantineOf(letters);
    letters.isAway = true;
    quarantine.keep(rows(3), 0);
    await eventually(() => assert.deepEqual(dropped, { failed: 3 }));
    letters.isAway = false;
    clock.ms = 1_000;
    quarantine.keep(rows(3), 0);
    await eventually(() => assert.equal(letters.kept.length, 3));
  });
});
