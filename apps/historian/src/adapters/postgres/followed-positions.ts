import { streamIncarnationSchema } from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { FOLLOWED_STREAMS, type Positions } from '@eagle/telemetry';
import { z } from 'zod';

const SERVICE = 'historian';

const positionRow = z.object({
  stream: z.enum(FOLLOWED_STREAMS),
  position: z.number(),
  incarnation: streamIncarnationSchema,
});

/**
 * From where to follow each stream: everything before is stored, of every organization. It may lag
 * behind the positions of the organizations, which are committed with their rows; then messages are
 * read again and left out.
 */
export class FollowedPositions {
  constructor(private readonly database: Database) {}

  async read(): Promise<Positions> {
    const { rows } = await this.database.forPlatform((tx) =>
      tx.query(
        'SELECT stream, position, incarnation FROM stream_positions WHERE service = $1 AND organization_id IS NULL',
        [SERVICE],
      ),
    );
    return new Map(
      rows.map((row) => {
        const { stream, position, incarnation } = positionRow.parse(row);
        return [stream, { sequence: position, incarnation }];
      }),
    );
  }

  async save(positions: Positions): Promise<void> {
    await this.database.forPlatform(async (tx) => {
      for (const [stream, { sequence, incarnation }] of positions) {
        await tx.query(
          `INSERT INTO stream_positions (service, stream, organization_id, position, incarnation) VALUES ($1, $2, NULL, $3, $4)
           ON CONFLICT (service, stream, organization_id)
           DO UPDATE SET position = EXCLUDED.position, incarnation = EXCLUDED.incarnation, updated_at = now()`,
          [SERVICE, stream, sequence, incarnation],
        );
      }
    });
  }
}
