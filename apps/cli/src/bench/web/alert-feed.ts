import { setTimeout as delay } from 'node:timers/promises';
import { type AlertEvent, STREAMS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import type { MadeChange } from './alert-changes.js';
import type { Version } from './ledger.js';
import { machineNow } from './measured-room.js';

const TICK_MS = 5;

/** A change that was published, and when. */
export interface Published extends Version {
  readonly change: MadeChange['change'];
  /** Milliseconds since 1970, by the clock of the machine. */
  readonly atMs: number;
}

/** Publishes one change of an alert, as alerting does. @returns once the stream has it. */
export async function publishChange(bus: Bus, { change, alert }: MadeChange): Promise<Published> {
  const atMs = machineNow();
  const event: AlertEvent = {
    v: 2,
    eventId: `${alert.id}.${alert.revision}`,
    organizationId: alert.organizationId,
    change,
    alert,
    decidedAtMs: Math.round(atMs),
    readAtMs: Math.round(atMs),
  };
  const payload = new TextEncoder().encode(JSON.stringify(event));
  await bus.publish(STREAMS.alerts.subject(alert.organizationId, change), event.eventId, payload);
  return { alertId: alert.id, revision: alert.revision, change, atMs };
}

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly next: () => MadeChange;
  readonly signal: AbortSignal;
}

/** Publishes changes evenly over time, however long earlier ones take. */
export async function publishEvenly(
  bus: Bus,
  { perSecond, seconds, next, signal }: Load,
): Promise<Published[]> {
  const count = Math.round(perSecond * seconds);
  const startMs = performance.now();
  const sent: Promise<Published>[] = [];
  while (sent.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - startMs) * perSecond) / 1_000));
    while (sent.length < due) sent.push(publishChange(bus, next()));
    await delay(TICK_MS, undefined, { signal });
  }
  return Promise.all(sent);
}
