import { useQuery } from '@tanstack/react-query';
import { answer, type ApiClient, useApi } from '../api/index.js';
import { useOrganizationId, useOrganizationQuery } from '../session/index.js';
import type { ModelDetail } from './model-types.js';
import { useLifeOfVersions } from './use-model-status.js';

/** All that an organization keeps: the health watch asks to delete more than five inactive ones. */
const VERSIONS_MAX = 200;

/** Versions, newest first. */
export function useModels() {
  const api = useApi();
  const organizationId = useOrganizationId();
  const named = useOrganizationQuery();
  const life = useLifeOfVersions();
  return useQuery({
    queryKey: ['models', 'list', organizationId, life],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/ml/models', { params: { query: { ...named, limit: VERSIONS_MAX } }, signal })),
    placeholderData: (former, query) => (query?.queryKey[2] === organizationId ? former : undefined),
  });
}

/** A version with its manifest, judgement, verdict and history. Null: none is wanted. */
export function useModel(version: string | null) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const named = useOrganizationQuery();
  const life = useLifeOfVersions();
  const wanted = version ?? '';
  return useQuery({
    queryKey: ['models', 'report', organizationId, wanted, life],
    enabled: version !== null,
    queryFn: ({ signal }) => readReport(api, named, wanted, signal),
    placeholderData: (former, query) =>
      query?.queryKey[2] === organizationId && query.queryKey[3] === wanted ? former : undefined,
  });
}

const readReport = (
  api: ApiClient,
  query: { readonly organizationId?: string },
  version: string,
  signal: AbortSignal,
): Promise<ModelDetail> =>
  answer(api.GET('/api/v1/ml/models/{version}', { params: { path: { version }, query }, signal }));
