import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@eagle/local-services';
import { GatewayClient } from '../gateway/gateway-client.js';
import { Platform, projectRoot } from './platform.js';
import { loadSecrets, type Secrets } from './secrets.js';
import { SUPER_ADMIN_EMAIL } from './secrets.js';
import { StateFolder } from './state-folder.js';
import { findTrainerPython } from './trainer-python.js';

const SERVERS = ['postgres', 'scada-postgres', 'nats', 'gateway-0'];

export interface TemporaryPlatformOptions {
  /** Start of the folder's name. */
  readonly name: string;
  /** Names of the plants that get passwords among the secrets. */
  readonly plants: readonly string[];
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * The whole platform in a temporary state folder, which is removed when it stops: for measurements
 * or attacks.
 */
export class TemporaryPlatform {
  /** Processes that ended by themselves while it ran. */
  exits = 0;
  readonly superAdmin: GatewayClient;

  private constructor(
    readonly platform: Platform,
    readonly state: StateFolder,
    readonly secrets: Secrets,
    purpose: string,
  ) {
    const { superAdminPassword } = secrets;
    this.superAdmin = new GatewayClient(platform.gatewayUrl, SUPER_ADMIN_EMAIL, superAdminPassword, purpose);
  }

  static async start({ name, plants, say, signal }: TemporaryPlatformOptions): Promise<TemporaryPlatform> {
    const home = mkdtempSync(path.join(tmpdir(), `eagle-${name}-`));
    const state = StateFolder.take(home, { fresh: false });
    const secrets = loadSecrets(state, plants);
    // The usual ports are left to other programs on this machine.
    const ports = await Promise.all(SERVERS.map(async (server) => [server, await freePort()] as const));
    state.writeJson('ports.json', Object.fromEntries(ports));
    let made: TemporaryPlatform | null = null;
    try {
      const platform = await Platform.start({
        state,
        secrets,
        scale: new Map(),
        logLevel: 'warn',
        projectRoot,
        trainerPython: findTrainerPython(projectRoot),
        signal,
        onEvent: ({ name: ended, kind, text }) => {
          if (kind !== 'exited') return;
          if (made !== null) made.exits += 1;
          say(`${ended} ended by itself (${text}); its log is ${state.path('logs')}`);
        },
      });
      made = new TemporaryPlatform(platform, state, secrets, `npx eagle ${name}`);
      return made;
    } catch (error) {
      rmSync(home, { recursive: true, force: true });
      throw error;
    }
  }

  /** Page of metrics of a service's first replica. */
  metricsUrl(service: string): string {
    const found = this.platform.describeProcesses().find(({ name }) => name === service);
    if (!found?.metricsUrl) throw new Error(`${service} has no metrics page`);
    return found.metricsUrl;
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    this.state.release();
    rmSync(this.state.root, { recursive: true, force: true });
  }
}
