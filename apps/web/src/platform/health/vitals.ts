import type { Reply } from '../../api/index.js';

/** What the gateway remembers of all services. */
export type ServiceVitals = Reply<'/api/v1/platform/services', 'get'>;
export type WatchedService = ServiceVitals['services'][number];
export type Service = WatchedService['service'];
export type Replica = WatchedService['replicas'][number];
export type Figure = WatchedService['figures'][number];
