import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  AppError,
  modelVersionSchema,
  organizationIdSchema,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import {
  documentExists,
  fileMissing,
  fileTooLarge,
  plainName,
  STORED_BYTES_MAX,
  storeFailed,
  versionExists,
  type ArtifactStore,
  type BundlePlace,
} from './artifact-store.js';

/** Unfinished work lies in the store's own file system, so that a rename puts it in its place. */
const WORK_FOLDER = '.work';
/** Work older than this was left by a process that is gone. */
const ABANDONED_AFTER_MS = 3_600_000;

/** The store as a folder: for one machine, or on a volume that its one writer mounts. */
export class FileArtifactStore implements ArtifactStore {
  private readonly root: string;

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  async put(place: BundlePlace, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const parent = path.join(this.root, place.organizationId);
    const target = path.join(parent, place.version);
    await this.inWork(async (work) => {
      for (const [name, bytes] of files) await writeSynced(path.join(work, plainName(name)), bytes);
      await syncFolder(work);
      await makeFolder(parent);
      await moveToFreePlace(work, target, place);
      await syncFolder(parent);
    });
  }

  async files({ organizationId, version }: BundlePlace): Promise<string[]> {
    return namesIn(await this.folder(organizationId, version));
  }

  async read({ organizationId, version }: BundlePlace, file: string): Promise<Buffer> {
    const folder = await this.folder(organizationId, version);
    if (folder === null) throw fileMissing(`The bundle of version ${version}`);
    return readOne(path.join(folder, plainName(file)), `The model's ${file}`);
  }

  async versions(organizationId: OrganizationId): Promise<ModelVersion[]> {
    const names = await namesIn(await this.folder(organizationId));
    return names.flatMap((name) => modelVersionSchema.safeParse(name).data ?? []);
  }

  async bytes(organizationId: OrganizationId): Promise<number> {
    let bytes = 0;
    for (const version of await this.versions(organizationId)) {
      const folder = await this.folder(organizationId, version);
      for (const name of await namesIn(folder)) {
        // What is deleted meanwhile takes no room any more.
        const found = await lstat(path.join(folder ?? '', name)).catch(unlessMissing);
        bytes += found?.size ?? 0;
      }
    }
    return bytes;
  }

  async delete({ organizationId, version }: BundlePlace): Promise<void> {
    const folder = await this.folder(organizationId, version);
    if (folder === null) return;
    // The rename removes it in one step: a reader finds all of it or nothing.
    await this.inWork(async (work) => {
      await rename(folder, path.join(work, 'deleted')).catch(unlessMissing);
      await syncFolder(path.dirname(folder));
    });
  }

  async organizations(): Promise<OrganizationId[]> {
    const names = await namesIn(this.root);
    return names.flatMap((name) => organizationIdSchema.safeParse(name).data ?? []);
  }

  async putDocument(organizationId: OrganizationId, name: string, bytes: Uint8Array): Promise<void> {
    const parent = path.join(this.root, organizationId);
    await this.inWork(async (work) => {
      const draft = path.join(work, plainName(name));
      await writeSynced(draft, bytes);
      await makeFolder(parent);
      // A link fails where the name is taken; a rename would not.
      await link(draft, path.join(parent, name)).catch((error: unknown) => {
        throw codeOf(error) === 'EEXIST' ? documentExists(name, error) : error;
      });
      await syncFolder(parent);
    });
  }

  async documents(organizationId: OrganizationId): Promise<string[]> {
    const names = await namesIn(await this.folder(organizationId));
    return names.filter((name) => !modelVersionSchema.safeParse(name).success);
  }

  async readDocument(organizationId: OrganizationId, name: string): Promise<Buffer> {
    const folder = await this.folder(organizationId);
    if (folder === null) throw fileMissing(name);
    return readOne(path.join(folder, plainName(name)), name);
  }

  async deleteDocument(organizationId: OrganizationId, name: string): Promise<void> {
    const folder = await this.folder(organizationId);
    if (folder !== null) await rm(path.join(folder, plainName(name)), { force: true });
  }

  /** Removes unfinished work of killed processes, but not that of running ones. */
  async removeAbandonedWork(nowMs: number): Promise<void> {
    const works = path.join(this.root, WORK_FOLDER);
    for (const name of await namesIn(works)) {
      const work = path.join(works, name);
      const found = await stat(work).catch(unlessMissing);
      if (found !== undefined && nowMs - found.mtimeMs > ABANDONED_AFTER_MS) {
        await rm(work, { recursive: true, force: true });
      }
    }
  }

  private async inWork(task: (folder: string) => Promise<void>): Promise<void> {
    const work = path.join(this.root, WORK_FOLDER, randomBytes(8).toString('hex'));
    try {
      await mkdir(work, { recursive: true });
      await task(work);
    } catch (error) {
      throw error instanceof AppError ? error : storeFailed('write', codeOf(error), error);
    } finally {
      // What cannot be removed now is removed as abandoned later; the error above says more.
      await rm(work, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /**
   * A folder below the root, null where there is none. A link may lead out of the store although
   * its name does not: that is refused.
   */
  private async folder(...segments: string[]): Promise<string | null> {
    const asked = path.join(await realpath(this.root).catch(() => this.root), ...segments);
    const found = await realpath(asked).catch(unlessMissing);
    if (found === undefined || found === asked) return found ?? null;
    throw new AppError('MODEL.PATH_REFUSED', 'The path leads out of the artifact store.');
  }
}

async function moveToFreePlace(work: string, target: string, place: BundlePlace): Promise<void> {
  try {
    await rename(work, target);
  } catch (error) {
    // A folder takes the place of another only where that one is empty.
    const taken = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error));
    throw taken ? versionExists(place, error) : error;
  }
}

async function namesIn(folder: string | null): Promise<string[]> {
  if (folder === null) return [];
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw storeFailed('read', codeOf(error), error);
  }
}

async function readOne(file: string, what: string): Promise<Buffer> {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { size } = await handle.stat();
      if (size > STORED_BYTES_MAX) throw fileTooLarge(what, size);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw refusalOf(error, what);
  }
}

function refusalOf(error: unknown, what: string): unknown {
  if (error instanceof AppError) return error;
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fileMissing(what, error);
    case 'ELOOP':
      return new AppError('MODEL.PATH_REFUSED', `${what} is a link, which is refused.`, {}, { cause: error });
    default:
      return storeFailed('read', `${what} (${codeOf(error)})`, error);
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes an organization's folder last, too: the folder above it holds its name. */
async function makeFolder(folder: string): Promise<void> {
  if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(path.dirname(folder));
}

/** Makes a rename or a new file last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessMissing(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
  throw storeFailed('read', codeOf(error), error);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
