import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { alertIdSchema, assetIdSchema, feedSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { newAssetMemory } from './asset-memory.js';
import { decideScan } from './decide-scan.js';
import { furnaceConfig, RECORDED_AT, STATES, T0, TAGS } from './plant.fixture.js';
import { bindScan, compileRules } from './rule-program.js';
import { alertEventOf } from './decision.js';

const MINUTE = 60_000;

/** Whether an alert that is raised at `T0` and decided so much later is late. */
function isLate(feed: Record<string, unknown> | null, decidedAfterMs: number): boolean {
  const config: OrganizationConfig = {
    ...furnaceConfig({}),
    feed:
      feed === null
        ? null
        : feedSchema.parse({
            kind: 'postgres',
            host: 'h',
            port: 1,
            database: 'd',
            user: 'u',
            ...feed,
          }),
  };
  const binding = bindScan(compileRules(config), [...TAGS], [...STATES]);
  const row = { sequence: 1, eventTimeMs: T0, readAtMs: T0, state: 1, offset: 0 };
  const values = Float64Array.of(880, 880, 60, 1, 0);
  const memory = newAssetMemory(assetIdSchema.parse('line-1'));
  const { changes } = decideScan(
    memory,
    binding,
    { ...row, values },
    { newAlertId: () => alertIdSchema.parse(randomUUID()), now: () => RECORDED_AT },
  );
  const [change] = changes;
  assert.ok(change);
  return alertEventOf(change, T0 + decidedAfterMs).late === true;
}

test('a change that is decided long after it happened is late', () => {
  assert.equal(isLate({ pollIntervalMs: 1_000 }, 2 * MINUTE), false);
  assert.equal(isLate({ pollIntervalMs: 1_000 }, 2 * MINUTE + 1), true);
});

test('a rarely read source alone makes nothing late', () => {
  assert.equal(isLate({ pollIntervalMs: 10 * MINUTE }, 15 * MINUTE), false);
  assert.equal(isLate({ pollIntervalMs: 10 * MINUTE }, 21 * MINUTE), true);
});

test('nothing is late where the plant has its own clock, or no feed', () => {
  assert.equal(isLate({ clock: 'source' }, 10_000 * MINUTE), false);
  assert.equal(isLate(null, 10_000 * MINUTE), false);
});
