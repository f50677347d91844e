import fc from 'fast-check';
import { type DeadLetter, newestOf } from '../../dead-letters/letters.js';
import { groupsOf } from './dead-letters.js';

describe('messages that nobody could use', () => {
  const letters = fc.array(
    fc.record({
      code: fc.constantFrom('BUS.UNREADABLE', 'BUS.WRONG_TENANT'),
      consumer: fc.constantFrom('alerting', 'prediction'),
      organizationId: fc.constantFrom('north', 'south', null),
      storedMs: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { maxLength: 30 },
  );
  const letterOf = (
    {
      storedMs,
      ...rest
    }: { code: string; consumer: string; organizationId: string | null; storedMs: number },
    at: number,
  ): DeadLetter => ({
    ...rest,
    sequence: at + 1,
    noun: 'scans',
    originalSubject: 'scans.north.line',
    reason: 'It is no scan.',
    storedAt: new Date(storedMs).toISOString(),
    payloadBytes: 10,
    replayAskedAt: null,
  });

  test('are each in one group, whose newest one is shown; newest group first', () => {
    fc.assert(
      fc.property(letters, (parts) => {
        const all = parts.map(letterOf);
        const groups = groupsOf(all);
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        for (const { code, consumer, newest } of groups) {
          const own = all.filter((letter) => letter.code === code && letter.consumer === consumer);
          expect(own.every(({ storedAt }) => storedAt <= newest.storedAt)).toBe(true);
        }
        expect(groups[0]?.newest.storedAt).toBe(newestOf(all)?.storedAt);
        const times = groups.map(({ newest }) => newest.storedAt);
        expect(times).toEqual(times.toSorted().toReversed());
      }),
    );
  });
});
