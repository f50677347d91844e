import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { OrganizationId } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES, type OrganizationConfigInput } from '@eagle/contracts/rest';
import { ensureOrganization } from '../gateway/organization-setup.js';
import { BENCH, type BenchPlatform } from './bench-platform.js';
import { BenchPlants, READER, TOGGLED_TAG, type BenchPlant } from './bench-plants.js';
import { registerCopy, untilLive, type SeedModel } from './seed-model.js';

const run = promisify(execFile);

/** Assets with feature frames that the bench makes itself; SCADA has no rows of them. */
export const LOAD_ASSETS = Array.from({ length: 8 }, (_, i) => `load-${i + 1}`);

export interface BenchOrganization {
  readonly id: OrganizationId;
  readonly plant: BenchPlant;
  readonly config: OrganizationConfigInput;
  /** Rows that the bench has made of the load assets so far; an asset's numbers must rise. */
  readonly load: { rows: number };
}

/** Organizations with a SCADA database and a live model each, made when needed. */
export class BenchOrganizations {
  readonly all: BenchOrganization[] = [];

  private constructor(
    private readonly bench: BenchPlatform,
    readonly seed: SeedModel,
    private readonly plants: BenchPlants,
  ) {}

  static async open(bench: BenchPlatform, seed: SeedModel): Promise<BenchOrganizations> {
    const { platform, secrets } = bench;
    const password = secrets.plantReaderPasswords[BENCH] ?? '';
    const plants = await BenchPlants.open(platform.servers.scadaAdminUrl, seed, password);
    return new BenchOrganizations(bench, seed, plants);
  }

  get table(): string {
    return this.seed.plant.table.name;
  }

  /** Gives the first `count`. It resolves when missing ones are made and their models are live. */
  async atLeast(count: number): Promise<readonly BenchOrganization[]> {
    const before = this.all.length;
    if (before < count) this.bench.hooks.say(`setting up ${count - before} organizations`);
    while (this.all.length < count) this.all.push(await this.add());
    for (const { id } of this.all.slice(before)) await untilLive(this.bench, id);
    if (before < count) await writeBack();
    return this.all.slice(0, count);
  }

  /** Changes one organization's settings, as an admin would. */
  async setQuota(organization: BenchOrganization, rowsPerSecond: number): Promise<void> {
    const { id, config } = organization;
    const settings = { ...config.settings, quotaRowsPerSecond: rowsPerSecond };
    await this.bench.superAdmin.ask(ROUTES.configuration.putConfig, {
      params: { organizationId: id },
      body: { ...config, settings },
    });
  }

  private async add(): Promise<BenchOrganization> {
    const plant = await this.plants.add();
    const index = this.all.length;
    const config = this.configFor(plant);
    const { superAdmin } = this.bench;
    const slug = `bench-${index}`;
    const id = await ensureOrganization(superAdmin, {
      slug,
      name: `Bench ${index}`,
      config: { ...config, feed: null },
    });
    await registerCopy(this.bench, this.seed, id);
    await superAdmin.ask(ROUTES.configuration.putConfig, { params: { organizationId: id }, body: config });
    return { id, plant, config, load: { rows: 0 } };
  }

  private configFor(plant: BenchPlant): OrganizationConfigInput {
    const { plant: seedPlant } = this.seed;
    const { config, feed } = seedPlant;
    const server = new URL(this.bench.platform.servers.scadaAdminUrl);
    const rules = config.rules.filter((rule) => rule.type !== 'flag' || rule.tag !== TOGGLED_TAG);
    return organizationConfigInputSchema.parse({
      ...config,
      assets: [...config.assets, ...LOAD_ASSETS.map((assetId) => ({ assetId, name: assetId }))],
      rules: [
        ...rules,
        {
          id: 'bench-toggle',
          type: 'flag',
          title: 'The bench toggles this flag',
          component: 'oil-system',
          kind: 'bench',
          tag: TOGGLED_TAG,
          severity: 'low',
        },
      ],
      // Every toggle is published: the bench measures alerts, not their deduplication.
      settings: {
        ...config.settings,
        alerts: { ...config.settings.alerts, deduplicationWindowMs: 0, repeatsMax: 1_000_000 },
      },
      feed: {
        ...feed,
        host: server.hostname,
        port: Number(server.port),
        database: plant.database,
        user: READER,
        password: this.bench.secrets.plantReaderPasswords[BENCH] ?? '',
      },
    });
  }

  async close(): Promise<void> {
    await this.plants.close();
  }
}

/**
 * The databases of fifty new plants are hundreds of MB that the kernel holds in memory at first. By
 * default it writes them back half a minute later, in the middle of the measurement, and every
 * other writer to the same disk waits.
 */
async function writeBack(): Promise<void> {
  await run('sync');
}
