import { Slots } from './slots.js';

const bounds = { slotsMax: 2, waitingMax: 1, waitMsMax: 60_000 };

test('slots are given up to a bound, one operation waits for the next, further ones are refused', async () => {
  const slots = new Slots(bounds);
  const [first, second] = [await slots.acquire(), await slots.acquire()];
  const third = slots.acquire();
  await expect(slots.acquire()).rejects.toMatchObject({ code: 'TELEMETRY.BUSY', kind: 'exhausted' });
  first();
  first();
  const releaseThird = await third;
  const fourth = slots.acquire();
  releaseThird();
  (await fourth)();
  second();
  const again = [await slots.acquire(), await slots.acquire()];
  for (const release of again) release();
});

test('an operation that waits too long for a slot is refused, and its place is free again', async () => {
  const slots = new Slots({ slotsMax: 1, waitingMax: 1, waitMsMax: 1 });
  const release = await slots.acquire();
  await expect(slots.acquire()).rejects.toMatchObject({ code: 'TELEMETRY.BUSY' });
  const next = slots.acquire();
  release();
  (await next)();
});

test('a slot is free again after an operation that failed', async () => {
  const slots = new Slots({ ...bounds, slotsMax: 1 });
  await expect(slots.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await slots.run(() => Promise.resolve('done'))).toBe('done');
});
