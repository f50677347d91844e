import type { Feed, Glance, Serving, Training } from './glance.js';

export const feedOf = (change: Partial<Feed> = {}): Feed => ({
  state: 'ok',
  problem: 'none',
  reason: 'Connected; rows come in.',
  lagMs: 14,
  newestEventAt: '2026-11-30T12:00:00.000Z',
  updatedAt: '2026-11-30T12:00:00.000Z',
  ...change,
});

export const servingOf = (change: Partial<Serving> = {}): Serving => ({
  state: 'live',
  version: '1.4.0',
  reason: '',
  ...change,
});

export const trainingOf = (attention: string | null): Training => ({
  stage: 'waiting',
  progress: 0,
  reason: '',
  attention,
});

const NONE = { unacknowledged: 0, active: 0 } as const;

/** An organization that is well. */
export const glanceOf = (name: string, change: Partial<Glance> = {}, enabled = true): Glance => ({
  organization: { id: name, slug: name, name, enabled, createdAt: '2026-01-01T00:00:00.000Z' },
  timeZone: 'Asia/Kolkata',
  assets: 4,
  feed: feedOf(),
  rowsPerSecond: 3,
  lastHour: { rowsPerSecond: [null, 3, 3], lagMs: [null, 14, 12] },
  serving: servingOf(),
  modelRegisteredAt: '2026-11-20T12:00:00.000Z',
  warned: { inTime: 31, failures: 38 },
  training: null,
  takenOver: null,
  alerts: { critical: NONE, high: NONE, medium: NONE, low: NONE },
  deadLetters: 0,
  quarantinedRows: 0,
  contacts: [],
  ...change,
});
