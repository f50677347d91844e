import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Names that are remembered: a year of days of several organizations. */
const NAMES_MAX = 20_000;

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Files with a hash that this process has compared. A file that was changed or exchanged since then
 * is compared again. Parquet has no check of its own that DuckDB looks at, so a flipped bit could
 * pass as a value.
 */
export class VerifiedFiles {
  /** State of the file by name. */
  private readonly states = new Map<string, string>();

  /** @returns why the file is not what was written; null where it is. */
  async damageOf(name: string, path: string | null, sha256: string): Promise<string | null> {
    const state = path === null ? null : await stateOf(path);
    if (path === null || state === null) return 'the file is gone';
    if (this.states.get(name) === state) return null;
    const found = await sha256Of(path);
    if (found !== sha256) return `its SHA-256 is ${found}, not ${sha256}`;
    this.remember(name, state);
    return null;
  }

  /** Compares again at the next use. */
  forget(name: string): void {
    this.states.delete(name);
  }

  private remember(name: string, state: string): void {
    for (const oldest of this.states.keys()) {
      if (this.states.size < NAMES_MAX) break;
      this.states.delete(oldest);
    }
    this.states.set(name, state);
  }
}

/** Differs once something wrote to the file or took its place; null where it is gone. */
async function stateOf(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}/${size}/${mtimeMs}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
