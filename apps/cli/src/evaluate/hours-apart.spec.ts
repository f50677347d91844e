import assert from 'node:assert/strict';
import { assetIdSchema } from '@eagle/contracts/domain';
import { hoursApart } from './hours-apart.js';

const HOUR_MS = 3_600_000;
const lane = { laneId: assetIdSchema.parse('m1'), asset: 'm1', firstMs: 0, lastMs: 12 * HOUR_MS, rows: 100 };
const at = (hours: number) => {
  const atMs = hours * HOUR_MS;
  return { asset: 'm1', component: 'asset', atMs, developsFromMs: atMs, endsMs: atMs };
};

test('failures that all fit after one shift are reported as of another zone', () => {
  assert.equal(
    hoursApart(
      [lane],
      [1, 5, 11].map((hour) => at(hour + 9)),
    ),
    8,
  );
  assert.equal(
    hoursApart(
      [lane],
      [1, 5, 11].map((hour) => at(hour - 5.5)),
    ),
    -4.5,
  );
});

test('failures that fit, a single one that does not, and those that no shift corrects are not reported', () => {
  assert.equal(hoursApart([lane], [at(1), at(11)]), null);
  assert.equal(hoursApart([lane], [at(1), at(14)]), null);
  assert.equal(hoursApart([lane], [at(500), at(1_000), at(2_000)]), null);
});
