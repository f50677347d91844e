import { existsSync } from 'node:fs';
import path from 'node:path';
import { badRecording } from './bad-recording.js';
import { headerOf, readCsv } from './read-csv.js';

/** One line of a log: an error that a machine reported, or work done on one of its components. */
export interface LoggedEvent {
  readonly asset: string;
  readonly atMs: number;
  /** The error's code, or the component worked on. */
  readonly code: string;
}

/** What is known of a machine and does not change. */
export interface MachineFacts {
  /** Columns of the file besides the asset. */
  readonly names: readonly string[];
  readonly ofAsset: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads `errors.csv` (`asset, ts, error`) or `maintenance.csv` (`asset, ts, component`); empty where the folder has none.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, column or row is wrong.
 */
export async function readLog(
  folder: string,
  file: 'errors.csv' | 'maintenance.csv',
): Promise<LoggedEvent[]> {
  const source = fileIn(folder, file);
  if (source === null) return [];
  const codeColumn = file === 'errors.csv' ? 'error' : 'component';
  const header = await headerOf(source, ['asset', 'ts', codeColumn]);
  const [asset, ts, code] = ['asset', 'ts', codeColumn].map((name) => header.indexOf(name));
  const events: LoggedEvent[] = [];
  let line = 0;
  for await (const row of readCsv(source)) {
    line += 1;
    if (line === 1) continue;
    const atMs = Date.parse(row[ts ?? -1] ?? '');
    if (!Number.isFinite(atMs)) throw badRecording(`row ${line} of ${file} has no readable time`);
    events.push({ asset: row[asset ?? -1] ?? '', atMs, code: row[code ?? -1] ?? '' });
  }
  return events.sort((a, b) => a.atMs - b.atMs);
}

/** Reads `machines.csv` (`asset`, then anything); null where the folder has none. */
export async function readMachines(folder: string): Promise<MachineFacts | null> {
  const source = fileIn(folder, 'machines.csv');
  if (source === null) return null;
  const header = await headerOf(source, ['asset']);
  const assetAt = header.indexOf('asset');
  const ofAsset = new Map<string, readonly string[]>();
  let line = 0;
  for await (const row of readCsv(source)) {
    line += 1;
    if (line > 1)
      ofAsset.set(
        row[assetAt] ?? '',
        row.filter((_, column) => column !== assetAt),
      );
  }
  return { names: header.filter((_, column) => column !== assetAt), ofAsset };
}

function fileIn(folder: string, name: string): string | null {
  const found = [name, `${name}.gz`].find((file) => existsSync(path.join(folder, file)));
  return found === undefined ? null : path.join(folder, found);
}
