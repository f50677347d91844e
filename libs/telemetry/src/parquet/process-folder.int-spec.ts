import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processFolder } from './process-folder.js';

test('a folder stays while its process runs, and goes when another one is made after that', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'eagle-process-folder-'));
  try {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await mkdir(path.join(parent, `${pid}-ab12`));
    await writeFile(path.join(parent, `${pid}-ab12`, 'spilled'), 'rows');
    await mkdir(path.join(parent, 'of another program'));
    const [first, second] = [await processFolder(parent), await processFolder(parent)];
    const names = [path.basename(first), path.basename(second), 'of another program'];
    expect(new Set(await readdir(parent))).toEqual(new Set(names));
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
});
