import assert from 'node:assert/strict';
import type { AlertPush } from '@eagle/contracts/socket';
import pg from 'pg';
import { z } from 'zod';

/** How far alerting has come with one asset. All three are committed together. */
export interface Position {
  readonly assetId: string;
  /** Scans that were judged, each once. */
  readonly scansDecided: number;
  /** Predictions that were judged, each once. */
  readonly predictionsDecided: number;
  /** Number that data-processor gave the last one; it counts without gaps. */
  readonly lastSequence: number;
  /** Event time of the last one, milliseconds. */
  readonly lastScanAtMs: number;
}

const positionsSchema = z.array(
  z.object({
    assetId: z.string(),
    scansDecided: z.number(),
    predictionsDecided: z.number(),
    lastSequence: z.number(),
    lastScanAtMs: z.number(),
  }),
);

/** Reads as the services do: under the role of row-level security. */
async function asOrganization(databaseUrl: string, organizationId: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // The query that runs then fails and says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId]);
    const { rows } = await client.query<Record<string, unknown>>(sql);
    await client.query('COMMIT');
    return rows;
  } finally {
    await client.end();
  }
}

export async function readPositions(databaseUrl: string, organizationId: string): Promise<Position[]> {
  return positionsSchema.parse(
    await asOrganization(
      databaseUrl,
      organizationId,
      `SELECT asset_id AS "assetId", (state->>'scansDecided')::int AS "scansDecided",
              (state->'prediction'->>'decided')::int AS "predictionsDecided",
              (state->>'lastSequence')::int AS "lastSequence", (state->>'lastScanAtMs')::float8 AS "lastScanAtMs"
       FROM alert_engine_states WHERE state->>'lastScanAtMs' IS NOT NULL ORDER BY asset_id`,
    ),
  );
}

/**
 * Every change of an alert that was committed for sending, as `<alert>.<revision>`, and whether it
 * was sent.
 */
export async function readOutbox(
  databaseUrl: string,
  organizationId: string,
): Promise<{ eventId: string; isSent: boolean }[]> {
  return z
    .array(z.object({ eventId: z.string(), isSent: z.boolean() }))
    .parse(
      await asOrganization(
        databaseUrl,
        organizationId,
        `SELECT event_id AS "eventId", published_at IS NOT NULL AS "isSent" FROM alert_events`,
      ),
    );
}

/**
 * Event times of the scans in a plant's table after one moment, up to and including another; each
 * scan once.
 * @param timeSql  the scan's time as `timestamptz`
 */
export async function readWritten(
  scadaUrl: string,
  table: string,
  timeSql: string,
  range: { readonly afterMs: number; readonly upToMs: number },
): Promise<number> {
  const client = new pg.Client({ connectionString: scadaUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ written: number }>(
      `SELECT count(*)::int AS written FROM
         (SELECT DISTINCT round(extract(epoch FROM ${timeSql}) * 1000) AS at FROM ${table}) AS scans
       WHERE at > $1 AND at <= $2`,
      [range.afterMs, range.upToMs],
    );
    return rows[0]?.written ?? 0;
  } finally {
    await client.end();
  }
}

/** Each revision of an alert reached the socket once, and in order. */
export function assertHeardOnce(pushes: readonly AlertPush[]): void {
  const cursors = pushes.map((push) => push.cursor);
  assert.deepEqual(
    cursors,
    [...new Set(cursors)].sort((x, y) => x - y),
  );
  const revisions = pushes.map(({ alert }) => `${alert.id}.${alert.revision}`);
  assert.equal(new Set(revisions).size, revisions.length, 'no revision twice');
}
