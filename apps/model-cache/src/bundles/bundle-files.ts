import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@eagle/contracts';
import { bundlePathSegments } from '@eagle/models';

/** The files that make a bundle. */
export const BUNDLE_FILE_NAMES = ['manifest.json', 'model.onnx', 'golden.json'] as const;
export type BundleFileName = (typeof BUNDLE_FILE_NAMES)[number];
export type BundleFiles = Readonly<Record<BundleFileName, Buffer>>;

/** A larger file is refused before it is read. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** Reads bundles from the artifact store on disk, and nothing from outside of it. */
export class BundleStore {
  constructor(private readonly artifactsDir: string) {}

  /**
   * @param artifactPath  Folder of the bundle relative to the store.
   * @throws AppError `MODEL.PATH_REFUSED` (forbidden), `MODEL.FILE_MISSING`, `MODEL.FILE_TOO_LARGE` (invalid), `MODEL.STORE_UNREADABLE` (unavailable).
   */
  async read(artifactPath: string): Promise<BundleFiles> {
    const folder = await this.#folderOf(artifactPath);
    const [manifest, onnx, golden] = await Promise.all(
      BUNDLE_FILE_NAMES.map((name) => readOne(folder, name)),
    );
    if (manifest === undefined || onnx === undefined || golden === undefined) {
      throw new AppError('MODEL.FILE_MISSING', 'bug', 'The bundle was not read whole.');
    }
    return { 'manifest.json': manifest, 'model.onnx': onnx, 'golden.json': golden };
  }

  /**
   * One more file of a bundle, as its manifest lists it.
   * @throws AppError as `read`.
   */
  async readExtra(artifactPath: string, name: string): Promise<Buffer> {
    const [segment, ...more] = bundlePathSegments(name);
    if (segment === undefined || more.length > 0) {
      throw new AppError('MODEL.PATH_REFUSED', 'forbidden', 'A bundle has no folders of its own.');
    }
    return readOne(await this.#folderOf(artifactPath), segment);
  }

  async #folderOf(artifactPath: string): Promise<string> {
    const segments = bundlePathSegments(artifactPath);
    try {
      const root = await realpath(this.artifactsDir);
      const folder = await realpath(path.join(root, ...segments));
      // A symbolic link may lead out of the store although the name does not.
      if (folder.startsWith(root + path.sep)) return folder;
    } catch (cause) {
      throw refusalOf(cause, `The bundle ${artifactPath}`);
    }
    throw new AppError('MODEL.PATH_REFUSED', 'forbidden', 'The path leads out of the artifact store.');
  }
}

async function readOne(folder: string, name: string): Promise<Buffer> {
  try {
    const file = await open(path.join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { size } = await file.stat();
      if (size > FILE_BYTES_MAX) {
        throw new AppError('MODEL.FILE_TOO_LARGE', 'invalid', `The model's ${name} has ${size} bytes.`);
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw refusalOf(cause, `The model's ${name}`);
  }
}

function refusalOf(cause: unknown, what: string): unknown {
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError(
      'MODEL.FILE_MISSING',
      'invalid',
      `${what} is missing from the artifact store.`,
      {},
      { cause },
    );
  }
  if (code === 'ELOOP') {
    return new AppError(
      'MODEL.PATH_REFUSED',
      'forbidden',
      `${what} is a link, which is refused.`,
      {},
      { cause },
    );
  }
  return new AppError(
    'MODEL.STORE_UNREADABLE',
    'unavailable',
    `${what} cannot be read (${code}).`,
    {},
    { cause },
  );
}
