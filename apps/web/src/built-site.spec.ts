import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const WEB = path.resolve(import.meta.dirname, '..');
const SITE = path.join(WEB, 'dist/site');

const chunkSchema = z.object({
  file: z.string(),
  imports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
  assets: z.array(z.string()).optional(),
});
const manifestSchema = z.record(z.string(), chunkSchema);
type Chunk = z.infer<typeof chunkSchema>;
type Manifest = z.infer<typeof manifestSchema>;

/** What the bundler wrote: run the set-up, or `npm run build -w @eagle/web`. */
async function readManifest(): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(path.join(SITE, '.vite/manifest.json'), 'utf8')));
}

/** The entry, and everything that it imports at once. */
function firstChunks(manifest: Manifest): Chunk[] {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports ?? []) visit(manifest[name]);
  };
  visit(manifest['index.html']);
  return [...found];
}

const bytesOf = async (files: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(files.map((file) => stat(path.join(SITE, file))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
};

const KB = 1_000;
const KIB = 1_024;

describe('the built control room', () => {
  test('begins with at most 180 kB of script and 25 kB of styles, gzip', async () => {
    const chunks = firstChunks(await readManifest());
    const scripts = await bytesOf(chunks.map(({ file }) => `${file}.gz`));
    const styles = await bytesOf(chunks.flatMap(({ css = [] }) => css.map((file) => `${file}.gz`)));
    console.log(`first script ${(scripts / KB).toFixed(1)} kB, styles ${(styles / KB).toFixed(1)} kB, gzip`);
    expect(scripts).toBeLessThanOrEqual(180 * KB);
    expect(styles).toBeLessThanOrEqual(25 * KB);
  });

  test('has a first font of at most 48 KiB', async () => {
    const [first] = firstChunks(await readManifest());
    const inter = (first?.assets ?? []).filter((file) => file.includes('inter-'));
    expect(inter).toHaveLength(1);
    expect(await bytesOf(inter)).toBeLessThanOrEqual(48 * KIB);
  });

  test('fetches every other chunk of at most 120 kB when it is wanted', async () => {
    const manifest = await readManifest();
    const first = new Set(firstChunks(manifest));
    for (const chunk of Object.values(manifest)) {
      if (first.has(chunk) || !chunk.file.endsWith('.js')) continue;
      const { size } = await stat(path.join(SITE, chunk.file));
      // A small file has no compressed form.
      const bytes = size < 512 ? size : await bytesOf([`${chunk.file}.gz`]);
      expect([chunk.file, bytes <= 120 * KB]).toEqual([chunk.file, true]);
    }
  });

  test('brings no schema of the contracts with its first page', async () => {
    const chunks = firstChunks(await readManifest());
    for (const { file } of chunks) {
      expect(await readFile(path.join(SITE, file), 'utf8')).not.toContain('ZodError');
    }
  });

  test('has no inline script and no inline style, which its policy would refuse', async () => {
    const page = await readFile(path.join(SITE, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)/);
  });
});

describe('the client of the interface', () => {
  test('is the one of the published description: npm run api:types -w @eagle/web', async () => {
    const script = path.join(WEB, 'build/generate-api.mjs');
    await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toBeDefined();
  });
});

describe('the tokens', () => {
  test('hold every contrast and every distance of colours', async () => {
    const script = path.join(WEB, 'build/verify-tokens.mjs');
    await expect(promisify(execFile)(process.execPath, [script])).resolves.toBeDefined();
  });
});
