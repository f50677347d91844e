import { setTimeout as delay } from 'node:timers/promises';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { z } from 'zod';
import { connectBus } from './bus.js';
import type { LeaseLook } from './lease-process.fixture.js';

const optionsSchema = z.object({
  url: z.string(),
  owner: z.string(),
  organizationId: organizationIdSchema,
  ttlMs: z.number(),
  clockOffsetMs: z.number(),
});
const { url, owner, organizationId, ttlMs, clockOffsetMs } = optionsSchema.parse(
  JSON.parse(process.argv[2] ?? '{}'),
);

const CLOCK_STEP_MS = 2 * 3_600_000;
let offsetMs = clockOffsetMs;
const machineNow = Date.now.bind(Date);
const shownNow = (): number => machineNow() + offsetMs;
/** The whole process sees this time: the library for NATS as well. */
globalThis.Date = new Proxy(Date, {
  construct: (target, [given = shownNow()]: (number | string | Date)[]) => new target(given),
});
Date.now = shownNow;

const report = (look: LeaseLook): void => {
  process.send?.(look);
};

const bus = await connectBus({ url, name: owner });
const lease = bus.lease('pipeline', organizationId, owner, { ttlMs });
let isReleased = false;
process.on('message', (message) => {
  if (message === 'step-clock') offsetMs -= CLOCK_STEP_MS;
  if (message !== 'release') return;
  isReleased = true;
  void lease.release();
});
process.on('disconnect', () => process.exit(0));

const LOOK_EVERY_MS = Math.min(400, ttlMs / 4);
let terms = 0;
let woke: boolean | null = null;
let refusedSinceMs: number | null = null;
let lookedAtMs = performance.now();
for (;;) {
  const nowMs = performance.now();
  if (nowMs - lookedAtMs > ttlMs && terms > 0) woke ??= lease.held;
  lookedAtMs = nowMs;
  if (!isReleased) await look();
  refusedSinceMs = lease.held ? null : (refusedSinceMs ?? nowMs);
  const refusedForMs = refusedSinceMs === null ? 0 : performance.now() - refusedSinceMs;
  report({ held: lease.held, terms, refusedForMs, woke });
  await delay(LOOK_EVERY_MS);
}

async function look(): Promise<void> {
  try {
    if (lease.held && (await lease.renew())) return;
    if ((await lease.acquire()) !== null) terms += 1;
  } catch {
    // The server is away: tried again at the next look.
  }
}
