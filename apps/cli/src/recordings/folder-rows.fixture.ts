import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { assetIdSchema } from '@eagle/contracts';
import type { Lane } from './recorded-folder.js';
import { RecordedTable } from './recorded-table.js';
import type { FolderRows } from './rows-of-folders.js';

/** Which asset, and when. */
export type MadeRow = readonly [asset: string, atMs: number];

/** A folder of such rows, in this order; the one value of a row is its place among them. */
export async function folderOfRows(t: TestContext, rows: readonly MadeRow[]): Promise<FolderRows> {
  const folder = mkdtempSync(path.join(tmpdir(), 'eagle-rows-spec-'));
  const table = await RecordedTable.create(path.join(folder, 'rows.bin'), 1);
  t.after(async () => {
    await table.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const names = [...new Set(rows.map(([asset]) => asset))];
  for (const [place, [asset, atMs]] of rows.entries()) {
    if (table.isFull) await table.flush();
    table.add(names.indexOf(asset), atMs, [place]);
  }
  await table.flush();
  const lanes = names.map((asset): Lane => {
    const times = rows.filter(([name]) => name === asset).map(([, atMs]) => atMs);
    return {
      laneId: assetIdSchema.parse(asset),
      asset,
      firstMs: Math.min(...times),
      lastMs: Math.max(...times),
      rows: times.length,
    };
  });
  const inTimeOrder = rows.every(([, atMs], i) => i === 0 || atMs >= (rows[i - 1]?.[1] ?? 0));
  return { table, lanes, inTimeOrder };
}
