import { userIdSchema, type Alert, type AlertAction } from '@eagle/contracts/domain';
import assert from 'node:assert/strict';
import { wallInstant } from './clocks.js';
import { decideAction } from './decide-action.js';
import { LIMIT, Plant, T0, furnaceConfig } from './plant.fixture.js';

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');
/** The wall clock for the actions of people. */
export const ACTED_AT = wallInstant(Date.UTC(2026, 5, 1));
export const BANDS = {
  ...LIMIT,
  deadband: 0,
  bands: [
    { severity: 'low', from: 50 },
    { severity: 'critical', from: 90 },
  ],
  recommendedAction: 'Cool it.',
};
export const SECOND = {
  ...BANDS,
  id: 'zone-hot',
  title: 'Zone too hot',
  tag: 'pv',
  bands: [{ severity: 'low', from: 900 }],
};

/** The worst alert that stands, or the newest one. */
export const latest = (plant: Plant): Alert => {
  const alert = plant.memory.episodes.findLast(({ alert: { state } }) => state.active)?.alert;
  assert.ok(alert);
  return alert;
};
export const act = (plant: Plant, action: AlertAction, seconds: number): void => {
  const request = { action, userId: USER, atMs: T0 + seconds * 1_000, actedAtMs: ACTED_AT };
  plant.note(decideAction(plant.memory, latest(plant), plant.program, request));
};
export const reportedSince = (plant: Plant, work: () => void): string[] => {
  const before = plant.changes.length;
  work();
  return plant.changes.slice(before).flatMap(({ sent, change }) => (sent ? [change] : []));
};
export const state = ({ state: { active, acknowledged } }: Alert): boolean[] => [active, acknowledged];
export const bandsPlant = (): Plant => new Plant(furnaceConfig({ rules: [BANDS] }));
