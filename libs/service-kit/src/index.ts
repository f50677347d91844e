export { BUS, BusModule } from './bus/bus.module.js';
export { ConfigWatch, type OnConfig, type OrganizationConfigs } from './config-watch/config-watch.js';
export { ConfigWatchModule } from './config-watch/config-watch.module.js';
export { FollowedConfigs } from './config-watch/followed-configs.js';
export { loadConfig, type Environment } from './config/load-config.js';
export { hexKey, Secret, secret } from './config/secret.js';
export {
  processConfigSchema,
  processConfigShape,
  serviceConfigSchema,
  serviceConfigShape,
  type ProcessConfig,
  type ServiceConfig,
} from './config/service-config.js';
export { describeError, messageOf } from './errors.js';
export { HealthRegistry, type HealthCheck, type HealthReport, type HealthVerdict } from './health.js';
export { leaderConfigShape } from './leader-election/leader-config.js';
export {
  LeaderElection,
  type LeaderElectionOptions,
  type LeaderTask,
} from './leader-election/leader-election.js';
export { Term } from './leader-election/term.js';
export { createLogger, Logger, NestLogger, type LoggerOptions } from './logger.js';
export { BUS_METRICS, CONFIG_WATCH_METRICS, LEADER_METRICS, PROCESS_METRICS } from './declared-metrics.js';
export {
  counter,
  flag,
  gauge,
  histogram,
  METRIC_UNITS,
  type CounterDeclaration,
  type GaugeDeclaration,
  type HistogramDeclaration,
  type MetricDeclaration,
} from './metric-declaration.js';
export { Metrics } from './metrics.js';
export { partOf } from './part-of.js';
export { backOffMs, type BackOffOptions } from './resilience/back-off.js';
export {
  circuitBreaker,
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
} from './resilience/circuit-breaker.js';
export { FeedPasswords, type CredentialsBucket } from './secrets/feed-passwords.js';
export { isUnboundSecret, openSecret, openUnboundSecret, sealSecret } from './secrets/sealed-secret.js';
export {
  Answers,
  Asker,
  CorrelationId,
  LEADING,
  RequestGate,
  WHILE_LEADING,
  RequestTransport,
  Stopping,
  type AnswersOptions,
  type ReplyOf,
  type RequestContext,
  type RequestOf,
} from './requests/index.js';
export { replayLettersController } from './dead-letters/replay-letters.controller.js';
export { counted, countedBy, type Vitals } from './vitals/declare-vitals.js';
export { vitalsController } from './vitals/vitals.controller.js';
export { CONFIG, ServiceKitModule } from './service-kit.module.js';
export { Transports } from './transports.js';
export { exitOnFailedStart, startService, type RunningService, type StartOptions } from './start-service.js';
