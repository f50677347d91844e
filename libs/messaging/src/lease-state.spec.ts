import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isHeld,
  type LeaseEntry,
  type LeaseView,
  lost,
  mayTake,
  NEVER_SEEN,
  read,
  wrote,
} from './lease-state.js';

const TTL_MS = 1_000;

describe('one process’s view of a lease', () => {
  const entry = (owner: string, revision: number): LeaseEntry => ({
    record: { owner, ttlMs: TTL_MS },
    revision,
  });

  test('lets any process take a lease that never existed or was released, and the owner take its lease', () => {
    assert.ok(mayTake(NEVER_SEEN, null, 'b', 0));
    assert.ok(mayTake(NEVER_SEEN, entry('', 7), 'b', 0));
    assert.ok(mayTake(NEVER_SEEN, entry('b', 7), 'b', 0));
    assert.ok(!mayTake(NEVER_SEEN, entry('a', 7), 'b', 1e9), 'it was seen for no time at all');
  });

  test('is as old as the time since its revision was first seen here', () => {
    let view = read(NEVER_SEEN, entry('a', 7), 5_000);
    view = read(view, entry('a', 7), 5_000 + TTL_MS);
    assert.ok(!mayTake(view, entry('a', 7), 'b', 5_000 + TTL_MS));
    assert.ok(mayTake(view, entry('a', 7), 'b', 5_001 + TTL_MS));
    view = read(view, entry('a', 8), 9_000);
    assert.ok(!mayTake(view, entry('a', 8), 'b', 9_000), 'it was renewed');
    view = read(view, entry('a', 3), 20_000);
    assert.ok(!mayTake(view, entry('a', 3), 'b', 20_000), 'the store was set back: counted anew');
  });

  test('is held for one ttl from the start of its newest write', () => {
    const view = wrote(NEVER_SEEN, 7, 100, true);
    assert.ok(isHeld(view, TTL_MS, 99 + TTL_MS));
    assert.ok(!isHeld(view, TTL_MS, 100 + TTL_MS));
    const renewed = wrote(view, 9, 800, false);
    assert.deepEqual(renewed.holding, { revision: 9, fencingRevision: 7, renewedAtMs: 800 });
    assert.ok(!isHeld(lost(renewed), TTL_MS, 801));
  });
});

/** A store that many processes read and write. */
class Store {
  entry: LeaseEntry | null = null;
  /** Counted over the whole bucket: other keys are written, too. */
  private revision = 0;

  update(owner: string, expected: number, others = 0): number | null {
    if ((this.entry?.revision ?? 0) !== expected) return null;
    this.revision += 1 + others;
    this.entry = { record: { owner, ttlMs: TTL_MS }, revision: this.revision };
    return this.revision;
  }
}

