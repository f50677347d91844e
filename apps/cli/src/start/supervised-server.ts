import type { LocalServer } from '@eagle/local-services';
import { RestartBackOff, type ProcessEvent, type Supervised } from './supervision.js';

/** A database or message server that is started again on its port, with its data, whenever it ends by itself. */
export class SupervisedServer implements Supervised {
  readonly replica = 0;
  readonly httpUrl = null;
  private readonly backOff = new RestartBackOff();
  private stopping = false;
  private restarting: Promise<void> | null = null;
  private wake: (() => void) | null = null;

  constructor(
    readonly name: string,
    private readonly server: LocalServer,
    private readonly onEvent: (event: ProcessEvent) => void,
  ) {
    this.backOff.started(performance.now());
    this.say('started', `process ${server.pid}`);
    void this.watch();
  }

  get pid(): number | null {
    return this.server.running ? this.server.pid : null;
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
      await this.pause(delayMs);
      if (this.isStopping()) return;
      try {
        await this.server.restart();
        this.backOff.started(performance.now());
        this.say('started', `process ${this.server.pid}`);
        return;
      } catch (error) {
        this.say('exited', error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** A pause that `stop` cuts short. */
  private pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private isStopping(): boolean {
    return this.stopping;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.restarting;
    await this.server.stop();
    this.say('stopped', '');
  }

  private say(kind: ProcessEvent['kind'], text: string): void {
    this.onEvent({ name: this.name, replica: 0, kind, text });
  }
}
