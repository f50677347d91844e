import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { place } from '../fixtures/index.js';
import { ENVELOPE_FILE } from './artifact-store.js';
import { STORE_BEHAVIOURS } from './artifact-store.kit.fixture.js';
import { FileArtifactStore } from './file-artifact-store.js';

let root = '';
const store = () => new FileArtifactStore(root);
const organizationId = organizationIdSchema.parse(randomUUID());

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a store of files', () => {
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(store()));
});

describe('a store of files on a real disk', () => {
  test('leaves nothing behind in its work folder', async () => {
    await store().put(place(organizationId, '1.0.0'), new Map([['a', Buffer.from('a')]]));
    await store().delete(place(organizationId, '1.0.0'));
    assert.deepEqual(await readdir(path.join(root, '.work')), []);
  });

  test('keeps sealed files for its own user', async () => {
    await store().put(place(organizationId, '1.5.0'), new Map([['a', Buffer.from('a')]]));
    const { mode } = await stat(path.join(root, organizationId, '1.5.0', 'a'));
    assert.equal((mode & 0o777).toString(8), '600');
  });

  test('follows no link, neither for a version nor for a file', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'eagle-outside-'));
    await writeFile(path.join(outside, ENVELOPE_FILE), 'secret');
    await mkdir(path.join(root, organizationId, '3.0.0'), { recursive: true });
    await symlink(outside, path.join(root, organizationId, '2.0.0'));
    await symlink(path.join(outside, ENVELOPE_FILE), path.join(root, organizationId, '3.0.0', ENVELOPE_FILE));
    for (const version of ['2.0.0', '3.0.0']) {
      await assert.rejects(store().read(place(organizationId, version), ENVELOPE_FILE), {
        code: 'MODEL.PATH_REFUSED',
      });
    }
    await assert.rejects(store().put(place(organizationId, '2.0.0'), new Map([['a', Buffer.from('a')]])), {
      code: 'MODEL.VERSION_EXISTS',
    });
    await rm(outside, { recursive: true });
  });

  test('says what is wrong with the disk', async () => {
    const file = path.join(root, 'no-folder');
    await writeFile(file, '');
    const broken = new FileArtifactStore(file);
    await assert.rejects(broken.put(place(organizationId, '1.0.0'), new Map([['a', Buffer.from('a')]])), {
      code: 'MODEL.STORE_UNWRITABLE',
      kind: 'unavailable',
    });
  });

  test('removes abandoned work, and no work in progress', async () => {
    const [old, fresh] = ['old', 'fresh'].map((name) => path.join(root, '.work', name));
    assert.ok(old !== undefined && fresh !== undefined);
    await mkdir(old);
    await mkdir(fresh);
    await utimes(old, 0, 0);
    await store().removeAbandonedWork(Date.now());
    assert.deepEqual(await readdir(path.join(root, '.work')), ['fresh']);
    await rm(fresh, { recursive: true });
  });

  test('shows whole versions only when a writer is killed in the middle', async () => {
    const writer = organizationIdSchema.parse(randomUUID());
    const script = `
      import { FileArtifactStore } from ${JSON.stringify(new URL('./file-artifact-store.js', import.meta.url).href)};
      const store = new FileArtifactStore(process.argv[1]);
      const files = new Map(['a', 'b', '${ENVELOPE_FILE}'].map((name) => [name, Buffer.alloc(2_000_000, name)]));
      for (let i = 0; ; i += 1) await store.put({ organizationId: '${writer}', version: '1.' + i + '.0' }, files);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script, root], {
      stdio: 'inherit',
    });
    await eventually(async () => (await store().versions(writer)).length >= 2, { deadlineMs: 60_000 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const versions = await store().versions(writer);
    assert.ok(versions.length >= 2);
    for (const version of versions) {
      assert.equal((await store().files({ organizationId: writer, version })).length, 3);
      const envelope = await store().read({ organizationId: writer, version }, ENVELOPE_FILE);
      assert.equal(envelope.length, 2_000_000);
    }
  });
});
