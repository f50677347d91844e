import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { keyRing, MemoryArtifactStore, NOW, place, plainBundle, seededBytes } from './fixtures/index.js';
import { KeyRing } from './keys/key-ring.js';
import { fixedKeyRing } from './keys/key-ring-source.js';
import { SealedBundles, type BundleReference } from './sealed-bundles.js';
import { artifactPathOf } from './store/artifact-store.js';

const OURS = '11111111-1111-4111-8111-111111111111';
const THEIRS = '22222222-2222-4222-8222-222222222222';

const referenceTo = (organizationId: string, version: string): BundleReference => {
  const at = place(organizationId, version);
  return { ...at, artifactPath: artifactPathOf(at) };
};
const ours = referenceTo(OURS, '1.0.0');
const theirs = referenceTo(THEIRS, '1.0.0');

const bundlesIn = (store: MemoryArtifactStore, ring = keyRing('the platform')): SealedBundles =>
  new SealedBundles(store, fixedKeyRing(ring), () => NOW);

/** A store with two versions of ours and one of theirs. */
async function world() {
  const store = new MemoryArtifactStore();
  const bundles = bundlesIn(store);
  for (const [organization, version] of [
    [OURS, '1.0.0'],
    [OURS, '1.1.0'],
    [THEIRS, '1.0.0'],
  ] as const) {
    await bundles.seal(plainBundle(organization, version));
  }
  return { store, bundles };
}

/** Every stored file with what puts another in its place. */
function storedFiles(
  store: MemoryArtifactStore,
): { name: string; bytes: Buffer; put(bytes: Buffer): void }[] {
  const { versions, documents } = store.artifacts(ours.organizationId);
  const version = versions.get(ours.version) ?? new Map<string, Buffer>();
  return [version, documents].flatMap((artifacts) =>
    [...artifacts].map(([name, bytes]) => ({
      name,
      bytes,
      put: (other: Buffer) => void artifacts.set(name, other),
    })),
  );
}

