import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { openDatabase, type Database } from '@eagle/persistence';
import { HealthRegistry, Logger, Metrics, serviceBus, ServiceKitModule } from '@eagle/service-kit';
import { PostgresAlertStore } from './adapters/postgres/postgres-alert-store.js';
import { AlertingMetrics } from './alerting-metrics.js';
import type { AlertingConfig } from './config.js';
import { AlertingEngine } from './engine/alerting-engine.js';
import { Leadership } from './leadership.js';

const BUS = Symbol('BUS');
const DATABASE = Symbol('DATABASE');
const ALERTING = Symbol('ALERTING');

/** One lease for all organizations; the nil UUID stands for the platform. */
const PLATFORM: OrganizationId = organizationIdSchema.parse('00000000-0000-0000-0000-000000000000');

/** Starts and ends the work with the service. */
@Module({})
export class AlertingModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(ALERTING) private readonly leadership: Leadership<AlertingEngine>,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The one place where ports meet adapters. */
  static forRoot(config: AlertingConfig): DynamicModule {
    return {
      module: AlertingModule,
      imports: [ServiceKitModule.forRoot(config)],
      providers: [
        serviceBus(BUS, config),
        {
          provide: DATABASE,
          useFactory: () =>
            openDatabase({ url: config.DATABASE_URL.reveal(), poolMax: config.DATABASE_POOL_MAX }),
        },
        {
          provide: ALERTING,
          inject: [BUS, DATABASE, Logger, Metrics],
          useFactory: (bus: Bus, database: Database, logger: Logger, metrics: Metrics) =>
            leadershipOf(config, bus, database, logger, metrics),
        },
      ],
    };
  }

  async onModuleInit(): Promise<void> {
    this.health.register('alerting', () => {
      const problem = this.leadership.current?.problem() ?? null;
      const remark = this.leadership.current?.remark() ?? '';
      const ok = problem === null && this.leadership.isSettled;
      return { ok, reason: problem ?? (remark === '' ? this.leadership.status : remark) };
    });
    this.metrics.gauge(
      'alerting_leading',
      '1 while this replica decides, 0 while it stands by',
      [],
      (gauge) => gauge.set(this.leadership.current === null ? 0 : 1),
    );
    this.leadership.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leadership.stop('orderly');
    await this.bus.close();
    await this.database.close();
  }
}

function leadershipOf(
  config: AlertingConfig,
  bus: Bus,
  database: Database,
  logger: Logger,
  metrics: Metrics,
): Leadership<AlertingEngine> {
  const store = new PostgresAlertStore(database);
  const alertingMetrics = new AlertingMetrics(metrics);
  const lease = bus.lease('alerting', PLATFORM, config.REPLICA, { ttlMs: config.LEASE_TTL_MS });
  return new Leadership(
    lease,
    config.LEASE_TTL_MS,
    logger,
    (fence, onFenced) =>
      new AlertingEngine(
        { store, bus, logger, metrics: alertingMetrics, fence, onFenced },
        { flushEveryMs: config.FLUSH_EVERY_MS },
      ),
  );
}
