import type { OrganizationFacts } from './overview.js';
import type { Feed, Models, OrganizationReading } from './organization-reading.js';

export const feedOf = (change: Partial<Feed> = {}): Feed => ({
  v: 1,
  organizationId: 'north',
  state: 'ok',
  problem: 'none',
  reason: 'Connected; rows come in.',
  rowsRead: 1_000,
  scansPublished: 1_000,
  rowsQuarantined: 0,
  rejected: {},
  newestEventAt: '2026-11-30T12:00:00.000Z',
  lastReadAt: '2026-11-30T12:00:00.000Z',
  lagMs: 14,
  watermark: '1000',
  lookMs: 3,
  announcements: 'none',
  ledger: null,
  updatedAt: '2026-11-30T12:00:00.000Z',
  goodForMs: 15_000,
  ...change,
});

type Serving = NonNullable<Models['serving']>;
type Training = NonNullable<Models['training']>;

export const servingOf = (change: Partial<Serving> = {}): Serving => ({
  v: 1,
  organizationId: 'north',
  state: 'live',
  version: '1.4.0',
  reason: '',
  updatedAt: '2026-11-30T12:00:00.000Z',
  ...change,
});

export const trainingOf = (attention: string | null): Training => ({
  v: 1,
  organizationId: 'north',
  runId: null,
  stage: 'waiting',
  progress: 0,
  reason: '',
  updatedAt: '2026-11-30T12:00:00.000Z',
  attention,
});

const NONE = { unacknowledged: 0, active: 0 } as const;

export const readingOf = (change: Partial<OrganizationReading> = {}): OrganizationReading => ({
  feed: feedOf(),
  rowCounts: [],
  models: { organizationId: 'north', serving: servingOf(), training: null },
  alerts: { critical: NONE, high: NONE, medium: NONE, low: NONE },
  hasMoreAlerts: false,
  ...change,
});

/** An organization that is well. */
export const factsOf = (
  name: string,
  change: Partial<OrganizationFacts> = {},
  enabled = true,
): OrganizationFacts => ({
  organization: { id: name, slug: name, name, enabled, createdAt: '2026-01-01T00:00:00.000Z' },
  reading: readingOf(),
  problem: null,
  place: { assets: 4, zone: 'Asia/Kolkata' },
  errors: 0,
  ...change,
});