/** Mostly short; now and then a process is frozen for longer than a lease lasts. */
const onTheWay = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 20 }) },
  { weight: 1, arbitrary: fc.nat({ max: 2 * TTL_MS }) },
);
const stepArbitrary = fc.record({
  what: fc.constantFrom(
    'acquire' as const,
    'acquire' as const,
    'renew' as const,
    'renew' as const,
    'release' as const,
  ),
  beforeMs: fc.nat({ max: 500 }),
  /**
   * Delays of the read and its reply, and of the write and its reply; a frozen process gets its
   * reply late, and writes late.
   */
  askMs: onTheWay,
  answerMs: onTheWay,
  writeMs: onTheWay,
  writtenMs: onTheWay,
  others: fc.nat({ max: 3 }),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer S> ? S : never;

/** One process with its steady clock, as a list of waits: its actions between them take no time. */
class Process {
  view: LeaseView = NEVER_SEEN;
  nowMs = 0;

  constructor(
    private readonly name: string,
    private readonly store: Store,
    private readonly clockOffsetMs: number,
    private readonly onTaken: (fencingRevision: number) => void,
  ) {}

  clock(trueMs: number): number {
    return trueMs + this.clockOffsetMs;
  }

  *play(steps: readonly Step[]): Generator<number, void, void> {
    for (const step of steps) {
      yield step.beforeMs;
      if (step.what === 'acquire') yield* this.acquire(step);
      else yield* this.change(step);
    }
  }

  private *acquire(step: Step): Generator<number, void, void> {
    const begunMs = this.clock(this.nowMs);
    yield step.askMs;
    const { entry } = this.store;
    yield step.answerMs;
    this.view = read(this.view, entry, this.clock(this.nowMs));
    if (!mayTake(this.view, entry, this.name, this.clock(this.nowMs))) {
      this.view = lost(this.view);
      return;
    }
    yield step.writeMs;
    const revision = this.store.update(this.name, entry?.revision ?? 0, step.others);
    yield step.writtenMs;
    this.view = revision === null ? lost(this.view) : wrote(this.view, revision, begunMs, true);
    if (revision !== null) this.onTaken(revision);
  }

  private *change(step: Step): Generator<number, void, void> {
    const { holding } = this.view;
    if (holding === null) return;
    const begunMs = this.clock(this.nowMs);
    if (step.what === 'release') this.view = lost(this.view);
    yield step.writeMs;
    const owner = step.what === 'release' ? '' : this.name;
    const revision = this.store.update(owner, holding.revision, step.others);
    yield step.writtenMs;
    if (step.what === 'release') return;
    this.view = revision === null ? lost(this.view) : wrote(this.view, revision, begunMs, false);
  }
}

/** Runs all processes at once, in the order of true time. */
function runAll(
  processes: readonly Process[],
  scripts: readonly (readonly Step[])[],
  look: (ms: number) => void,
) {
  const running = processes.map((process, n) => ({
    process,
    waits: process.play(scripts[n] ?? []),
    atMs: 0,
  }));
  while (running.length > 0) {
    running.sort((a, b) => a.atMs - b.atMs);
    const [next] = running;
    if (next === undefined) return;
    look(next.atMs);
    next.process.nowMs = next.atMs;
    const wait = next.waits.next();
    look(next.atMs);
    if (wait.done === true) running.shift();
    else next.atMs += wait.value;
  }
}

describe('a lease among three processes', () => {
  const scripts = fc.array(fc.array(stepArbitrary, { minLength: 10, maxLength: 40 }), {
    minLength: 3,
    maxLength: 3,
  });
  const offsets = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 3, maxLength: 3 });

  test('is held by at most one at any moment, and each later holder has a higher fencing revision', () => {
    let takenOver = 0;
    fc.assert(
      fc.property(scripts, offsets, (steps, clocks) => {
        const store = new Store();
        let highest = 0;
        const processes = clocks.map(
          (offsetMs, n) =>
            new Process(`p${n}`, store, offsetMs, (fencingRevision) => {
              // A reply may come late: by then the lease may already belong to others.
              if (fencingRevision > highest) takenOver += 1;
              highest = Math.max(highest, fencingRevision);
            }),
        );
        runAll(processes, steps, (trueMs) => {
          const holders = processes.filter((process) => isHeld(process.view, TTL_MS, process.clock(trueMs)));
          assert.ok(holders.length <= 1, `${holders.length} hold it at ${trueMs}`);
          const [holder] = holders;
          assert.ok(holder === undefined || (holder.view.holding?.fencingRevision ?? 0) === highest);
        });
      }),
      { numRuns: 1_000 },
    );
    assert.ok(takenOver > 2_000, 'the property was hardly put to the test');
  });

  test('is free for a candidate that looks often, one ttl and two looks after its holder stopped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: TTL_MS / 2 }), fc.nat({ max: 1_000 }), (everyMs, firstMs) => {
        const store = new Store();
        assert.ok(store.update('holder', 0) !== null);
        let view = NEVER_SEEN;
        for (let ms = firstMs % everyMs; ; ms += everyMs) {
          view = read(view, store.entry, ms);
          if (!mayTake(view, store.entry, 'candidate', ms)) continue;
          assert.ok(ms <= TTL_MS + 2 * everyMs, `only after ${ms} ms`);
          return;
        }
      }),
    );
  });
});
