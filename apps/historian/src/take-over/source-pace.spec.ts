import fc from 'fast-check';
import { SourcePace } from './source-pace.js';

/** A steady clock that is set by hand. */
const clockAt = (ms: number) => ({ ms });

test('after a statement the source rests in proportion to what it took', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0.1, 0.25, 0.5, 1),
      fc.integer({ min: 1, max: 10_000 }),
      async (share, tookMs) => {
        const clock = clockAt(1_000);
        const ending = new AbortController();
        const pace = new SourcePace({
          share: () => share,
          now: () => clock.ms,
          check: () => undefined,
          signal: ending.signal,
        });
        await pace.turn();
        pace.took(tookMs);
        // What is done with the rows is part of the rest.
        clock.ms += tookMs / share - tookMs;
        await pace.turn();
        expect(pace.busyMs).toBe(tookMs);
        pace.took(60_000);
        ending.abort();
        await expect(pace.turn()).rejects.toThrow();
      },
    ),
  );
});

test('a check may end the reading', async () => {
  const ending = new AbortController();
  const pace = new SourcePace({
    share: () => 1,
    now: () => 0,
    check: () => ending.abort(),
    signal: ending.signal,
  });
  await expect(pace.turn()).rejects.toThrow();
});
