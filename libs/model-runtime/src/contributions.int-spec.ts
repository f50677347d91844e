import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { compileTrees, treesFileSchema } from '@eagle/models';
import { z } from 'zod';

const python =
  process.env['TRAINER_PYTHON'] ?? path.join(homedir(), '.cache/eagle-notifier/trainer-venv/bin/python');
const trainer = path.resolve(import.meta.dirname, '../../model-trainer');

const referenceSchema = z.object({
  trees: treesFileSchema,
  rows: z.array(z.array(z.number().nullable())),
  contributions: z.array(z.array(z.number())),
  expected: z.array(z.number()),
  margin: z.array(z.number()),
});

const describeWithPython = existsSync(python) ? describe : describe.skip;

describeWithPython('the contributions of features', () => {
  test('are those that LightGBM tells of its own trees, missing values included', async () => {
    const { stdout } = await promisify(execFile)(python, ['tests/lightgbm_reference.py'], {
      cwd: trainer,
      env: { ...process.env, PYTHONPATH: trainer },
      maxBuffer: 64 * 1024 * 1024,
    });
    const reference = referenceSchema.parse(JSON.parse(stdout));
    const trees = compileTrees(reference.trees);
    const out = new Float64Array(trees.width);
    reference.rows.forEach((values, row) => {
      const features = Float32Array.from(values, (value) => value ?? NaN);
      trees.contributions(features, out);
      const far = (a: number | undefined, b: number | undefined): number => Math.abs((a ?? NaN) - (b ?? NaN));
      out.forEach((value, feature) => assert.ok(far(value, reference.contributions[row]?.[feature]) < 1e-10));
      assert.ok(far(trees.expectedMargin, reference.expected[row]) < 1e-10);
      assert.ok(far(trees.margin(features), reference.margin[row]) < 1e-10);
    });
  });
});
