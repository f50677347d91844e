import { createHash } from 'node:crypto';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';

/** Which columns an array of numbers holds, in its order. */
export interface Layout {
  readonly id: number;
  readonly columns: readonly string[];
}

const layoutRow = z.object({ id: z.number(), columns: z.array(z.string()) });

/** Id of a layout, which is added where it is new. */
export async function layoutOf(tx: OrganizationTransaction, columns: readonly string[]): Promise<number> {
  const hash = createHash('sha256').update(JSON.stringify(columns)).digest('hex');
  const find = (): Promise<{ rows: unknown[] }> =>
    tx.query('SELECT id, columns FROM telemetry_layouts WHERE organization_id = $1 AND hash = $2', [
      tx.organizationId,
      hash,
    ]);
  const { rows: known } = await find();
  if (known.length > 0) return layoutRow.parse(known[0]).id;
  await tx.query(
    'INSERT INTO telemetry_layouts (organization_id, hash, columns) VALUES ($1, $2, $3) ON CONFLICT (organization_id, hash) DO NOTHING',
    [tx.organizationId, hash, columns],
  );
  return layoutRow.parse((await find()).rows[0]).id;
}

export async function layoutsOf(
  tx: OrganizationTransaction,
  organizationId: OrganizationId,
): Promise<readonly Layout[]> {
  const { rows } = await tx.query(
    'SELECT id, columns FROM telemetry_layouts WHERE organization_id = $1 ORDER BY id',
    [organizationId],
  );
  return rows.map((row) => layoutRow.parse(row));
}

/**
 * An expression that picks the wanted columns out of `numbers`, whatever the layout of the row:
 * NULL where it has no such column.
 */
export function pickedSql(layouts: readonly Layout[], wanted: readonly string[]): string {
  if (wanted.length === 0 || layouts.length === 0) return `'{}'::float8[]`;
  const cases = layouts.map(({ id, columns }) => {
    const picked = wanted.map((name) => {
      const place = columns.indexOf(name);
      return place < 0 ? 'NULL' : `numbers[${place + 1}]`;
    });
    return `WHEN ${id} THEN ARRAY[${picked.join(', ')}]::float8[]`;
  });
  return `CASE layout ${cases.join(' ')} END`;
}
