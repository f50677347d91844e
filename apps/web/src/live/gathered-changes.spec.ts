import fc from 'fast-check';
import { GatheredChanges } from './gathered-changes.js';
import { alertOf } from './alert.fixture.js';

/** Gathers changes beside a clock that a test moves. */
class Gathering {
  readonly taken: number[][] = [];
  private due: { atMs: number; act: () => void } | null = null;
  nowMs = 0;
  readonly changes = new GatheredChanges({
    take: (changes) => this.taken.push(changes.map(({ cursor }) => cursor)),
    later: (ms, act) => {
      this.due = { atMs: this.nowMs + ms, act };
      return () => (this.due = null);
    },
  });

  change(cursor: number): void {
    this.changes.add({ cursor, alert: alertOf({ id: `alert-${cursor}` }) });
  }

  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    while (this.due !== null && this.due.atMs <= endMs) {
      const { atMs, act } = this.due;
      this.due = null;
      this.nowMs = atMs;
      act();
    }
    this.nowMs = endMs;
  }
}

test('the first change is taken at once, those that follow closely together', () => {
  const gathering = new Gathering();
  gathering.change(1);
  expect(gathering.taken).toEqual([[1]]);
  gathering.change(2);
  gathering.pass(99);
  gathering.change(3);
  expect(gathering.taken).toEqual([[1]]);
  gathering.pass(1);
  expect(gathering.taken).toEqual([[1], [2, 3]]);
  gathering.pass(100);
  gathering.change(4);
  expect(gathering.taken).toEqual([[1], [2, 3], [4]]);
});

test('what waits is taken before what must come after it, and at the end', () => {
  const gathering = new Gathering();
  for (const cursor of [1, 2]) gathering.change(cursor);
  gathering.changes.takeNow();
  gathering.change(3);
  gathering.changes.close();
  expect(gathering.taken).toEqual([[1], [2], [3]]);
});

test('each change is taken once and in its order, at most ten times a second', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 60 });
  fc.assert(
    fc.property(pauses, (pausesMs) => {
      const gathering = new Gathering();
      pausesMs.forEach((ms, cursor) => {
        gathering.pass(ms);
        gathering.change(cursor);
      });
      gathering.pass(100);
      expect(gathering.taken.flat()).toEqual(pausesMs.map((_, cursor) => cursor));
      expect(gathering.taken.length).toBeLessThanOrEqual(1 + gathering.nowMs / 100);
    }),
  );
});
