import type { Configuration } from '../../drafts/index.js';

/** Something in the configuration that names a tag or an asset. */
export interface Reference {
  readonly kind: 'rule' | 'tag' | 'mapping' | 'state' | 'failures' | 'training';
  /** What it is called: the title of a rule, the name of a state. */
  readonly name: string;
}

/** Everything that names a tag; the platform refuses to remove a tag while anything does. */
export function referencesToTag(tag: string, configuration: Configuration): Reference[] {
  const { rules, tags, settings } = configuration;
  return [
    ...rules
      .filter((rule) => rule.type !== 'no-data' && namesTag(rule, tag))
      .map(({ title }): Reference => ({ kind: 'rule', name: title })),
    ...tags
      .filter(({ setValueTag }) => setValueTag === tag)
      .map((other): Reference => ({ kind: 'tag', name: other.label === '' ? other.tag : other.label })),
    ...mappedColumns(tag, configuration).map((name): Reference => ({ kind: 'mapping', name })),
    ...settings.operatingStates
      .filter(({ all }) => all.some((condition) => namesTag(condition, tag)))
      .map(({ state }): Reference => ({ kind: 'state', name: state })),
    ...settings.failures.tags
      .filter((failure) => failure.tag === tag)
      .map(({ component }): Reference => ({ kind: 'failures', name: component })),
    ...(settings.training.trustedTags.includes(tag) || Object.hasOwn(settings.training.monotone, tag)
      ? [{ kind: 'training', name: tag } as const]
      : []),
  ];
}

/** Everything that names an asset. */
export function referencesToAsset(assetId: string, { mapping }: Configuration): Reference[] {
  if (mapping?.source.layout !== 'wide') return [];
  const { asset } = mapping.source;
  return 'assetId' in asset && asset.assetId === assetId ? [{ kind: 'mapping', name: mapping.table }] : [];
}

interface NamesTags {
  readonly tag?: string;
  readonly setValueTag?: string;
  readonly minusTag?: string | null;
}

const namesTag = ({ tag, setValueTag, minusTag }: NamesTags, wanted: string): boolean =>
  tag === wanted || setValueTag === wanted || minusTag === wanted;

/** Columns, or tags of the source, that are mapped to a tag. */
function mappedColumns(tag: string, { mapping }: Configuration): string[] {
  if (mapping === null) return [];
  const { source } = mapping;
  return source.layout === 'wide'
    ? source.columns.filter((entry) => entry.tag === tag).map(({ column }) => column)
    : source.tags.filter((entry) => entry.tag === tag).map(({ sourceTag }) => sourceTag);
}
