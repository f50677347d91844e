import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideTry, DELAY_FIRST_MS, DELAY_MAX_MS, FORGET_MS, FREE_TRIES, type Tries } from './tries.js';

const HOUR_MS = 60 * 60_000;

/**
 * Tries as often as it can from all the networks, each knocking every `everyMs`.
 * @returns instants of the tries that were allowed.
 */
function guess(
  networks: readonly string[],
  everyMs: number,
  untilMs: number,
): { atMs: number; network: string }[] {
  const allowed: { atMs: number; network: string }[] = [];
  let tries: Tries | null = null;
  for (let atMs = 0; atMs < untilMs; atMs += everyMs) {
    for (const network of networks) {
      const decision = decideTry(tries, network, atMs);
      if (!decision.isAllowed) continue;
      tries = decision.next;
      allowed.push({ atMs, network });
    }
  }
  return allowed;
}

describe('decideTry', () => {
  test('allows some tries without delay, then doubles the wait each time, up to a bound', () => {
    const allowed = guess(['a', 'b'], 100, 2 * HOUR_MS).map((each) => each.atMs);
    assert.ok(allowed.slice(0, FREE_TRIES).every((atMs) => atMs < 1_000));
    const waits = allowed.slice(FREE_TRIES).map((atMs, n) => atMs - (allowed[FREE_TRIES + n - 1] ?? 0));
    assert.deepEqual(
      waits.slice(0, 4),
      [1, 2, 4, 8].map((n) => n * DELAY_FIRST_MS),
    );
    assert.equal(Math.max(...waits), DELAY_MAX_MS);
  });

  test('gives a thousand networks no more tries than two', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => `network ${n}`);
    const ofMany = guess(many, 10_000, HOUR_MS).length;
    assert.ok(ofMany <= guess(['a', 'b'], 100, HOUR_MS).length + FREE_TRIES, `${ofMany} tries`);
    assert.ok(ofMany < 40, `${ofMany} tries an hour`);
  });

  test('leaves every other turn to somebody else while one network guesses without a pause', () => {
    let tries: Tries | null = null;
    let atMs = 0;
    for (; atMs < 10 * HOUR_MS; atMs += 1_000) {
      const guessed = decideTry(tries, 'guesser', atMs);
      if (guessed.isAllowed) tries = guessed.next;
    }
    const knocked = decideTry(tries, 'home', atMs);
    const waitMs = knocked.isAllowed ? 0 : knocked.waitMs;
    assert.ok(waitMs <= DELAY_MAX_MS);
    // The guesser tries every second, and the owner comes back at the stated time.
    assert.ok(!decideTry(tries, 'guesser', atMs + waitMs).isAllowed);
    assert.ok(decideTry(tries, 'home', atMs + waitMs).isAllowed);
  });

  test('forgets after a quiet day, and never waits longer than twice the bound, for any clock', () => {
    const state = fc.record({
      failures: fc.integer({ min: 1, max: 1_000_000 }),
      lastAtMs: fc.integer({ min: 0, max: 4e12 }),
      lastNetwork: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(
        state,
        fc.constantFrom('a', 'b'),
        fc.integer({ min: 0, max: 4e12 }),
        (tries, network, nowMs) => {
          const decision = decideTry(tries, network, nowMs);
          if (!decision.isAllowed) assert.ok(decision.waitMs > 0 && decision.waitMs <= 2 * DELAY_MAX_MS);
          if (nowMs - tries.lastAtMs >= FORGET_MS) {
            assert.deepEqual(decision, {
              isAllowed: true,
              next: { failures: 1, lastAtMs: nowMs, lastNetwork: network },
            });
          }
          if (tries.failures < FREE_TRIES) assert.ok(decision.isAllowed);
        },
      ),
    );
  });
});
