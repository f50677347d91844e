import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { testObjectStore } from '@eagle/testing';
import { keyRing, place, plainBundle } from '../fixtures/index.js';
import { fixedKeyRing } from '../keys/key-ring-source.js';
import { SealedBundles } from '../sealed-bundles.js';
import { artifactPathOf, ENVELOPE_FILE } from './artifact-store.js';
import { STORE_BEHAVIOURS } from './artifact-store.kit.fixture.js';
import { losingProxy } from './losing-proxy.fixture.js';
import { S3ArtifactStore, type S3Options } from './s3-artifact-store.js';

const started = await testObjectStore();
const describeWithServer = 'missing' in started ? describe.skip : describe;

describeWithServer('a store on an S3-compatible server', () => {
  const server = 'missing' in started ? null : started;
  afterAll(() => server?.close());
  const options: S3Options = {
    bucket: server?.bucket ?? '',
    prefix: 'models/',
    endpoint: server?.endpoint ?? '',
    region: 'us-east-1',
    credentials: server?.credentials ?? { accessKeyId: '', secretAccessKey: '' },
  };
  const store = new S3ArtifactStore(options);
  const raw = new S3Client({
    endpoint: options.endpoint ?? '',
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: options.credentials ?? { accessKeyId: '', secretAccessKey: '' },
  });
  const lay = (key: string, text: string) =>
    raw.send(new PutObjectCommand({ Bucket: options.bucket, Key: key, Body: text }));

  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(store));

  test('keeps to its prefix', async () => {
    const stranger = organizationIdSchema.parse(randomUUID());
    await lay(`elsewhere/${stranger}/1.0.0/${ENVELOPE_FILE}`, 'x');
    assert.deepEqual(await store.versions(stranger), []);
    assert.ok(!(await store.organizations()).includes(stranger));
  });

  test('does not open the remains of an interrupted put, does not overwrite them, and removes them on request', async () => {
    const cut = place(randomUUID(), '1.0.0');
    await lay(`models/${cut.organizationId}/1.0.0/manifest.json.sealed`, 'half');
    const bundles = new SealedBundles(store, fixedKeyRing(keyRing('the platform')));
    const reference = { ...cut, artifactPath: artifactPathOf(cut) };
    await assert.rejects(bundles.open(reference), { code: 'MODEL.UNSIGNED' });
    await assert.rejects(bundles.seal(plainBundle(cut.organizationId, '1.0.0')), {
      code: 'MODEL.VERSION_EXISTS',
    });
    assert.deepEqual(await bundles.versions(cut.organizationId), ['1.0.0'], 'its number stays taken');
    await bundles.remove(cut);
    await bundles.seal(plainBundle(cut.organizationId, '1.0.0'));
    assert.deepEqual((await bundles.open(reference)).files, plainBundle(cut.organizationId, '1.0.0').files);
  });

  test('takes its own files back when a later one is refused', async () => {
    const mixed = place(randomUUID(), '1.0.0');
    await lay(`models/${mixed.organizationId}/1.0.0/${ENVELOPE_FILE}`, 'theirs');
    const files = new Map([
      ['model.onnx.sealed', Buffer.from('ours')],
      [ENVELOPE_FILE, Buffer.from('ours')],
    ]);
    await assert.rejects(store.put(mixed, files), { code: 'MODEL.VERSION_EXISTS' });
    assert.deepEqual(await store.files(mixed), [ENVELOPE_FILE]);
    assert.equal((await store.read(mixed, ENVELOPE_FILE)).toString(), 'theirs');
  });

  test('knows its own put again when the answer was lost and the client repeats it', async () => {
    const proxy = await losingProxy(options.endpoint ?? '');
    const behind = new S3ArtifactStore({ ...options, endpoint: proxy.endpoint });
    const one = place(randomUUID(), '1.0.0');
    proxy.loseNextAnswer();
    await behind.put(one, new Map([[ENVELOPE_FILE, Buffer.from('mine')]]));
    assert.equal(proxy.lost, 1);
    proxy.loseNextAnswer();
    await assert.rejects(behind.put(one, new Map([[ENVELOPE_FILE, Buffer.from('yours')]])), {
      code: 'MODEL.VERSION_EXISTS',
    });
    assert.equal((await store.read(one, ENVELOPE_FILE)).toString(), 'mine');
    await proxy.close();
  });

  test('lists more than one page', async () => {
    const organizationId = organizationIdSchema.parse(randomUUID());
    const names = Array.from({ length: 1_003 }, (_, index) => `note-${index}`);
    for (let at = 0; at < names.length; at += 50) {
      await Promise.all(names.slice(at, at + 50).map((name) => lay(`models/${organizationId}/${name}`, 'x')));
    }
    assert.deepEqual((await store.documents(organizationId)).sort(), names.sort());
  });

  test('says what the server says: a wrong secret, a bucket that is not there, a server that is gone', async () => {
    const cases: [Partial<S3Options>, RegExp][] = [
      [{ credentials: { accessKeyId: 'eagle-test', secretAccessKey: 'guess' } }, /SignatureDoesNotMatch/],
      [{ bucket: 'another-bucket' }, /NoSuchBucket/],
      [{ endpoint: 'http://127.0.0.1:9' }, /ECONNREFUSED/],
    ];
    const one = place(randomUUID(), '1.0.0');
    for (const [change, reason] of cases) {
      const broken = new S3ArtifactStore({ ...options, ...change });
      await assert.rejects(broken.read(one, ENVELOPE_FILE), {
        code: 'MODEL.STORE_UNREADABLE',
        kind: 'unavailable',
        message: reason,
      });
      await assert.rejects(broken.put(one, new Map([[ENVELOPE_FILE, Buffer.from('x')]])), {
        code: 'MODEL.STORE_UNWRITABLE',
        message: reason,
      });
    }
  });
});
