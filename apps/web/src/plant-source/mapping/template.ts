import type { ConfigView, Rule, Tag } from '../api-types.js';
import { tagNameOf } from './names.js';
import type { Role } from './roles.js';

/** What a new organization takes over from another one: all but its feed, its assets and its people. */
export interface TemplateData {
  readonly organizationId: string;
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly rules: readonly Rule[];
  readonly settings: ConfigView['settings'];
  /** Which tag a column, or a tag of a long table, feeds there. */
  readonly sources: Readonly<Record<string, string>>;
}

/** A tag of the template as a proposal takes it. */
interface KnownTag {
  readonly role: Role;
  readonly tag: string;
  readonly label: string;
  readonly unit: string;
  readonly component: string;
  readonly setValueTag: string | null;
  readonly type: 'number' | 'boolean';
}

export interface Template extends TemplateData {
  /** The tag that a signal of this name feeds; null where the template has none. */
  tagOf(source: string): KnownTag | null;
}

export function templateDataOf({
  organizationId,
  name,
  tags,
  rules,
  settings,
  mapping,
}: ConfigView): TemplateData {
  const source = mapping?.source;
  const fed: readonly (readonly [string, string])[] =
    source === undefined
      ? []
      : source.layout === 'wide'
        ? source.columns.map(({ column, tag }) => [column, tag] as const)
        : source.tags.map(({ sourceTag, tag }) => [sourceTag, tag] as const);
  return { organizationId, name, tags, rules, settings, sources: Object.fromEntries(fed) };
}

export function templateOf(data: TemplateData): Template {
  const byName = new Map(data.tags.map((tag) => [tag.tag, tag]));
  const bySource = new Map(Object.entries(data.sources));
  const failures = new Map(data.settings.failures.tags.map(({ tag, component }) => [tag, component]));
  return {
    ...data,
    tagOf: (source) => {
      const tag = byName.get(bySource.get(source) ?? tagNameOf(source));
      if (tag === undefined) return null;
      const { role, label, unit, component, setValueTag, type } = tag;
      const failing = failures.get(tag.tag);
      return {
        ...{ tag: tag.tag, label, unit, setValueTag, type },
        role: failing === undefined ? role : 'failure',
        component: failing ?? component ?? '',
      };
    },
  };
}
