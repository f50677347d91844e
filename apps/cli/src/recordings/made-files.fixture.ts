import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluateConfigSchema } from '../evaluate/evaluate-config.js';
import { readingOptionsSchema } from './reading-options.js';
import { readFolder, type RecordedFolder } from './recorded-folder.js';

/** Files of a folder by their name. */
export type Files = Readonly<Record<string, string | Buffer>>;

const FAILURES = 'asset,ts,component\nm1,2026-01-05T00:30:00Z,bearing\n';

/** The folders of one file of tests: `removeFolders` belongs after each test. */
export function testFolders(): { readonly testFolder: () => string; readonly removeFolders: () => void } {
  const folders: string[] = [];
  return {
    testFolder: () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'eagle-messy-'));
      folders.push(folder);
      return folder;
    },
    removeFolders: () => {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Reads files as those of one folder, with a failure of "m1" where they name none.
 * @param root  Where the folder is made.
 * @returns what was read, and its rows as day and time, asset and values.
 */
export async function readFiles(
  root: string,
  files: Files,
  options: Readonly<Record<string, unknown>> = {},
  compares = true,
) {
  const folder = mkdtempSync(path.join(root, 'folder-'));
  for (const [name, content] of Object.entries({ 'failures.csv': FAILURES, ...files }))
    writeFileSync(path.join(folder, name), content);
  const work = path.join(folder, 'work');
  mkdirSync(work);
  const config = evaluateConfigSchema.parse({});
  const recorded = await readFolder(folder, {
    ...config,
    reading: readingOptionsSchema.parse(options),
    tableFile: path.join(work, 'rows.bin'),
    columns: null,
    compares: () => compares,
    onProgress: () => undefined,
  });
  return { recorded, rows: await rowsOf(recorded) };
}

async function rowsOf({ table, lanes }: RecordedFolder): Promise<string[]> {
  const rows = [];
  for await (const page of table.read()) {
    for (const { lane, atMs, values } of page)
      rows.push([new Date(atMs).toISOString().slice(8, 16), lanes[lane]?.asset, ...values].join(' '));
  }
  await table.close();
  return rows;
}
