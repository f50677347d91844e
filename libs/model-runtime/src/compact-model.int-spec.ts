import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mulberry32, treeOnnx } from '@eagle/models/fixtures';
import { compactModel } from './compact-model.js';
import { ModelSession } from './model-session.js';

const shape = { width: 40, components: 3 };
const onnx = treeOnnx({ trees: 20, features: 40, depth: 4, components: 3, seed: 1 });

const describeWithSharedMemory = existsSync('/dev/shm') ? describe : describe.skip;

describeWithSharedMemory('the compact form of a model', () => {
  test('gives the same answers as the model, and leaves nothing behind', async () => {
    const compact = await compactModel(onnx);
    assert.ok(!readdirSync('/dev/shm').some((name) => name.startsWith('eagle-model-')));
    const [whole, small] = [await ModelSession.open(onnx, shape), await ModelSession.open(compact, shape)];
    const random = mulberry32(2);
    const matrix = Float32Array.from({ length: 64 * 40 }, () => (random() < 0.1 ? NaN : random()));
    assert.deepEqual(await small.run(matrix, 64), await whole.run(matrix, 64));
    await whole.release();
    await small.release();
  });

  test('is not made of what is no model', async () => {
    await assert.rejects(compactModel(Uint8Array.of(1, 2, 3)), { code: 'MODEL.NO_COMPACT_FORM' });
    assert.ok(!readdirSync('/dev/shm').some((name) => name.startsWith('eagle-model-')));
  });
});
