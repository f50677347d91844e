import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assetIdSchema } from '@eagle/contracts/domain';
import type { Lane } from './recorded-folder.js';
import { RecordedTable } from './recorded-table.js';
import type { FolderRows } from './rows-of-folders.js';

/** Asset and time. */
export type MadeRow = readonly [asset: string, atMs: number];

/** The folders of one file of tests: `removeAll` belongs after each test. */
export function foldersOfRows(): {
  /** A folder of such rows, in this order; the one value of a row is its place among them. */
  readonly folderOfRows: (rows: readonly MadeRow[]) => Promise<FolderRows>;
  readonly removeAll: () => Promise<void>;
} {
  const made: { readonly folder: string; readonly table: RecordedTable }[] = [];
  return {
    folderOfRows: async (rows) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'eagle-rows-spec-'));
      const table = await RecordedTable.create(path.join(folder, 'rows.bin'), 1);
      made.push({ folder, table });
      return filled(table, rows);
    },
    removeAll: async () => {
      for (const { folder, table } of made.splice(0)) {
        await table.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

async function filled(table: RecordedTable, rows: readonly MadeRow[]): Promise<FolderRows> {
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
