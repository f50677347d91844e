import { useMemo } from 'react';
import {
  type Configuration,
  type Draft,
  type FormHelp,
  isObject,
  type Json,
  propertyOf,
  type Suggestion,
  valueAt,
} from '../drafts/index.js';

/** Ids of the lists that `<Suggestions>` puts on the page. */
export const SUGGESTION_LISTS = {
  tags: 'suggested-tags',
  states: 'suggested-states',
  components: 'suggested-components',
  zones: 'suggested-time-zones',
  kinds: 'suggested-kinds',
} as const;
export type SuggestionKind = keyof typeof SUGGESTION_LISTS;

/** What the text of a field refers to, by the field's path. */
export function kindOf(path: string): SuggestionKind | null {
  if (path === 'settings.timeZone') return 'zones';
  if (path === 'assets.kind') return 'kinds';
  if (path === 'settings.predictInStates') return 'states';
  if (/\.components?$/.test(path)) return 'components';
  return /\.(tag|minusTag|setValueTag|trustedTags|monotone)$/.test(path) && path !== 'tags.tag'
    ? 'tags'
    : null;
}

/** Everything that fields of the configuration can refer to. @param states  Names of operating states. */
export function suggestionsIn(
  { tags, assets, rules }: Configuration,
  states: readonly string[],
): Readonly<Record<SuggestionKind, readonly Suggestion[]>> {
  const components = [...tags.map(({ component }) => component), ...rules.map(({ component }) => component)];
  return {
    tags: tags.map(({ tag, label }) => ({ value: tag, label })),
    states: [...states, 'unknown'].map((value) => ({ value })),
    components: distinct(components).map((value) => ({ value })),
    zones: distinct(['UTC', ...Intl.supportedValuesOf('timeZone')]).map((value) => ({ value })),
    kinds: distinct(assets.map(({ kind }) => kind)).map((value) => ({ value })),
  };
}

const distinct = (words: readonly (string | null)[]): string[] =>
  [...new Set(words.flatMap((word) => (word === null || word === '' ? [] : [word])))].toSorted();

/** Suggestions, units and fixed ids of the forms of a part. */
export function useFormHelp(draft: Draft): FormHelp {
  const { part, value, configuration } = draft;
  return useMemo(() => {
    const units = new Map(configuration.tags.map(({ tag, unit }) => [tag, unit]));
    return {
      suggestionsOf: (path) => {
        const kind = kindOf(path);
        return kind === null ? null : SUGGESTION_LISTS[kind];
      },
      unitAt: (pointer) => unitIn(value, pointer, units),
      isFixed: (pointer) => /^\/\d+\/(assetId|tag)$/.test(pointer) && (part === 'assets' || part === 'tags'),
    };
  }, [part, value, configuration]);
}

/** The unit of the tag that a number belongs to: a limit of a tag, or the value of a condition. */
function unitIn(value: Json, pointer: string, units: ReadonlyMap<string, string>): string {
  const tagAt = /^(\/\d+)\/range\/(low|high)$/.exec(pointer)?.[1];
  if (tagAt !== undefined) return textIn(valueAt(value, tagAt), 'unit');
  const conditionAt = /^(\/operatingStates\/\d+\/all\/\d+)\/value$/.exec(pointer)?.[1];
  return conditionAt === undefined ? '' : (units.get(textIn(valueAt(value, conditionAt), 'tag')) ?? '');
}

function textIn(value: Json | undefined, name: string): string {
  const text = isObject(value) ? propertyOf(value, name) : undefined;
  return typeof text === 'string' ? text : '';
}
