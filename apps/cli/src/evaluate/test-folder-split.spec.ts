import assert from 'node:assert/strict';
import { assetIdSchema, componentNameSchema } from '@eagle/contracts/domain';
import { testFolderSplit } from './test-folder-split.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const [TRAIN, TEST] = [0, 1];
const [both, other] = [assetIdSchema.parse('both'), assetIdSchema.parse('other')];

const block = (folder: number, fromHour: number, toHour: number) => ({
  folder,
  fromMs: fromHour * HOUR_MS,
  toMs: toHour * HOUR_MS,
});
const failure = (atHour: number) => ({
  assetId: both,
  component: componentNameSchema.parse('pump'),
  atMs: atHour * HOUR_MS,
  developsFromMs: atHour * HOUR_MS,
  endsMs: atHour * HOUR_MS,
});
const later = new Map([[both, [block(TRAIN, 0, 100), block(TEST, 101, 150)]]]);
const inTurns = new Map([
  [both, [block(TRAIN, 0, 100), block(TEST, 101, 150), block(TRAIN, 151, 200), block(TEST, 201, 250)]],
]);

describe('a folder that is held out', () => {
  test('is one fold, and the last horizon of the same asset before it is not used', () => {
    const split = testFolderSplit(later, [], DAY_MS);
    assert.equal(split.foldOf(both, 76 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 77 * HOUR_MS), null, 'a failure of the other folder may label it');
    assert.equal(split.foldOf(both, 101 * HOUR_MS), 0);
  });

  test('keeps rows with a later failure in the training folder itself', () => {
    const split = testFolderSplit(later, [failure(100)], DAY_MS);
    assert.equal(split.foldOf(both, 99 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 100 * HOUR_MS), null);
    assert.equal(testFolderSplit(later, [failure(160)], DAY_MS).foldOf(both, 90 * HOUR_MS), -1);
  });

  test('trains on the whole of an asset that is only in the training folder', () => {
    const blocks = new Map([
      [other, [block(TRAIN, 0, 100)]],
      [both, [block(TEST, 0, 50)]],
    ]);
    const split = testFolderSplit(blocks, [], DAY_MS);
    assert.equal(split.foldOf(other, 100 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 0), 0);
  });

  test('may alternate with the one that trains', () => {
    const split = testFolderSplit(inTurns, [failure(120), failure(202)], DAY_MS);
    const folds = [76, 77, 101, 150, 151, 175, 190, 201, 250].map((hour) =>
      split.foldOf(both, hour * HOUR_MS),
    );
    // Hour 77: a failure comes too late to label it, and before that one the other folder may have
    // had its own.
    assert.deepEqual(folds, [-1, null, 0, 0, -1, -1, -1, 0, 0]);
    assert.equal(split.foldOf(both, 97 * HOUR_MS), -1, 'the failure within a day labels it');
  });

  test('costs no row where a label describes the row’s own time', () => {
    const split = testFolderSplit(inTurns, [], 0);
    assert.equal(split.foldOf(both, 100 * HOUR_MS), -1);
    assert.equal(split.foldOf(both, 200 * HOUR_MS), -1);
  });
});
