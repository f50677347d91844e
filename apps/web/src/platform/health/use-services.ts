import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../../api/index.js';
import type { ServiceVitals } from './vitals.js';

const READ_EVERY_MS = 10_000;

/** Every service with its replicas and figures. What was read last stays when reading fails. */
export function useServices() {
  const api = useApi();
  return useQuery({
    queryKey: ['platform', 'services'],
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }): Promise<ServiceVitals> => answer(api.GET('/api/v1/platform/services', { signal })),
  });
}
