import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyPart } from './empty-part.js';

const reach = { scans: 1_000, horizonMs: 36 * 3_600_000, windowMsMax: 72 * 3_600_000 };
const counts = (rowsTrain: number, rowsTest: number, positivesTrain: number) => ({
  rowsTrain,
  rowsTest,
  positivesTrain,
  positivesTest: 0,
});

test('an empty part is named, with what to set', () => {
  for (const [part, words] of [
    [
      counts(0, 0, 0),
      /^No row can be learned from: with a horizon of 1\.5 days and windows of up to 3 days .* of 1000 scans\. Set a shorter horizon/,
    ],
    [counts(0, 5, 0), /^No row is left to train on/],
    [counts(5, 0, 2), /^No row is held out/],
    [counts(5, 5, 0), /^No row of the training part comes before a failure/],
    [counts(5, 5, 5), /^Every row of the training part comes before a failure/],
  ] as const)
    assert.match(emptyPart(part, reach) ?? '', words);
});

test('a data set with rows of both kinds and rows to judge lacks nothing', () => {
  const made = fc
    .tuple(fc.integer({ min: 2 }), fc.integer({ min: 1 }))
    .chain(([rows, test]) =>
      fc.integer({ min: 1, max: rows - 1 }).map((positives) => counts(rows, test, positives)),
    );
  fc.assert(fc.property(made, (part) => assert.equal(emptyPart(part, reach), null)));
});
