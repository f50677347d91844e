import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../../api/index.js';
import { useOrganizationId } from '../../session/index.js';

export interface TagWords {
  readonly label: string;
  readonly unit: string;
  readonly setValueTag: string | null;
}

/** Tags of the organization by their name. */
export type WordsOfTags = ReadonlyMap<string, TagWords>;

/** Undefined: not read yet. */
export function useTagWords(isWanted: boolean): WordsOfTags | undefined {
  const api = useApi();
  const organizationId = useOrganizationId();
  const { data } = useQuery({
    queryKey: ['alarms', 'tags', organizationId],
    enabled: isWanted,
    queryFn: async () => {
      const { tags } = await answer(
        api.GET('/api/v1/organizations/{organizationId}/tags', { params: { path: { organizationId } } }),
      );
      return new Map(
        tags.map(({ tag, label, unit, setValueTag }): [string, TagWords] => [
          tag,
          { label, unit, setValueTag },
        ]),
      );
    },
  });
  return data;
}

/** What people call a tag. */
export function tagNameIn(tags: WordsOfTags, tag: string): string {
  const label = tags.get(tag)?.label;
  return label === undefined || label === '' ? tag : label;
}
