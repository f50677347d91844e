import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Names that are remembered: a year of days of several organizations. */
const NAMES_MAX = 20_000;

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Files whose hash was compared once by this process. Parquet has no check of its own that DuckDB looks at, so a flipped bit could pass as
 * a value.
 */
export class VerifiedFiles {
  private readonly names = new Set<string>();

  /** @returns why the file is not what was written; null where it is. */
  async damageOf(name: string, path: string | null, sha256: string): Promise<string | null> {
    if (path === null) return 'the file is gone';
    if (this.names.has(name)) return null;
    const found = await sha256Of(path);
    if (found !== sha256) return `its SHA-256 is ${found}, not ${sha256}`;
    this.remember(name);
    return null;
  }

  /** Compares again at the next use. */
  forget(name: string): void {
    this.names.delete(name);
  }

  private remember(name: string): void {
    for (const oldest of this.names) {
      if (this.names.size < NAMES_MAX) break;
      this.names.delete(oldest);
    }
    this.names.add(name);
  }
}
