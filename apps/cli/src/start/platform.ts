import path from 'node:path';
import type { RunFile } from '@eagle/contracts/domain';
import { readManifests } from '@eagle/local-services/manifests';
import { roomOf } from './disk-room.js';
import { DiskWatch } from './disk-watch.js';
import { isReady, waitReady } from './health.js';
import { PortReservations } from './port-reservations.js';
import { assignPorts } from './ports.js';
import { ProcessRegister } from './process-register.js';
import { revisionOf } from './revision.js';
import { ensurePlatformKeys, type Secrets } from './secrets.js';
import { startServers, type Servers } from './servers.js';
import { replicaNameOf, type ServiceEndpoint } from './service-endpoint.js';
import {
  ALL_NETWORKS,
  LOOPBACK,
  operationsPortName,
  type Scale,
  serviceEndpoints,
  servicePlan,
  type ServicePorts,
  serviceUrls,
} from './service-plan.js';
import type { StateFolder } from './state-folder.js';
import { SupervisedProcess, type ProcessPlan } from './supervised-process.js';
import type { ProcessEvent, Supervised } from './supervision.js';

export interface PlatformOptions {
  readonly state: StateFolder;
  readonly secrets: Secrets;
  readonly scale: Scale;
  readonly logLevel: string;
  readonly projectRoot: string;
  readonly trainerPython: string;
  /** Modules that services load before their own code, by service; default none. */
  readonly preload?: ReadonlyMap<string, string>;
  /** The control room offers the accounts of the demonstration; default false. */
  readonly isDemonstration?: boolean;
  /** Address on which the gateway listens; default: this machine alone reaches it. */
  readonly publicHost?: string;
  readonly onEvent: (event: ProcessEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * The platform's processes on this machine, supervised. Started in order, stopped in the opposite
 * one.
 */
export class Platform {
  readonly processes: Supervised[] = [];
  readonly startedAt = new Date();
  private readonly diskWatch: DiskWatch;

  private constructor(
    private readonly options: PlatformOptions,
    readonly servers: Servers,
    private readonly ports: Readonly<Record<string, number>>,
    private readonly reservations: PortReservations,
    private readonly register: ProcessRegister,
  ) {
    const { root } = options.state;
    this.diskWatch = new DiskWatch(
      root,
      () => roomOf(root),
      (text) => options.onEvent({ name: 'eagle', replica: 0, kind: 'warning', text }),
    );
  }

  static async start(options: PlatformOptions): Promise<Platform> {
    const register = await ProcessRegister.open(options.state, (text) =>
      options.onEvent({ name: 'eagle', replica: 0, kind: 'warning', text }),
    );
    await ensurePlatformKeys(options.state);
    const revision = await revisionOf(options.projectRoot, process.env);
    const manifests = await readManifests(options.projectRoot);
    const endpoints = serviceEndpoints(manifests, options.scale);
    const names = endpoints.map(replicaNameOf);
    const operations = endpoints.map(operationsPortName).filter((name) => name !== null);
    const reservations = new PortReservations();
    const ports = await assignPorts(
      options.state,
      ['postgres', 'scada-postgres', 'nats', ...names, ...operations, 'scada-simulator-0'],
      reservations,
    );
    const servers = await startServers({ ...options, manifests, register }, ports).catch((error: unknown) => {
      reservations.release();
      throw error;
    });
    const platform = new Platform(options, servers, ports, reservations, register);
    platform.processes.push(...servers.processes);
    try {
      const plans = endpoints.map((endpoint) =>
        servicePlan(
          endpoint,
          platform.portsOf(endpoint),
          {
            natsUrl: servers.natsUrl,
            databaseUrlOf: servers.databaseUrlOf,
            scadaAdminUrl: servers.scadaAdminUrl,
            projectRoot: options.projectRoot,
            trainerPython: options.trainerPython,
            revision,
            logLevel: options.logLevel,
            serviceUrls: serviceUrls(endpoints, (name) => platform.port(name)),
            isDemonstration: options.isDemonstration ?? false,
            publicHost: options.publicHost ?? LOOPBACK,
          },
          options.secrets,
          options.state,
        ),
      );
      const services = plans.map((plan) => platform.run(withPreload(plan, options.preload?.get(plan.name))));
      await Promise.all(services.map((service) => platform.ready(service)));
      return platform;
    } catch (error) {
      await platform.stop();
      throw error;
    }
  }

  get gatewayUrl(): string {
    const { publicHost = LOOPBACK } = this.options;
    const host = publicHost === ALL_NETWORKS ? LOOPBACK : publicHost;
    return `http://${host}:${this.port('gateway-0')}`;
  }

  port(name: string): number {
    const port = this.ports[name];
    if (port === undefined) throw new Error(`no port was assigned to ${name}`);
    return port;
  }

  private portsOf(endpoint: ServiceEndpoint): ServicePorts {
    const operations = operationsPortName(endpoint);
    return {
      http: this.port(replicaNameOf(endpoint)),
      operations: operations === null ? null : this.port(operations),
    };
  }

  /** Starts one more supervised process beside the services. */
  run(plan: ProcessPlan): SupervisedProcess {
    const supervised = new SupervisedProcess(plan, this.register, this.options.onEvent);
    this.processes.push(supervised);
    supervised.start();
    return supervised;
  }

  /**
   * Waits until a started process reports that it is ready.
   * @param check  The one check to wait for; default: all.
   */
  async ready(process: SupervisedProcess, check?: string): Promise<void> {
    const { healthUrl } = process;
    if (healthUrl === null) return;
    const { name, replica, plan } = process;
    await waitReady(
      {
        ...{ name, replica, healthUrl, logFile: plan.logFile },
        get pid() {
          return process.pid;
        },
        get ends() {
          return process.ends;
        },
      },
      {
        signal: this.options.signal,
        ...(check === undefined ? {} : { check }),
        onWaiting: (why) =>
          this.options.onEvent({
            name,
            replica,
            kind: 'waiting',
            text: `for ${check ?? 'it'} to be ready: ${why}`,
          }),
      },
    );
  }

  async allReady(): Promise<boolean> {
    const urls = this.processes.flatMap(({ healthUrl }) => (healthUrl === null ? [] : [healthUrl]));
    const answers = await Promise.all(urls.map(isReady));
    return answers.every(Boolean);
  }

  /** The process part of `run.json`; process ids change when a process is started again. */
  describeProcesses(): RunFile['processes'] {
    return this.processes.map(({ name, replica, pid, httpUrl, healthUrl }) => ({
      name,
      pid: pid ?? 0,
      replica,
      healthUrl,
      metricsUrl: httpUrl === null ? null : `${httpUrl}/metrics`,
    }));
  }

  async stop(): Promise<void> {
    // Services first and together, then the servers that they use, last started first.
    const servers = new Set<Supervised>(this.servers.processes);
    await Promise.all(
      this.processes.filter((process) => !servers.has(process)).map((process) => process.stop()),
    );
    this.servers.storeWatch.stop();
    this.diskWatch.stop();
    await this.servers.streamSupervisor.close();
    for (const server of [...this.servers.processes].reverse()) await server.stop();
    this.reservations.release();
  }
}

/**
 * Root of the project this file was built in: `apps/cli/dist/start/` lies four folders below it.
 */
export const projectRoot = path.resolve(import.meta.dirname, '../../../..');

const withPreload = (plan: ProcessPlan, module: string | undefined): ProcessPlan =>
  module === undefined ? plan : { ...plan, args: ['--import', module, ...plan.args] };
