import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureKeyRingFile } from '@eagle/artifacts';
import { plainBundle } from '@eagle/artifacts/fixtures';
import { modelCacheConfigSchema } from '../config.js';
import { openSealedStore } from './sealed-store.js';

describe('the sealed store', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eagle-sealed-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const open = (environment: Record<string, string>) =>
    openSealedStore(
      modelCacheConfigSchema.parse({
        SERVICE_NAME: 'model-cache',
        REPLICA: 'model-cache-0',
        HTTP_PORT: '0',
        NATS_URL: 'nats://127.0.0.1:4222',
        DATABASE_URL: 'postgresql://eagle_model_cache@127.0.0.1/nowhere',
        ARTIFACT_STORE: path.join(folder, 'store'),
        ...environment,
      }),
    );
  const key = (digit: string): string => digit.repeat(64);

  test('does not open without keys: there are no default ones', async () => {
    await assert.rejects(open({}), { code: 'KEYS.MISSING' });
    await assert.rejects(open({ PLATFORM_KEYS: key('a') }), { code: 'KEYS.MISSING' });
    await assert.rejects(open({ KEYS_FILE: path.join(folder, 'nowhere.json') }), {
      code: 'KEYS.FILE_MISSING',
    });
    await assert.rejects(open({ PLATFORM_KEYS: 'guess', SIGNING_KEYS: key('b') }), {
      code: 'KEYS.KEY_INVALID',
    });
  });

  test('opens with keys of a file or of the environment', async () => {
    const file = path.join(folder, 'keys.json');
    await ensureKeyRingFile(file, new Date());
    const bundle = plainBundle('11111111-1111-4111-8111-111111111111', '1.0.0');
    const artifactPath = await (await open({ KEYS_FILE: file })).seal(bundle);
    const again = await open({ KEYS_FILE: file });
    assert.deepEqual((await again.open({ ...bundle, artifactPath })).files, bundle.files);
    const other = await open({ PLATFORM_KEYS: key('a'), SIGNING_KEYS: key('b') });
    await assert.rejects(other.open({ ...bundle, artifactPath }), { code: 'MODEL.SIGNER_UNKNOWN' });
  });

  test('reports what is wrong with its location', async () => {
    const keys = { PLATFORM_KEYS: key('a'), SIGNING_KEYS: key('b') };
    for (const place of ['s3://', 'ftp://bucket/models', 's3://bucket?endpoint=here']) {
      await assert.rejects(
        open({ ...keys, ARTIFACT_STORE: place }),
        { code: 'MODEL.STORE_LOCATION_INVALID' },
        place,
      );
    }
    await open({ ...keys, ARTIFACT_STORE: 's3://bucket/models?endpoint=http://127.0.0.1:9' });
  });
});
