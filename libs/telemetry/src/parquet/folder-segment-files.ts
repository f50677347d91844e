import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { OrganizationId } from '@eagle/contracts/domain';
import {
  storeUnreadable,
  storeUnwritable,
  type AcquiredFiles,
  type ReadableSegmentFiles,
  type SegmentFiles,
} from './segment-files.js';

/** Drafts lie in the store's own file system, so that a rename puts them in their place. */
const DRAFTS = '.drafts';
/** A draft that was not touched for so long was left by a process that is gone. */
const ABANDONED_AFTER_MS = 3_600_000;

/** Segments in a folder: for one machine, or on a volume that the historian mounts. */
export class FolderSegmentFiles implements SegmentFiles {
  private constructor(private readonly root: string) {}

  /** For reading alone: nothing is made or removed, so the folder may be mounted read-only. */
  static reading(root: string): ReadableSegmentFiles {
    return new FolderSegmentFiles(path.resolve(root));
  }

  /**
   * Makes the folder where it is missing, and removes what a killed process had begun: other
   * processes may write here, too.
   */
  static async open(root: string, nowMs: number): Promise<FolderSegmentFiles> {
    const files = new FolderSegmentFiles(path.resolve(root));
    const drafts = path.join(files.root, DRAFTS);
    try {
      await mkdir(drafts, { recursive: true, mode: 0o700 });
      for (const name of await readdir(drafts)) {
        const draft = path.join(drafts, name);
        const found = await stat(draft).catch(unlessMissing);
        if (found !== undefined && nowMs - found.mtimeMs > ABANDONED_AFTER_MS)
          await rm(draft, { force: true });
      }
    } catch (error) {
      throw storeUnwritable(codeOf(error), error);
    }
    return files;
  }

  get folders(): readonly string[] {
    return [this.root];
  }

  async draft(): Promise<string> {
    return path.join(this.root, DRAFTS, randomBytes(12).toString('hex'));
  }

  async put(organizationId: OrganizationId, name: string, draft: string): Promise<void> {
    const folder = path.join(this.root, organizationId);
    try {
      await sync(draft);
      if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await sync(this.root);
      await rename(draft, path.join(folder, name));
      await sync(folder);
    } catch (error) {
      throw storeUnwritable(codeOf(error), error);
    }
  }

  async acquire(organizationId: OrganizationId, names: readonly string[]): Promise<AcquiredFiles> {
    const paths = await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.root, organizationId, name);
        return (await stat(file).catch(unlessMissing)) === undefined ? null : file;
      }),
    );
    // A file that is gone is a damaged segment; without the folder nothing is known of any file.
    if (paths.includes(null)) await stat(this.root).catch(unreadable);
    return { paths, release: () => undefined };
  }

  async list(organizationId: OrganizationId): Promise<string[]> {
    return (await readdir(path.join(this.root, organizationId)).catch(unlessMissing)) ?? [];
  }

  async delete(organizationId: OrganizationId, names: readonly string[]): Promise<void> {
    for (const name of names) await remove(path.join(this.root, organizationId, name));
  }

  async deleteOrganization(organizationId: OrganizationId): Promise<void> {
    await remove(path.join(this.root, organizationId));
  }
}

async function remove(file: string): Promise<void> {
  try {
    await rm(file, { recursive: true, force: true });
  } catch (error) {
    throw storeUnwritable(codeOf(error), error);
  }
}

/** Makes a file, or the names in a folder, last through a power cut. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessMissing(error: unknown): undefined {
  return codeOf(error) === 'ENOENT' ? undefined : unreadable(error);
}

function unreadable(error: unknown): never {
  throw storeUnreadable(codeOf(error), error);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
