import assert from 'node:assert/strict';
import type { TrainingStage } from '@eagle/contracts/domain';
import { statusPushSchema } from '@eagle/contracts/socket';
import { Terminal } from './terminal.js';

const organizationId = '3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01';

test('a training is reported by stage, and its progress only now and then', () => {
  const lines: string[] = [];
  let nowMs = Date.UTC(2026, 0, 5);
  const terminal = new Terminal(
    (line) => lines.push(line),
    false,
    () => new Date(nowMs),
  );
  const push = (stage: TrainingStage, progress: number, reason: string): void => {
    const training = {
      v: 1,
      organizationId,
      runId: null,
      stage,
      progress,
      reason,
      updatedAt: new Date(nowMs).toISOString(),
    };
    terminal.status('made', statusPushSchema.parse({ organizationId, feed: null, training, serving: null }));
  };
  push('waiting', 0, 'It will be its turn.');
  push('waiting', 0, 'There are too few failures.');
  for (let second = 0; second < 5; second += 1) {
    push('extracting', (second + 1) / 100, `${second} scans read.`);
    nowMs += 1_000;
  }
  push('training', 0.5, 'The model is trained.');
  push('done', 1, 'It is registered.');
  assert.deepEqual(
    lines.map((line) => line.replace(/^.*training /, '')),
    [
      'waiting: It will be its turn.',
      'waiting: There are too few failures.',
      'extracting: 0 scans read.',
      'extracting: 2 scans read.',
      'extracting: 4 scans read.',
      'training: The model is trained.',
      'done: It is registered.',
    ],
  );
});
