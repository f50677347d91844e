import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { BUCKETS, feedAccount, STREAMS, type FeedAccount } from '@eagle/contracts/bus';
import {
  organizationConfigSchema,
  organizationIdSchema,
  type FeedStatus,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { FeatureFrame, ScanBatch } from '@eagle/contracts/frames';
import { sealSecret, startService, type RunningService } from '@eagle/service-kit';
import { testBus, testDatabase, type TestBus } from '@eagle/testing';
import pg from 'pg';
import type { z } from 'zod';
import { configSchema } from './config.js';
import { DataProcessorModule } from './data-processor.module.js';

const SECRETS_KEY = 'ab'.repeat(32);

/** A SCADA database, a bus, and the service between them, for one test file. */
export interface Plant {
  readonly nats: TestBus;
  sql(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  session(): Promise<pg.Client>;
  /**
   * The configuration of a new organization over one wide table `id, at, v` with the asset `line`;
   * not stored yet.
   */
  organization(table: string, overrides?: Overrides): OrganizationConfig;
  /** The database's own password, sealed for a feed. */
  sealed(organizationId: OrganizationId, feed: FeedAccount): string;
  /** Stores a configuration, after the password that it needs. */
  put(config: OrganizationConfig): Promise<void>;
  status(organizationId: OrganizationId): Promise<FeedStatus | null>;
  /** Everything published for an organization so far. */
  scans(organizationId: OrganizationId): Promise<ScanBatch[]>;
  /** Removes every feature frame of an organization from the stream. */
  takeFrames(organizationId: OrganizationId): Promise<FeatureFrame[]>;
  /** The service inside this process. */
  start(): Promise<RunningService>;
  /** The service in a separate process, so that a test can kill it. */
  spawn(replica?: string, nodeOptions?: readonly string[]): ChildProcess;
  close(): Promise<void>;
}

type Input = z.input<typeof organizationConfigSchema>;
export interface Overrides {
  readonly feed?: Partial<NonNullable<Input['feed']>>;
  readonly mapping?: Partial<NonNullable<Input['mapping']>>;
  readonly settings?: Input['settings'];
  readonly assets?: Input['assets'];
  readonly tags?: Input['tags'];
}

export async function openPlant(): Promise<Plant> {
  const [database, nats] = await Promise.all([testDatabase(), testBus()]);
  const url = new URL(database.ownerUrl);
  const sessions: pg.Client[] = [];
  const services: RunningService[] = [];
  const children: ChildProcess[] = [];
  const session = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    client.on('error', () => undefined);
    await client.connect();
    sessions.push(client);
    return client;
  };
  const writer = await session();
  const { bus } = nats;
  const configs = bus.bucket(BUCKETS.config);
  const passwords = bus.bucket(BUCKETS.feedCredentials);
  const sealed = (organizationId: OrganizationId, feed: FeedAccount): string =>
    sealSecret(decodeURIComponent(url.password), SECRETS_KEY, feedAccount(organizationId, feed));
  const environment = {
    SERVICE_NAME: 'data-processor',
    REPLICA: 'data-processor-0',
    HTTP_PORT: '0',
    NATS_URL: nats.url,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    SECRETS_KEY,
    FEED_NETWORKS_ALLOWED: '127.0.0.0/8',
  };
  return {
    nats,
    session,
    sql: (text, values = []) => writer.query(text, [...values]),
    organization: (table, overrides = {}) =>
      organizationConfigSchema.parse({
        organizationId: randomUUID(),
        slug: 'plant',
        name: 'Plant',
        enabled: true,
        revision: 1,
        assets: overrides.assets ?? [{ assetId: 'line', name: 'Line' }],
        tags: overrides.tags ?? [{ tag: 'v', type: 'number', role: 'present-value' }],
        feed: {
          kind: 'postgres',
          host: url.hostname,
          port: Number(url.port),
          database: url.pathname.slice(1),
          user: decodeURIComponent(url.username),
          pollIntervalMs: 50,
          statementTimeoutMs: 1_000,
          ...overrides.feed,
        },
        mapping: {
          revision: 1,
          table,
          keyColumn: 'id',
          timeColumn: 'at',
          timeZone: 'UTC',
          source: { layout: 'wide', asset: { assetId: 'line' }, columns: [{ column: 'v', tag: 'v' }] },
          ...overrides.mapping,
        },
        rules: [],
        settings: { features: { lagsMs: [1_000], windowsMs: [2_000] }, ...overrides.settings },
      }),
    sealed,
    put: async (config) => {
      const { organizationId, revision, feed } = config;
      const passwordSealed = feed === null ? '' : sealed(organizationId, feed);
      if (passwordSealed !== '')
        await passwords.put(organizationId, { organizationId, revision, passwordSealed });
      await configs.put(organizationId, config);
    },
    status: async (organizationId) =>
      (await bus.bucket(BUCKETS.feedStatus).get(organizationId))?.value ?? null,
    scans: (organizationId) => readScans(nats, organizationId),
    takeFrames: (organizationId) => takeFrames(nats, organizationId),
    start: async () => {
      const config = configSchema.parse(environment);
      const module = DataProcessorModule.forRoot(config);
      const service = await startService({ name: 'data-processor', module, config, ownsProcess: false });
      services.push(service);
      return service;
    },
    spawn: (replica = 'data-processor-0', nodeOptions = []) => {
      const main = fileURLToPath(new URL('./main.js', import.meta.url));
      const child = spawn(process.execPath, [...nodeOptions, main], {
        env: { ...environment, REPLICA: replica },
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      children.push(child);
      return child;
    },
    close: async () => {
      for (const child of children) await ended(child);
      for (const service of services) await service.stop('the test is over');
      for (const client of sessions) await client.end().catch(() => undefined);
      await nats.close();
      await database.close();
    },
  };
}

/** Kills a process and waits until it has ended. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function readScans(nats: TestBus, organizationId: OrganizationId): Promise<ScanBatch[]> {
  const filter = `scans.${organizationId}.*`;
  const last = await nats.bus.lastMessage(STREAMS.scans, filter);
  const found: ScanBatch[] = [];
  if (last === null) return found;
  const { promise, resolve } = Promise.withResolvers<void>();
  const consumer = await nats.bus.follow(STREAMS.scans, {
    filterSubjects: [filter],
    from: { afterSequence: 0 },
    onMessage: (message) => {
      found.push(message.decode());
      if (message.sequence >= last.sequence) resolve();
    },
  });
  await promise;
  await consumer.stop();
  return found;
}

async function takeFrames(nats: TestBus, organizationId: OrganizationId): Promise<FeatureFrame[]> {
  const subject = STREAMS.features.subject(organizationId);
  const last = await nats.bus.lastMessage(STREAMS.features, subject);
  const frames: FeatureFrame[] = [];
  if (last === null) return frames;
  const { promise, resolve } = Promise.withResolvers<void>();
  const queue = await nats.bus.durableConsumer(STREAMS.features, {
    durable: `test-${organizationIdSchema.parse(organizationId)}`,
    filterSubject: subject,
    pendingMax: 1,
    onMessage: async (message) => {
      frames.push(message.decode());
      if (message.sequence >= last.sequence) resolve();
      await Promise.resolve();
    },
  });
  await promise;
  await queue.stop();
  return frames;
}

/** Rows of messages, flattened: key, number, event time. */
export function rowsOf(
  messages: readonly ScanBatch[],
): { key: string; sequence: number; atMs: number; assetId: string }[] {
  return messages.flatMap((message) =>
    Array.from({ length: message.rows }, (_, row) => ({
      key: message.source?.rowKeys[row] ?? '',
      sequence: message.sequences[row] ?? 0,
      atMs: message.eventTimesMs[row] ?? 0,
      assetId: message.assetId,
    })),
  );
}
