import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { processFolder } from './process-folder.js';

interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  users: number;
}

/**
 * Files of a far store on this machine, up to a number of bytes. What is in use stays, whatever the
 * bound says; what was not used for longest goes first. The folder is its own, below the given one,
 * and empty at start.
 */
export class FileCache {
  /** In the order of their last use. */
  private readonly files = new Map<string, CachedFile>();
  private readonly coming = new Map<string, Promise<CachedFile | null>>();
  private bytesHeld = 0;

  private constructor(
    readonly folder: string,
    private readonly bytesMax: number,
  ) {}

  static async open(parent: string, bytesMax: number): Promise<FileCache> {
    return new FileCache(await processFolder(parent), bytesMax);
  }

  /** A path in the folder that nothing has. */
  freePath(): string {
    return path.join(this.folder, randomBytes(12).toString('hex'));
  }

  get bytes(): number {
    return this.bytesHeld;
  }

  /**
   * The file of a key, to be released after use.
   * @param fetch  What to keep where the key is not here; null: there is no such file.
   */
  async take(
    key: string,
    fetch: () => Promise<Uint8Array | null>,
  ): Promise<{ path: string; release: () => void } | null> {
    const file = this.files.get(key) ?? (await this.come(key, fetch));
    if (file === null) return null;
    file.users += 1;
    this.touch(key, file);
    await this.shrink();
    let released = false;
    return {
      path: file.path,
      release: () => {
        if (!released) file.users -= 1;
        released = true;
      },
    };
  }

  /** Takes over a file that lies in the folder already. */
  async put(key: string, from: string, bytes: number): Promise<void> {
    const file = { path: this.freePath(), bytes, users: 0 };
    await rename(from, file.path);
    this.touch(key, file);
    this.bytesHeld += bytes;
    await this.shrink();
  }

  async drop(key: string): Promise<void> {
    const file = this.files.get(key);
    if (file === undefined) return;
    this.files.delete(key);
    this.bytesHeld -= file.bytes;
    // A reader has it open, or finds that it is gone.
    await rm(file.path, { force: true });
  }

  private come(key: string, fetch: () => Promise<Uint8Array | null>): Promise<CachedFile | null> {
    const coming = this.coming.get(key);
    if (coming !== undefined) return coming;
    const started = this.fetched(key, fetch).finally(() => this.coming.delete(key));
    this.coming.set(key, started);
    return started;
  }

  private async fetched(key: string, fetch: () => Promise<Uint8Array | null>): Promise<CachedFile | null> {
    const bytes = await fetch();
    if (bytes === null) return null;
    const file = { path: this.freePath(), bytes: bytes.length, users: 0 };
    await writeFile(file.path, bytes, { mode: 0o600 });
    this.touch(key, file);
    this.bytesHeld += file.bytes;
    return file;
  }

  private touch(key: string, file: CachedFile): void {
    this.files.delete(key);
    this.files.set(key, file);
  }

  private async shrink(): Promise<void> {
    for (const [key, file] of this.files) {
      if (this.bytesHeld <= this.bytesMax) return;
      if (file.users === 0) await this.drop(key);
    }
  }
}
