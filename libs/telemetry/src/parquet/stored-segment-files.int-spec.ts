import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openArtifactStore, type ArtifactStore } from '@eagle/artifacts';
import { MemoryArtifactStore } from '@eagle/artifacts/fixtures';
import { testObjectStore } from '@eagle/testing';
import { storeWorld, type StoreWorld } from '../store/store-world.fixture.js';
import { STORE_BEHAVIOURS } from '../store/telemetry-store.kit.fixture.js';
import { FileCache } from './file-cache.js';
import { ParquetTelemetryStore } from './parquet-telemetry-store.js';
import { StoredSegmentFiles } from './stored-segment-files.js';

/** So small that files come and go. */
const CACHE_BYTES = 60_000;

function farWorld(artifacts: ArtifactStore, root: string): Promise<StoreWorld> {
  return storeWorld(async (database, now) => {
    const files = new StoredSegmentFiles(
      artifacts,
      await FileCache.open(path.join(root, 'cache'), CACHE_BYTES),
    );
    const engine = { spillFolder: path.join(root, 'spill') };
    const store = await ParquetTelemetryStore.open({ database, files, engine, now });
    return { store, close: () => rm(root, { recursive: true, force: true }) };
  });
}

describe('a store of Parquet segments behind a small cache', () => {
  let world: StoreWorld;
  beforeAll(async () => {
    world = await farWorld(new MemoryArtifactStore(), await mkdtemp(path.join(tmpdir(), 'eagle-far-')));
  });
  afterAll(() => world.close());
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(world));
});

const started = await testObjectStore();
const describeWithServer = 'missing' in started ? describe.skip : describe;

describeWithServer('a store of Parquet segments in a bucket', () => {
  const server = 'missing' in started ? null : started;
  const environment = { ...process.env };
  let world: StoreWorld;
  beforeAll(async () => {
    process.env['AWS_ACCESS_KEY_ID'] = server?.credentials.accessKeyId ?? '';
    process.env['AWS_SECRET_ACCESS_KEY'] = server?.credentials.secretAccessKey ?? '';
    const bucket = `s3://${server?.bucket ?? ''}/telemetry?endpoint=${server?.endpoint ?? ''}`;
    world = await farWorld(await openArtifactStore(bucket), await mkdtemp(path.join(tmpdir(), 'eagle-far-')));
  });
  afterAll(async () => {
    process.env = environment;
    await world.close();
    await server?.close();
  });
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(world));
});

describe('files of a far store on this machine', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'eagle-cache-'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('are fetched once at a time, kept up to a bound, and never taken from who uses them', async () => {
    const cache = await FileCache.open(path.join(root, 'a'), 10);
    let fetched = 0;
    const take = (key: string) =>
      cache.take(key, async () => {
        fetched += 1;
        return new Uint8Array(6);
      });
    const [one, same] = await Promise.all([take('one'), take('one')]);
    assert.equal(one?.path, same?.path);
    assert.equal(fetched, 1);
    const two = await take('two');
    assert.equal(cache.bytes, 12, 'both are in use');
    one?.release();
    one?.release();
    await take('two');
    assert.equal(cache.bytes, 12, 'one is still in use by the other');
    same?.release();
    two?.release();
    await take('two');
    assert.equal(cache.bytes, 6);
    assert.equal((await readdir(cache.folder)).length, 1);
    assert.equal(fetched, 2);
  });

  test('begin empty, and a file that is not there is null', async () => {
    const cache = await FileCache.open(path.join(root, 'a'), 10);
    assert.equal((await readdir(cache.folder)).length, 0);
    assert.equal(await cache.take('none', async () => null), null);
  });
});
