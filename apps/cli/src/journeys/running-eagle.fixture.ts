import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runFileSchema, type RunFile } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';
import { z } from 'zod';
import { AlertSocket } from '../gateway/alert-socket.js';
import { GatewayClient } from '../gateway/gateway-client.js';
import { projectRoot } from '../start/platform.js';

const POLL_MS = 100;
/** A wait with constant progress ends after this many deadlines. */
const DEADLINES_MAX = 5;

/**
 * How many times longer something takes now than on an idle machine: runnable processes for each
 * core. The bounds of the journeys are those of an idle machine.
 */
export const slowdown = (): number => Math.max(1, (os.loadavg()[0] ?? 0) / os.availableParallelism());

/**
 * Waits for a condition; the error names it when it does not come.
 * @param deadlineMs  on an idle machine; longer while others use its cores
 * @param progress    the deadline begins anew whenever this changes, a few times at most
 */
export async function waitFor<T>(
  what: string | (() => string),
  deadlineMs: number,
  check: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  progress: () => unknown = () => null,
): Promise<T> {
  const startedAtMs = performance.now();
  let sinceMs = startedAtMs;
  let seen = progress();
  for (;;) {
    const found = await check();
    if (found) return found;
    const [nowMs, now] = [performance.now(), progress()];
    if (now !== seen) [seen, sinceMs] = [now, nowMs];
    const msMax = deadlineMs * slowdown();
    if (nowMs - sinceMs >= msMax || nowMs - startedAtMs >= DEADLINES_MAX * msMax) {
      const waitedS = Math.round((nowMs - startedAtMs) / 1_000);
      assert.fail(`not within ${waitedS} s: ${typeof what === 'string' ? what : what()}`);
    }
    await delay(POLL_MS);
  }
}

/** `eagle start` as a person runs it: a separate process, with a separate state folder. */
export class RunningEagle {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    readonly home: string,
    readonly args: readonly string[],
  ) {}

  static start(args: readonly string[]): RunningEagle {
    const eagle = RunningEagle.prepared(() => args);
    eagle.start();
    return eagle;
  }

  /** Not started yet, so that a test can prepare it. */
  static prepared(argsFor: (home: string) => readonly string[]): RunningEagle {
    const home = mkdtempSync(path.join(tmpdir(), 'eagle-journey-'));
    return new RunningEagle(home, argsFor(home));
  }

  readonly main = path.join(projectRoot, 'apps/cli/dist/main.js');

  start(): void {
    const child = spawn(process.execPath, [this.main, 'start', ...this.args], {
      // A journey may put a proxy before the plants' server, on a separate port.
      env: { ...process.env, EAGLE_HOME: this.home, FEED_NETWORKS_ALLOWED: '127.0.0.1/32' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.child = child;
  }

  /** The output on the terminal so far. */
  get terminal(): string {
    return this.output;
  }

  get run(): RunFile | null {
    const file = path.join(this.home, 'run.json');
    return existsSync(file) ? runFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  }

  async ready(deadlineMs: number): Promise<RunFile> {
    const what = (): string => `the platform is ready; its terminal:\n${this.output.slice(-3_000)}`;
    const ready = (): RunFile | null => {
      assert.equal(this.child?.exitCode ?? null, null, `the launcher goes on:\n${this.output.slice(-3_000)}`);
      const run = this.run;
      return run?.readyAt ? run : null;
    };
    return waitFor(what, deadlineMs, ready, () => this.output.length);
  }

  /** Ctrl-C; resolves with the exit code once everything is down. */
  async stop(): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    return exited;
  }

  /** kill -9; resolves once the launcher itself is gone. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    // Its file says "ready", which the next launcher is not yet.
    rmSync(path.join(this.home, 'run.json'), { force: true });
  }

  /** Process id of the launcher that holds the folder. */
  launcherPid(): number {
    const { pid } = z
      .object({ pid: z.number() })
      .parse(JSON.parse(readFileSync(path.join(this.home, 'launcher.json'), 'utf8')));
    return pid;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  client(role: RunFile['users'][number]['role'], organizationId: string | null): GatewayClient {
    const { run } = this;
    const user = run?.users.find(
      (candidate) => candidate.role === role && candidate.organizationId === organizationId,
    );
    assert.ok(run && user, `a ${role} of ${organizationId}`);
    return new GatewayClient(run.gatewayUrl, user.email, user.password);
  }

  /** The pushes to the operator of an organization, from now on. */
  async listen(
    organizationId: string,
  ): Promise<{ readonly pushes: AlertPush[]; readonly socket: AlertSocket }> {
    const pushes: AlertPush[] = [];
    const socket = new AlertSocket(this.client('OPERATOR', organizationId), {
      onAlert: (push) => pushes.push(push),
    });
    await socket.open();
    return { pushes, socket };
  }
}
