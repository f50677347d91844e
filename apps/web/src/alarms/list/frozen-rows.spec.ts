import fc from 'fast-check';
import type { Alert } from '../../api/index.js';
import { alertOf, anyAlerts, NOW } from '../../live/alert.fixture.js';
import { urgentFirst } from '../../live/index.js';
import { type FrozenRows, LEAVES_AFTER_MS, nextRemovalAt, nextRows, NO_ROWS } from './frozen-rows.js';

const idsOf = ({ rows }: FrozenRows): string[] => rows.map(({ alert }) => alert.id);
const known = (): undefined => undefined;
const steps = fc.array(
  fc.record({
    wanted: anyAlerts,
    isHeld: fc.boolean(),
    passMs: fc.constantFrom(0, 500, 2_999, 3_000, 20_000),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Goes through the steps and looks at each state beside the one before it. */
function checkEach(
  each: readonly { wanted: readonly Alert[]; isHeld: boolean; passMs: number }[],
  check: (
    before: FrozenRows,
    after: FrozenRows,
    step: { wanted: readonly Alert[]; isHeld: boolean; now: number },
  ) => void,
): void {
  let [rows, now] = [NO_ROWS, NOW];
  for (const { wanted, isHeld, passMs } of each) {
    now += passMs;
    const after = nextRows(rows, { wanted, known, order: 'urgent', isHeld, now });
    check(rows, after, { wanted, isHeld, now });
    rows = after;
  }
}

describe('the rows', () => {
  test('under the hand no row comes, goes or moves, and what waits is exactly what is missing', () => {
    fc.assert(
      fc.property(steps, (each) => {
        checkEach(each, (before, after, { wanted, isHeld }) => {
          if (!isHeld || before.rows.length === 0) return;
          expect(idsOf(after)).toEqual(idsOf(before));
          expect(after.waiting).toEqual(wanted.filter(({ id }) => !idsOf(before).includes(id)));
        });
      }),
    );
  });

  test('without a hand they are the wanted ones and those that left less than 3 s ago, in order', () => {
    fc.assert(
      fc.property(steps, (each) => {
        checkEach(each, (before, after, { wanted, isHeld, now }) => {
          if (isHeld) return;
          const leaving = before.rows.filter(
            ({ alert, leftAt }) =>
              !wanted.some(({ id }) => id === alert.id) && now - (leftAt ?? now) < LEAVES_AFTER_MS,
          );
          const expected = urgentFirst(
            [...wanted, ...leaving.map(({ placedAs }) => placedAs)],
            (alert) => alert,
          );
          expect(idsOf(after)).toEqual(expected.map(({ id }) => id));
          expect(after.waiting).toEqual([]);
        });
      }),
    );
  });

  test('show the newest that is known, and say which alerts are gone', () => {
    fc.assert(
      fc.property(steps, (each) => {
        checkEach(each, (_before, { rows }, { wanted }) => {
          for (const { alert, leftAt } of rows) {
            const current = wanted.find(({ id }) => id === alert.id);
            expect([alert.id, leftAt === null]).toEqual([alert.id, current !== undefined]);
            if (current !== undefined) expect(alert).toBe(current);
          }
        });
      }),
    );
  });

  test('keep the object of a row that has not changed', () => {
    const wanted = [alertOf({ id: 'a' }), alertOf({ id: 'b' })];
    const first = nextRows(NO_ROWS, { wanted, known, order: 'urgent', isHeld: false, now: NOW });
    const second = nextRows(first, {
      wanted: [...wanted],
      known,
      order: 'urgent',
      isHeld: false,
      now: NOW + 1,
    });
    expect(second.rows.map((row, index) => row === first.rows[index])).toEqual([true, true]);
  });

  test('an alert that comes back while its row leaves has not left', () => {
    const alert = alertOf();
    const shown = nextRows(NO_ROWS, { wanted: [alert], known, order: 'urgent', isHeld: false, now: NOW });
    const gone = nextRows(shown, { wanted: [], known, order: 'urgent', isHeld: false, now: NOW });
    expect(nextRemovalAt(gone)).toBe(NOW + LEAVES_AFTER_MS);
    const back = nextRows(gone, { wanted: [alert], known, order: 'urgent', isHeld: false, now: NOW + 1_000 });
    expect([nextRemovalAt(back), back.rows.length]).toEqual([null, 1]);
  });
});
