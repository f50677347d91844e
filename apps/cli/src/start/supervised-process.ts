import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { RestartBackOff, type ProcessEvent, type Supervised } from './supervision.js';

/** What to run and how to know that it is up. */
export interface ProcessPlan {
  readonly name: string;
  readonly replica: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
  readonly httpUrl: string | null;
}

const STOP_TIMEOUT_MS = 10_000;

/** One service process that is started again, with back-off, whenever it ends by itself. */
export class SupervisedProcess implements Supervised {
  private child: ChildProcess | null = null;
  private readonly backOff = new RestartBackOff();
  private stopping = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly plan: ProcessPlan,
    private readonly onEvent: (event: ProcessEvent) => void,
  ) {}

  get name(): string {
    return this.plan.name;
  }
  get replica(): number {
    return this.plan.replica;
  }
  get httpUrl(): string | null {
    return this.plan.httpUrl;
  }
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  start(): void {
    const { plan } = this;
    this.backOff.started(performance.now());
    const log = openSync(plan.logFile, 'a', 0o600);
    const child = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: { ...plan.env },
      // A closed standard input tells the service that its launcher is gone; the log is written without passing through this process.
      stdio: ['pipe', log, log],
      // A group of its own: Ctrl-C reaches the launcher alone, which then stops everything in order.
      detached: true,
    });
    closeSync(log);
    // A pipe whose reader died says so here; the exit below tells the rest.
    child.stdin?.on('error', () => undefined);
    this.child = child;
    child.once('error', (error) => this.ended(child, error.message));
    child.once('exit', (code, signal) => this.ended(child, signal ?? `code ${code}`));
    this.say('started', `process ${child.pid ?? '?'}`);
  }

  private ended(child: ChildProcess, how: string): void {
    if (this.child !== child) return;
    this.child = null;
    if (this.stopping) return;
    this.say('exited', how);
    const delayMs = this.backOff.failed(performance.now());
    this.say('restarting', `in ${delayMs} ms`);
    this.timer = setTimeout(() => this.start(), delayMs);
  }

  /** Asks it to end, and insists after ten seconds. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const child = this.child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(insist);
    }
    this.child = null;
    this.say('stopped', '');
  }

  private say(kind: ProcessEvent['kind'], text: string): void {
    this.onEvent({ name: this.plan.name, replica: this.plan.replica, kind, text });
  }
}
