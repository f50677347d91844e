import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ProcessRegister } from './process-register.js';
import { StateFolder } from './state-folder.js';
import { SupervisedProcess } from './supervised-process.js';
import { RestartBackOff, restartDelayMs, type ProcessEvent } from './supervision.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-supervision-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function until(check: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!check()) {
    assert.ok(performance.now() < deadline, 'in time');
    await delay(10);
  }
}

describe('the restart back-off', () => {
  test('doubles and is bounded', () => {
    assert.deepEqual([1, 2, 3, 20].map(restartDelayMs), [100, 200, 400, 10_000]);
  });

  test('begins again after a stable time', () => {
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
  let register: ProcessRegister;
  beforeAll(async () => {
    const state = StateFolder.take(path.join(folder, 'state'), { fresh: false });
    register = await ProcessRegister.open(state, (problem) => assert.fail(problem));
  });

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
      register,
      (event) => events.push(event),
    );

  test('is started again after kill -9 and stays stopped after stop', async () => {
    const events: ProcessEvent[] = [];
    const sample = supervise('console.log("up"); setInterval(() => {}, 1000)', events);
    sample.start();
    await until(() => sample.pid !== null);
    const first = sample.pid ?? assert.fail();
    process.kill(first, 'SIGKILL');
    await until(() => sample.pid !== null && sample.pid !== first);
    await sample.stop();
    assert.equal(sample.pid, null);
    const kinds = events.map((event) => event.kind);
    assert.deepEqual(kinds, ['started', 'exited', 'restarting', 'started', 'stopped']);
  });

  test('keeps what it writes in its log', async () => {
    const sample = supervise('console.log("a line of its own"); setInterval(() => {}, 1000)', []);
    sample.start();
    await until(() => readFileSync(path.join(folder, 'sample.log'), 'utf8').includes('a line of its own'));
    await sample.stop();
  });

  test('is also stopped while it is being started', async () => {
    const events: ProcessEvent[] = [];
    const sample = supervise('setInterval(() => {}, 1000)', events);
    sample.start();
    await sample.stop();
    assert.equal(sample.pid, null);
    assert.equal(events.filter(({ kind }) => kind === 'restarting').length, 0);
  });

  test('that cannot run is tried again, and each time reports why', async () => {
    const events: ProcessEvent[] = [];
    const sample = new SupervisedProcess(
      {
        name: 'sample',
        replica: 0,
        command: path.join(folder, 'no-such-program'),
        args: [],
        env: {},
        cwd: folder,
        logFile: path.join(folder, 'sample.log'),
        httpUrl: null,
      },
      register,
      (event) => events.push(event),
    );
    sample.start();
    await until(() => events.filter(({ kind }) => kind === 'exited').length >= 2);
    await sample.stop();
    assert.match(events[0]?.text ?? '', /no-such-program could not be started/);
  });
});
