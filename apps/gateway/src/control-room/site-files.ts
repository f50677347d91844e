import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One file of the built control room, with its compressed forms. */
export interface SiteFile {
  readonly type: string;
  readonly etag: string;
  /** Its name holds a hash of its content: it never changes. */
  readonly isImmutable: boolean;
  readonly plain: Buffer;
  readonly brotli: Buffer | null;
  readonly gzip: Buffer | null;
}

/** The whole site, in memory: no request reaches the disk, and none can name a file outside of it. */
export interface Site {
  /** Every other file, by its path below the site: `files/index-Dx4k.js`. */
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly page: SiteFile;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};
const PAGE = 'index.html';
/** The folder that the bundler writes hashed files into. */
const HASHED = /^files\//;
const COMPRESSED = /\.(br|gz)$/;

/**
 * Reads the built site.
 * @param publicPath  Path in front of the site, `''` or `/eagle`: the page's addresses begin there.
 * @returns null where it was not built.
 */
export async function readSite(folder: string, publicPath: string): Promise<Site | null> {
  const contents = await readContents(folder);
  const page = contents.get(PAGE);
  if (page === undefined) return null;
  const withBase = page.toString('utf8').replace('<base href="/" />', `<base href="${publicPath}/" />`);
  const names = [...contents.keys()].filter((name) => !COMPRESSED.test(name) && isPublic(name));
  const files = new Map(names.map((name) => [name, fileOf(name, contents)]));
  const plain = Buffer.from(withBase);
  return { files, page: { ...fileOf(PAGE, contents), plain, etag: etagOf(plain), brotli: null, gzip: null } };
}

async function readContents(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    // The control room was not built: the gateway serves the interface alone.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const read = files.map(async (file) => {
    const name = path.relative(folder, file).split(path.sep).join('/');
    return [name, await readFile(file)] as const;
  });
  return new Map(await Promise.all(read));
}

/** The bundler's own notes are not part of the site. */
const isPublic = (name: string): boolean => name !== PAGE && !name.startsWith('.');

function fileOf(name: string, contents: ReadonlyMap<string, Buffer>): SiteFile {
  const plain = contents.get(name) ?? Buffer.alloc(0);
  return {
    type: TYPES[path.extname(name)] ?? 'application/octet-stream',
    etag: etagOf(plain),
    isImmutable: HASHED.test(name),
    plain,
    brotli: contents.get(`${name}.br`) ?? null,
    gzip: contents.get(`${name}.gz`) ?? null,
  };
}

const etagOf = (content: Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
