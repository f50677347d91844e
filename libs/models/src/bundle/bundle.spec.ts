import assert from 'node:assert/strict';
import {
  AppError,
  featureSetHashSchema,
  modelVersionSchema,
  organizationIdSchema,
  type ModelManifest,
} from '@eagle/contracts/domain';
import fc from 'fast-check';
import { fixtureBundle, linearOutputs, sha256, type LinearModel } from '../fixtures/index.js';
import { bundlePathSegments } from './artifact-path.js';
import { checkBundle, type BundleExpectation } from './check-bundle.js';
import { goldenDifference, goldenMatrix, outputsAreSound } from './golden.js';
import { parseGoldenRows, parseManifest } from './manifest.js';

const organizationId = organizationIdSchema.parse('11111111-1111-4111-8111-111111111111');
const stranger = organizationIdSchema.parse('22222222-2222-4222-8222-222222222222');
const featureSet = { hash: featureSetHashSchema.parse('0123456789abcdef'), names: ['a', 'b', 'c'] };
const model: LinearModel = {
  weights: [1, -2, 0.5],
  bias: 0.1,
  componentScores: [0.3, 1],
  timeToFailure: [4, 7, 9],
};
const bundle = fixtureBundle({ organizationId, version: '1.0.0', featureSet, model });
const expected: BundleExpectation = {
  organizationId,
  version: modelVersionSchema.parse('1.0.0'),
  featureSet,
  digests: {
    'model.onnx': sha256(bundle.files['model.onnx']),
    'golden.json': sha256(bundle.files['golden.json']),
    'report.json': sha256(bundle.files['report.json']),
  },
};
const refusal = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;
const checked =
  (manifest: Partial<ModelManifest>, expectation: Partial<BundleExpectation> = {}) =>
  () =>
    checkBundle({ ...bundle.manifest, ...manifest }, { ...expected, ...expectation });

describe('a model bundle', () => {
  test('passes when it is whole and made for the organization and its features', () => {
    checkBundle(parseManifest(bundle.files['manifest.json']), expected);
  });

  test('written before judgement, verdict and lineage existed passes without them', () => {
    const { judgement, verdict, lineage, ...before } = bundle.manifest;
    assert.deepEqual([judgement, verdict, lineage], [null, null, null]);
    const manifest = parseManifest(Buffer.from(JSON.stringify(before)));
    assert.equal(manifest.lineage, null);
    checkBundle(manifest, expected);
  });

  test('is refused for another organization, another version or other features', () => {
    assert.throws(checked({}, { organizationId: stranger }), refusal('MODEL.WRONG_ORGANIZATION'));
    assert.throws(
      checked({}, { version: modelVersionSchema.parse('2.0.0') }),
      refusal('MODEL.WRONG_VERSION'),
    );
    const hash = featureSetHashSchema.parse('fedcba9876543210');
    assert.throws(checked({}, { featureSet: { ...featureSet, hash } }), refusal('MODEL.WRONG_FEATURES'));
    for (const names of [
      ['a', 'b'],
      ['b', 'a', 'c'],
    ]) {
      assert.throws(checked({}, { featureSet: { ...featureSet, names } }), refusal('MODEL.WRONG_FEATURES'));
    }
  });

  test('is refused when a file is damaged, missing or not listed', () => {
    const digests = { ...expected.digests, 'model.onnx': sha256(Uint8Array.of(1)) };
    assert.throws(checked({}, { digests }), refusal('MODEL.FILE_DAMAGED'));
    assert.throws(checked({}, { digests: {} }), refusal('MODEL.FILE_MISSING'));
    assert.throws(checked({ files: {} }), refusal('MODEL.FILE_MISSING'));
  });

  test('is refused when its manifest contradicts itself', () => {
    const { reference, components } = bundle.manifest;
    const inconsistent: Partial<ModelManifest>[] = [
      { reference: reference.slice(1) },
      { reference: reference.toReversed() },
      { reference: reference.map((entry) => ({ ...entry, q10: 7 })) },
      { reference: reference.map((entry) => ({ ...entry, importance: 0 })) },
      { components: [...components, ...components] },
    ];
    for (const manifest of inconsistent) {
      assert.throws(checked(manifest), refusal('MODEL.MANIFEST_INCONSISTENT'));
    }
  });

  test('is refused, never crashes, for any bytes that are not a manifest or golden rows', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          assert.throws(() => parseManifest(bytes), refusal('MODEL.MANIFEST_UNREADABLE'));
          assert.throws(() => parseGoldenRows(bytes, bundle.manifest), refusal('MODEL.GOLDEN_UNREADABLE'));
        },
      ),
    );
  });
});

describe('golden rows', () => {
  const golden = parseGoldenRows(bundle.files['golden.json'], bundle.manifest);

  test('agree with the model that made them', () => {
    assert.equal(goldenDifference(golden, linearOutputs(model, goldenMatrix(golden))), null);
  });

  test('differ from any other model', () => {
    const other = { ...model, bias: model.bias + 0.01 };
    assert.match(
      goldenDifference(golden, linearOutputs(other, goldenMatrix(golden))) ?? '',
      /probability value 0/,
    );
    const nan = { ...model, bias: Number.NaN };
    assert.notEqual(goldenDifference(golden, linearOutputs(nan, goldenMatrix(golden))), null);
  });

  test('of another shape are refused', () => {
    const manifest = { ...bundle.manifest, featureNames: ['a'] };
    assert.throws(
      () => parseGoldenRows(bundle.files['golden.json'], manifest),
      refusal('MODEL.GOLDEN_UNREADABLE'),
    );
  });
});

describe('outputs', () => {
  test('are sound only when every one is finite and probabilities lie in 0..1', () => {
    const sound = linearOutputs(model, [1, 2, 3]);
    assert.ok(outputsAreSound(sound));
    for (const value of [NaN, Infinity, 1.5, -0.1]) {
      assert.ok(!outputsAreSound({ ...sound, probability: Float32Array.of(value) }));
    }
    assert.ok(!outputsAreSound({ ...sound, component: Float32Array.of(0.5, NaN) }));
    assert.ok(!outputsAreSound({ ...sound, timeToFailure: Float32Array.of(1, 2, Infinity) }));
  });
});

describe('the path of a bundle', () => {
  test('is split when it consists of plain names', () => {
    assert.deepEqual(bundlePathSegments('acme/1.0.0'), ['acme', '1.0.0']);
  });

  test('is refused when it could leave the store', () => {
    const paths = [
      '',
      '/etc/passwd',
      '../other',
      'a/../../b',
      'a//b',
      'a/./b',
      'a\\..\\b',
      'a/\0',
      'a/..',
      '.hidden/x',
    ];
    for (const path of paths)
      assert.throws(() => bundlePathSegments(path), refusal('MODEL.PATH_REFUSED'), path);
  });
});
