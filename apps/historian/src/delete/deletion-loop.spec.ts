import { randomUUID } from 'node:crypto';
import { AppError, organizationIdSchema } from '@eagle/contracts/domain';
import { createLogger, Metrics } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import { HistorianMetrics } from '../historian-metrics.js';
import { DeletionLoop } from './deletion-loop.js';

const organizationId = organizationIdSchema.parse(randomUUID());
const nothing = { rows: 0, bytes: 0 };

test('a deleted organization is done only once nothing came for a minute after its history was deleted', async () => {
  let nowMs = 0;
  let deleted = 0;
  let isDone = false;
  const isEmpty = [false, true, false, true];
  const deleter = {
    carryOut: async () => nothing,
    deleteOrganization: async () => {
      deleted += 1;
      return isEmpty.shift() ?? true;
    },
  };
  const deletions = {
    pending: async () => [],
    deletedOrganizations: async () => (isDone ? [] : [organizationId]),
    organizationDone: async () => {
      isDone = true;
    },
  };
  const loop = loopOf(deleter, deletions, () => nowMs);
  const looked = async (times: number): Promise<boolean> => {
    loop.lookSoon();
    await eventually(() => deleted === times);
    return isDone;
  };
  loop.start();
  await eventually(() => deleted === 1);
  expect(await looked(2)).toBe(false);
  nowMs = 60_000;
  // Something came meanwhile.
  expect(await looked(3)).toBe(false);
  loop.lookSoon();
  await eventually(() => isDone);
  expect(deleted).toBe(4);
  await loop.stop();
});

test('a deletion that fails holds up no other, and is tried again', async () => {
  const [broken, sound] = [wanted(), wanted()];
  const done: string[] = [];
  let isBroken = true;
  const deleter = {
    carryOut: async ({ id }: { readonly id: string }) => {
      if (id === broken.id && isBroken) throw new AppError('TELEMETRY.STORE_UNWRITABLE', 'away');
      done.push(id);
      return nothing;
    },
    deleteOrganization: async () => true,
  };
  const deletions = {
    pending: async () => [broken, sound].filter(({ id }) => !done.includes(id)),
    deletedOrganizations: async () => [],
    organizationDone: async () => undefined,
  };
  const loop = loopOf(deleter, deletions, () => 0);
  loop.start();
  await eventually(() => done.length === 1);
  expect(done).toEqual([sound.id]);
  isBroken = false;
  loop.lookSoon();
  await eventually(() => done.length === 2);
  await loop.stop();
});

const wanted = () => ({
  organizationId,
  id: randomUUID(),
  deletion: { assetId: null, fromMs: 0, toMs: 1 },
});

type Parameters = ConstructorParameters<typeof DeletionLoop>;

function loopOf(deleter: Parameters[0], deletions: Parameters[1], monotonicNow: () => number): DeletionLoop {
  const metrics = new HistorianMetrics(new Metrics('historian', 'historian-0'));
  const logger = createLogger({ service: 'historian', replica: 'historian-0', level: 'silent' });
  return new DeletionLoop(deleter, deletions, metrics, logger, { everyMs: 3_600_000, monotonicNow });
}
