import type { LocalServer } from '@eagle/local-services';
import { Pause } from './pause.js';
import type { ProcessRegister } from './process-register.js';
import { RestartBackOff, type ProcessEvent, type Supervised } from './supervision.js';

/**
 * A database or message server that is started again on its port, with its data, whenever it ends
 * by itself.
 */
export class SupervisedServer implements Supervised {
  readonly replica = 0;
  readonly httpUrl = null;
  readonly healthUrl = null;
  private readonly backOff = new RestartBackOff();
  private stopping = false;
  private restarting: Promise<void> | null = null;
  private readonly pause = new Pause();

  constructor(
    readonly name: string,
    private readonly server: LocalServer,
    private readonly register: ProcessRegister,
    private readonly onEvent: (event: ProcessEvent) => void,
  ) {
    this.started();
    void this.watch();
  }

  get pid(): number | null {
    return this.server.running ? this.server.pid : null;
  }

  /** Stops it cleanly, to be started again at once. */
  restart(): void {
    const { pid } = this;
    if (pid !== null) process.kill(pid, 'SIGTERM');
  }

  private async watch(): Promise<void> {
    while (!this.stopping) {
      const exit = await this.server.exited;
      if (this.isStopping()) return;
      this.say('exited', exit.signal ?? `code ${exit.code}`);
      this.restarting = this.startAgain();
      await this.restarting;
    }
  }

  private async startAgain(): Promise<void> {
    while (!this.stopping) {
      const delayMs = this.backOff.failed(performance.now());
      this.say('restarting', `in ${delayMs} ms`);
      await this.pause.of(delayMs);
      if (this.isStopping()) return;
      try {
        await this.server.restart();
        this.started();
        return;
      } catch (error) {
        this.say('exited', error instanceof Error ? error.message : String(error));
      }
    }
  }

  private started(): void {
    this.backOff.started(performance.now());
    this.register.started(this.name, this.server.pid);
    this.say('started', `process ${this.server.pid}`);
  }

  private isStopping(): boolean {
    return this.stopping;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.pause.end();
    await this.restarting;
    await this.server.stop();
    this.register.ended(this.name);
    this.say('stopped', '');
  }

  private say(kind: ProcessEvent['kind'], text: string): void {
    this.onEvent({ name: this.name, replica: 0, kind, text });
  }
}
