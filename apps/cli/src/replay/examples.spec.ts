import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../start/platform.js';
import { openRecording } from './recording.js';
import { readReplayConfig } from './replay-config.js';

const examples = path.join(projectRoot, 'examples');
// The recordings are no part of the project: a variable names their folder.
const azure = path.join(process.env['EAGLE_RECORDINGS'] ?? '', 'azure_pdm');
const testWithRecording = existsSync(azure) ? test : test.skip;

describe('the example configurations', () => {
  for (const file of readdirSync(examples).filter((name) => name.endsWith('.json'))) {
    test(`${file} is valid`, () => {
      const { settings } = readReplayConfig(path.join(examples, file));
      assert.ok(settings.prediction.leadMsMin < settings.prediction.horizonMs);
    });
  }

  testWithRecording('azure_pdm.json fits its recording', async () => {
    const config = readReplayConfig(path.join(examples, 'azure_pdm.json'));
    const recording = await openRecording(azure, config, config.trainShare);
    assert.deepEqual(recording.columns, ['volt', 'rotate', 'pressure', 'vibration']);
    assert.equal(recording.scanPeriodMs, 3_600_000);
    assert.equal(recording.assets.length, 20);
    assert.equal(recording.failures.length, 44);
    assert.equal(recording.failuresElsewhere, 717);
  });
});
