import { storedAlertEventSchema } from '@eagle/contracts/bus';
import {
  assetIdSchema,
  storedAlertSchema,
  streamIncarnationSchema,
  type Alert,
  type AlertId,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import {
  NO_POSITION,
  type AlertStore,
  type Commit,
  type Positions,
  type Resumption,
  type StreamPosition,
} from '../../alert-store.js';
import { restoreMemories } from '../../organization/organization-state.js';
import {
  SERVICE,
  assertFence,
  auditActions,
  raiseFence,
  writeAlerts,
  writeMemories,
  writeNotes,
  writePositions,
} from './commit-sql.js';

/**
 * How long the outbox keeps published events, for people who look into trouble. The stream keeps
 * them longer.
 */
const PUBLISHED_KEPT_FOR = '7 days';

const positionRowSchema = z.object({
  stream: z.string(),
  position: z.coerce.number(),
  incarnation: streamIncarnationSchema.nullable(),
});

/** Alerts, outbox and engine states in the platform's database. */
export class PostgresAlertStore implements AlertStore {
  constructor(private readonly database: Database) {}

  async resume(organizationId: OrganizationId, fence: number): Promise<Resumption> {
    return this.database.forOrganization(organizationId, async (tx) => {
      await raiseFence(tx, organizationId, fence);
      const memories = await tx.query<{ asset_id: string; state: unknown }>(
        'SELECT asset_id, state FROM alert_engine_states WHERE organization_id = $1',
        [organizationId],
      );
      const positions = await tx.query(
        'SELECT stream, position, incarnation FROM stream_positions WHERE service = $1 AND organization_id = $2',
        [SERVICE, organizationId],
      );
      const unpublished = await tx.query<{ body: unknown }>(
        `SELECT body FROM alert_events WHERE organization_id = $1 AND published_at IS NULL ORDER BY seq`,
        [organizationId],
      );
      return {
        ...restoreMemories(
          memories.rows.map(({ asset_id, state }) => ({ assetId: assetIdSchema.parse(asset_id), state })),
        ),
        positions: positionsOf(positions.rows),
        unpublished: unpublished.rows.flatMap(
          ({ body }) => storedAlertEventSchema.safeParse(body).data ?? [],
        ),
      };
    });
  }

  async commit(organizationId: OrganizationId, fence: number, commit: Commit): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      await assertFence(tx, organizationId, fence);
      const alertIds = await writeAlerts(tx, organizationId, commit);
      const noteIds = await writeNotes(tx, organizationId, commit);
      await writeMemories(tx, organizationId, commit);
      if (commit.positions !== null) await writePositions(tx, organizationId, commit.positions);
      await auditActions(tx, commit, { alertIds, noteIds });
    });
  }

  /** Also deletes some events that were published long ago: at least as many as come in. */
  async markPublished(organizationId: OrganizationId, eventIds: readonly string[]): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      await tx.query(
        'UPDATE alert_events SET published_at = now() WHERE organization_id = $1 AND event_id = ANY($2::text[])',
        [organizationId, [...eventIds]],
      );
      await tx.query(
        `DELETE FROM alert_events WHERE organization_id = $1 AND event_id IN (
           SELECT event_id FROM alert_events WHERE organization_id = $1 AND published_at < now() - $2::interval
           ORDER BY published_at LIMIT $3)`,
        [organizationId, PUBLISHED_KEPT_FOR, 2 * eventIds.length],
      );
    });
  }

  async findAlert(organizationId: OrganizationId, alertId: AlertId): Promise<Alert | null> {
    const { rows } = await this.database.forOrganization(organizationId, (tx) =>
      tx.query<{ body: unknown }>('SELECT body FROM alerts WHERE organization_id = $1 AND id = $2', [
        organizationId,
        alertId,
      ]),
    );
    const [row] = rows;
    return row === undefined ? null : storedAlertSchema.parse(row.body);
  }

  async readPositions(): Promise<Positions> {
    const { rows } = await this.database.forPlatform((tx) =>
      tx.query(
        'SELECT stream, position, incarnation FROM stream_positions WHERE service = $1 AND organization_id IS NULL',
        [SERVICE],
      ),
    );
    return positionsOf(rows);
  }

  async savePositions(positions: Positions): Promise<void> {
    await this.database.forPlatform((tx) => writePositions(tx, null, positions));
  }
}

function positionsOf(rows: readonly unknown[]): Positions {
  const byStream = new Map<string, StreamPosition>(
    rows
      .map((row) => positionRowSchema.parse(row))
      .map(({ stream, position, incarnation }) => [stream, { incarnation, sequence: position }]),
  );
  return {
    scans: byStream.get('scans') ?? NO_POSITION,
    predictions: byStream.get('predictions') ?? NO_POSITION,
  };
}
