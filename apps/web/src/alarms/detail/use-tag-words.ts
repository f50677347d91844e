import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../../api/index.js';
import { shortLabels } from '../../feature-names/index.js';
import { useOrganizationId } from '../../session/index.js';

export interface TagWords {
  /** What people call it; its name where they call it nothing. */
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
      const labels = shortLabels(tags);
      return new Map(
        tags.map(({ tag, unit, setValueTag }): [string, TagWords] => [
          tag,
          { label: labels.get(tag) ?? tag, unit, setValueTag },
        ]),
      );
    },
  });
  return data;
}

/** What people call a tag. */
export const tagNameIn = (tags: WordsOfTags, tag: string): string => tags.get(tag)?.label ?? tag;
