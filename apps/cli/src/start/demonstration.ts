import { setTimeout as delay } from 'node:timers/promises';
import { type OrganizationId, type RunFile } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES } from '@eagle/contracts/rest';
import { demoPlants, prepareScada, type DemoPlant, type PreparedPlant } from '@eagle/scada-simulator/plants';
import { AlertSocket } from '../gateway/alert-socket.js';
import { GatewayClient } from '../gateway/gateway-client.js';
import { refusedModel } from '../gateway/refused-model.js';
import { ensureOrganization, ensurePeople } from '../gateway/organization-setup.js';
import type { Milestones } from './milestones.js';
import type { Platform } from './platform.js';
import type { Secrets } from './secrets.js';
import { SIMULATOR, simulatorPlan } from './simulator-plan.js';
import type { StateFolder } from './state-folder.js';
import type { Terminal } from './terminal.js';

export type RunningOrganization = RunFile['organizations'][number] & { users: RunFile['users'] };

/**
 * The wait for a training ends after this time without progress, and after `MODELS_MS_MAX` in any
 * case.
 */
const MODEL_IDLE_MS_MAX = 240_000;
const MODELS_MS_MAX = 30 * 60_000;
const MODEL_CHECK_EVERY_MS = 1_000;
/**
 * From the shown plant's first model to the flag of its fault: long enough to read the warning
 * before the flag comes.
 */
const SHOWN_FAULT_TRIPS_IN_MS = 140_000;

/**
 * The demonstration plants: their SCADA databases and simulator, an organization and people each,
 * alerts shown on the terminal.
 */
export class Demonstration {
  private readonly plants: readonly DemoPlant[];

  constructor(
    private readonly platform: Platform,
    private readonly superAdmin: GatewayClient,
    private readonly secrets: Secrets,
    private readonly state: StateFolder,
    private readonly options: {
      readonly plants: readonly string[];
      readonly seed: number;
      readonly logLevel: string;
    },
    private readonly terminal: Terminal,
    private readonly milestones: Milestones,
    private readonly signal: AbortSignal,
  ) {
    this.plants = demoPlants.filter((plant) => options.plants.includes(plant.plant));
  }

  /**
   * Sets up one plant after the other, each as soon as its history is written. The first plant
   * shows a fault: its model is trained while the histories of the others are still written.
   */
  async *setUp(): AsyncGenerator<RunningOrganization> {
    if (this.plants.length === 0) return;
    this.terminal.say('eagle', 'writing the plants’ history');
    const prepared = await prepareScada({
      adminUrl: this.platform.servers.scadaAdminUrl,
      plants: this.plants,
      readerPasswords: this.secrets.plantReaderPasswords,
      writerPasswords: this.secrets.plantWriterPasswords,
    });
    const plan = simulatorPlan(prepared, this.platform.port(`${SIMULATOR}-0`), this.state, this.options);
    const simulator = this.platform.run(plan);
    for (const source of prepared) {
      const plant = this.plants.find((candidate) => candidate.plant === source.plant);
      if (plant === undefined) continue;
      await this.platform.ready(simulator, `plant-${plant.plant}`);
      yield await this.setUpOrganization(plant, source);
    }
  }

  private async setUpOrganization(plant: DemoPlant, source: PreparedPlant): Promise<RunningOrganization> {
    const { slug, name, config, feed } = plant;
    const connection = {
      host: source.host,
      port: source.port,
      database: source.database,
      user: source.readerUser,
      password: source.readerPassword,
    };
    const input = organizationConfigInputSchema.parse({ ...config, feed: { ...feed, ...connection } });
    const id = await ensureOrganization(this.superAdmin, { slug, name, config: input });
    const users = await ensurePeople(
      this.superAdmin,
      id,
      slug,
      this.secrets.peoplePasswords[plant.plant] ?? '',
    );
    return { id, slug, name, scadaUrl: source.readerUrl, users };
  }

  /** Shows on the terminal what an operator of the organization gets. */
  async watch(organization: RunningOrganization): Promise<AlertSocket> {
    const operator = organization.users.find((user) => user.role === 'OPERATOR');
    if (operator === undefined) throw new Error(`${organization.slug} has no operator`);
    const client = new GatewayClient(this.platform.gatewayUrl, operator.email, operator.password);
    const socket = new AlertSocket(client, {
      onAlert: (push) => {
        this.terminal.alert(organization.slug, push);
        if (push.alert.origin === 'predictive') this.milestones.reach('first predictive alert');
      },
      onStatus: (status) => this.terminal.status(organization.slug, status),
      onPast: (count) => this.terminal.past(organization.slug, count),
      onCaughtUp: ({ standing }) => this.terminal.standing(organization.slug, standing),
      onReadAnew: (standing) => this.terminal.standing(organization.slug, standing),
      onProblem: (error) => this.terminal.say(organization.slug, `standing alerts: ${String(error)}`),
    });
    await socket.open();
    return socket;
  }

  /**
   * Waits until every organization has its first model, or reports why it has none; rules work
   * meanwhile. As soon as the shown plant's model serves, its fault is accelerated.
   */
  async waitForModels(organizations: readonly RunningOrganization[]): Promise<void> {
    const [shown] = organizations;
    const until = performance.now() + MODELS_MS_MAX;
    const said = new Map<OrganizationId, string>();
    let idleUntil = performance.now() + MODEL_IDLE_MS_MAX;
    const waiting = new Set<OrganizationId>(organizations.map(({ id }) => id));
    while (waiting.size > 0 && performance.now() < Math.min(until, idleUntil)) {
      this.signal.throwIfAborted();
      for (const id of waiting) {
        const status = await this.superAdmin.ask(ROUTES.models.status, { query: { organizationId: id } });
        const news = JSON.stringify([
          status.training?.stage,
          status.training?.progress,
          status.serving?.state,
        ]);
        if (said.get(id) !== news) idleUntil = performance.now() + MODEL_IDLE_MS_MAX;
        said.set(id, news);
        const ended = status.training?.stage === 'refused' || status.training?.stage === 'failed';
        const isRefused =
          status.training?.stage === 'done' && (await refusedModel(this.superAdmin, id)) !== null;
        const isLive = status.serving?.state === 'live';
        if (isLive || ended || isRefused) waiting.delete(id);
        if (isLive) this.milestones.reach('first model live');
        if (isLive && id === shown?.id) await this.showOneFault();
      }
      await delay(MODEL_CHECK_EVERY_MS, undefined, { signal: this.signal });
    }
    if (waiting.size > 0)
      this.terminal.say(
        'eagle',
        'some first models are still being trained; until then their organizations have alerts of rules only',
      );
  }

  /**
   * Accelerates a fault that is already developing, so that its prediction and then its flag come
   * soon after the first model.
   */
  private async showOneFault(): Promise<void> {
    const [plant] = this.plants;
    if (plant === undefined) return;
    const response = await fetch(`http://127.0.0.1:${this.platform.port(`${SIMULATOR}-0`)}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        plant: plant.plant,
        component: plant.shownFault,
        tripInMs: SHOWN_FAULT_TRIPS_IN_MS,
      }),
      signal: this.signal,
    });
    if (!response.ok)
      this.terminal.say('scada-simulator', `the shown fault was refused: ${await response.text()}`);
  }
}
