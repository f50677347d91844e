import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SupervisedProcess } from './supervised-process.js';
import { RestartBackOff, restartDelayMs, type ProcessEvent } from './supervision.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-supervision-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function until(check: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!check()) {
    assert.ok(performance.now() < deadline, 'in time');
    await delay(10);
  }
}

describe('the restart back-off', () => {
  it('doubles and is bounded', () => {
    assert.deepEqual([1, 2, 3, 20].map(restartDelayMs), [100, 200, 400, 10_000]);
  });

  it('begins again after a stable stretch', () => {
    const backOff = new RestartBackOff();
    backOff.started(0);
    assert.equal(backOff.failed(10), 100);
    backOff.started(10);
    assert.equal(backOff.failed(20), 200);
    backOff.started(20);
    assert.equal(backOff.failed(60_000), 100);
  });
});

describe('a supervised process', () => {
  const supervise = (script: string, events: ProcessEvent[]): SupervisedProcess =>
    new SupervisedProcess(
      {
        name: 'sample',
        replica: 0,
        command: process.execPath,
        args: ['-e', script],
        env: {},
        cwd: folder,
        logFile: path.join(folder, 'sample.log'),
        httpUrl: null,
      },
      (event) => events.push(event),
    );

  it('is started again after kill -9 and stays stopped after stop', async () => {
    const events: ProcessEvent[] = [];
    const sample = supervise('console.log("up"); setInterval(() => {}, 1000)', events);
    sample.start();
    const first = sample.pid;
    assert.ok(first !== null);
    process.kill(first, 'SIGKILL');
    await until(() => sample.pid !== null && sample.pid !== first);
    await sample.stop();
    assert.equal(sample.pid, null);
    const kinds = events.map((event) => event.kind);
    assert.deepEqual(kinds, ['started', 'exited', 'restarting', 'started', 'stopped']);
  });

  it('keeps what it writes in its log', async () => {
    const sample = supervise('console.log("a line of its own"); setInterval(() => {}, 1000)', []);
    sample.start();
    await until(() => readFileSync(path.join(folder, 'sample.log'), 'utf8').includes('a line of its own'));
    await sample.stop();
  });
});
