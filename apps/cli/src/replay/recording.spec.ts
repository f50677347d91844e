import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openRecording, readTelemetry, toName } from './recording.js';
import { replayConfigSchema } from './replay-config.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-recording-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const rows = Array.from(
  { length: 10 },
  (_, i) => `2024-01-01T00:00:${String(i).padStart(2, '0')}Z,M1,r1,${i},`,
);
writeFileSync(path.join(folder, 'telemetry.csv.gz'), gzipSync(`ts,asset,run,P-1,T 2\n${rows.join('\n')}\n`));
writeFileSync(
  path.join(folder, 'events.csv'),
  'asset,start,end,kind,phase\nM1,2024-01-01T00:00:03Z,2024-01-01T00:00:08Z,pump leak,developing\nM1,2024-01-01T00:00:09Z,2024-01-01T00:00:09Z,pump leak,established\n',
);

describe('a recording', () => {
  it('gives tag columns without the bookkeeping, the split by rows and the scan period', async () => {
    const recording = await openRecording(folder, replayConfigSchema.parse({}), 0.5);
    assert.deepEqual(recording.columns, ['P-1', 'T 2']);
    assert.equal(recording.rowCount, 10);
    assert.equal(recording.scanPeriodMs, 1_000);
    assert.equal(recording.splitAtMs, Date.parse('2024-01-01T00:00:05Z'));
  });

  it('takes the wanted end of the wanted intervals as failures', async () => {
    const config = replayConfigSchema.parse({ failures: { where: { phase: 'developing' }, at: 'end' } });
    const { failures } = await openRecording(folder, config, 0.5);
    assert.deepEqual(failures, [
      { asset: 'M1', component: 'pump-leak', atMs: Date.parse('2024-01-01T00:00:08Z') },
    ]);
  });

  it('keeps empty cells empty', async () => {
    const seen = [];
    for await (const row of readTelemetry(path.join(folder, 'telemetry.csv.gz'), new Set(['run'])))
      seen.push(row.cells);
    assert.deepEqual(seen[3], ['3', '']);
  });

  it('says which file is missing', async () => {
    const config = replayConfigSchema.parse({ telemetry: 'other.csv' });
    await assert.rejects(openRecording(folder, config, 0.5), /has no other\.csv/);
  });

  it('makes names fit for identifiers', () => {
    assert.equal(toName(' cooler close to total failure '), 'cooler-close-to-total-failure');
  });
});
