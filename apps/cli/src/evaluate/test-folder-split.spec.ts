import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assetIdSchema, componentNameSchema } from '@eagle/contracts';
import type { Lane } from '../recordings/recorded-folder.js';
import { testFolderSplit } from './test-folder-split.js';

const HOUR_MS = 3_600_000;
const lane = (name: string, fromHour: number, toHour: number): Lane => ({
  laneId: assetIdSchema.parse(name),
  asset: name,
  firstMs: fromHour * HOUR_MS,
  lastMs: toHour * HOUR_MS,
  rows: toHour - fromHour + 1,
});
const failure = (name: string, atHour: number) => ({
  assetId: assetIdSchema.parse(name),
  component: componentNameSchema.parse('pump'),
  atMs: atHour * HOUR_MS,
  developsFromMs: atHour * HOUR_MS,
  endsMs: atHour * HOUR_MS,
});
const [both, other] = [assetIdSchema.parse('both'), assetIdSchema.parse('other')];

describe('a folder that is held back', () => {
  it('is one fold, and the last horizon of the same asset before it belongs to nobody', () => {
    const split = testFolderSplit([lane('both', 0, 100)], [lane('both', 101, 150)], [], 24 * HOUR_MS);
    assert.equal(split.foldOf(both, 76 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 77 * HOUR_MS), null, 'a failure of the other folder may label it');
    assert.equal(split.foldOf(both, 101 * HOUR_MS), 0);
  });

  it('leaves rows whose end the training folder itself tells', () => {
    const known = [failure('both', 100)];
    const split = testFolderSplit([lane('both', 0, 100)], [lane('both', 101, 150)], known, 24 * HOUR_MS);
    assert.equal(split.foldOf(both, 99 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 100 * HOUR_MS), null);
  });

  it('trains on the whole of an asset that is only in the training folder', () => {
    const split = testFolderSplit([lane('other', 0, 100)], [lane('both', 0, 50)], [], 24 * HOUR_MS);
    assert.equal(split.foldOf(other, 100 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 0), 0);
  });
});
