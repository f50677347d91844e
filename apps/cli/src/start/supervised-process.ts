import { OwnedProcess } from '@eagle/local-services';
import { readinessOf } from './health.js';
import { Pause } from './pause.js';
import type { ProcessRegister } from './process-register.js';
import { RestartBackOff, type ProcessEvent, type Supervised } from './supervision.js';

/** What to run and how to check that it is ready. */
export interface ProcessPlan {
  readonly name: string;
  readonly replica: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
  /** Where it serves health and metrics for operators. */
  readonly httpUrl: string | null;
}

const STOP_TIMEOUT_MS = 10_000;
/** Without its launcher a service has also lost the servers: waiting for them is useless. */
const ORPHAN_MS_MAX = 3_000;
/**
 * Signals to a service that its standard input is a pipe from its launcher, and that it must end
 * when the pipe closes.
 */
const ENDS_WITH_PIPE = { END_WITH_STDIN: 'true' };

/** One service process that is started again, with back-off, whenever it ends by itself. */
export class SupervisedProcess implements Supervised {
  private process: OwnedProcess | null = null;
  private readonly backOff = new RestartBackOff();
  private readonly pause = new Pause();
  private stopping = false;
  /** How often it has ended by itself. */
  ends = 0;
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly plan: ProcessPlan,
    private readonly register: ProcessRegister,
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
  get healthUrl(): string | null {
    return this.httpUrl === null ? null : readinessOf(this.httpUrl);
  }
  get pid(): number | null {
    return this.process?.running === true ? this.process.pid : null;
  }

  start(): void {
    this.running = this.keepRunning();
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopping) {
      this.say('exited', await this.runOnce());
      if (this.isStopping()) return;
      this.ends += 1;
      const delayMs = this.backOff.failed(performance.now());
      this.say('restarting', `in ${delayMs} ms`);
      await this.pause.of(delayMs);
    }
  }

  /** @returns how it ended. */
  private async runOnce(): Promise<string> {
    const { plan } = this;
    this.backOff.started(performance.now());
    try {
      const started = await OwnedProcess.start({
        command: plan.command,
        args: plan.args,
        cwd: plan.cwd,
        environment: { ...plan.env, ...ENDS_WITH_PIPE },
        inherits: [],
        hasPipe: true,
        logFile: plan.logFile,
        stopSignal: 'SIGTERM',
        stopMsMax: STOP_TIMEOUT_MS,
        orphanMsMax: ORPHAN_MS_MAX,
      });
      this.process = started;
      this.register.started(this.key, started.pid);
      this.say('started', `process ${started.pid}`);
      if (started.logProblem !== null) this.say('warning', started.logProblem);
      // Stopped while it was being started: `stop` had nothing to stop yet.
      if (this.isStopping()) await started.stop();
      const exit = await started.exited;
      return exit.signal ?? `code ${exit.code}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  private isStopping(): boolean {
    return this.stopping;
  }

  /** Asks it to end, and kills it after ten seconds. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.pause.end();
    await this.process?.stop();
    await this.running;
    this.register.ended(this.key);
    this.say('stopped', '');
  }

  private get key(): string {
    return `${this.plan.name}-${this.plan.replica}`;
  }

  private say(kind: ProcessEvent['kind'], text: string): void {
    if (kind === 'exited' && this.stopping) return;
    this.onEvent({ name: this.plan.name, replica: this.plan.replica, kind, text });
  }
}
