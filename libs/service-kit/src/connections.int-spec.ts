import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import type { Database } from '@eagle/persistence';
import { eventually, testBus, testDatabase, type TestBus, type TestDatabase } from '@eagle/testing';
import { connect } from '@nats-io/transport-node';
import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnModuleInit,
} from '@nestjs/common';
import { z } from 'zod';
import { DATABASE, DatabaseModule } from './database/index.js';
import {
  BUS,
  BusModule,
  ConfigWatch,
  ConfigWatchModule,
  loadConfig,
  secret,
  serviceConfigSchema,
  ServiceKitModule,
  startService,
  vitalsController,
  type RunningService,
} from './index.js';

const DURABLE = 'closing';
const schema = serviceConfigSchema.extend({ DATABASE_URL: secret() });
const ORGANIZATION = organizationIdSchema.parse(randomUUID());
const readinessSchema = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), reason: z.string().optional() })),
});
const consumerSchema = z.object({
  delivered: z.object({ consumer_seq: z.number() }),
  num_ack_pending: z.number(),
});

/** Takes messages and, so that the connections themselves have to end it, never stops. */
@Injectable()
class Worker implements OnModuleInit, BeforeApplicationShutdown {
  readonly begun = Promise.withResolvers<void>();
  readonly goOn = Promise.withResolvers<void>();

  constructor(
    @Inject(BUS) readonly bus: Bus,
    @Inject(DATABASE) readonly database: Database,
    @Inject(ConfigWatch) readonly configs: ConfigWatch,
  ) {}

  async onModuleInit(): Promise<void> {
    this.bus.handles(STREAMS.scans, STREAMS.predictions, STREAMS.deadLetters);
    await this.bus.durableConsumer(STREAMS.alerts, {
      durable: DURABLE,
      filterSubject: STREAMS.alerts.subject(ORGANIZATION, 'raised'),
      pendingMax: 8,
      onMessage: async () => {
        this.begun.resolve();
        await this.goOn.promise;
        await this.database.ping();
      },
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.bus.publish(STREAMS.alerts.subject(ORGANIZATION, 'cleared'), randomUUID(), new Uint8Array(1));
  }
}

@Module({})
class TinyModule {
  static forRoot(config: z.output<typeof schema>): DynamicModule {
    return {
      module: TinyModule,
      imports: [
        // In the other order than the one in which they close: it does not matter.
        DatabaseModule.forRoot(config, { neededToBeReady: true }),
        ConfigWatchModule,
        BusModule.forRoot(config),
        ServiceKitModule.forRoot(config),
      ],
      // Every service answers how it is.
      controllers: [vitalsController('gateway', {})],
      providers: [Worker],
    };
  }
}

let nats: TestBus;
let stored: TestDatabase;
let service: RunningService;
let worker: Worker;

beforeAll(async () => {
  nats = await testBus();
  stored = await testDatabase();
});
beforeEach(async () => {
  const config = loadConfig(schema, {
    ...{ SERVICE_NAME: 'gateway', REPLICA: 'gateway-0', HTTP_PORT: '0', LOG_LEVEL: 'silent' },
    ...{ NATS_URL: nats.url, DATABASE_URL: stored.urlOf('gateway') },
  });
  service = await startService({
    name: 'gateway',
    module: TinyModule.forRoot(config),
    config,
    ownsProcess: false,
  });
  worker = service.app.get(Worker);
});
afterEach(() => service.stop('the test is over'));
afterAll(async () => {
  await stored.close();
  await nats.close();
});

async function readiness(): Promise<{ status: number; checks: z.output<typeof readinessSchema>['checks'] }> {
  const answer = await fetch(`${service.url}/health/ready`);
  return { status: answer.status, checks: readinessSchema.parse(await answer.json()).checks };
}

/** The number of delivered and unacknowledged messages, as the server reports it. */
async function consumer(): Promise<z.output<typeof consumerSchema>> {
  const raw = await connect({ servers: nats.url });
  const answer = await raw.request(`$JS.API.CONSUMER.INFO.${STREAMS.alerts.name}.${DURABLE}`);
  await raw.close();
  return consumerSchema.parse(answer.json());
}

test('a service is given its connections by their tokens', async () => {
  assert.equal(worker.bus.connected, true);
  await worker.database.ping();
  assert.equal(await worker.configs.read(ORGANIZATION), null);
});

test('readiness reports a lost message server, and its return', async () => {
  const { status, checks } = await readiness();
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(checks).sort(), ['bus', 'configurations', 'database']);
  await nats.server.kill();
  await eventually(
    async () => {
      const lost = await readiness();
      assert.equal(lost.status, 503);
      assert.match(lost.checks['bus']?.reason ?? '', /NATS cannot be reached/);
      assert.equal(lost.checks['database']?.ok, true);
    },
    { deadlineMs: 15_000 },
  );
  await nats.server.restart();
  await eventually(async () => (await readiness()).status === 200, { deadlineMs: 30_000 });
});

test('work in flight at the end still has the database, and is acknowledged before the bus closes', async () => {
  const closed: string[] = [];
  const closeBus = worker.bus.close.bind(worker.bus);
  const closeDatabase = worker.database.close.bind(worker.database);
  jest.spyOn(worker.bus, 'close').mockImplementation(() => {
    worker.goOn.resolve();
    return closeBus().then(() => void closed.push('bus'));
  });
  jest
    .spyOn(worker.database, 'close')
    .mockImplementation(() => closeDatabase().then(() => void closed.push('database')));

  await nats.bus.publish(STREAMS.alerts.subject(ORGANIZATION, 'raised'), randomUUID(), new Uint8Array(1));
  await worker.begun.promise;
  assert.equal((await consumer()).num_ack_pending, 1);

  assert.equal(await service.stop('the test stops it'), true);
  assert.deepEqual(closed, ['bus', 'database']);
  assert.equal((await consumer()).num_ack_pending, 0);
  const flushed = await nats.bus.lastMessage(STREAMS.alerts, STREAMS.alerts.subject(ORGANIZATION, 'cleared'));
  assert.notEqual(flushed, null, 'what is left is flushed over an open bus');
});

test('a second end is harmless, and a connection that cannot close does not keep the other open', async () => {
  const closeDatabase = jest.spyOn(worker.database, 'close');
  jest.spyOn(worker.bus, 'close').mockRejectedValue(new Error('the bus does not close'));
  await service.app.close();
  await service.app.close();
  assert.equal(closeDatabase.mock.calls.length, 1);
  jest.restoreAllMocks();
  await worker.bus.close();
  assert.equal(await service.stop('and once more'), true);
});
