import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TruthEntry } from './truth.js';

/**
 * `<folder>/<plant>.jsonl`: one line per entry, each entry once, also when the simulation repeats a
 * period after a crash.
 */
export class TruthFile {
  private readonly known = new Set<string>();
  private readonly file: string;

  constructor(
    private readonly folder: string,
    private readonly plant: string,
  ) {
    this.file = path.join(folder, `${plant}.jsonl`);
  }

  /** Makes the folder and reads the entries that are already written. */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const text = await readFile(this.file, 'utf8').catch(() => '');
    for (const line of text.split('\n')) {
      const key = /"key":"([^"]+)"/.exec(line)?.[1];
      if (key !== undefined) this.known.add(key);
    }
  }

  async append(entries: readonly TruthEntry[]): Promise<void> {
    const fresh = entries
      .map((entry) => ({ key: `${entry.what}/${entry.faultId}/${String(entry.atMs)}`, entry }))
      .filter(({ key }) => !this.known.has(key));
    if (fresh.length === 0) return;
    const lines = fresh.map(({ key, entry }) =>
      JSON.stringify({ key, plant: this.plant, at: new Date(entry.atMs).toISOString(), ...entry }),
    );
    await appendFile(this.file, `${lines.join('\n')}\n`);
    for (const { key } of fresh) this.known.add(key);
  }
}
