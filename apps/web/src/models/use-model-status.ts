import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../api/index.js';
import { useServingStatus, useTrainingStatus } from '../live/index.js';
import { useOrganizationId, useOrganizationQuery } from '../session/index.js';
import type { Serving, Training } from './model-types.js';
import { isRunning } from './training/stages.js';

export interface ModelStatus {
  readonly serving: Serving | null;
  readonly training: Training | null;
  /** Whether an answer came: null then means that there is none. */
  readonly isKnown: boolean;
  /** Why it is not known. */
  readonly error: Error | null;
}

/** What serves and what is trained: as the socket tells it, and as REST does until it has spoken. */
export function useModelStatus(): ModelStatus {
  const api = useApi();
  const organizationId = useOrganizationId();
  const named = useOrganizationQuery();
  const serving = useServingStatus();
  const training = useTrainingStatus();
  const { data, error } = useQuery({
    queryKey: ['models', 'status', organizationId],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/ml/status', { params: { query: named }, signal })),
  });
  const isKnown = data !== undefined || serving !== null;
  return {
    serving: serving ?? data?.serving ?? null,
    training: training ?? data?.training ?? null,
    isKnown,
    error: isKnown ? null : error,
  };
}

/** Another text whenever a version may have begun or ended something: then versions are read anew. */
export function useLifeOfVersions(): string {
  const serving = useServingStatus();
  const training = useTrainingStatus();
  const trained = training === null || isRunning(training) ? '' : training.updatedAt;
  return [serving?.state, serving?.version, serving?.shadowVersion, serving?.override, trained].join(' ');
}
