import { STREAMS } from '@eagle/contracts/bus';
import {
  organizationConfigSchema,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { encodeScanBatch, SCAN_BATCH_ROWS_MAX, type ScanBatch } from '@eagle/contracts/frames';
import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { compileOperatingStates, QualityAssessor } from '@eagle/features';
import { openFeed, RowMapper, type MappedScan } from '@eagle/feeds';
import { networkListSchema } from '@eagle/service-kit/outbound';
import pg from 'pg';
import { ensureOrganization } from '../../gateway/organization-setup.js';
import { SEED_PLANT, type BenchPlatform } from '../bench-platform.js';
import type { SeedModel } from '../seed-model.js';

const SLUG = 'bench-furnace-line';
/** Live rows are read so long after their time: milliseconds, evenly between both. */
const READ_AFTER_MS = { min: 20, max: 35 };

/** What the source's table takes of its disk. */
export interface SourceTableSize {
  readonly rows: number;
  /** With its index. */
  readonly bytes: number;
}

/**
 * Scans of the simulated furnace line as data-processor publishes them, of an organization that has
 * no source.
 */
export class FurnaceLine {
  private published = 0;

  private constructor(
    private readonly bench: BenchPlatform,
    private readonly seed: SeedModel,
    readonly organizationId: OrganizationId,
    private readonly config: OrganizationConfig,
  ) {}

  static async open(bench: BenchPlatform, seed: SeedModel): Promise<FurnaceLine> {
    const { config } = seed.plant;
    const input = organizationConfigInputSchema.parse({ ...config, rules: [], feed: null });
    const organizationId = await ensureOrganization(bench.superAdmin, {
      slug: SLUG,
      name: 'Bench furnace line',
      config: input,
    });
    const source = new URL(seed.databaseUrl);
    const feed = {
      ...seed.plant.feed,
      host: source.hostname,
      port: Number(source.port),
      database: seed.plant.database,
      user: seed.plant.readerUser,
    };
    const whole = organizationConfigSchema.parse({
      ...config,
      slug: SLUG,
      organizationId,
      revision: 1,
      feed,
    });
    return new FurnaceLine(bench, seed, organizationId, whole);
  }

  /** Publishes the plant's whole history. @returns how many scans. */
  async publish(): Promise<number> {
    const { feed, mapping } = this.config;
    if (feed === null || mapping === null) throw new Error('The furnace line has no source.');
    const networks = networkListSchema.parse(`${feed.host}/32:${feed.port}`);
    const password = this.bench.secrets.plantReaderPasswords[SEED_PLANT] ?? '';
    const connection = openFeed(feed, password, { networks, applicationName: 'eagle-bench' });
    const mapper = new RowMapper(this.config);
    const pack = this.packer(mapper);
    try {
      for await (const rows of connection.history(mapping, { fromMs: 0, toMs: Date.now() })) {
        const { scans } = mapper.map(rows, Date.now());
        await Promise.all(pack(scans).map((batch) => this.send(batch)));
      }
    } finally {
      await connection.close();
    }
    return this.published;
  }

  async sourceTable(): Promise<SourceTableSize> {
    const client = new pg.Client({ connectionString: this.seed.databaseUrl });
    await client.connect();
    try {
      const { name } = this.seed.plant.table;
      const found = await client.query<SourceTableSize>(
        `SELECT count(*)::float8 AS rows, pg_total_relation_size('${name}')::float8 AS bytes FROM ${name}`,
      );
      return found.rows[0] ?? { rows: Number.NaN, bytes: Number.NaN };
    } finally {
      await client.end();
    }
  }

  private async send(batch: ScanBatch): Promise<void> {
    const { organizationId, assetId } = batch;
    const id = `${organizationId}:${assetId}:${batch.sequences[0] ?? 0}`;
    await this.bench.bus.publish(STREAMS.scans.subject(organizationId, assetId), id, encodeScanBatch(batch));
  }

  /** Judges and numbers scans, and packs them into messages. */
  private packer({ table }: RowMapper): (scans: readonly MappedScan[]) => ScanBatch[] {
    const { settings, organizationId, revision } = this.config;
    const states = compileOperatingStates(settings.operatingStates, table);
    const assessor = new QualityAssessor(table, settings);
    const batchOf = (scans: readonly MappedScan[], assetId: MappedScan['assetId']): ScanBatch => {
      for (const { eventTimeMs, values, quality } of scans) assessor.assess(eventTimeMs, values, quality);
      const after = this.published;
      this.published += scans.length;
      const width = table.names.length;
      const values = new Float64Array(scans.length * width);
      const quality = new Uint8Array(scans.length * width);
      scans.forEach((scan, row) => {
        values.set(scan.values, row * width);
        quality.set(scan.quality, row * width);
      });
      return {
        organizationId,
        assetId,
        configRevision: revision,
        tags: [...table.names],
        stateNames: [...states.stateNames],
        heartbeatAtMs: null,
        rows: scans.length,
        sequences: Float64Array.from(scans, (_, row) => after + row + 1),
        eventTimesMs: Float64Array.from(scans, ({ eventTimeMs }) => eventTimeMs),
        readAtsMs: Float64Array.from(scans, ({ eventTimeMs }) => eventTimeMs + readAfterMs()),
        states: Uint8Array.from(scans, (scan) => states.stateOf(scan.values)),
        values,
        quality,
      };
    };
    return (scans) => {
      const batches: ScanBatch[] = [];
      for (let from = 0; from < scans.length; from += SCAN_BATCH_ROWS_MAX) {
        const part = scans.slice(from, from + SCAN_BATCH_ROWS_MAX);
        const [first] = part;
        if (first !== undefined) batches.push(batchOf(part, first.assetId));
      }
      return batches;
    };
  }
}

const readAfterMs = (): number =>
  Math.round(READ_AFTER_MS.min + Math.random() * (READ_AFTER_MS.max - READ_AFTER_MS.min));
