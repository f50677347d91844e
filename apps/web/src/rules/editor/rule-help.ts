import {
  type Configuration,
  type FormHelp,
  isList,
  type Json,
  type Suggestion,
  valueAt,
} from '../../drafts/index.js';
import { ruleFacts } from '../reading/rule-facts.js';

const UNKNOWN_STATE = 'unknown';
/** Ids of the lists that a form of rules offers. */
const LISTS = { tags: 'rule-tags', components: 'rule-components', states: 'rule-states' } as const;
const LIST_OF: ReadonlyMap<string, string> = new Map([
  ['rules.tag', LISTS.tags],
  ['rules.setValueTag', LISTS.tags],
  ['rules.component', LISTS.components],
  ['rules.states', LISTS.states],
]);
/** Numbers in the unit of the rule's tag: `/3/bands/0/from`, `/3/deadband`. */
const IN_UNIT_OF_TAG = /^(\/\d+)\/(bands\/\d+\/from|deadband)$/;

/** What a form of rules knows beyond their schema: what texts refer to, and units of tags. */
export function ruleHelp({ tags }: Configuration, rules: Json): FormHelp {
  const units = new Map(tags.map(({ tag, unit }) => [String(tag), unit]));
  return {
    suggestionsOf: (path) => LIST_OF.get(path) ?? null,
    unitAt: (pointer) => {
      const [, rule] = IN_UNIT_OF_TAG.exec(pointer) ?? [];
      const tag = rule === undefined ? undefined : valueAt(rules, `${rule}/tag`);
      return typeof tag === 'string' ? (units.get(tag) ?? '') : '';
    },
    // Alerts and their history name a rule by its id.
    isFixed: (pointer) => pointer.endsWith('/id'),
  };
}

/** Tags, components and operating states that the organization has. */
export function ruleSuggestions(
  { tags, settings }: Configuration,
  rules: Json,
): readonly { readonly id: string; readonly suggestions: readonly Suggestion[] }[] {
  const facts = (isList(rules) ? rules : []).map(ruleFacts);
  const components = [
    ...facts.map(({ component }) => component),
    ...tags.flatMap(({ component }) => component ?? []),
  ];
  const states = [...settings.operatingStates.map(({ state }) => state), UNKNOWN_STATE];
  return [
    { id: LISTS.tags, suggestions: tags.map(({ tag, label }) => ({ value: tag, label })) },
    { id: LISTS.components, suggestions: named(components) },
    { id: LISTS.states, suggestions: named(states) },
  ];
}

const named = (values: readonly string[]): Suggestion[] =>
  [...new Set(values)]
    .filter((value) => value !== '')
    .toSorted((a, b) => a.localeCompare(b))
    .map((value) => ({ value }));
