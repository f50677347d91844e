import { isOver } from '@eagle/alerts';
import {
  ALERT_ACTIONS,
  AppError,
  alertIdSchema,
  type AlertId,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { audit, type OrganizationTransaction, type Transaction } from '@eagle/persistence';
import { z } from 'zod';
import { JUDGED_STREAMS, type Commit, type Positions, type StreamPosition } from '../../alert-store.js';

export const SERVICE = 'alerting';
/**
 * The stream name under which `stream_positions` holds the term that may write, per organization.
 */
const FENCE = 'fence';

const alertRow = z.object({ id: alertIdSchema });

/** What a commit changed in the database. */
interface Written {
  readonly alertIds: ReadonlySet<AlertId>;
  readonly noteIds: ReadonlySet<string>;
}

/**
 * Lets only this term write from now on. @throws AppError `ALERTING.FENCED` (conflict) where a
 * newer term exists.
 */
export async function raiseFence(
  tx: Transaction,
  organizationId: OrganizationId,
  fence: number,
): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO stream_positions (service, stream, organization_id, position) VALUES ($1, $2, $3, $4)
     ON CONFLICT (service, stream, organization_id) DO UPDATE SET position = EXCLUDED.position, updated_at = now()
     WHERE stream_positions.position <= EXCLUDED.position`,
    [SERVICE, FENCE, organizationId, fence],
  );
  if (rowCount === 0) throw fenced();
}

/** A process that freezes during a commit must not keep its locks while the next leader waits. */
const IDLE_MS_MAX = 3_000;

/**
 * @throws AppError `ALERTING.FENCED` (conflict). The row stays locked, so that no other process
 * takes over during the commit.
 */
export async function assertFence(
  tx: Transaction,
  organizationId: OrganizationId,
  fence: number,
): Promise<void> {
  const { rows } = await tx.query(
    `SELECT set_config('idle_in_transaction_session_timeout', $5, true) FROM stream_positions
     WHERE service = $1 AND stream = $2 AND organization_id = $3 AND position = $4 FOR SHARE`,
    [SERVICE, FENCE, organizationId, fence, String(IDLE_MS_MAX)],
  );
  if (rows.length > 0) return;
  throw fenced();
}

const fenced = (): AppError =>
  new AppError('ALERTING.FENCED', 'Another process has taken over this organization.');

/**
 * Writes alerts and their events. An older revision never replaces a newer one. @returns the alerts
 * that changed
 */
export async function writeAlerts(
  tx: Transaction,
  organizationId: OrganizationId,
  { alerts, events }: Commit,
): Promise<ReadonlySet<AlertId>> {
  const changed = new Set<AlertId>();
  if (alerts.length > 0) {
    const { rows } = await tx.query(
      `INSERT INTO alerts (id, organization_id, asset_id, component, kind, origin, severity, active, acknowledged, ended, raised_at, event_at, recorded_at, revision, body)
       SELECT (body->>'id')::uuid, $1, body->>'assetId', body->>'component', body->>'kind', body->>'origin', body->>'severity',
              (body->'state'->>'active')::boolean, (body->'state'->>'acknowledged')::boolean, (row->>'ended')::boolean,
              (body->>'raisedAt')::timestamptz, (body->>'eventAt')::timestamptz, (body->>'recordedAt')::timestamptz, (body->>'revision')::int, body
       FROM (SELECT row, row->'body' AS body FROM jsonb_array_elements($2::jsonb) AS rows(row)) AS input
       ON CONFLICT (organization_id, id) DO UPDATE SET
         component = EXCLUDED.component, origin = EXCLUDED.origin, severity = EXCLUDED.severity, active = EXCLUDED.active,
         acknowledged = EXCLUDED.acknowledged, ended = EXCLUDED.ended, event_at = EXCLUDED.event_at, recorded_at = EXCLUDED.recorded_at, revision = EXCLUDED.revision, body = EXCLUDED.body
       WHERE alerts.revision < EXCLUDED.revision
       RETURNING id`,
      [organizationId, JSON.stringify(alerts.map((alert) => ({ body: alert, ended: isOver(alert) })))],
    );
    for (const row of rows) changed.add(alertRow.parse(row).id);
  }
  if (events.length === 0) return changed;
  await tx.query(
    `INSERT INTO alert_events (event_id, organization_id, body)
     SELECT body->>'eventId', $1, body FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS rows(body, place) ORDER BY place
     ON CONFLICT (organization_id, event_id) DO NOTHING`,
    [organizationId, JSON.stringify(events)],
  );
  return changed;
}

/** @returns the notes that were new */
export async function writeNotes(
  tx: Transaction,
  organizationId: OrganizationId,
  { notes }: Commit,
): Promise<ReadonlySet<string>> {
  const written = new Set<string>();
  for (const { noteId, alertId, userId, text } of notes) {
    const { rowCount } = await tx.query(
      `INSERT INTO alert_notes (id, organization_id, alert_id, user_id, body) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (organization_id, id) DO NOTHING`,
      [noteId, organizationId, alertId, userId, text],
    );
    if (rowCount === 1) written.add(noteId);
  }
  return written;
}

/**
 * Writes one entry for each action that this transaction carries out. A repeated commit carries out
 * nothing.
 */
export async function auditActions(
  tx: OrganizationTransaction,
  { actions }: Commit,
  { alertIds, noteIds }: Written,
): Promise<void> {
  for (const { alertId, action, revision, noteId, by } of actions) {
    const isNoted = noteId !== null && noteIds.has(noteId);
    if (!isNoted && !alertIds.has(alertId)) continue;
    const subject = { kind: 'alert' as const, id: alertId };
    await audit(tx, { action: ALERT_ACTIONS[action].audit, subject, details: { revision, isNoted }, by });
  }
}

export async function writeMemories(
  tx: Transaction,
  organizationId: OrganizationId,
  { memories }: Commit,
): Promise<void> {
  if (memories.length === 0) return;
  await tx.query(
    `INSERT INTO alert_engine_states (organization_id, asset_id, state)
     SELECT $1, asset_id, state::jsonb FROM unnest($2::text[], $3::text[]) AS rows(asset_id, state)
     ON CONFLICT (organization_id, asset_id) DO UPDATE SET state = EXCLUDED.state, updated_at = now()`,
    [organizationId, memories.map(({ assetId }) => assetId), memories.map(({ json }) => json)],
  );
}

export async function writePositions(
  tx: Transaction,
  organizationId: OrganizationId | null,
  positions: Positions,
): Promise<void> {
  for (const stream of JUDGED_STREAMS) await writePosition(tx, organizationId, stream, positions[stream]);
}

async function writePosition(
  tx: Transaction,
  organizationId: OrganizationId | null,
  stream: string,
  { sequence, incarnation }: StreamPosition,
): Promise<void> {
  await tx.query(
    `INSERT INTO stream_positions (service, stream, organization_id, position, incarnation) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (service, stream, organization_id)
     DO UPDATE SET position = EXCLUDED.position, incarnation = EXCLUDED.incarnation, updated_at = now()`,
    [SERVICE, stream, organizationId, sequence, incarnation],
  );
}
