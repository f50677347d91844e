import assert from 'node:assert/strict';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { keyRing, MemoryArtifactStore, NOW, place, plainBundle, seededBytes } from '../fixtures/index.js';
import { SealedBundles } from '../sealed-bundles.js';
import { artifactPathOf } from '../store/artifact-store.js';
import { newKeyDocument, writeKeyDocument } from './key-document.js';
import { KeyRing, keyRingOfTexts } from './key-ring.js';
import { fixedKeyRing } from './key-ring-source.js';
import { rewrapAll } from './rotate-keys.js';

const ours = organizationIdSchema.parse('11111111-1111-4111-8111-111111111111');
const theirs = organizationIdSchema.parse('22222222-2222-4222-8222-222222222222');
const old = keyRing('old');
const fresh = keyRing('fresh');
const both = new KeyRing(
  [...fresh.platformKeys, ...old.platformKeys],
  [...fresh.signingKeys, ...old.signingKeys],
);
const freshOnly = new KeyRing(fresh.platformKeys, both.signingKeys);

const under = (store: MemoryArtifactStore, ring: KeyRing): SealedBundles =>
  new SealedBundles(store, fixedKeyRing(ring), () => NOW);
const reference = (version: string) => {
  const at = place(ours, version);
  return { ...at, artifactPath: artifactPathOf(at) };
};

async function world() {
  const store = new MemoryArtifactStore();
  const bundles = under(store, old);
  await bundles.seal(plainBundle(ours, '1.0.0'));
  await bundles.seal(plainBundle(theirs, '1.0.0'));
  const documents = store.artifacts(ours).documents;
  return { store, bundles, documents };
}

describe('rotation of the platform’s key', () => {
  test('rewraps every organization’s keys and changes no bundle; the old key is no longer needed', async () => {
    const { store } = await world();
    const before = new Map(store.bundle(place(ours, '1.0.0')));
    await assert.rejects(under(store, freshOnly).open(reference('1.0.0')), {
      code: 'KEYS.PLATFORM_KEY_UNKNOWN',
    });
    const result = await rewrapAll(store, under(store, both).keys);
    assert.deepEqual([result.changed.length, result.unchanged], [2, 0]);
    assert.deepEqual(store.bundle(place(ours, '1.0.0')), before);
    const { files } = await under(store, freshOnly).open(reference('1.0.0'));
    assert.deepEqual(files, plainBundle(ours, '1.0.0').files);
    assert.deepEqual((await rewrapAll(store, under(store, both).keys)).changed, []);
  });

  test('can be interrupted anywhere and run again', async () => {
    const { store } = await world();
    await under(store, both).keys.rewrap(theirs);
    // Our keys are still wrapped with the old key: both work side by side.
    await under(store, both).open(reference('1.0.0'));
    assert.deepEqual((await rewrapAll(store, under(store, both).keys)).changed, [ours]);
    assert.deepEqual([...store.artifacts(ours).documents.keys()], ['keys-000002.json']);
  });
});

describe('rotation of an organization’s key', () => {
  test('seals new versions with the new key and still opens the older ones', async () => {
    const { store, bundles } = await world();
    const first = (await bundles.envelope(reference('1.0.0')))?.organizationKeyId;
    const second = await bundles.keys.rotate(ours);
    await bundles.seal(plainBundle(ours, '1.1.0'));
    assert.notEqual(second, first);
    assert.equal((await bundles.envelope(reference('1.1.0')))?.organizationKeyId, second);
    for (const version of ['1.0.0', '1.1.0']) {
      assert.deepEqual((await bundles.open(reference(version))).files, plainBundle(ours, version).files);
    }
    assert.equal(store.artifacts(theirs).documents.has('keys-000001.json'), true, 'nobody else is touched');
  });

  test('by many at once loses none of their keys', async () => {
    const { bundles } = await world();
    const made = await Promise.all([1, 2, 3, 4].map(() => bundles.keys.rotate(ours)));
    const document = await bundles.keys.document(ours);
    assert.equal(document?.keys.length, 5);
    for (const id of made) assert.ok(await bundles.keys.find(ours, id));
  });
});

describe('an organization’s key document', () => {
  const refusal = async (spoil: (documents: Map<string, Buffer>, theirs: Map<string, Buffer>) => void) => {
    const { store, bundles, documents } = await world();
    spoil(documents, store.artifacts(theirs).documents);
    return bundles.open(reference('1.0.0')).then(
      () => 'opened',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
  };
  const NAME = 'keys-000001.json';
  const bytes = (documents: Map<string, Buffer>): Buffer => documents.get(NAME) ?? Buffer.alloc(0);
  const text = (documents: Map<string, Buffer>, change: (text: string) => string): void =>
    void documents.set(NAME, Buffer.from(change(bytes(documents).toString())));
  const random = seededBytes('spoilt');

  const forgeries: [string, string, Parameters<typeof refusal>[0]][] = [
    ['taken away', 'KEYS.ORGANIZATION_KEY_UNKNOWN', (documents) => documents.clear()],
    [
      'of another organization',
      'KEYS.DOCUMENT_DAMAGED',
      (documents, other) => documents.set(NAME, bytes(other)),
    ],
    [
      'under another number',
      'KEYS.DOCUMENT_DAMAGED',
      (documents) => documents.set('keys-000002.json', bytes(documents)),
    ],
    [
      'with a later date',
      'KEYS.DOCUMENT_DAMAGED',
      (documents) => text(documents, (t) => t.replace('2026-03', '2026-04')),
    ],
    ['with white space', 'KEYS.DOCUMENT_DAMAGED', (documents) => text(documents, (t) => `${t} `)],
    ['that is no JSON', 'KEYS.DOCUMENT_DAMAGED', (documents) => text(documents, () => 'keys')],
    [
      'made by somebody else',
      'KEYS.SIGNER_UNKNOWN',
      (documents) => documents.set(NAME, writeKeyDocument(newKeyDocument(ours, fresh, NOW, random), fresh)),
    ],
    [
      'made anew with a stolen signing key',
      'KEYS.PLATFORM_KEY_UNKNOWN',
      (documents) => {
        const thief = new KeyRing(fresh.platformKeys, old.signingKeys);
        documents.set(NAME, writeKeyDocument(newKeyDocument(ours, thief, NOW, random), thief));
      },
    ],
    [
      'with a wrapped key of another organization, signed by us',
      'KEYS.DOCUMENT_DAMAGED',
      (documents) => {
        const foreign = newKeyDocument(theirs, old, NOW, random);
        documents.set(NAME, writeKeyDocument({ ...foreign, organizationId: ours }, old));
      },
    ],
  ];
  for (const [name, code, spoil] of forgeries) {
    test(`is refused: ${name}`, async () => assert.equal(await refusal(spoil), code));
  }
});

describe('keys of the environment', () => {
  const [one, other] = ['ab'.repeat(32), 'cd'.repeat(32)];

  test('are read newest first', () => {
    const ring = keyRingOfTexts(`${one}, ${other}`, one);
    assert.equal(ring.platformKeys.length, 2);
    assert.equal(ring.platformKey.id, keyRingOfTexts(one, one).platformKey.id);
    assert.notEqual(ring.platformKeys[1]?.id, ring.platformKey.id);
  });

  test('are refused without being shown', () => {
    for (const wrong of ['', 'hunter2', `${one},hunter2`, one.slice(2)]) {
      assert.throws(
        () => keyRingOfTexts(wrong, one),
        (error) =>
          error instanceof Error && !error.message.includes('hunter2') && !error.message.includes('abab'),
      );
    }
  });
});
