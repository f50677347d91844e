import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, type Body, readPages, useApi, type Person } from '../../api/index.js';

const READ_EVERY_MS = 30_000;

/** What an admin may change of a person; the role of a super-admin is none of it. */
export type PersonChange = Body<'/api/v1/organizations/{organizationId}/users/{userId}', 'patch'>;
export type NewSuperAdmin = Body<'/api/v1/super-admins', 'post'>;

const keyOf = (organizationId: string | null) => ['people', 'users', organizationId] as const;

/**
 * Everybody, in the order of their addresses.
 * @param organizationId  Null: the super-admins of the platform.
 */
export function usePeople(organizationId: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(organizationId),
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) =>
      readPages<Person>((query) =>
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

interface ChangeRequest {
  readonly userId: string;
  readonly change: PersonChange;
}

/** Changes a person; the list shows the answer at once. */
export function useChangePerson(organizationId: string | null) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, change }: ChangeRequest): Promise<Person> =>
      organizationId === null
        ? answer(api.PATCH('/api/v1/super-admins/{userId}', { params: { path: { userId } }, body: change }))
        : answer(
            api.PATCH('/api/v1/organizations/{organizationId}/users/{userId}', {
              params: { path: { organizationId, userId } },
              body: change,
            }),
          ),
    onSuccess: (changed) => {
      queryClient.setQueryData<readonly Person[]>(keyOf(organizationId), (known) =>
        known?.map((each) => (each.id === changed.id ? changed : each)),
      );
    },
  });
}

export function useCreateSuperAdmin() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (person: NewSuperAdmin): Promise<Person> =>
      answer(api.POST('/api/v1/super-admins', { body: person })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(null) }),
  });
}
