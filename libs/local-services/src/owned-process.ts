import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { LocalServiceError } from './local-service-error.js';

const LOG_BYTES_MAX = 8 * 1024 * 1024;
const LOG_CHECK_MS = 30_000;
const LOG_TAIL_BYTES = 4_000;

/** How a process ended: its exit code, or the signal that ended it. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface OwnedProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Asks the process to finish; after `stopMsMax` it is killed. */
  readonly stopSignal: NodeJS.Signals;
  readonly stopMsMax: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * A server process that lives no longer than this one. It has a process group of its own, so Ctrl-C reaches only its parent, which stops
 * things in order. Should the parent vanish (even by kill -9), a watcher whose standard input is a pipe from the parent sees the pipe
 * close and stops the server by its id.
 */
export class OwnedProcess {
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
  private exit: ProcessExit | null = null;

  private constructor(
    private readonly child: ChildProcess,
    private readonly options: OwnedProcessOptions,
    private readonly logStart: number,
  ) {
    this.pid = child.pid ?? 0;
    // A server that nobody waits for must not keep its parent alive; the watcher ends it then.
    child.unref();
    const watcher = watchParent(this.pid, options.stopSignal, options.stopMsMax);
    const logGuard = setInterval(() => boundLog(options.logFile), LOG_CHECK_MS).unref();
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.exit = { code, signal };
        clearInterval(logGuard);
        watcher.kill('SIGKILL');
        resolve(this.exit);
      });
    });
  }

  /** @throws LocalServiceError START_FAILED when the program cannot be run at all. */
  static async start(options: OwnedProcessOptions): Promise<OwnedProcess> {
    mkdirSync(path.dirname(options.logFile), { recursive: true });
    boundLog(options.logFile);
    const log = openSync(options.logFile, 'a', 0o600);
    // Before it runs: on a busy machine it has said why it fails, and is gone, before this process hears that it was started.
    const logStart = fstatSync(log).size;
    try {
      const child = spawn(options.command, options.args, {
        stdio: ['ignore', log, log],
        detached: true,
        cwd: '/',
        env: { ...inheritedEnvironment(), ...options.environment },
        ...(options.uid === undefined ? {} : { uid: options.uid }),
        ...(options.gid === undefined ? {} : { gid: options.gid }),
      });
      await once(child, 'spawn');
      return new OwnedProcess(child, options, logStart);
    } catch (cause) {
      throw new LocalServiceError('START_FAILED', `${options.command} could not be started.`, { cause });
    } finally {
      closeSync(log);
    }
  }

  get running(): boolean {
    return this.exit === null;
  }

  /** Ends the process and waits until it is gone; does nothing when it already is. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.child.ref();
    this.child.kill(this.options.stopSignal);
    const deadline = setTimeout(() => this.child.kill('SIGKILL'), this.options.stopMsMax);
    await this.exited;
    clearTimeout(deadline);
  }

  /** The end of what it wrote since it was started, for error messages. */
  logTail(): string {
    const written = readFileSync(this.options.logFile);
    return written
      .subarray(Math.min(this.logStart, written.length))
      .subarray(-LOG_TAIL_BYTES)
      .toString('utf8')
      .trim();
  }
}

/** Only what a server needs: settings such as PGDATA or LD_PRELOAD of the caller's shell must not reach it. */
function inheritedEnvironment(): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'TZ']) {
    const value = process.env[name];
    if (value !== undefined) inherited[name] = value;
  }
  return inherited;
}

function watchParent(pid: number, stopSignal: NodeJS.Signals, stopMsMax: number): ChildProcess {
  const script = `trap '' INT TERM HUP
read -r _
kill -${stopSignal.replace('SIG', '')} ${pid} 2>/dev/null
waited=0
while kill -0 ${pid} 2>/dev/null && [ $waited -lt ${Math.ceil(stopMsMax / 1_000)} ]; do sleep 1; waited=$((waited + 1)); done
kill -KILL ${pid} 2>/dev/null`;
  const watcher = spawn('/bin/sh', ['-c', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  watcher.unref();
  // The pipe must stay open as long as this process lives, yet not keep it alive.
  const pipe = watcher.stdin;
  pipe?.on('error', () => undefined);
  if (pipe instanceof Socket) pipe.unref();
  return watcher;
}

/** The server writes in append mode, so emptying the file under it bounds the log without its help. */
function boundLog(logFile: string): void {
  try {
    if (statSync(logFile).size > LOG_BYTES_MAX) truncateSync(logFile);
  } catch {
    // No file yet: nothing to bound.
  }
}
