import { connectBus, type Bus } from '@eagle/messaging';
import { openDatabase, type Database } from '@eagle/persistence';
import type { GatewayClient } from '../gateway/gateway-client.js';
import type { Platform } from '../start/platform.js';
import type { Secrets } from '../start/secrets.js';
import type { StateFolder } from '../start/state-folder.js';
import { TemporaryPlatform } from '../start/temporary-platform.js';
import { MetricsPage } from './metrics-page.js';

/** Key of the bench's own plants among the secrets. */
export const BENCH = 'bench';
/** The demonstration plant that gives its history and model to all organizations of the bench. */
export const SEED_PLANT = 'a';

export interface BenchHooks {
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The whole platform in a separate state folder, with the access that a measurement needs. */
export class BenchPlatform {
  private constructor(
    private readonly temporary: TemporaryPlatform,
    readonly bus: Bus,
    readonly database: Database,
    readonly hooks: BenchHooks,
  ) {}

  static async start(hooks: BenchHooks): Promise<BenchPlatform> {
    const temporary = await TemporaryPlatform.start({ ...hooks, name: 'bench', plants: [SEED_PLANT, BENCH] });
    const { servers } = temporary.platform;
    const bus = await connectBus({
      url: servers.natsUrl,
      user: 'cli',
      password: temporary.secrets.natsPasswords.cli,
      name: 'bench',
      publishWindow: 8_192,
    });
    const database = openDatabase({ url: servers.databaseUrlOf('model-cache'), poolMax: 2 });
    return new BenchPlatform(temporary, bus, database, hooks);
  }

  get platform(): Platform {
    return this.temporary.platform;
  }
  get state(): StateFolder {
    return this.temporary.state;
  }
  get secrets(): Secrets {
    return this.temporary.secrets;
  }
  get superAdmin(): GatewayClient {
    return this.temporary.superAdmin;
  }
  /** Processes that ended by themselves while it ran: figures of such a run are invalid. */
  get exits(): number {
    return this.temporary.exits;
  }

  /** The settings with which `cli` reaches the broker. */
  get broker(): { readonly natsUrl: string; readonly password: string } {
    return { natsUrl: this.platform.servers.natsUrl, password: this.secrets.natsPasswords.cli };
  }

  metrics(service: string): Promise<MetricsPage> {
    return MetricsPage.read(this.temporary.metricsUrl(service));
  }

  /**
   * Ids of the running processes, by name of the service or server; further replicas are listed
   * separately.
   */
  pids(): ReadonlyMap<string, number> {
    const running = this.platform.describeProcesses().filter(({ pid }) => pid > 0);
    return new Map(
      running.map(({ name, replica, pid }) => [replica === 0 ? name : `${name}-${replica}`, pid]),
    );
  }

  async stop(): Promise<void> {
    await this.bus.close();
    await this.database.close();
    await this.temporary.stop();
  }
}
