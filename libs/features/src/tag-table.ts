import type { OrganizationConfig, Tag, TagName } from '@eagle/contracts/domain';

/** The order in which every scan of an organization carries its values: that of `config.tags`. */
export interface TagTable {
  readonly tags: readonly Tag[];
  readonly names: readonly TagName[];
  /** Position of a tag in a scan's values; -1 where the organization has no such tag. */
  indexOf(name: string): number;
}

/** Makes the table of an organization's tags. Two tables of the same `tags` are interchangeable. */
export function tagTable(config: Pick<OrganizationConfig, 'tags'>): TagTable {
  const positions = new Map<string, number>(config.tags.map((tag, position) => [tag.tag, position]));
  return {
    tags: config.tags,
    names: config.tags.map((tag) => tag.tag),
    indexOf: (name) => positions.get(name) ?? -1,
  };
}
