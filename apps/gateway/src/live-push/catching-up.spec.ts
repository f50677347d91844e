import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AlertEvent } from '@eagle/contracts/bus';
import { alertIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import type { SocketCaughtUp } from '@eagle/contracts/socket';
import { alertOf } from '../fixtures/seed.fixture.js';
import { CatchingUp } from './catching-up.js';

const organizationId = organizationIdSchema.parse('00000000-0000-4000-8000-000000000001');

function eventOf(
  values: Partial<AlertEvent['alert']>,
  change: AlertEvent['change'],
  late: boolean,
): AlertEvent {
  const alert = alertOf(organizationId, values);
  return {
    v: 2,
    eventId: `${alert.id}.${alert.revision}`,
    organizationId,
    change,
    alert,
    decidedAtMs: 0,
    readAtMs: 0,
    ...(late ? { late: true } : {}),
  };
}

const state = (active: boolean) => ({ ...alertOf(organizationId).state, active });

describe('catching up', () => {
  const summed = (): { summaries: SocketCaughtUp[]; catchingUp: CatchingUp } => {
    const summaries: SocketCaughtUp[] = [];
    return { summaries, catchingUp: new CatchingUp((summary) => summaries.push(summary)) };
  };

  test('sums up past changes once, and names active alerts, worst first', () => {
    const { summaries, catchingUp } = summed();
    const ids = Array.from({ length: 162 }, () => alertIdSchema.parse(randomUUID()));
    ids.forEach((id, i) => {
      const severity = i === 161 ? 'critical' : 'low';
      catchingUp.take(eventOf({ id, severity, state: state(true) }, 'raised', true), i);
      if (i < 160) catchingUp.take(eventOf({ id, severity, state: state(false) }, 'cleared', true), i);
    });
    catchingUp.due(1_000);
    assert.equal(summaries.length, 0, 'not while they come');
    catchingUp.due(2_200);
    catchingUp.due(9_000);
    assert.deepEqual(
      summaries.map(({ pastAlerts, standingAlerts, standing }) => [
        pastAlerts,
        standingAlerts,
        standing.map(({ severity }) => severity),
      ]),
      [[160, 2, ['critical', 'low']]],
    );
  });

  test('reports an active alert before the end of a long outage', () => {
    const { summaries, catchingUp } = summed();
    for (let nowMs = 0; nowMs <= 10_000; nowMs += 1_000) {
      catchingUp.take(
        eventOf({ id: alertIdSchema.parse(randomUUID()), state: state(true) }, 'raised', true),
        nowMs,
      );
      catchingUp.due(nowMs);
    }
    assert.equal(summaries.length, 1);
  });

  test('counts an alert that clears in time, after it was raised late, as over', () => {
    const { summaries, catchingUp } = summed();
    const id = alertIdSchema.parse(randomUUID());
    catchingUp.take(eventOf({ id, state: state(true) }, 'raised', true), 0);
    catchingUp.take(eventOf({ id, state: state(false) }, 'cleared', false), 500);
    catchingUp.due(3_000);
    assert.deepEqual([summaries[0]?.pastAlerts, summaries[0]?.standingAlerts], [1, 0]);
  });

  test('ignores timely changes', () => {
    const { summaries, catchingUp } = summed();
    catchingUp.take(eventOf({}, 'raised', false), 0);
    catchingUp.due(60_000);
    assert.deepEqual(summaries, []);
  });
});