describe('sealed bundles', () => {
  test('come out as they went in', async () => {
    const { bundles } = await world();
    const { files, envelope } = await bundles.open(ours);
    assert.deepEqual(files, plainBundle(OURS, '1.0.0').files);
    assert.equal(envelope.sealedAt, NOW.toISOString());
    assert.deepEqual((await bundles.versions(ours.organizationId)).sort(), ['1.0.0', '1.1.0']);
  });

  test('give out one file alone, checked as all of them', async () => {
    const { bundles, store } = await world();
    const whole = plainBundle(OURS, '1.0.0').files;
    for (const [name, bytes] of whole) assert.deepEqual(await bundles.openFile(ours, name), bytes);
    assert.equal(await bundles.openFile(ours, 'card.md'), null, 'it was sealed without one');
    const nowhere = place(THEIRS, '1.1.0');
    await assert.rejects(bundles.openFile(nowhere, 'model.onnx'), { code: 'MODEL.FILE_MISSING' });
    for (const file of storedFiles(store)) {
      const { name, bytes } = file;
      if (name !== 'model.onnx.sealed' && name !== 'envelope.json') continue;
      file.put(Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
      await assert.rejects(bundles.openFile(ours, 'model.onnx'), AppError, name);
      file.put(bytes);
    }
    store
      .artifacts(ours.organizationId)
      .versions.get(ours.version)
      ?.set('card.md.sealed', Buffer.from('slipped in'));
    await assert.rejects(bundles.openFile(ours, 'card.md'), { code: 'MODEL.FILE_UNEXPECTED' });
  });

  test('are never overwritten', async () => {
    const { bundles } = await world();
    await assert.rejects(bundles.seal(plainBundle(OURS, '1.0.0')), { code: 'MODEL.VERSION_EXISTS' });
    assert.deepEqual((await bundles.open(ours)).files, plainBundle(OURS, '1.0.0').files);
  });

  test('lie in the store without a piece of the plain model', async () => {
    const store = new MemoryArtifactStore();
    const model = Buffer.concat([Buffer.from('onnx: gradient boosted trees'), seededBytes('model')(4_096)]);
    await bundlesIn(store).seal({ ...plainBundle(OURS, '1.0.0'), files: new Map([['model.onnx', model]]) });
    const stored = Buffer.concat(storedFiles(store).map(({ bytes }) => bytes));
    for (let at = 0; at + 6 <= model.length; at += 1) {
      assert.equal(
        stored.indexOf(model.subarray(at, at + 6)),
        -1,
        `bytes ${at} to ${at + 5} are in the store`,
      );
    }
  });

  test('of the same files are different each time', async () => {
    const [one, other] = [await world(), await world()];
    for (const { name, bytes } of storedFiles(one.store)) {
      const twin = storedFiles(other.store).find((file) => file.name === name);
      assert.ok(twin !== undefined && !twin.bytes.equals(bytes), name);
    }
  });

  test('are found under their own path only', async () => {
    const { bundles } = await world();
    const refusals: [Partial<BundleReference>, string][] = [
      [{ artifactPath: theirs.artifactPath }, 'MODEL.WRONG_ORGANIZATION'],
      [{ organizationId: theirs.organizationId }, 'MODEL.WRONG_ORGANIZATION'],
      [{ artifactPath: `${OURS}/1.1.0` }, 'MODEL.WRONG_VERSION'],
      [{ artifactPath: `${OURS}/1.0.0/x` }, 'MODEL.PATH_REFUSED'],
      [{ artifactPath: '../../etc' }, 'MODEL.PATH_REFUSED'],
      [referenceTo(OURS, '9.0.0'), 'MODEL.FILE_MISSING'],
    ];
    for (const [change, code] of refusals) {
      await assert.rejects(bundles.open({ ...ours, ...change }), { code });
    }
  });

  test('do not open for another platform, nor without the signer, nor without the platform’s key', async () => {
    const { store } = await world();
    const [ring, other] = [keyRing('the platform'), keyRing('another')];
    await assert.rejects(bundlesIn(store, other).open(ours), { code: 'MODEL.SIGNER_UNKNOWN' });
    const lost = new KeyRing(other.platformKeys, ring.signingKeys);
    await assert.rejects(bundlesIn(store, lost).open(ours), {
      code: 'KEYS.PLATFORM_KEY_UNKNOWN',
      kind: 'unavailable',
    });
  });

  test('do not open once a single byte of any stored file has changed', async () => {
    const { store, bundles } = await world();
    const files = storedFiles(store);
    const refusedWith = async (index: number, at: number, mask: number): Promise<void> => {
      const file = files[index];
      assert.ok(file !== undefined);
      const changed = Buffer.from(file.bytes);
      changed[at] = (changed[at] ?? 0) ^ mask;
      file.put(changed);
      await assert.rejects(
        bundles.open(ours),
        (error) => error instanceof AppError && error.kind !== 'bug',
        `${file.name}, byte ${at}, ${mask}`,
      );
      file.put(file.bytes);
    };
    const anywhere = fc
      .nat(files.length - 1)
      .chain((index) =>
        fc.tuple(
          fc.constant(index),
          fc.nat((files[index]?.bytes.length ?? 1) - 1),
          fc.integer({ min: 1, max: 255 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(anywhere, ([index, at, mask]) => refusedWith(index, at, mask)),
      { numRuns: 500 },
    );
    // Every place once, on top of chance: text has places (spaces, letters' case) that parsers
    // forgive.
    for (const [index, { bytes }] of files.entries()) {
      for (let at = 0; at < bytes.length; at += 1) await refusedWith(index, at, 0x20);
    }
    assert.deepEqual((await bundles.open(ours)).files, plainBundle(OURS, '1.0.0').files);
  });
});
