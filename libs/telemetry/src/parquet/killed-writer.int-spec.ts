import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { eventually, testDatabase, type TestDatabase } from '@eagle/testing';
import { read, MONDAY_MS } from '../store/store-world.fixture.js';
import { FolderSegmentFiles } from './folder-segment-files.js';
import { ParquetTelemetryStore } from './parquet-telemetry-store.js';

const WRITER = fileURLToPath(new URL('./killed-writer.fixture.js', import.meta.url));
const KILLS = 6;

let prepared: TestDatabase;
let root: string;
beforeAll(async () => {
  prepared = await testDatabase();
  root = await mkdtemp(path.join(tmpdir(), 'eagle-killed-'));
});
afterAll(async () => {
  await prepared.close();
  await rm(root, { recursive: true, force: true });
});

test('a writer that is killed again and again loses no row and doubles none, and leaves no drafts', async () => {
  const database = prepared.open();
  const organizationId = organizationIdSchema.parse(randomUUID());
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)', [
      organizationId,
      String(organizationId),
    ]),
  );
  const files = await FolderSegmentFiles.open(root, Date.now());
  const engine = { spillFolder: path.join(root, '.spill') };
  const store = await ParquetTelemetryStore.open({ database, files, engine, now: () => MONDAY_MS });
  const messages = async (): Promise<number> =>
    ((await store.positions(organizationId)).get('scans')?.sequence ?? -1) + 1;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await messages();
    const url = prepared.ownerUrl;
    const writer = spawn(process.execPath, [WRITER, root, url, organizationId], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    // Each time in the middle of something else.
    await eventually(async () => (await messages()) > before + kill * 3, { deadlineMs: 60_000 });
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    const rows = await read(store, organizationId);
    assert.deepEqual(
      rows.map(({ timeMs }) => (timeMs - MONDAY_MS) / 1_000),
      Array.from({ length: (await messages()) * 20 }, (_, row) => row),
    );
  }
  await FolderSegmentFiles.open(root, Date.now() + 2 * 3_600_000);
  assert.deepEqual(await readdir(path.join(root, '.drafts')), []);
  await store.close();
});
