import { useQuery } from '@tanstack/react-query';
import { answer, readPages, useApi, type User } from '../../api/index.js';
import { useOrganizationQuery, useSession } from '../../session/index.js';
import type { Asset, Organization, Tag, Version } from './entries.js';

const STALE_MS = 60_000;
const VERSIONS_MAX = 200;

/** What is read when the palette opens; empty until it is there, or where the person may not read it. */
export interface PaletteData {
  readonly assets: readonly Asset[];
  readonly tags: readonly Tag[];
  readonly versions: readonly Version[];
  readonly people: readonly User[];
  readonly organizations: readonly Organization[];
  /** Something of it could not be read. */
  readonly hasFailed: boolean;
}

const NOTHING: readonly never[] = [];

/** Reads what can be gone to, by role. It is kept for a minute. */
export function usePaletteData(): PaletteData {
  const plant = usePlant();
  const versions = useVersions();
  const people = useAllPeople();
  const organizations = useOrganizations();
  return {
    assets: plant.data?.assets ?? NOTHING,
    tags: plant.data?.tags ?? NOTHING,
    versions: versions.data ?? NOTHING,
    people: people.data ?? NOTHING,
    organizations: organizations.data ?? NOTHING,
    hasFailed: [plant, versions, people, organizations].some(({ isError }) => isError),
  };
}

function usePlant() {
  const api = useApi();
  const { organizationId } = useSession();
  return useQuery({
    queryKey: ['palette', 'plant', organizationId],
    enabled: organizationId !== null,
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => {
      const request = { params: { path: { organizationId: organizationId ?? '' } }, signal };
      const [{ assets }, { tags }] = await Promise.all([
        answer(api.GET('/api/v1/organizations/{organizationId}/assets', request)),
        answer(api.GET('/api/v1/organizations/{organizationId}/tags', request)),
      ]);
      return { assets, tags };
    },
  });
}

function useVersions() {
  const api = useApi();
  const { role, organizationId } = useSession();
  const named = useOrganizationQuery();
  return useQuery({
    queryKey: ['palette', 'versions', organizationId],
    enabled: organizationId !== null && role !== 'OPERATOR',
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => {
      const query = { ...named, limit: VERSIONS_MAX };
      return (await answer(api.GET('/api/v1/ml/models', { params: { query }, signal }))).items;
    },
  });
}

/** The people of the organization; for a super-admin who acts in none, the super-admins. */
function useAllPeople() {
  const api = useApi();
  const { role, organizationId } = useSession();
  return useQuery({
    queryKey: ['palette', 'people', organizationId],
    enabled: role !== 'OPERATOR',
    staleTime: STALE_MS,
    queryFn: ({ signal }) =>
      readPages<User>((query) =>
        organizationId === null
          ? answer(api.GET('/api/v1/super-admins', { params: { query }, signal }))
          : answer(
              api.GET('/api/v1/organizations/{organizationId}/users', {
                params: { path: { organizationId }, query },
                signal,
              }),
            ),
      ),
  });
}

function useOrganizations() {
  const api = useApi();
  const { role } = useSession();
  return useQuery({
    queryKey: ['palette', 'organizations'],
    enabled: role === 'SUPER_ADMIN',
    staleTime: STALE_MS,
    queryFn: ({ signal }) =>
      readPages<Organization>((query) =>
        answer(api.GET('/api/v1/organizations', { params: { query }, signal })),
      ),
  });
}
