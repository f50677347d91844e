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
  if (positions.size === 0) return;
  const all = [...positions].map(([stream, { sequence, incarnation }]) => ({
    stream,
    sequence,
    incarnation,
  }));
  await tx.query(
    `INSERT INTO stream_positions (service, organization_id, stream, position, incarnation)
     SELECT $1, $2::uuid, given.stream, given.sequence, given.incarnation
     FROM jsonb_to_recordset($3::jsonb) AS given (stream text, sequence bigint, incarnation text)
     ON CONFLICT (service, stream, organization_id)
     DO UPDATE SET position = EXCLUDED.position, incarnation = EXCLUDED.incarnation, updated_at = now()`,
    [SERVICE, tx.organizationId, JSON.stringify(all)],
  );
}
