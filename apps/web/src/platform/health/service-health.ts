import type { Reply } from '../../api/index.js';

export type ServiceHealth = Reply<'/api/v1/health/{service}', 'get'>;
export type Service = ServiceHealth['service'];

/** In the order in which a row of a plant goes through them. */
export const SERVICES = [
  'gateway',
  'data-processor',
  'prediction',
  'alerting',
  'model-cache',
  'training',
  'historian',
] as const satisfies readonly Service[];

export type ServiceState = 'ready' | 'partly' | 'not-ready' | 'unknown';

export interface KnownService {
  readonly service: Service;
  readonly state: ServiceState;
  readonly ready: number;
  readonly replicas: number;
}

/** @param health  Null: the gateway does not know where the service answers. */
export function knownService(service: Service, health: ServiceHealth | null): KnownService {
  const replicas = health?.replicas ?? [];
  const ready = replicas.filter((replica) => replica === 'ok').length;
  return { service, state: stateOf(ready, replicas.length), ready, replicas: replicas.length };
}

function stateOf(ready: number, replicas: number): ServiceState {
  if (replicas === 0) return 'unknown';
  if (ready === replicas) return 'ready';
  return ready === 0 ? 'not-ready' : 'partly';
}
