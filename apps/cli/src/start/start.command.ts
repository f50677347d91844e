import { setTimeout as delay } from 'node:timers/promises';
import type { RunFile } from '@eagle/contracts/domain';
import { GatewayClient } from '../gateway/gateway-client.js';
import { AlertSocket } from '../gateway/alert-socket.js';
import { onStopSignal } from '../stop-signals.js';
import { Demonstration, type RunningOrganization } from './demonstration.js';
import { Milestones } from './milestones.js';
import { Platform, projectRoot } from './platform.js';
import { loadSecrets, SUPER_ADMIN_EMAIL } from './secrets.js';
import { phoneAccessOf } from './phone-access.js';
import { showPhone } from './show-phone.js';
import { LOOPBACK, type Scale } from './service-plan.js';
import { StateFolder } from './state-folder.js';
import { Terminal } from './terminal.js';
import { findTrainerPython } from './trainer-python.js';

export interface StartOptions {
  readonly home: string;
  readonly fresh: boolean;
  readonly scale: Scale;
  readonly seed: number;
  readonly plants: readonly string[];
  readonly logLevel: string;
  /** Modules that services load before their own code, by service: for runs that disturb them. */
  readonly preload: ReadonlyMap<string, string>;
  /**
   * The gateway listens on the networks of this machine, or on one address of it, not on its
   * loopback address alone.
   */
  readonly lan: boolean | string;
}

const RUN_FILE_EVERY_MS = 1_000;

/** `eagle start`: everything up, then alerts on the terminal until Ctrl-C. */
export async function runStart(options: StartOptions): Promise<void> {
  const terminal = new Terminal(
    (line) => void process.stdout.write(`${line}\n`),
    process.stdout.isTTY,
    () => new Date(),
  );
  const stop = new AbortController();
  onStopSignal(() => stop.abort());
  const phone = await phoneAccessOf(options.lan);
  const state = StateFolder.take(options.home, { fresh: options.fresh });
  let platform: Platform | null = null;
  const sockets: AlertSocket[] = [];
  try {
    const secrets = loadSecrets(state, options.plants);
    terminal.say('eagle', `starting; state is in ${state.root}`);
    platform = await Platform.start({
      state,
      secrets,
      scale: options.scale,
      logLevel: options.logLevel,
      preload: options.preload,
      projectRoot,
      trainerPython: findTrainerPython(projectRoot),
      // Accounts with their passwords are for this machine alone.
      isDemonstration: options.plants.length > 0 && phone === null,
      publicHost: phone?.listenHost ?? LOOPBACK,
      signal: stop.signal,
      onEvent: ({ name, replica, kind, text }) => {
        if (kind !== 'stopped' && !stop.signal.aborted) terminal.say(`${name}-${replica}`, `${kind} ${text}`);
      },
    });
    const milestones = new Milestones((text) => terminal.say('eagle', text));
    terminal.say('eagle', `control room: ${platform.gatewayUrl}`);
    if (phone !== null) showPhone(terminal, phone.host, platform.port('gateway-0'));
    milestones.reach('services ready');
    const run = new RunFileWriter(state, platform, terminal);
    const { superAdminPassword } = secrets;
    const superAdmin = new GatewayClient(
      platform.gatewayUrl,
      SUPER_ADMIN_EMAIL,
      superAdminPassword,
      'npm start',
    );
    run.addUser({
      email: SUPER_ADMIN_EMAIL,
      password: superAdminPassword,
      role: 'SUPER_ADMIN',
      organizationId: null,
    });
    const demonstration = new Demonstration(
      platform,
      superAdmin,
      secrets,
      state,
      options,
      terminal,
      milestones,
      stop.signal,
    );
    const organizations: RunningOrganization[] = [];
    for await (const organization of demonstration.setUp()) {
      organizations.push(organization);
      run.addOrganization(organization);
      sockets.push(await demonstration.watch(organization));
      run.write();
    }
    run.write();
    await demonstration.waitForModels(organizations);
    run.ready();
    terminal.say(
      'eagle',
      `ready: control room ${platform.gatewayUrl} · API ${platform.gatewayUrl}/api/docs · "npx eagle status" shows the rest`,
    );
    await keepRunning(run, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    terminal.say('eagle', 'stopping');
    for (const socket of sockets) socket.close();
    await platform?.stop();
    state.release();
    terminal.say('eagle', 'stopped');
  }
}

/** Process ids change on a restart, so the file is updated until the end. */
async function keepRunning(run: RunFileWriter, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    run.write();
    await delay(RUN_FILE_EVERY_MS, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

class RunFileWriter {
  private readonly organizations: RunFile['organizations'] = [];
  private readonly users: RunFile['users'] = [];
  private readyAt: string | null = null;
  private written = '';
  private problem = '';

  constructor(
    private readonly state: StateFolder,
    private readonly platform: Platform,
    private readonly terminal: Terminal,
  ) {}

  addOrganization(organization: RunFile['organizations'][number] & { users: RunFile['users'] }): void {
    const { users, ...entry } = organization;
    this.organizations.push(entry);
    this.users.push(...users);
  }
  addUser(user: RunFile['users'][number]): void {
    this.users.push(user);
  }
  ready(): void {
    this.readyAt = new Date().toISOString();
    this.write();
  }

  write(): void {
    const { platform } = this;
    const run: RunFile = {
      gatewayUrl: platform.gatewayUrl,
      apiDocsUrl: `${platform.gatewayUrl}/api/docs`,
      natsUrl: platform.servers.natsUrl,
      databaseUrl: platform.servers.databaseUrlOf('cli'),
      organizations: this.organizations,
      users: this.users,
      processes: platform.describeProcesses(),
      startedAt: platform.startedAt.toISOString(),
      readyAt: this.readyAt,
    };
    const text = JSON.stringify(run);
    if (text === this.written) return;
    try {
      this.state.writeJson('run.json', run);
      this.written = text;
      this.problem = '';
    } catch (error) {
      // A full disk, for example: the file is written a second later and is outdated until then.
      const problem = `run.json cannot be written: ${error instanceof Error ? error.message : String(error)}`;
      if (problem !== this.problem) this.terminal.say('eagle', problem);
      this.problem = problem;
    }
  }
}
