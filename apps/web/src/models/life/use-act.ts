import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, type ApiClient, useApi } from '../../api/index.js';
import { useOrganizationQuery } from '../../session/index.js';

/** Something that an admin wants to be done, once the dialog has its reason. */
export type Act =
  | { readonly kind: 'deploy' | 'shadow'; readonly version: string; readonly isOverride: boolean }
  | { readonly kind: 'retire' | 'roll-back'; readonly version: string }
  | { readonly kind: 'train' | 'cancel' };

interface Wanted {
  readonly act: Act;
  readonly reason: string;
}

/** The version that an act brought into service or shadow; null where it brought none. */
export type Done = string | null;

const MODES = { deploy: 'champion', shadow: 'shadow', retire: 'retired' } as const;

async function perform(
  api: ApiClient,
  query: { readonly organizationId?: string },
  { act, reason }: Wanted,
): Promise<Done> {
  const params = { query };
  const body = { reason };
  switch (act.kind) {
    case 'deploy':
    case 'shadow':
    case 'retire': {
      const isOverride = 'isOverride' in act && act.isOverride;
      const { version } = await answer(
        api.POST('/api/v1/ml/deploy', {
          params,
          body: {
            version: act.version,
            mode: MODES[act.kind],
            reason,
            ...(isOverride ? { override: { reason } } : {}),
          },
        }),
      );
      return version;
    }
    case 'roll-back':
      return (await answer(api.POST('/api/v1/ml/rollback', { params, body }))).version;
    case 'train':
      await answer(api.POST('/api/v1/ml/train', { params, body }));
      return null;
    case 'cancel':
      await answer(api.POST('/api/v1/ml/train/cancel', { params, body }));
      return null;
  }
}

/** Carries out what an admin decided, and reads the versions anew. */
export function useAct(onDone: (act: Act, done: Done) => void) {
  const api = useApi();
  const query = useOrganizationQuery();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted) => perform(api, query, wanted),
    onSuccess: async (done, { act }) => {
      onDone(act, done);
      await queryClient.invalidateQueries({ queryKey: ['models'] });
    },
  });
}
