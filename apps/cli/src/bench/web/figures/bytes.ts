import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../start/platform.js';
import type { PartResult } from '../../parts.js';
import { webFigure } from '../web-bench.js';

const SITE = path.join(projectRoot, 'apps/web/dist/site');
const KB = 1_000;
/** A smaller file has no compressed form. */
const COMPRESSED_BYTES_MIN = 512;

const chunkSchema = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
  assets: z.array(z.string()).optional(),
});
type Chunk = z.infer<typeof chunkSchema>;
const manifestSchema = z.record(z.string(), chunkSchema);

/** Bytes of the built site as the gateway sends them, gzip. A font is compressed by itself. */
export async function bytes(): Promise<PartResult> {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(path.join(SITE, '.vite/manifest.json'), 'utf8')),
  );
  const first = firstChunks(manifest);
  const others = Object.values(manifest).filter(
    (chunk) => !first.includes(chunk) && chunk.file.endsWith('.js'),
  );
  const sizes = await Promise.all(others.map(({ file }) => sentBytes(file)));
  const fonts = first.flatMap(({ assets = [] }) => assets).filter((file) => file.includes('inter-'));
  const styles = first.flatMap(({ css = [] }) => css);
  const kB = (value: number): number => value / KB;
  const measured = {
    scriptKB: kB(await sum(first.map(({ file }) => file))),
    stylesKB: kB(await sum(styles)),
    fontsKiB: (await sum([...new Set(fonts)])) / 1_024,
    largestOtherKB: kB(Math.max(0, ...sizes)),
  };
  const figures = [
    webFigure({ name: 'first script', value: measured.scriptKB, unit: 'kB', bar: 'webScriptKB' }),
    webFigure({ name: 'first styles', value: measured.stylesKB, unit: 'kB', bar: 'webStylesKB' }),
    webFigure({ name: 'first font', value: measured.fontsKiB, unit: 'KiB', bar: 'webFontsKiB' }),
    webFigure({
      name: `largest of ${others.length} other chunks`,
      value: measured.largestOtherKB,
      unit: 'kB',
      bar: 'webChunkKB',
    }),
  ];
  return { figures, details: measured };
}

/** The entry, and everything that it imports at once. */
function firstChunks(manifest: Readonly<Record<string, Chunk>>): Chunk[] {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports ?? []) visit(manifest[name]);
  };
  visit(Object.values(manifest).find(({ isEntry }) => isEntry === true));
  return [...found];
}

async function sum(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(sentBytes));
  return sizes.reduce((total, size) => total + size, 0);
}

async function sentBytes(file: string): Promise<number> {
  const whole = path.join(SITE, file);
  const { size } = await stat(whole);
  const isSentAsIs = size < COMPRESSED_BYTES_MIN || file.endsWith('.woff2');
  return isSentAsIs ? size : (await stat(`${whole}.gz`)).size;
}
