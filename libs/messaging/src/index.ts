export type * from './bus.types.js';
export { adoptStreams } from './adopt-streams.js';
export { STREAM_ACCOUNTS } from './bus-accounts.js';
export { inboxPrefixOf } from './connection.js';
export {
  ACCESS,
  buriedNouns,
  readableBuckets,
  WORKING_SERVICES,
  type WorkingService,
} from './service-access.js';
export { connectBus } from './bus.js';
export { correlationId, withCorrelation } from './correlation.js';
export { decodeEvents, publishEvents } from './event-batches.js';
export { readRange, type RangeEnd, type StreamRange } from './read-range.js';
export { assertTenant, tenantOf } from './tenant.js';
export { publicKeyOf } from './bucket-signatures.js';
export { hashPasswords, type PasswordHashes } from './password-hashes.js';
export { natsServerConfig, type NatsServerOptions } from './nats-server-config.js';
export type { BrokerHealth } from './broker-health.js';
