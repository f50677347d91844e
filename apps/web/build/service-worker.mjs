// Builds the service worker as a script of its own beside the page: its name has no hash, because a
// browser asks for a new version under the name that it knows. The files that it keeps are written in
// front of it.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const NAME = 'service-worker.js';
const PAGE = 'index.html';

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !name.startsWith('.') && name !== PAGE && name !== NAME)
    .sort();
}

async function versionOf(folder, files) {
  const hash = createHash('sha256');
  for (const file of [PAGE, ...files])
    hash.update(`${file}\0`).update(await readFile(path.join(folder, file)));
  return hash.digest('base64url').slice(0, 16);
}

export function serviceWorker() {
  return {
    name: 'eagle-service-worker',
    apply: 'build',
    buildStart() {
      const id = path.resolve(import.meta.dirname, '../service-worker/service-worker.ts');
      this.emitFile({ type: 'chunk', id, fileName: NAME });
    },
    async writeBundle({ dir }, bundle) {
      const entry = Object.values(bundle).find(({ isEntry, fileName }) => isEntry && fileName !== NAME);
      const worker = bundle[NAME];
      if (worker.imports.length > 0) throw new Error('The service worker shares code with the page.');
      const files = await filesOf(dir);
      const site = { version: await versionOf(dir, files), entry: entry.fileName, files };
      await writeFile(path.join(dir, NAME), `const SITE=${JSON.stringify(site)};\n${worker.code}`);
    },
  };
}
