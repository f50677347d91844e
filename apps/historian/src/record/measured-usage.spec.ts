import { randomUUID } from 'node:crypto';
import { AppError, organizationIdSchema } from '@eagle/contracts/domain';
import { MeasuredUsage } from './measured-usage.js';

/** How much is stored, how often it was looked up, and what happens meanwhile. */
function measuredStore() {
  const world = { bytes: 1, lookUps: 0, isAway: false, meanwhile: (): void => undefined };
  const usage = async () => {
    world.lookUps += 1;
    const rows = [{ kind: 'scans', resolution: 'raw', rows: 1, bytes: world.bytes } as const];
    if (world.isAway) throw new AppError('DATABASE.UNAVAILABLE', 'away');
    world.meanwhile();
    return rows;
  };
  const measured = new MeasuredUsage(organizationIdSchema.parse(randomUUID()), { usage }, () => undefined);
  return { world, measured };
}

test('what is stored is looked up again only after it has changed', async () => {
  const { world, measured } = measuredStore();
  await measured.measureIfOutdated();
  await measured.measureIfOutdated();
  expect(world.lookUps).toBe(1);
  world.bytes = 2;
  measured.outdate();
  await measured.measureIfOutdated();
  expect(measured.sum.bytes).toBe(2);
});

test('a look-up that failed is made up for', async () => {
  const { world, measured } = measuredStore();
  world.isAway = true;
  await measured.measureIfPossible();
  world.isAway = false;
  await measured.measureIfOutdated();
  expect(measured.sum.bytes).toBe(1);
});

test('what changes during a look-up is looked up again', async () => {
  const { world, measured } = measuredStore();
  world.meanwhile = () => {
    world.bytes = 2;
    measured.outdate();
  };
  await measured.measure();
  world.meanwhile = () => undefined;
  await measured.measureIfOutdated();
  expect(measured.sum.bytes).toBe(2);
});
