import { useQuery } from '@tanstack/react-query';
import { answer, type ApiClient, ApiProblem, useApi } from '../../api/index.js';
import {
  type KnownService,
  knownService,
  type Service,
  type ServiceHealth,
  SERVICES,
} from './service-health.js';

const READ_EVERY_MS = 10_000;

/** Whether the replicas of every service are ready. */
export function useServices() {
  const api = useApi();
  return useQuery({
    queryKey: ['platform', 'services'],
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }): Promise<KnownService[]> =>
      Promise.all(
        SERVICES.map(async (service) => knownService(service, await healthOf(api, service, signal))),
      ),
  });
}

/** A service that is not ready answers too: with 503, and which of its replicas are. */
async function healthOf(
  api: ApiClient,
  service: Service,
  signal: AbortSignal,
): Promise<ServiceHealth | null> {
  const { data, error, response } = await api.GET('/api/v1/health/{service}', {
    params: { path: { service } },
    signal,
  });
  if (data !== undefined) return data;
  if (isHealth(error)) return error;
  try {
    return await answer<ServiceHealth>(Promise.resolve({ error, response }));
  } catch (refusal) {
    if (refusal instanceof ApiProblem && refusal.code === 'HEALTH.ADDRESS_UNKNOWN') return null;
    throw refusal;
  }
}

/** A proxy in between answers anything at all. */
const isHealth = (body: unknown): body is ServiceHealth =>
  typeof body === 'object' && body !== null && 'replicas' in body && Array.isArray(body.replicas);
