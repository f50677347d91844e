import { useQueries, useQuery } from '@tanstack/react-query';
import { answer, type ApiClient, useApi } from '../api/index.js';
import { useOrganizationId, useOrganizationQuery } from '../session/index.js';
import type { Estimate, ModelDetail, ModelSummary } from './model-types.js';
import { useLifeOfVersions } from './use-model-status.js';

/** All that an organization keeps: the health watch asks to delete more than five inactive ones. */
const VERSIONS_MAX = 200;
/** Intervals are in the reports: those of the newest versions are read beside the list. */
const REPORTS_MAX = 20;

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

/** The figures of a version with their intervals; they never change. */
export interface Intervals {
  readonly version: string;
  readonly warnedShare: Estimate;
  readonly falseAlarmsPerAssetDay: Estimate;
}

/** The intervals of versions, as far as they were judged and their reports are read. */
export function useIntervals(models: readonly ModelSummary[]): ReadonlyMap<string, Intervals> {
  const api = useApi();
  const organizationId = useOrganizationId();
  const named = useOrganizationQuery();
  return useQueries({
    queries: models.slice(0, REPORTS_MAX).map(({ version }) => ({
      queryKey: ['models', 'intervals', organizationId, version],
      staleTime: Infinity,
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        intervalsOf(await readReport(api, named, version, signal)),
    })),
    combine: byVersion,
  });
}

function intervalsOf({ version, manifest: { judgement } }: ModelDetail): Intervals | null {
  if (judgement === null) return null;
  const { warnedShare, falseAlarmsPerAssetDay } = judgement.model;
  return { version, warnedShare, falseAlarmsPerAssetDay };
}

const byVersion = (
  answers: readonly { readonly data?: Intervals | null | undefined }[],
): ReadonlyMap<string, Intervals> =>
  new Map(answers.flatMap(({ data }) => (data == null ? [] : [[data.version, data] as const])));

const readReport = (
  api: ApiClient,
  query: { readonly organizationId?: string },
  version: string,
  signal: AbortSignal,
): Promise<ModelDetail> =>
  answer(api.GET('/api/v1/ml/models/{version}', { params: { path: { version }, query }, signal }));
