import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ModelBreaker } from './model-breaker.js';

describe('the breaker of a model', () => {
  it('is left alone after three failures in a row, then tried by one frame at a time', () => {
    const breaker = new ModelBreaker();
    for (let failure = 0; failure < 3; failure += 1) {
      assert.ok(breaker.allows(1_000));
      breaker.failed(1_000);
    }
    assert.equal(breaker.health, 'failed');
    assert.ok(!breaker.allows(30_999));
    assert.ok(breaker.allows(31_000));
    assert.ok(!breaker.allows(31_001));
  });

  it('is healthy again after one success', () => {
    const breaker = new ModelBreaker();
    for (let failure = 0; failure < 5; failure += 1) breaker.failed(0);
    breaker.succeeded();
    assert.equal(breaker.health, 'healthy');
    assert.ok(breaker.allows(1));
  });

  it('forgives single failures', () => {
    const breaker = new ModelBreaker();
    for (let round = 0; round < 10; round += 1) {
      breaker.failed(round);
      assert.equal(breaker.health, 'degraded');
      breaker.succeeded();
    }
    assert.ok(breaker.allows(11));
  });
});
