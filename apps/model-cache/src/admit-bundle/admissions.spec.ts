import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { fixedKeyRing, SealedBundles } from '@eagle/artifacts';
import { keyRing, MemoryArtifactStore } from '@eagle/artifacts/fixtures';
import type { AdmissionBegun, BeginAdmission } from '@eagle/contracts/bus';
import { featureSetHashSchema, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { fixtureBundle, type FixtureBundle } from '@eagle/models/fixtures';
import { Admissions } from './admissions.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const newOrganization = () => organizationIdSchema.parse(randomUUID());

function bundleOf(organizationId: OrganizationId, version = '1.0.0', bias = 0): FixtureBundle {
  return fixtureBundle({
    organizationId,
    version,
    featureSet: { hash: featureSetHashSchema.parse('0123456789abcdef'), names: ['a'] },
    model: { weights: [1], bias, componentScores: [0], timeToFailure: [1, 2, 3] },
  });
}

function claimOf({ manifest, files }: FixtureBundle, change: Partial<BeginAdmission> = {}): BeginAdmission {
  const { organizationId, version, featureSetHash } = manifest;
  const described = Object.entries(files).map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    digest: sha256(bytes),
  }));
  return { organizationId, version, featureSetHash, files: described, ...change };
}

function world(bytesMax = 1_000_000) {
  const store = new MemoryArtifactStore();
  const sealed = new SealedBundles(store, fixedKeyRing(keyRing('the platform')));
  const clock = { nowMs: 0 };
  const now = () => clock.nowMs;
  const admissions = new Admissions({ sealed, bytesMax, now, newTransferId: randomUUID });
  const begin = async (claim: BeginAdmission): Promise<string> => idOf(await admissions.begin(claim));
  const send = (transferId: string, { files }: FixtureBundle, pieceBytes = 100): void => {
    for (const [file, bytes] of Object.entries(files)) {
      for (let offset = 0; offset < bytes.length; offset += pieceBytes) {
        const piece = bytes.subarray(offset, offset + pieceBytes);
        const text = Buffer.from(piece).toString('base64');
        admissions.piece({ transferId, file, offset, bytes: text, digest: sha256(piece) });
      }
    }
  };
  const open = ({ manifest: { organizationId, version } }: FixtureBundle) =>
    sealed.open({ organizationId, version, artifactPath: `${organizationId}/${version}` });
  return { store, sealed, clock, admissions, begin, send, open };
}

function idOf(begun: AdmissionBegun): string {
  assert.ok('transferId' in begun);
  return begun.transferId;
}

