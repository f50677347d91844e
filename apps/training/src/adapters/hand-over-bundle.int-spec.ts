import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PIECE_BYTES_MAX, RPC, type AdmitPiece, type BeginAdmission } from '@eagle/contracts/bus';
import {
  AppError,
  featureSetHashSchema,
  modelVersionSchema,
  organizationIdSchema,
} from '@eagle/contracts/domain';
import type { RequestBus, Subscription } from '@eagle/messaging';
import { fixtureBundle } from '@eagle/models/fixtures';
import { testBus, type TestBus } from '@eagle/testing';
import { ModelCacheClient } from './hand-over-bundle.js';

const organizationId = organizationIdSchema.parse(randomUUID());
const { manifest, files } = fixtureBundle({
  organizationId,
  version: '1.0.0',
  featureSet: { hash: featureSetHashSchema.parse('0123456789abcdef'), names: ['a'] },
  model: { weights: [1], bias: 0, componentScores: [0], timeToFailure: [1, 2, 3] },
});
/** Large enough for three pieces. */
const report = randomBytes(2 * PIECE_BYTES_MAX + 17);

describe('handing a bundle over', () => {
  let nats: TestBus;
  let folder = '';
  let asked: string[] = [];
  let claims: BeginAdmission[] = [];
  let pieces: AdmitPiece[] = [];
  let failures: AppError[] = [];
  let answered: Subscription[] = [];

  beforeAll(async () => {
    nats = await testBus();
    folder = await mkdtemp(path.join(tmpdir(), 'eagle-bundle-'));
    for (const [name, bytes] of Object.entries({ ...files, 'report.json': report })) {
      await writeFile(path.join(folder, name), bytes);
    }
    const modelCache = await nats.connect('model-cache');
    answered = await standInModelCache(modelCache);
  });
  beforeEach(() => {
    [asked, claims, pieces, failures] = [[], [], [], []];
  });
  afterAll(async () => {
    for (const subscription of answered) await subscription.stop();
    await nats.close();
    await rm(folder, { recursive: true });
  });

  /** Stores what it receives; first fails with the errors that a test has queued. */
  const standInModelCache = (bus: RequestBus): Promise<Subscription[]> =>
    Promise.all([
      bus.serve(RPC.beginAdmission, (claim) => {
        asked.push('begin');
        claims.push(claim);
        pieces = [];
        return { transferId: randomUUID() };
      }),
      bus.serve(RPC.admitPiece, (piece) => {
        asked.push('piece');
        pieces.push(piece);
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        return {};
      }),
      bus.serve(RPC.commitAdmission, () => {
        asked.push('commit');
        return { artifactPath: `${organizationId}/1.0.0` };
      }),
      bus.serve(RPC.storedVersions, () => ({
        versions: ['1.9.0', '1.10.0', '1.2.0'].map((text) => modelVersionSchema.parse(text)),
      })),
    ]);

  const handOver = (patienceMs?: number) =>
    new ModelCacheClient(nats.bus, patienceMs).handOver(folder, organizationId, manifest.version);

  test('announces every file and sends each in pieces that fit together again', async () => {
    assert.equal(await handOver(), `${organizationId}/1.0.0`);
    assert.deepEqual(
      claims[0]?.files.map(({ name }) => name),
      ['golden.json', 'manifest.json', 'model.onnx', 'report.json'],
    );
    const sent = pieces
      .filter(({ file }) => file === 'report.json')
      .map(({ bytes }) => Buffer.from(bytes, 'base64'));
    assert.equal(sent.length, 3);
    assert.ok(Buffer.concat(sent).equals(report));
  });

  test('starts again when model-cache has lost the transfer or is busy', async () => {
    failures = [
      new AppError('MODEL.TRANSFER_UNKNOWN', 'Forgotten.'),
      new AppError('MODEL.STORE_UNREADABLE', 'The disk is gone.'),
    ];
    assert.equal(await handOver(), `${organizationId}/1.0.0`);
    assert.equal(asked.filter((question) => question === 'begin').length, 3);
    assert.equal(pieces.length, 6, 'the last time from the beginning');
  });

  test('gives up at once after a refusal, and after a while without a successful answer', async () => {
    failures = [new AppError('MODEL.FILE_DAMAGED', 'Damaged.')];
    await assert.rejects(handOver(), { code: 'MODEL.FILE_DAMAGED' });
    failures = Array.from({ length: 9 }, () => new AppError('RPC.BUSY', 'Busy.'));
    await assert.rejects(handOver(300), { code: 'RPC.BUSY' });
  });

  test('finds the newest version by its numbers', async () => {
    assert.equal(await new ModelCacheClient(nats.bus).newestVersion(organizationId), '1.10.0');
  });
});
