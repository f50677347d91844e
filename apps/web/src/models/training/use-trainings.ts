import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, type Reply, useApi } from '../../api/index.js';
import { useTrainingStatus } from '../../live/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { isRunning } from './stages.js';

export type TrainingRun = Reply<'/api/v1/ml/trainings', 'get'>['items'][number];

const PAGE_SIZE = 20;
/** The log of a training that runs. */
const READ_EVERY_MS = 5_000;

/** Trainings, newest first; read anew when one begins or ends. */
export function useTrainings() {
  const api = useApi();
  const organizationId = useOrganizationId();
  const named = useOrganizationQuery();
  const status = useTrainingStatus();
  return useInfiniteQuery({
    queryKey: ['models', 'trainings', organizationId, status?.runId, status?.stage],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const from = pageParam === '' ? {} : { cursor: pageParam };
      const query = { ...named, ...from, limit: PAGE_SIZE };
      return answer(api.GET('/api/v1/ml/trainings', { params: { query }, signal }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (former, query) => (query?.queryKey[2] === organizationId ? former : undefined),
  });
}

/** One training with its log. */
export function useTraining(runId: string) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const named = useOrganizationQuery();
  return useQuery({
    queryKey: ['models', 'training', organizationId, runId],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/ml/trainings/{runId}', { params: { path: { runId }, query: named }, signal })),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && !isRunning({ stage: data.stage, runId }) ? false : READ_EVERY_MS,
  });
}