describe('a bundle that is being handed over', () => {
  test('is sealed in the store afterwards, and is nowhere on disk before', async () => {
    const { admissions, begin, send, open, store } = world();
    const bundle = bundleOf(newOrganization());
    const { organizationId } = bundle.manifest;
    const id = await begin(claimOf(bundle));
    send(id, bundle);
    assert.deepEqual(await store.versions(organizationId), []);
    assert.equal(await admissions.commit(id), `${organizationId}/1.0.0`);
    const opened = (await open(bundle)).files;
    for (const [name, bytes] of Object.entries(bundle.files))
      assert.ok(opened.get(name)?.equals(bytes), name);
    assert.equal(admissions.bytes, 0);
  });

  test('is refused where another bundle has its version, at the beginning and at the end', async () => {
    const { admissions, begin, send, sealed } = world();
    const organizationId = newOrganization();
    const [mine, other] = [bundleOf(organizationId), bundleOf(organizationId, '1.0.0', 7)];
    const id = await begin(claimOf(mine));
    send(id, mine);
    const { version, featureSetHash } = other.manifest;
    await sealed.seal({
      organizationId,
      version,
      featureSetHash,
      files: new Map(Object.entries(other.files)),
    });
    await assert.rejects(admissions.commit(id), { code: 'MODEL.VERSION_EXISTS' });
    await assert.rejects(admissions.begin(claimOf(mine)), { code: 'MODEL.VERSION_EXISTS', kind: 'conflict' });
  });

  test('is recognised when it is repeated because an answer was lost', async () => {
    const { admissions, begin, send } = world();
    const bundle = bundleOf(newOrganization());
    const id = await begin(claimOf(bundle));
    send(id, bundle);
    send(id, bundle);
    const [one, two] = await Promise.all([admissions.commit(id), admissions.commit(id)]);
    assert.equal(one, two);
    assert.deepEqual(await admissions.begin(claimOf(bundle)), { artifactPath: one });
  });

  test('is refused where pieces are damaged, out of order, too many or too few', async () => {
    const { admissions, begin, send } = world();
    const bundle = bundleOf(newOrganization());
    const id = await begin(claimOf(bundle));
    const piece = {
      transferId: id,
      file: 'golden.json',
      offset: 0,
      bytes: Buffer.from('x').toString('base64'),
    };
    const digest = sha256(Buffer.from('x'));
    const refusals: [object, string][] = [
      [{ digest: sha256(Buffer.from('y')) }, 'MODEL.PIECE_DAMAGED'],
      [{ offset: 5 }, 'MODEL.PIECE_OUT_OF_ORDER'],
      [{ offset: 1_000_000 }, 'MODEL.PIECE_OUT_OF_ORDER'],
      [{ file: 'card.md' }, 'MODEL.FILE_UNEXPECTED'],
      [{ transferId: randomUUID() }, 'MODEL.TRANSFER_UNKNOWN'],
    ];
    for (const [change, code] of refusals) {
      assert.throws(() => admissions.piece({ ...piece, digest, ...change }), { code });
    }
    send(id, { ...bundle, files: { ...bundle.files, 'model.onnx': bundle.files['model.onnx'].subarray(1) } });
    await assert.rejects(admissions.commit(id), { code: 'MODEL.TRANSFER_INCOMPLETE' });
    await assert.rejects(
      admissions.commit(id),
      { code: 'MODEL.TRANSFER_UNKNOWN' },
      'a refused transfer is over',
    );
  });

  test('is refused where it contradicts its announcement or itself', async () => {
    const organizationId = newOrganization();
    const bundle = bundleOf(organizationId);
    const stranger = bundleOf(newOrganization());
    const claim = claimOf(bundle);
    const withFile = { ...bundle, files: { ...bundle.files, 'card.md': Buffer.from('# Card') } };
    const cases: [FixtureBundle, BeginAdmission, string][] = [
      [stranger, claimOf(stranger, { organizationId }), 'MODEL.WRONG_ORGANIZATION'],
      [
        bundleOf(organizationId, '1.1.0'),
        claimOf(bundleOf(organizationId, '1.1.0'), { version: claim.version }),
        'MODEL.WRONG_VERSION',
      ],
      [
        bundle,
        claimOf(bundle, { featureSetHash: featureSetHashSchema.parse('f'.repeat(16)) }),
        'MODEL.WRONG_FEATURES',
      ],
      [withFile, claimOf(withFile), 'MODEL.FILE_UNEXPECTED'],
      [
        bundle,
        claimOf(bundle, { files: claim.files.map((file) => ({ ...file, digest: 'a'.repeat(64) })) }),
        'MODEL.FILE_DAMAGED',
      ],
    ];
    for (const [sent, announced, code] of cases) {
      const { admissions, begin, send, store } = world();
      const id = await begin(announced);
      send(id, sent);
      await assert.rejects(admissions.commit(id), { code }, code);
      assert.deepEqual(await store.versions(organizationId), []);
    }
  });

  test('is refused before its first byte where it is too large or names a file twice', async () => {
    const { admissions } = world();
    const claim = claimOf(bundleOf(newOrganization()));
    const huge = { name: 'model.onnx', bytes: 60 * 2 ** 20, digest: 'a'.repeat(64) };
    await assert.rejects(admissions.begin({ ...claim, files: [huge, { ...huge, name: 'b' }] }), {
      code: 'MODEL.BUNDLE_TOO_LARGE',
    });
    const [first] = claim.files;
    assert.ok(first !== undefined);
    await assert.rejects(admissions.begin({ ...claim, files: [first, first] }), {
      code: 'MODEL.FILES_REPEATED',
    });
  });
});

describe('room for transfers', () => {
  const claimOfBytes = (bytes: number) =>
    claimOf(bundleOf(newOrganization()), { files: [{ name: 'model.onnx', bytes, digest: 'a'.repeat(64) }] });

  test('is bounded; a refused sender may try again', async () => {
    const { admissions, begin } = world(1_000);
    await begin(claimOfBytes(600));
    await assert.rejects(admissions.begin(claimOfBytes(600)), {
      code: 'MODEL.ADMISSIONS_FULL',
      retryable: true,
    });
    await begin(claimOfBytes(400));
  });

  test('is taken once per organization, however often it begins', async () => {
    const { admissions, begin } = world(1_000);
    const claim = claimOfBytes(600);
    const first = await begin(claim);
    const second = await begin(claim);
    assert.equal(admissions.bytes, 600);
    await begin(claimOfBytes(400));
    const piece = { file: 'model.onnx', offset: 0, bytes: 'eA==', digest: sha256(Buffer.from('x')) };
    assert.throws(() => admissions.piece({ transferId: first, ...piece }), {
      code: 'MODEL.TRANSFER_UNKNOWN',
    });
    admissions.piece({ transferId: second, ...piece });
  });

  test('is freed when a sender falls silent or takes too long', async () => {
    const { admissions, begin, clock } = world(1_000);
    await begin(claimOfBytes(600));
    const slow = await begin(claimOfBytes(400));
    for (let at = 0; at < 30; at += 1) {
      clock.nowMs += 11_000;
      if (clock.nowMs < 300_000) {
        const piece = { file: 'model.onnx', offset: at, bytes: 'eA==', digest: sha256(Buffer.from('x')) };
        admissions.piece({ transferId: slow, ...piece });
      }
      admissions.sweep();
      if (clock.nowMs > 30_000 && clock.nowMs < 300_000) assert.equal(admissions.bytes, 400);
    }
    assert.equal(admissions.bytes, 0);
  });
});
