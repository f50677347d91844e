import { useQuery } from '@tanstack/react-query';
import { answer, useApi, type Reply } from '../api/index.js';
import { useOrganizationId } from '../session/index.js';

const STALE_MS = 60_000;

type Of<Part extends 'assets' | 'tags' | 'rules' | 'settings'> = Reply<
  `/api/v1/organizations/{organizationId}/${Part}`,
  'get'
>;
export type Asset = Of<'assets'>['assets'][number];
export type Tag = Of<'tags'>['tags'][number];
export type Rule = Of<'rules'>['rules'][number];

/** What the organization's pages of assets are made of. */
export interface Configuration {
  readonly assets: readonly Asset[];
  readonly tags: readonly Tag[];
  readonly rules: readonly Rule[];
  readonly settings: Of<'settings'>;
}

export function useConfiguration() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: ['assets', 'configuration', organizationId],
    staleTime: STALE_MS,
    queryFn: async ({ signal }): Promise<Configuration> => {
      const request = { params: { path: { organizationId } }, signal };
      const [assets, tags, rules, settings] = await Promise.all([
        answer(api.GET('/api/v1/organizations/{organizationId}/assets', request)),
        answer(api.GET('/api/v1/organizations/{organizationId}/tags', request)),
        answer(api.GET('/api/v1/organizations/{organizationId}/rules', request)),
        answer(api.GET('/api/v1/organizations/{organizationId}/settings', request)),
      ]);
      return { assets: assets.assets, tags: tags.tags, rules: rules.rules, settings };
    },
  });
}
