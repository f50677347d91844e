import assert from 'node:assert/strict';
import { readFiles, testFolders } from '../recordings/made-files.fixture.js';
import { evaluateConfigSchema } from './evaluate-config.js';
import { organizationOfFolders } from './organization-of-folders.js';

const { testFolder, removeFolders } = testFolders();
afterEach(removeFolders);

const MINUTE_MS = 60_000;
const SCALE = { scanPeriodMs: MINUTE_MS, horizonMs: 10 * MINUTE_MS, leadMsMin: 5 * MINUTE_MS };

test('names of any length, also names of built-in properties, can name assets and tags', async () => {
  const [asset, column] = ['насос '.repeat(50).trim(), 'pressure behind the filter '.repeat(12).trim()];
  const telemetry = [
    `ts,asset,"${column}",__proto__`,
    `2026-01-05T00:00:00Z,${asset},1,2`,
    '2026-01-05T00:00:00Z,constructor,1,2',
  ].join('\n');
  const { recorded } = await readFiles(testFolder(), { 'telemetry.csv': telemetry });
  const { assets, tags } = organizationOfFolders([recorded], evaluateConfigSchema.parse({}), SCALE, false);
  assert.deepEqual(
    assets.map(({ assetId, name }) => [assetId.length <= 64, name.length <= 120]),
    [
      [true, true],
      [true, true],
    ],
  );
  assert.deepEqual(
    [assets[1]?.assetId, tags[1]?.tag, tags[1]?.label],
    ['constructor', '__proto__', '__proto__'],
  );
  assert.deepEqual(recorded.columns, [column, '__proto__'], 'reports have the whole name');
});
