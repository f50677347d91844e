import type { AssetId } from '@eagle/contracts/domain';
import { badRecording } from '../recordings/bad-recording.js';
import { rowsOfFolders, type FolderRows } from '../recordings/rows-of-folders.js';

/** Rows of one lane that follow each other in one folder. */
export interface FolderBlock {
  /** Index into the folders. */
  readonly folder: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The blocks of each lane, in order of time. */
export type FolderBlocks = ReadonlyMap<AssetId, readonly FolderBlock[]>;

/**
 * Finds out which folder each lane's rows come from over time.
 * @throws AppError `RECORDING.INVALID` (invalid) where two folders have rows of one lane at the
 *   same time, or alternate without being ordered by time.
 */
export async function blocksOfFolders(folders: readonly FolderRows[]): Promise<FolderBlocks> {
  const blocks = new Map<AssetId, { -readonly [K in keyof FolderBlock]: FolderBlock[K] }[]>();
  for await (const rows of rowsOfFolders(folders)) {
    for (const { laneId, folder, atMs } of rows) {
      const own = blocks.get(laneId) ?? [];
      const last = own.at(-1);
      if (last === undefined) blocks.set(laneId, own);
      if (last?.folder === folder) {
        last.toMs = Math.max(last.toMs, atMs);
        continue;
      }
      if (last !== undefined && atMs <= last.toMs) throw mixedUp(laneId, atMs, last.toMs);
      own.push({ folder, fromMs: atMs, toMs: atMs });
    }
  }
  return blocks;
}

function mixedUp(laneId: AssetId, atMs: number, lastMs: number): Error {
  const at = new Date(atMs).toISOString();
  return badRecording(
    atMs === lastMs
      ? `both folders have a row of ${laneId} at ${at}: rows that train a model cannot judge it. If they are two machines, give them two names; if they are two records of one machine, keep their times apart`
      : `rows of ${laneId} in the two folders take turns, and at least one folder is not ordered by time. Order the rows of both by ts`,
  );
}
