import type { Transaction } from '@eagle/persistence';

/**
 * Unparsed rows; each repository parses them, so that a changed column fails here and not in a
 * client.
 */
export async function queryRows(
  transaction: Transaction,
  sql: string,
  params: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const { rows } = await transaction.query(sql, params);
  return rows;
}
