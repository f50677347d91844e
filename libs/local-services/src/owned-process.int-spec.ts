import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive, OwnedProcess } from './index.js';
import { pollUntil } from './poll-until.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-owned-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const GONE_MS_MAX = 15_000;
const INDEX = fileURLToPath(new URL('./index.js', import.meta.url));
const IDLE = 'setInterval(() => {}, 1000)';
const DEAF = `process.on('SIGTERM', () => {}); ${IDLE}`;

const gone = (...pids: number[]): Promise<true | null> =>
  pollUntil(() => (pids.some(isAlive) ? null : true), { deadlineMs: GONE_MS_MAX, everyMs: 50 });

/** A parent process that owns one process for each script. */
async function parentOf(...scripts: string[]): Promise<{ kill: () => void; pids: number[] }> {
  const body = `import { OwnedProcess } from ${JSON.stringify(INDEX)};
    const pids = [];
    for (const script of ${JSON.stringify(scripts)}) {
      const owned = await OwnedProcess.start({ command: process.execPath, args: ['-e', script], stopSignal: 'SIGTERM',
        stopMsMax: 1000, logFile: ${JSON.stringify(path.join(folder, 'owned.log'))}, hasPipe: true });
      pids.push(owned.pid);
    }
    console.log(JSON.stringify(pids));
    ${IDLE}`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', body], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  return { kill: () => parent.kill('SIGKILL'), pids: JSON.parse(printed.toString()) as number[] };
}

/** Shells that wait for the end of the process `pid`. */
const guardiansOf = (pid: number): number[] =>
  execFileSync('ps', ['-A', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('/bin/sh -c trap') && line.includes(`kill -KILL -${pid} `))
    .map((line) => Number(line.trim().split(' ')[0]));

describe('an owned process', () => {
  test('ends when its parent is killed, even if it ignores signals or is stopped', async () => {
    const { pids, kill } = await parentOf(IDLE, DEAF, IDLE);
    process.kill(pids[2] ?? 0, 'SIGSTOP');
    assert.ok(pids.every(isAlive));
    kill();
    assert.equal(await gone(...pids), true);
  });

  test('ends together with the processes of its group', async () => {
    const helper = `const { spawn } = require('node:child_process');
      process.stdout.write(spawn(process.execPath, ['-e', ${JSON.stringify(IDLE)}], { stdio: 'ignore' }).pid + ' '); ${DEAF}`;
    const { pids, kill } = await parentOf(helper);
    const read = async (): Promise<number | null> => {
      const listed = execFileSync('ps', ['-A', '-o', 'pid=,pgid='], { encoding: 'utf8' }).split('\n');
      const of = listed.map((line) => line.trim().split(/\s+/).map(Number));
      return of.find(([pid, group]) => group === pids[0] && pid !== pids[0])?.[0] ?? null;
    };
    const grandchild = await pollUntil(read, { deadlineMs: 5_000, everyMs: 50 });
    assert.ok(grandchild !== null);
    kill();
    assert.equal(await gone(...pids, grandchild), true);
  });

  test('gets a new guardian when its guardian was killed', async () => {
    const owned = await OwnedProcess.start({
      command: process.execPath,
      args: ['-e', IDLE],
      stopSignal: 'SIGTERM',
      stopMsMax: 1_000,
      logFile: path.join(folder, 'guarded.log'),
    });
    const guardian = (): number | null => guardiansOf(owned.pid)[0] ?? null;
    const first = await pollUntil(guardian, { deadlineMs: 5_000, everyMs: 20 });
    assert.ok(first !== null);
    process.kill(first, 'SIGKILL');
    const second = await pollUntil(() => guardiansOf(owned.pid).find((pid) => pid !== first) ?? null, {
      deadlineMs: 5_000,
      everyMs: 20,
    });
    assert.ok(second !== null);
    await owned.stop();
    assert.equal(await gone(owned.pid, second), true, 'and none when it was stopped');
  });

  test('runs without its log if the log cannot be opened, and reports it', async () => {
    const owned = await OwnedProcess.start({
      command: process.execPath,
      args: ['-e', IDLE],
      stopSignal: 'SIGTERM',
      stopMsMax: 1_000,
      // A file is in the way of the folder.
      logFile: path.join(process.execPath, 'x.log'),
    });
    assert.ok(isAlive(owned.pid));
    assert.match(owned.logProblem ?? '', /x\.log cannot be written/);
    await owned.stop();
  });
});
