import type { Transaction } from '@eagle/persistence';

/** Rows as they come; each repository parses them, so that a column that changed shape is noticed here and not in a client. */
export async function queryRows(
  transaction: Transaction,
  sql: string,
  params: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const { rows } = await transaction.query(sql, params);
  return rows;
}
