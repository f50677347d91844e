import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@eagle/testing';
import { identityOf, isAlive } from '@eagle/local-services';
import { ProcessRegister } from './process-register.js';
import { StateFolder } from './state-folder.js';

const parent = mkdtempSync(path.join(tmpdir(), 'eagle-register-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(parent, { recursive: true, force: true });
});

const fail = (problem: string): never => assert.fail(problem);

async function start(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  });
  await once(child, 'spawn');
  children.push(child);
  return child.pid ?? assert.fail();
}

describe('the register of processes', () => {
  test('lets a later start end the remaining processes of an earlier one, also frozen ones', async () => {
    const state = StateFolder.take(path.join(parent, 'left'), { fresh: false });
    const earlier = await ProcessRegister.open(state, fail);
    const [willing, frozen] = [await start(), await start()];
    earlier.started('alerting-0', willing);
    earlier.started('gateway-0', frozen);
    process.kill(frozen, 'SIGSTOP');
    await ProcessRegister.open(state, fail);
    // They are children of this process, which learns of their end a moment later.
    await eventually(() => assert.deepEqual([isAlive(willing), isAlive(frozen)], [false, false]));
  });

  test('does not end a foreign process that got the id of one of ours', async () => {
    const state = StateFolder.take(path.join(parent, 'foreign'), { fresh: false });
    const foreign = await start();
    state.writeJson('processes.json', { 'alerting-0': { ...identityOf(foreign), startedAt: 'long ago' } });
    await ProcessRegister.open(state, fail);
    assert.ok(isAlive(foreign));
  });

  test('holds no process that was stopped cleanly', async () => {
    const state = StateFolder.take(path.join(parent, 'stopped'), { fresh: false });
    const register = await ProcessRegister.open(state, fail);
    register.started('alerting-0', await start());
    register.ended('alerting-0');
    assert.deepEqual(state.readJson('processes.json'), {});
  });
});
