import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  assetIdSchema,
  organizationIdSchema,
  type AssetId,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import type { Database } from '@eagle/persistence';
import { LABELS_OF, type SeriesKind } from '../rows/row-block.js';
import { blockOfRows, collected, type PlainRow } from '../rows/rows.fixture.js';
import type { Resolution } from '../series/bucket-widths.js';
import { NO_POSITIONS } from './positions.fixture.js';
import type { MissingRows, Positions, ReadWithin, TelemetryStore } from './telemetry-store.js';

export const DAY_MS = 86_400_000;
/** A Monday, far enough back that nothing is too old or in the future. */
export const MONDAY_MS = Date.UTC(2026, 5, 1);
export const ASSET = assetIdSchema.parse('furnace-1');
export const OTHER_ASSET = assetIdSchema.parse('furnace-2');

/**
 * What a behaviour of the store is checked in: one store over a database of its own, and a clock
 * that is set by hand.
 */
export interface StoreWorld {
  readonly store: TelemetryStore;
  readonly database: Database;
  nowMs: number;
  /** A new organization. */
  readonly organization: () => Promise<OrganizationId>;
  readonly close: () => Promise<void>;
}

export async function storeWorld(
  open: (
    database: Database,
    now: () => number,
  ) => Promise<{ store: TelemetryStore; close: () => Promise<void> }>,
  prepare: (ownerUrl: string) => Promise<void> = () => Promise.resolve(),
): Promise<StoreWorld> {
  const prepared: TestDatabase = await testDatabase();
  await prepare(prepared.ownerUrl);
  const database = prepared.open();
  const clock = { nowMs: MONDAY_MS };
  const { store, close } = await open(database, () => clock.nowMs);
  return {
    store,
    database,
    get nowMs() {
      return clock.nowMs;
    },
    set nowMs(nowMs) {
      clock.nowMs = nowMs;
    },
    organization: async () => {
      const id = organizationIdSchema.parse(randomUUID());
      await database.forPlatform((tx) =>
        tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
          id,
          id,
          'An organization',
        ]),
      );
      return id;
    },
    close: async () => {
      await store.close();
      await close();
      await prepared.close();
    },
  };
}

/** Stores rows of one asset. */
export function append(
  store: TelemetryStore,
  organizationId: OrganizationId,
  rows: readonly PlainRow[],
  {
    kind = 'scans',
    assetId = ASSET,
    positions = NO_POSITIONS,
  }: Partial<{ kind: SeriesKind; assetId: AssetId; positions: Positions }> = {},
): Promise<void> {
  return store.append(organizationId, { rows: [{ kind, assetId, block: blockOfRows(rows) }], positions });
}

export interface Reading {
  readonly kind?: SeriesKind;
  readonly assetId?: AssetId;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly resolution?: Resolution;
  readonly columns?: readonly string[];
  readonly readWithin?: ReadWithin;
  readonly onMissing?: (missing: MissingRows) => void;
}

/** Rows as they are written down. */
export function read(
  store: TelemetryStore,
  organizationId: OrganizationId,
  {
    kind = 'scans',
    assetId = ASSET,
    fromMs = 0,
    toMs = 4e12,
    resolution = 'raw',
    columns = ['a', 'b', 'c'],
    onMissing,
    readWithin,
  }: Reading = {},
): Promise<PlainRow[]> {
  const labels = resolution === 'raw' ? LABELS_OF[kind] : [];
  const range = { kind, assetId, fromMs, toMs, resolution, columns, labels };
  const query = readWithin === undefined ? range : { ...range, readWithin };
  const fail = (missing: MissingRows): never =>
    assert.fail(`${missing.segment} is missing: ${missing.reason}`);
  return collected(store.read(organizationId, query, onMissing ?? fail));
}

/** Rows a second apart. */
export const everySecond = (
  fromMs: number,
  count: number,
  valueOf: (i: number) => number = (i) => i,
): PlainRow[] =>
  Array.from({ length: count }, (_, i) => ({
    timeMs: fromMs + i * 1_000,
    sequence: Math.floor(fromMs / 1_000) + i,
    labels: { state: i % 10 < 7 ? 'running' : 'idle' },
    values: { a: valueOf(i) },
  }));

/** Maintenance until nothing waits. */
export async function maintain(
  world: StoreWorld,
  organizationId: OrganizationId,
  retention = { rawDays: 400, aggregateDays: 1_825 },
): Promise<void> {
  for (;;) {
    const { hasMore } = await world.store.maintain(organizationId, world.nowMs, retention);
    if (!hasMore) return;
  }
}
