// Writes a brotli and a gzip form beside every text file of the built site: the gateway compresses
// nothing while it serves.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
/** A smaller file gains nothing. */
const BYTES_MIN = 512;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

async function compress(file) {
  const content = await readFile(file);
  if (content.length < BYTES_MIN) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await writeFile(`${file}.br`, await brotli(content, { params }));
  await writeFile(`${file}.gz`, await gzipped(content, { level: constants.Z_BEST_COMPRESSION }));
}

export function precompressed() {
  let folder = '';
  return {
    name: 'eagle-precompressed',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      for (const name of names) if (TEXT.test(name)) await compress(path.join(folder, name));
    },
  };
}
