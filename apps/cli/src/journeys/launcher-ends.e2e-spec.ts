import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunFile } from '@eagle/contracts/domain';
import { isAlive } from '@eagle/local-services';
import { projectRoot } from '../start/platform.js';
import { RunningEagle, waitFor } from './running-eagle.fixture.js';

const START_MS_MAX = 120_000;
/** Each process is given ten seconds to end in order before it is killed; PostgreSQL twenty. */
const GONE_MS_MAX = 30_000;

/**
 * The launcher may end in any way: none of its processes survives, and the next start finds the
 * folder free.
 */
describe('the launcher ends', () => {
  let eagle: RunningEagle;
  let run: RunFile;

  beforeAll(async () => {
    eagle = RunningEagle.start(['--plants', 'none', '--log-level', 'warn']);
    run = await eagle.ready(START_MS_MAX);
  });
  afterAll(() => eagle.close());

  const pids = (): number[] => run.processes.map(({ pid }) => pid);
  const allGone = (): Promise<true> =>
    waitFor(
      () => `gone: ${run.processes.flatMap(({ name, pid }) => (isAlive(pid) ? [name] : [])).join(', ')}`,
      GONE_MS_MAX,
      () => !pids().some(isAlive),
    );

  test('by kill -9: its services and servers end with it, and the next start works', async () => {
    assert.ok(run.processes.length >= 9 && pids().every(isAlive));
    const killedAtMs = performance.now();
    await eagle.kill();
    await allGone();
    console.log(`all gone after ${Math.round(performance.now() - killedAtMs)} ms`);
    eagle.start();
    run = await eagle.ready(START_MS_MAX);
  });

  test('by kill -9 together with every guardian, while a service is frozen: the next start ends the remaining processes before it starts new ones', async () => {
    const before = run;
    const alerting = before.processes.find(({ name }) => name === 'alerting')?.pid ?? assert.fail();
    const guardians = guardiansOf(pids());
    assert.equal(guardians.length, before.processes.length, 'a guardian each');
    process.kill(alerting, 'SIGSTOP');
    // The launcher first: it would replace a guardian.
    await eagle.kill();
    for (const guardian of guardians) kill(guardian);
    assert.ok(isAlive(alerting), 'no guardian is left to end it');
    eagle.start();
    const next = await eagle.ready(START_MS_MAX);
    assert.deepEqual(
      before.processes.flatMap(({ name, pid }) => (isAlive(pid) ? [name] : [])),
      [],
      'none of the former processes',
    );
    run = next;
  });

  test('by a closed terminal: it stops cleanly, as by Ctrl-C', async () => {
    await eagle.stop();
    const terminal = spawn(
      'python3',
      ['-c', IN_A_TERMINAL, process.execPath, eagle.main, 'start', ...eagle.args],
      {
        env: { ...process.env, EAGLE_HOME: eagle.home },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    run = await waitFor('the platform in a terminal is ready', START_MS_MAX, () =>
      eagle.run?.readyAt ? eagle.run : null,
    );
    const launcher = eagle.launcherPid();
    terminal.kill('SIGKILL');
    await once(terminal, 'exit');
    await expectCleanEnd(launcher);
  });

  test('by a TERM to `npm start`, as from a supervisor that knows only that process: it stops cleanly', async () => {
    await eagle.stop();
    const npm = spawn('npm', ['start', '--', ...eagle.args], {
      cwd: projectRoot,
      env: { ...process.env, EAGLE_HOME: eagle.home },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    run = await waitFor('the platform of npm start is ready', START_MS_MAX, () =>
      eagle.run?.readyAt ? eagle.run : null,
    );
    const launcher = eagle.launcherPid();
    npm.kill('SIGTERM');
    await once(npm, 'exit');
    await expectCleanEnd(launcher).finally(() => {
      // Without its parent nothing else would end it.
      if (isAlive(launcher)) process.kill(launcher, 'SIGTERM');
    });
  });

  async function expectCleanEnd(launcher: number): Promise<void> {
    await allGone();
    await waitFor('the launcher has ended', GONE_MS_MAX, () => !isAlive(launcher));
    assert.equal(eagle.run, null, 'it left nothing: it was not killed');
  }
});

/** Runs a command in a separate terminal, which closes when this process ends. */
const IN_A_TERMINAL = `import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
while os.read(terminal, 65536): pass`;

function guardiansOf(of: readonly number[]): number[] {
  const listed = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return listed
    .filter(
      (line) => line.includes('/bin/sh -c trap') && of.some((pid) => line.includes(`kill -KILL -${pid} `)),
    )
    .map((line) => Number(line.trim().split(' ')[0]));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has done its work already.
  }
}
