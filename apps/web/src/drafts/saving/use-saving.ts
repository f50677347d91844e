import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../api/index.js';
import { type Part, readConfiguration, replacePart, valueOf } from '../parts.js';
import { useOrganizationId } from '../../session/index.js';
import type { Json } from '../values/json.js';
import type { RevisedValue } from './draft-state.js';

/** First word of the key under which the whole configuration is cached. */
export const CONFIGURATION = 'configuration';

/** How a part of the organization's configuration is written, and read anew. @throws ApiProblem */
export function useSaving(part: Part) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const queryClient = useQueryClient();
  return useMemo(
    () => ({
      replace: (value: Json, revision: number): Promise<void> =>
        replacePart(api, organizationId, { part, value, revision }),
      readNewer: async (): Promise<RevisedValue> => {
        const configuration = await queryClient.fetchQuery({
          queryKey: [CONFIGURATION, organizationId],
          queryFn: () => readConfiguration(api, organizationId),
          staleTime: 0,
        });
        return { revision: configuration.revision, value: valueOf(part, configuration) };
      },
    }),
    [api, organizationId, part, queryClient],
  );
}
