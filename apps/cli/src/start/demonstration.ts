import { setTimeout as delay } from 'node:timers/promises';
import { type OrganizationId, type RunFile } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES } from '@eagle/contracts/rest';
import { demoPlants, prepareScada, type DemoPlant, type PreparedPlant } from '@eagle/scada-simulator/plants';
import { AlertSocket } from '../gateway/alert-socket.js';
import { GatewayClient } from '../gateway/gateway-client.js';
import { refusedModel } from '../gateway/refused-model.js';
import { ensureOrganization, ensurePeople } from '../gateway/organization-setup.js';
import type { Platform } from './platform.js';
import type { Secrets } from './secrets.js';
import { SIMULATOR, simulatorPlan } from './simulator-plan.js';
import type { StateFolder } from './state-folder.js';
import type { Terminal } from './terminal.js';

export type RunningOrganization = RunFile['organizations'][number] & { users: RunFile['users'] };

/** Trainings that say nothing new for so long are not waited for, and none longer than `MODELS_MS_MAX`. */
const MODEL_IDLE_MS_MAX = 240_000;
const MODELS_MS_MAX = 30 * 60_000;
const MODEL_CHECK_EVERY_MS = 1_000;
/** From ready to the flag of the fault that a newcomer is shown: long enough to read the warning, within the promised three minutes. */
const SHOWN_FAULT_TRIPS_IN_MS = 140_000;

/** The demonstration plants: their SCADA databases and simulator, an organization and people each, alerts shown on the terminal. */
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
    private readonly signal: AbortSignal,
  ) {
    this.plants = demoPlants.filter((plant) => options.plants.includes(plant.plant));
  }

  async setUp(): Promise<RunningOrganization[]> {
    if (this.plants.length === 0) return [];
    this.terminal.say('eagle', 'writing the plants’ history');
    const prepared = await prepareScada({
      adminUrl: this.platform.servers.scadaAdminUrl,
      plants: this.plants,
      readerPasswords: this.secrets.plantReaderPasswords,
      writerPasswords: this.secrets.plantWriterPasswords,
    });
    const plan = simulatorPlan(prepared, this.platform.port(`${SIMULATOR}-0`), this.state, this.options);
    await this.platform.ready(this.platform.run(plan));
    const organizations: RunningOrganization[] = [];
    // Models are trained in the order in which organizations come: the shown plant's last, so that its first warning comes with ready.
    for (const source of prepared.toReversed()) {
      const plant = this.plants.find((candidate) => candidate.plant === source.plant);
      if (plant) organizations.unshift(await this.setUpOrganization(plant, source));
    }
    return organizations;
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
      onAlert: (push) => this.terminal.alert(organization.slug, push),
      onStatus: (status) => this.terminal.status(organization.slug, status),
      onPast: (count) => this.terminal.past(organization.slug, count),
      onCaughtUp: ({ standing }) => this.terminal.standing(organization.slug, standing),
      onReadAnew: (standing) => this.terminal.standing(organization.slug, standing),
      onProblem: (error) => this.terminal.say(organization.slug, `standing alerts: ${String(error)}`),
    });
    await socket.open();
    return socket;
  }

  /** Waits until every organization has its first model, or says why it has none; rules run all the while. */
  async waitForModels(organizations: readonly RunningOrganization[]): Promise<void> {
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
        if (status.serving?.state === 'live' || ended || isRefused) waiting.delete(id);
      }
      await delay(MODEL_CHECK_EVERY_MS, undefined, { signal: this.signal });
    }
    if (waiting.size > 0)
      this.terminal.say(
        'eagle',
        'some first models are still being made; their organizations run on rules until then',
      );
  }

  /** Hurries a fault that is already developing, so that its prediction and then its flag are seen soon after ready. */
  async showOneFault(): Promise<void> {
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
