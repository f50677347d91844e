import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@eagle/local-services';
import { connectBus, type Bus } from '@eagle/messaging';
import { openDatabase, type Database } from '@eagle/persistence';
import { GatewayClient } from '../gateway/gateway-client.js';
import { Platform, projectRoot } from '../start/platform.js';
import { loadSecrets, type Secrets } from '../start/secrets.js';
import { SUPER_ADMIN_EMAIL } from '../start/service-plan.js';
import { StateFolder } from '../start/state-folder.js';
import { findTrainerPython } from '../start/trainer-python.js';
import { MetricsPage } from './metrics-page.js';

/** Key of the bench's own plants among the secrets. */
export const BENCH = 'bench';
/** The demonstration plant whose history and model all organizations of the bench share. */
export const SEED_PLANT = 'a';

const SERVERS = ['postgres', 'scada-postgres', 'nats', 'gateway-0'];

export interface BenchHooks {
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The whole platform in a state folder of its own, with the doors that a measurement needs. */
export class BenchPlatform {
  /** Processes that ended by themselves while it ran: figures of such a run are worth nothing. */
  exits = 0;
  readonly superAdmin: GatewayClient;

  private constructor(
    readonly platform: Platform,
    readonly state: StateFolder,
    readonly secrets: Secrets,
    readonly bus: Bus,
    readonly database: Database,
    readonly hooks: BenchHooks,
  ) {
    this.superAdmin = new GatewayClient(platform.gatewayUrl, SUPER_ADMIN_EMAIL, secrets.superAdminPassword);
  }

  static async start(hooks: BenchHooks): Promise<BenchPlatform> {
    const home = mkdtempSync(path.join(tmpdir(), 'eagle-bench-'));
    const state = StateFolder.take(home, { fresh: false });
    const secrets = loadSecrets(state, [SEED_PLANT, BENCH]);
    // The usual ports are left to whatever else runs on this machine.
    const ports = await Promise.all(SERVERS.map(async (name) => [name, await freePort()] as const));
    state.writeJson('ports.json', Object.fromEntries(ports));
    let made: BenchPlatform | null = null;
    try {
      const platform = await Platform.start({
        state,
        secrets,
        scale: {},
        logLevel: 'warn',
        projectRoot,
        trainerPython: findTrainerPython(projectRoot),
        signal: hooks.signal,
        onEvent: ({ name, kind, text }) => {
          if (kind !== 'exited') return;
          if (made !== null) made.exits += 1;
          hooks.say(`${name} ended by itself (${text}); its log is ${state.path('logs')}`);
        },
      });
      const bus = await connectBus({
        url: platform.servers.natsUrl,
        user: 'cli',
        password: secrets.natsPasswords.cli,
        name: 'bench',
        publishWindow: 8_192,
      });
      const database = openDatabase({ url: platform.servers.databaseAppUrl, poolMax: 2 });
      made = new BenchPlatform(platform, state, secrets, bus, database, hooks);
      return made;
    } catch (error) {
      rmSync(home, { recursive: true, force: true });
      throw error;
    }
  }

  metrics(service: string): Promise<MetricsPage> {
    const found = this.platform.describeProcesses().find(({ name }) => name === service);
    if (!found?.metricsUrl) throw new Error(`${service} has no metrics page`);
    return MetricsPage.read(found.metricsUrl);
  }

  /** Ids of the processes that run, by name of the service or server; further replicas are listed apart. */
  pids(): ReadonlyMap<string, number> {
    const running = this.platform.describeProcesses().filter(({ pid }) => pid > 0);
    return new Map(
      running.map(({ name, replica, pid }) => [replica === 0 ? name : `${name}-${replica}`, pid]),
    );
  }

  async stop(): Promise<void> {
    await this.bus.close();
    await this.database.close();
    await this.platform.stop();
    this.state.release();
    rmSync(this.state.root, { recursive: true, force: true });
  }
}
