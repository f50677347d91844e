import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiProblem, useApi } from '../../api/index.js';
import { type DraftPart, readConfiguration, replacePart, valueOf } from '../parts.js';
import { useOrganizationId } from '../../session/index.js';
import { type Sentences, useTexts } from '../../texts/index.js';
import type { Json } from '../values/json.js';
import type { RevisedValue } from './draft-state.js';

/** First word of the key under which the whole configuration is cached. */
export const CONFIGURATION = 'configuration';

/** How a part of the organization's configuration is written, and read anew. @throws ApiProblem */
export function useSaving(part: DraftPart) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const queryClient = useQueryClient();
  const { sentences } = useTexts();
  return useMemo(
    () => ({
      replace: (value: Json, revision: number): Promise<void> =>
        replacePart(api, organizationId, { part, value, revision }).catch((problem: unknown) => {
          throw inWordsOf(sentences, problem);
        }),
      readNewer: async (): Promise<RevisedValue> => {
        const configuration = await queryClient.fetchQuery({
          queryKey: [CONFIGURATION, organizationId],
          queryFn: () => readConfiguration(api, organizationId),
          staleTime: 0,
        });
        return { revision: configuration.revision, value: valueOf(part, configuration) };
      },
    }),
    [api, organizationId, part, queryClient, sentences],
  );
}

/** A refusal with its mistakes in the reader's language; any other error as it is. */
function inWordsOf(sentences: Sentences, error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  return error.withMistakes(
    error.mistakes.map(({ pointer, ...mistake }) => ({
      pointer,
      detail: sentences.mistake(mistake, error.code),
    })),
  );
}
