import { AppError } from '@eagle/contracts/domain';
import { connectService, type BusOptions, type ServiceConnection } from '@eagle/messaging';
import type { ServiceConfig } from '../config/service-config.js';
import { BUS_METRICS } from '../declared-metrics.js';
import type { HealthRegistry } from '../health.js';
import type { Logger } from '../logger.js';
import type { Metrics } from '../metrics.js';

/**
 * A service's connection to the bus, with its health and metrics. The service is ready while all
 * its consumers make progress: one sentence names the consumer that is paused, gone or stuck, and
 * one that only lags.
 * @throws AppError as `connectService`.
 */
export async function openBus(
  config: ServiceConfig,
  logger: Logger,
  health: HealthRegistry,
  metrics: Metrics,
): Promise<ServiceConnection> {
  const connection = await connectService({
    url: config.NATS_URL,
    name: config.REPLICA,
    service: config.SERVICE_NAME,
    logger,
    ...(config.NATS_USER === undefined ? {} : { user: config.NATS_USER }),
    ...(config.NATS_PASSWORD === undefined ? {} : { password: config.NATS_PASSWORD.reveal() }),
    ...bucketKeysOf(config),
  });
  const { bus } = connection;
  health.register('bus', () => bus.progress);
  metrics.gauge(BUS_METRICS.lagMessages, (gauge) => {
    gauge.reset();
    for (const { stream, lag } of bus.consumers) gauge.inc({ stream }, lag);
  });
  metrics.gauge(BUS_METRICS.forgedValues, (gauge) => gauge.set(bus.counters.forgedValues));
  metrics.gauge(BUS_METRICS.invalidValues, (gauge) => gauge.set(bus.counters.invalidValues));
  metrics.gauge(BUS_METRICS.stuckConsumers, (gauge) => {
    gauge.reset();
    for (const { stream, problem } of bus.consumers) gauge.inc({ stream }, problem === '' ? 0 : 1);
  });
  return connection;
}

/**
 * @throws AppError `CONFIG.INVALID` (invalid): a service with a user on the bus checks the
 * configurations that it obeys.
 */
function bucketKeysOf(config: ServiceConfig): Pick<BusOptions, 'bucketKeys'> {
  const { CONFIG_PUBLIC_KEY: publicKey, CONFIG_SIGNING_KEY: signingKey } = config;
  if (publicKey !== undefined) {
    const signing = signingKey === undefined ? {} : { signingKey: signingKey.reveal() };
    return { bucketKeys: { publicKey, ...signing } };
  }
  if (config.NATS_USER === undefined) return {};
  throw new AppError(
    'CONFIG.INVALID',
    'CONFIG_PUBLIC_KEY has to be set where NATS_USER is: without it the service cannot check whether a configuration is the gateway’s.',
  );
}
