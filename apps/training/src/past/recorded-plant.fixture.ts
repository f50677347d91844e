import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  organizationConfigSchema,
  type AssetId,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { decodeScanBatch, encodeScanBatch, QUALITY, SCAN_BATCH_ROWS_MAX } from '@eagle/contracts/frames';
import { compileOperatingStates, QualityAssessor, tagTable } from '@eagle/features';
import { openFeed, RowMapper, type FeedCheckpoint, type MappedScan } from '@eagle/feeds';
import type { HistoryRange, PastScan, ScanHistory } from '@eagle/learning';
import { madeOrganization } from '@eagle/learning/fixtures';
import { openDatabase, type Database } from '@eagle/persistence';
import { networkListSchema } from '@eagle/service-kit/outbound';
import {
  openTelemetryReader,
  openTelemetryStore,
  rowsOfScans,
  type AssetRows,
  type TelemetryReader,
  type TelemetrySettings,
  type TelemetryStore,
} from '@eagle/telemetry';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import { FeedHistory } from '../adapters/feed-history.js';

const MIB = 1024 * 1024;
export const networks = networkListSchema.parse('127.0.0.0/8,[::1/128]');

/** The server of the tests, with the platform's tables and those of plants. */
export interface RecordedWorld {
  readonly folder: string;
  readonly store: TelemetryStore;
  /** With the rights of training. */
  readonly reader: TelemetryReader;
  readonly database: Database;
  readonly prepared: TestDatabase;
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function recordedWorld(
  adapter: TelemetrySettings['TELEMETRY_ADAPTER'] = 'parquet',
): Promise<RecordedWorld> {
  const prepared = await testDatabase();
  const root = await mkdtemp(path.join(tmpdir(), 'eagle-past-'));
  const folder = path.join(root, 'store');
  const settings = {
    ...{ TELEMETRY_ADAPTER: adapter, TELEMETRY_STORE: folder },
    ...{ CACHE_BYTES_MAX: 64 * MIB, QUERY_MEMORY_BYTES_MAX: 256 * MIB },
  };
  const database = prepared.open();
  const store = await openTelemetryStore(
    settings,
    { database, workFolder: path.join(root, 'historian') },
    Date.now,
  );
  const readOnly = { database: prepared.openAs('training'), workFolder: path.join(root, 'training') };
  const reader = await openTelemetryReader(settings, readOnly);
  const owner = openDatabase({ url: prepared.ownerUrl, poolMax: 1 });
  return {
    ...{ folder, store, reader, database, prepared },
    sql: (text, values = []) => owner.forPlatform(async (tx) => void (await tx.query(text, [...values]))),
    close: async () => {
      await Promise.all([reader.close(), store.close(), owner.close()]);
      await prepared.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** What is configured of a plant whose table lies in the world's database. */
export interface PlantSettings {
  readonly table: string;
  readonly timeZone?: string;
  readonly assets: readonly string[];
  /** Columns that are mapped, each to the tag of its name; tags of the made organization. */
  readonly columns: readonly string[];
  readonly settings?: object;
  readonly feed?: object;
}

/**
 * Records scans as the live path publishes them and the historian stores them: judged, numbered, in
 * messages, as rows.
 */
export class ScanRecorder {
  private readonly table;
  private readonly states;
  private readonly assessors = new Map<AssetId, QualityAssessor>();

  /** @param sequences  Number of the last scan of each asset. */
  constructor(
    private readonly store: TelemetryStore,
    private readonly config: OrganizationConfig,
    private readonly sequences: Map<AssetId, number> = new Map(),
  ) {
    this.table = tagTable(config);
    this.states = compileOperatingStates(config.settings.operatingStates, this.table);
  }

  /**
   * As rows that are taken over from a source with keys: numbered by these, and judged in the order
   * of the source.
   */
  async takeOver(scans: readonly MappedScan[]): Promise<void> {
    const rows = scans.map((scan): AssetRows<AssetId> => {
      const { block, ...asset } = this.published(scan.assetId, [scan]);
      const sequences = Float64Array.of(Number(scan.rowKeys) - 2 ** 52);
      return { ...asset, block: { ...block, sequences } };
    });
    await this.store.append(this.config.organizationId, { rows, positions: new Map() });
  }

  async record(scans: readonly Recordable[]): Promise<void> {
    const rows = [...Map.groupBy(scans, ({ assetId }) => assetId)].flatMap(([assetId, ofAsset]) =>
      Array.from({ length: Math.ceil(ofAsset.length / SCAN_BATCH_ROWS_MAX) }, (_, i) =>
        this.published(assetId, ofAsset.slice(i * SCAN_BATCH_ROWS_MAX, (i + 1) * SCAN_BATCH_ROWS_MAX)),
      ),
    );
    const { organizationId } = this.config;
    if (rows.length > 0) await this.store.append(organizationId, { rows, positions: new Map() });
  }

  private published(assetId: AssetId, scans: readonly Recordable[]): AssetRows<AssetId> {
    const { settings, organizationId, revision } = this.config;
    const assessor = this.assessors.get(assetId) ?? new QualityAssessor(this.table, settings);
    this.assessors.set(assetId, assessor);
    for (const { eventTimeMs, values, quality } of scans) assessor.assess(eventTimeMs, values, quality);
    const after = this.sequences.get(assetId) ?? 0;
    this.sequences.set(assetId, after + scans.length);
    const message = encodeScanBatch({
      ...{ organizationId, assetId, configRevision: revision, heartbeatAtMs: null, rows: scans.length },
      ...{ tags: [...this.table.names], stateNames: [...this.states.stateNames] },
      sequences: Float64Array.from(scans, (_, row) => after + row + 1),
      eventTimesMs: Float64Array.from(scans, ({ eventTimeMs }) => eventTimeMs),
      readAtsMs: Float64Array.from(scans, ({ eventTimeMs, readAtMs }) => readAtMs ?? eventTimeMs),
      states: Uint8Array.from(scans, ({ values }) => this.states.stateOf(values)),
      values: Float64Array.from(scans.flatMap(({ values }) => [...values])),
      quality: Uint8Array.from(scans.flatMap(({ quality }) => [...quality])),
    });
    return rowsOfScans(decodeScanBatch(message));
  }
}

type Recordable = PastScan & Partial<Pick<MappedScan, 'readAtMs'>>;

/**
 * A plant that is read by the live path's own code, as data-processor does it, and recorded as the
 * historian does it: polls, mapping, quality, states, numbers, messages, rows.
 */
export class RecordedPlant {
  readonly organizationId: OrganizationId;
  private checkpoint: FeedCheckpoint | null = null;
  private mapper: RowMapper;
  private recorder: ScanRecorder;
  private readonly sequences = new Map<AssetId, number>();

  private constructor(
    private readonly world: RecordedWorld,
    private current: OrganizationConfig,
  ) {
    this.organizationId = current.organizationId;
    this.mapper = new RowMapper(current);
    this.recorder = new ScanRecorder(world.store, current, this.sequences);
  }

  static async open(world: RecordedWorld, plant: PlantSettings): Promise<RecordedPlant> {
    const config = configOf(world, plant, organizationConfigSchema.shape.organizationId.parse(randomUUID()));
    await world.database.forPlatform((tx) =>
      tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)', [
        config.organizationId,
        String(config.organizationId),
      ]),
    );
    return new RecordedPlant(world, config);
  }

  get config(): OrganizationConfig {
    return this.current;
  }

  /** From now on the plant is read by another configuration. */
  configure(plant: PlantSettings): void {
    this.current = configOf(this.world, plant, this.organizationId);
    this.mapper = new RowMapper(this.current);
    this.recorder = new ScanRecorder(this.world.store, this.current, this.sequences);
  }

  /** The past by way of the source, as a training read it so far. */
  sourceHistory(now: () => number = Date.now): ScanHistory {
    return new FeedHistory({ stored: () => Promise.resolve(this.password) }, networks, now);
  }

  private get password(): string {
    return decodeURIComponent(new URL(this.world.prepared.ownerUrl).password);
  }

  /**
   * Takes over what the source has before an instant.
   * @param liveFromMs  What is read live begins there.
   */
  async takeOver(untilMs: number, liveFromMs: number): Promise<void> {
    const { feed, mapping } = this.current;
    if (feed === null || mapping === null) throw new RangeError('a plant without a feed');
    const recorder = new ScanRecorder(this.world.store, this.current);
    const mapper = new RowMapper(this.current);
    const connection = openFeed(feed, this.password, { networks });
    try {
      for await (const rows of connection.history(mapping, { fromMs: 0, toMs: untilMs })) {
        await recorder.takeOver(mapper.map(rows, Date.now()).scans);
      }
      this.checkpoint = await connection.startAt(mapping, liveFromMs);
    } finally {
      await connection.close();
    }
  }

  /** Reads what is new at an instant, and stores it. */
  async follow(nowMs: number = Date.now()): Promise<void> {
    const { feed, mapping } = this.current;
    if (feed === null || mapping === null) throw new RangeError('a plant without a feed');
    const connection = openFeed(feed, this.password, { networks, now: () => nowMs });
    try {
      this.checkpoint ??= await connection.startAt(mapping, 0);
      for (let more = true; more;) {
        const polled = await connection.poll(mapping, this.checkpoint);
        this.checkpoint = polled.checkpoint;
        await this.recorder.record(this.mapper.map(polled.rows, nowMs).scans);
        ({ more } = polled);
      }
    } finally {
      await connection.close();
    }
  }
}

function configOf(
  world: RecordedWorld,
  plant: PlantSettings,
  organizationId: OrganizationId,
): OrganizationConfig {
  const { username, pathname, hostname, port } = new URL(world.prepared.ownerUrl);
  const made = madeOrganization();
  const tags = made.tags.filter(({ tag }) => plant.columns.includes(tag));
  const columns = plant.columns.map((tag) => ({ column: tag, tag }));
  return organizationConfigSchema.parse({
    ...{ ...made, organizationId, tags },
    assets: plant.assets.map((assetId) => ({ assetId, name: assetId })),
    feed: {
      ...{
        kind: 'postgres',
        host: hostname,
        port: Number(port),
        database: pathname.slice(1),
        user: username,
      },
      ...plant.feed,
    },
    mapping: {
      ...{ revision: 1, table: plant.table, keyColumn: 'id', timeColumn: 'at' },
      timeZone: plant.timeZone ?? 'UTC',
      source: { layout: 'wide', asset: { column: 'asset' }, columns },
    },
    settings: { ...made.settings, ...plant.settings },
  });
}

/** All scans of a range, in their order. */
export async function scansOf(
  history: ScanHistory,
  config: OrganizationConfig,
  range: HistoryRange,
): Promise<PastScan[]> {
  const scans: PastScan[] = [];
  for await (const page of history.read(config, range, new AbortController().signal)) scans.push(...page);
  return scans;
}

/**
 * As a training takes scans: with its own judgement of their quality, and their operating state. A
 * value that was out of range is not stored, so whatever has no value counts as missing on both
 * ways.
 */
export function asLearned(config: OrganizationConfig, scans: readonly PastScan[]) {
  const table = tagTable(config);
  const states = compileOperatingStates(config.settings.operatingStates, table);
  const assessors = new Map<AssetId, QualityAssessor>();
  return scans.map(({ assetId, eventTimeMs, values, quality }) => {
    const assessor = assessors.get(assetId) ?? new QualityAssessor(table, config.settings);
    assessors.set(assetId, assessor);
    const [own, judged] = [values.slice(), quality.slice()];
    assessor.assess(eventTimeMs, own, judged);
    return {
      ...{ assetId, eventTimeMs, values: own, state: states.stateNames[states.stateOf(own)] },
      quality: judged.map((code, tag) => (Number.isNaN(own[tag]) ? QUALITY.missing : code)),
    };
  });
}

/** The first scan that differs, with both; null where all are equal to the last bit. */
export function firstDifference(
  config: OrganizationConfig,
  [one, other]: readonly [readonly PastScan[], readonly PastScan[]],
) {
  const [left, right] = [asLearned(config, one), asLearned(config, other)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const [a, b] = [left[i], right[i]];
    if (!isDeepStrictEqual(a, b)) return { scan: i, a, b };
  }
  return null;
}
