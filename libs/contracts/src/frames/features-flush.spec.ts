import assert from 'node:assert/strict';
import fc from 'fast-check';
import { organizationIdSchema } from '../domain/ids.js';
import { FEATURES_TICK_MS, featuresOffsetMs, untilFeaturesFlushMs } from './features-flush.js';

const organization = fc.uuid({ version: 4 }).map((id) => organizationIdSchema.parse(id));

test('an organization waits for its own flush, at most one flush interval long', () => {
  fc.assert(
    fc.property(organization, fc.integer({ min: 1e12, max: 2e12 }), (id, nowMs) => {
      const waitMs = untilFeaturesFlushMs(id, nowMs);
      assert.ok(waitMs > 0 && waitMs <= FEATURES_TICK_MS);
      assert.equal((nowMs + waitMs - featuresOffsetMs(id)) % FEATURES_TICK_MS, 0);
    }),
  );
});

test('about half of the organizations flush half an interval later', () => {
  const ids = fc.sample(organization, { numRuns: 1_000, seed: 1 });
  const off = ids.filter((id) => featuresOffsetMs(id) > 0).length;
  assert.ok(off > 400 && off < 600, `${off} of 1000`);
});
