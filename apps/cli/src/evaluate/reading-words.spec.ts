import assert from 'node:assert/strict';
import { readFiles, testFolders } from '../recordings/made-files.fixture.js';
import { failuresOfLanes } from './recorded-failures-of-lanes.js';
import { readingReport } from './reading-report.js';
import { readingLines } from './reading-words.js';

const { testFolder, removeFolders } = testFolders();
afterEach(removeFolders);

const HOUR_MS = 3_600_000;

test('what was read, left out and is ambiguous is reported in words', async () => {
  const telemetry = [
    'exported by hand',
    'Day;Clock;asset;s1;open;spare;note',
    '25.12.2025;08:30;m1;1,5;yes;;fine',
    '25.12.2025;08:31;M1;2,5;no;;fine',
    '25.12.2025;08:32;m1;3,5;yes;;fine',
  ];
  const files = {
    'telemetry.csv': telemetry.join('\n'),
    'failures.csv': 'asset,ts\nm\u200b1,2025-12-25 09:00\nm1,2025-12-25 09:00\n',
    'error.csv': 'asset,ts,error\n',
  };
  const { recorded } = await readFiles(testFolder(), files);
  const { lanes, failures } = recorded;
  const placed = failuresOfLanes(lanes, failures, null, HOUR_MS);
  const lines = readingLines(readingReport('plant', recorded, lanes, placed));
  for (const expected of [
    /^telemetry\.csv: .*times in "Day" and "Clock" as D\/M\/Y, without offset.*; left out, as no rows: 1 line above the header$/,
    /^switches: open \(yes = 1, no = 0\)$/,
    /^without any reading: spare$/,
    /^left out, as no numbers: note \("fine"\)$/,
    /^failures: 1 of 2 used/,
    /^joins to nothing: failures\.csv names 1 asset without telemetry: "m\\u200b1" \(1 line; did you mean "m1"\?\)$/,
    /^spelled alike: "m1" and "M1" are taken for 2 assets; give them one name if they are one$/,
    /^files not read: error\.csv; names count, capitals too$/,
  ])
    assert.ok(
      lines.some((line) => expected.test(line)),
      `${expected.source} in\n${lines.join('\n')}`,
    );
});
