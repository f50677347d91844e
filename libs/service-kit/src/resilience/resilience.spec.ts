import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { backOffMs } from './back-off.js';
import { circuitBreaker, type CircuitState } from './circuit-breaker.js';

describe('backOffMs', () => {
  test('doubles, stays within its bounds, and is never zero', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const waitMs = backOffMs(attempt, random);
        assert.ok(waitMs >= 125 && waitMs <= 10_000);
      }),
    );
    assert.equal(backOffMs(0, 0), 125);
    assert.equal(backOffMs(2, 0), 500);
    assert.equal(backOffMs(3, 0.5, { baseMs: 100, maxMs: 400 }), 300);
  });
});

describe('a circuit breaker', () => {
  const failing = () => Promise.reject(new AppError('FEED.UNREACHABLE', 'no route'));

  test('leaves a dependency alone once it failed often enough', async () => {
    const states: CircuitState[] = [];
    const breaker = circuitBreaker(failing, {
      name: 'SCADA',
      callsMin: 3,
      onStateChange: (s) => states.push(s),
    });
    for (let call = 0; call < 3; call += 1)
      await assert.rejects(breaker.call(), { code: 'FEED.UNREACHABLE' });
    await assert.rejects(breaker.call(), { code: 'CIRCUIT.OPEN', kind: 'unavailable' });
    assert.equal(breaker.state, 'open');
    assert.deepEqual(states, ['open']);
    breaker.close();
  });

  test('stays closed when the callers are wrong', async () => {
    const wrong = () => Promise.reject(new AppError('REQUEST.INVALID', 'bad row'));
    const breaker = circuitBreaker(wrong, { name: 'model', callsMin: 1 });
    for (let call = 0; call < 5; call += 1) await assert.rejects(breaker.call(), { code: 'REQUEST.INVALID' });
    assert.equal(breaker.state, 'closed');
    breaker.close();
  });

  test('gives up on a call that takes too long', async () => {
    const breaker = circuitBreaker(() => new Promise<never>(() => undefined), {
      name: 'model',
      timeoutMs: 5,
    });
    await assert.rejects(breaker.call(), { code: 'CIRCUIT.TIMEOUT', kind: 'timeout' });
    breaker.close();
  });
});
