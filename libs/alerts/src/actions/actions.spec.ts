import {
  ALERT_ACTIONS,
  ALL_ALERT_ACTIONS,
  auditedActionsOf,
  changesOf,
  commandSchemaOf,
  defineAlertAction,
  seenRevisionSchema,
  userIdSchema,
} from '@eagle/contracts/domain';
import { ALL_ROUTES, alertActionRoutesOf } from '@eagle/contracts/rest';
import { z } from 'zod';
import { decideAction, carryOut } from '../decide-action.js';
import { Plant, T0 } from '../plant.fixture.js';
import { ACTIONS } from './actions.js';
import { seenBy, type ActionRow } from './transition.js';
import { wallInstant } from '../clocks.js';

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');

/**
 * An action that the product does not have: a person takes the alert over, and it becomes milder
 * for the others.
 */
const fields = { to: z.enum(['low', 'medium']), revision: seenRevisionSchema };
const declared = defineAlertAction(fields, {
  name: 'take-over',
  path: 'take-over',
  access: 'admins',
  summary: 'Takes the alert over.',
  body: z.object(fields),
  change: 'updated',
  audit: 'ALERT.TAKEN_OVER',
  ends: null,
});
const takeOver: ActionRow<z.infer<(typeof declared)['command']>> = {
  ...declared,
  from: ['unacknowledged'],
  to: (alert, { to }, actor) => ({
    ...seenBy(alert, actor),
    severity: to,
    state: { ...alert.state, acknowledged: true },
  }),
};
const table = { ...ALERT_ACTIONS, 'take-over': declared };

describe('an action added to a table', () => {
  test('has a route with its own body, for those who may do it', () => {
    const route = alertActionRoutesOf(table)['take-over'];
    expect([route.method, route.path, route.access]).toEqual([
      'POST',
      '/api/v1/alerts/:alertId/take-over',
      'admins',
    ]);
    expect(route.body.safeParse({ to: 'low' }).success).toBe(true);
    expect(route.body.safeParse({ to: 'nobody' }).success).toBe(false);
  });

  test('is a request between services, a published change and an entry of the audit log', () => {
    const actions = Object.values(table);
    const command = { action: 'take-over', to: 'medium' };
    expect(commandSchemaOf(actions).parse(command)).toEqual(command);
    expect(changesOf(actions).slice(-1)).toEqual(['updated']);
    const audited = auditedActionsOf(actions).at(-1);
    expect(audited?.shape.action.value).toBe('ALERT.TAKEN_OVER');
  });

  test('is carried out by its transition, as every other', () => {
    const plant = new Plant();
    const [raised] = plant.scan(0, { oil: 85 });
    expect(raised?.alert.severity).toBe('high');
    if (raised === undefined) return;
    const request = {
      action: { action: 'take-over', to: 'low' } as const,
      userId: USER,
      atMs: T0 + 1_000,
      actedAtMs: wallInstant(T0),
    };
    const [change] = carryOut(takeOver, plant.memory, raised.alert, plant.program, request).changes;
    expect([change?.change, change?.alert.severity, change?.alert.revision]).toEqual(['updated', 'low', 2]);
    expect(change?.alert.acknowledgedBy).toBe(USER);
    expect(carryOut(takeOver, plant.memory, raised.alert, plant.program, request).changes).toEqual([]);
  });
});

test('every action of the product has a route and a transition under its name', () => {
  const paths = ALL_ROUTES.filter(({ method }) => method === 'POST').map(({ path }) => path);
  for (const { path } of ALL_ALERT_ACTIONS) expect(paths).toContain(`/api/v1/alerts/:alertId/${path}`);
  expect(Object.keys(ACTIONS)).toEqual(Object.keys(ALERT_ACTIONS));
  for (const [name, action] of Object.entries(ALERT_ACTIONS)) expect(action.name).toBe(name);
});

test('an action in a phase that it does not accept changes nothing, and is refused once the alert has ended', () => {
  for (const action of [
    { action: 'acknowledge' },
    { action: 'dismiss' },
    { action: 'note', note: 'seen' },
  ] as const) {
    const plant = new Plant();
    const [raised] = plant.scan(0, { oil: 85 });
    if (raised === undefined) throw new Error('nothing was raised');
    const act = (atMs: number) =>
      decideAction(plant.memory, raised.alert, plant.program, {
        action,
        userId: USER,
        atMs,
        actedAtMs: wallInstant(atMs),
      });
    expect(act(T0).changes.map(({ change }) => change)).toEqual(
      { acknowledge: ['acknowledged'], dismiss: ['dismissed'], note: [] }[action.action],
    );
    if (action.action === 'dismiss') expect(() => act(T0)).toThrow('already resolved or dismissed');
    else expect(act(T0).changes).toEqual([]);
  }
});

test('actions of people are stamped with the wall clock, changes of the machine with the plant’s clock', () => {
  const plant = new Plant();
  const [raised] = plant.scan(0, { oil: 85 });
  if (raised === undefined) throw new Error('nothing was raised');
  // The feed has been silent for a month, so the asset's event time has not moved.
  const actedAtMs = wallInstant(T0 + 30 * 86_400_000);
  const action = { action: 'dismiss' } as const;
  const request = { action, userId: USER, atMs: T0, actedAtMs };
  const [change] = decideAction(plant.memory, raised.alert, plant.program, request).changes;
  const [event, wall] = [T0, actedAtMs].map((ms) => new Date(ms).toISOString());
  expect(change?.alert).toMatchObject({
    raisedAt: event,
    clearedAt: event,
    acknowledgedAt: wall,
    resolvedAt: wall,
  });
});
