import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * What a browser gets of the contracts beside zod, minified. More of it is a question: does a
 * browser need it?
 */
const CONTRACTS_BYTES_MAX = 72 * 1024;
const ZOD_BYTES_MAX = 128 * 1024;

const entry = (subPath: string): string =>
  fileURLToPath(new URL(`../src/${subPath}/index.ts`, import.meta.url));

/** Bundled from the sources, as a browser's bundler does it. @returns bytes of each file in it. */
async function bundled(subPaths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { metafile } = await build({
    stdin: {
      contents: subPaths.map((each) => `export * from ${JSON.stringify(entry(each))};`).join('\n'),
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  return new Map(
    Object.entries(output?.inputs ?? {}).map(([file, { bytesInOutput }]) => [file, bytesInOutput]),
  );
}

/** Files that are neither contracts for a browser nor zod. */
const foreignIn = (files: ReadonlyMap<string, number>): string[] =>
  [...files.keys()].filter(
    (file) => file !== '<stdin>' && !/(^|\/)(src\/(domain|rest|socket)|node_modules\/zod)\//.test(file),
  );

describe('what a browser imports', () => {
  test('is rest and socket without the bus, frames or anything of Node', async () => {
    const files = await bundled(['rest', 'socket']);
    assert.deepEqual(foreignIn(files), []);
    const bytesOf = (part: RegExp): number =>
      [...files].reduce((sum, [file, bytes]) => sum + (part.test(file) ? bytes : 0), 0);
    const [contracts, zod] = [bytesOf(/src\//), bytesOf(/node_modules\/zod\//)];
    console.log(`contracts ${contracts} bytes, zod ${zod} bytes, minified`);
    assert.ok(contracts > 0 && contracts < CONTRACTS_BYTES_MAX, `${contracts} bytes of contracts`);
    assert.ok(zod < ZOD_BYTES_MAX, `${zod} bytes of zod: is it imported other than by "import * as z"?`);
  });

  test('would be seen to hold frames', async () => {
    assert.notDeepEqual(foreignIn(await bundled(['bus'])), []);
  });
});
