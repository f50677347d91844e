import assert from 'node:assert/strict';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import { madeOrganization } from '@eagle/learning/fixtures';
import { schedulerWorlds, settled, untilAborted } from './training-scheduler.fixture.js';

const { world, stopAll } = schedulerWorlds();
afterEach(stopAll);

test('a new schedule changes the shown next training at once: when none can begin, while one runs and while others run', async () => {
  const w = world(untilAborted);
  const shown = (): (string | null | undefined)[] => [w.statuses.at(-1)?.stage, w.statuses.at(-1)?.nextAt];
  const change = (
    config: OrganizationConfig,
    schedule: string | null,
    timeZone = 'UTC',
  ): OrganizationConfig => ({
    ...config,
    revision: config.revision + 1,
    settings: { ...config.settings, timeZone, training: { ...config.settings.training, schedule } },
  });
  const idle = madeOrganization({ feed: null });
  w.scheduler.configChanged(idle);
  await settled();
  assert.deepEqual(shown(), ['waiting', '2026-01-11T02:00:00.000Z']);
  w.scheduler.configChanged(change(idle, '30 5 * * *', 'Europe/Berlin'));
  await settled();
  assert.deepEqual(shown(), ['waiting', '2026-01-05T04:30:00.000Z']);
  w.scheduler.configChanged(change(idle, null));
  await settled();
  assert.deepEqual(shown(), ['waiting', null]);

  const busy = madeOrganization({ organizationId: '3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a01' });
  w.scheduler.configChanged(busy);
  await settled();
  assert.equal(w.statuses.at(-1)?.stage, 'extracting');
  w.scheduler.configChanged(change(busy, '0 6 * * *'));
  await settled();
  assert.deepEqual(shown(), ['extracting', '2026-01-05T06:00:00.000Z']);
  // The only training slot is taken by the other organization.
  w.scheduler.configChanged(change(idle, '0 7 * * *'));
  await settled();
  assert.deepEqual(shown(), ['waiting', '2026-01-05T07:00:00.000Z']);
});
