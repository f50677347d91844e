import type { UserId } from '@eagle/contracts/domain';
import type { Transaction } from '@eagle/persistence';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const endedRow = z.object({ id: z.uuid() });

/** Ends every sign-in of a user, except one where that is named. @returns those that ended now. */
export async function endSignIns(
  tx: Transaction,
  userId: UserId,
  nowMs: number,
  exceptSessionId: string | null = null,
): Promise<string[]> {
  const rows = await queryRows(
    tx,
    `UPDATE sign_ins SET ended_at = $2
      WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid RETURNING id`,
    [userId, new Date(nowMs), exceptSessionId],
  );
  return rows.map((row) => endedRow.parse(row).id);
}
