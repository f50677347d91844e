import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @returns the files that a browser loads for an import. */
async function bundled(contents: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
}

const isForeign = (file: string): boolean =>
  file !== '<stdin>' &&
  !/(^|\/)(alerts\/dist\/render|contracts\/dist\/domain|node_modules\/zod)\//.test(file);

test('a browser gets the sentences without the engine, the bus, frames or anything of Node', async () => {
  const files = await bundled(`export * from '@eagle/alerts/render';`);
  expect(files.filter(isForeign)).toEqual([]);
  expect(files.length).toBeGreaterThan(2);
});

test('the test would notice the bus in the bundle', async () => {
  const files = await bundled(`export * from '@eagle/contracts/bus';`);
  expect(files.filter(isForeign)).not.toEqual([]);
});

test('German by itself brings no other file than its own', async () => {
  const files = await bundled(`export { german } from '@eagle/alerts/render/german';`);
  const own = files.filter((file) => file !== '<stdin>');
  expect(own.map((file) => file.replace(/.*\//, '')).toSorted()).toEqual(['german.js', 'words.js']);
});
