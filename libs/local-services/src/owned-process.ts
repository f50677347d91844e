import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { closeLog, LOG_BOUNDS, LOG_CHECK_MS, openLog, rotateLog, type OpenLog } from './bounded-log.js';
import { Guardian } from './guardian.js';
import { LocalServiceError } from './local-service-error.js';

const LOG_TAIL_BYTES = 4_000;
/**
 * Only what a server needs: settings such as PGDATA or LD_PRELOAD of the caller's shell must not
 * reach it.
 */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TZ'];

/** How a process ended: its exit code, or the signal that ended it. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface OwnedProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Asks the process to end; after `stopMsMax` it is killed. */
  readonly stopSignal: NodeJS.Signals;
  readonly stopMsMax: number;
  /** Time that its guardian leaves it to end when this process is gone; default `stopMsMax`. */
  readonly orphanMsMax?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Variables of this process that it gets as well; default PATH, HOME, TMPDIR, TZ. */
  readonly inherits?: readonly string[];
  /** Default `/`. */
  readonly cwd?: string;
  /**
   * Its standard input is a pipe that closes when this process is gone; default: nothing to read.
   */
  readonly hasPipe?: boolean;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * A process that ends with this one. It has a separate process group, so Ctrl-C reaches only its
 * parent, which stops all processes in order. If the parent is gone (even by kill -9), a guardian
 * ends the process. Its log is bounded.
 */
export class OwnedProcess {
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
  /** Why its log is not written; null while it is. */
  readonly logProblem: string | null;
  private exit: ProcessExit | null = null;

  private constructor(
    private readonly child: ChildProcess,
    private readonly options: OwnedProcessOptions,
    private readonly log: OpenLog,
  ) {
    this.pid = child.pid ?? 0;
    this.logProblem = log.problem;
    // A running server must not keep its parent alive; the guardian ends it afterwards.
    child.unref();
    const guardian = new Guardian(this.pid, options.stopSignal, options.orphanMsMax ?? options.stopMsMax);
    const logGuard = setInterval(() => bound(options.logFile), LOG_CHECK_MS).unref();
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.exit = { code, signal };
        clearInterval(logGuard);
        guardian.dismiss();
        resolve(this.exit);
      });
    });
  }

  /** @throws LocalServiceError START_FAILED when the program cannot be run at all. */
  static async start(options: OwnedProcessOptions): Promise<OwnedProcess> {
    // Before it runs: on a busy machine it may write its error and end before this process learns
    // that it was started.
    const log = openLog(options.logFile);
    try {
      const child = spawn(options.command, options.args, {
        stdio: [options.hasPipe === true ? 'pipe' : 'ignore', log.fd, log.fd],
        detached: true,
        cwd: options.cwd ?? '/',
        env: { ...inherited(options.inherits ?? INHERITED), ...options.environment },
        ...(options.uid === undefined ? {} : { uid: options.uid }),
        ...(options.gid === undefined ? {} : { gid: options.gid }),
      });
      // A pipe without a reader reports it here; the exit of the process tells the cause.
      child.stdin?.on('error', () => undefined);
      if (child.stdin instanceof Socket) child.stdin.unref();
      await once(child, 'spawn');
      return new OwnedProcess(child, options, log);
    } catch (cause) {
      throw new LocalServiceError('START_FAILED', `${options.command} could not be started.`, { cause });
    } finally {
      closeLog(log);
    }
  }

  get logFile(): string {
    return this.options.logFile;
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

  /** The end of its log since it was started, for error messages. */
  logTail(): string {
    if (this.log.problem !== null) return this.log.problem;
    const written = readFileSync(this.options.logFile);
    return written
      .subarray(Math.min(this.log.startBytes, written.length))
      .subarray(-LOG_TAIL_BYTES)
      .toString('utf8')
      .trim();
  }
}

function inherited(names: readonly string[]): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const name of names) {
    const value = process.env[name];
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

/**
 * A log that cannot be read (for example because its folder was removed) is tried again next time.
 */
function bound(logFile: string): void {
  try {
    rotateLog(logFile, LOG_BOUNDS);
  } catch {
    // The process continues; its output goes to the file that it has open.
  }
}
