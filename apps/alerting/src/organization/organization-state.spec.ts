import { randomUUID } from 'node:crypto';
import { wallInstant, type PeopleTimer } from '@eagle/alerts';
import { alertIdSchema } from '@eagle/contracts/domain';
import { NO_POSITION } from '../alert-store.js';
import { pumpConfig, T0 } from '../fixtures/plant.js';
import { raisedAlert } from '../fixtures/raised-alert.js';
import { OrganizationState } from './organization-state.js';

const MINUTE = 60_000;

/** An alert that is not acknowledged within a minute is escalated. */
const ESCALATION: PeopleTimer = {
  timerOf: ({ alert: { recordedAt, severity } }) =>
    recordedAt === null || severity === 'critical'
      ? null
      : { clock: 'wall', dueAt: wallInstant(Date.parse(recordedAt) + MINUTE) },
  onDue: (decision, episode) => decision.change(episode, 'severity-changed', { severity: 'critical' }),
};

test('a due date passes without a scan, and its asset is marked for writing', () => {
  const config = pumpConfig('silent');
  const { memory } = raisedAlert(config);
  let nowMs = T0;
  const positions = { scans: NO_POSITION, predictions: NO_POSITION };
  const state = new OrganizationState(
    config,
    { memories: [memory], positions, unpublished: [] },
    { newAlertId: () => alertIdSchema.parse(randomUUID()), now: () => wallInstant(nowMs) },
  );
  expect(state.wake([ESCALATION])).toEqual([]);
  nowMs += 2 * MINUTE;
  expect(state.wake([ESCALATION]).map(({ change }) => change)).toEqual(['severity-changed']);
  expect([...state.moved]).toEqual(['pump-1']);
  expect(state.wake([ESCALATION])).toEqual([]);
});
