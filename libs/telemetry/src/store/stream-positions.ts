import { streamIncarnationSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase, OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import { FOLLOWED_STREAMS, type Positions } from './telemetry-store.js';

const SERVICE = 'historian';

const positionRow = z.object({
  stream: z.enum(FOLLOWED_STREAMS),
  position: z.number(),
  incarnation: streamIncarnationSchema,
});

export function readPositions(
  database: OrganizationDatabase,
  organizationId: OrganizationId,
): Promise<Positions> {
  return database.forOrganization(organizationId, async (tx) => {
    const { rows } = await tx.query(
      'SELECT stream, position, incarnation FROM stream_positions WHERE service = $1 AND organization_id = $2 AND stream = ANY($3)',
      [SERVICE, organizationId, FOLLOWED_STREAMS],
    );
    return new Map(
      rows.map((row) => {
        const { stream, position, incarnation } = positionRow.parse(row);
        return [stream, { sequence: position, incarnation }];
      }),
    );
  });
}

/** In the transaction that stores the rows up to there: either both are stored or neither is. */
export async function writePositions(tx: OrganizationTransaction, positions: Positions): Promise<void> {
  for (const [stream, { sequence, incarnation }] of positions) {
    await tx.query(
      `INSERT INTO stream_positions (service, stream, organization_id, position, incarnation) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (service, stream, organization_id)
       DO UPDATE SET position = EXCLUDED.position, incarnation = EXCLUDED.incarnation, updated_at = now()`,
      [SERVICE, stream, tx.organizationId, sequence, incarnation],
    );
  }
}
