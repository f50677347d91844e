import { isList, isObject, type Json, type JsonList, type JsonObject } from '../../drafts/values/json.js';
import type { Rule } from '../../rule-words/index.js';
import { ruleFacts } from './rule-facts.js';

const ID_CHARACTERS_MAX = 64;
const TITLE_CHARACTERS_MAX = 160;
const SILENCE_MS = 60_000;

const listOf = (value: Json): JsonList => (isList(value) ? value : []);
const idsOf = (value: Json): string[] => listOf(value).map((entry) => ruleFacts(entry).id);

/** An id made of a title, that no other rule has: `quench-oil-too-hot`. */
export function freeId(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const name = (words === '' ? 'rule' : words).slice(0, ID_CHARACTERS_MAX - '-2000'.length);
  const known = new Set(taken);
  if (!known.has(name)) return name;
  let number = 2;
  while (known.has(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}

interface JudgedTag {
  readonly tag: string;
  readonly component: string | null;
  readonly setValueTag: string | null;
}

export interface WantedRule {
  readonly title: string;
  readonly type: Rule['type'];
  /** The tag that it judges; undefined: none was chosen. */
  readonly tag: JudgedTag | undefined;
}

/** A rule to begin with. Its limit, and whatever else nobody can guess, has to be given. */
export function newRule({ title, type, tag }: WantedRule, rules: Json): JsonObject {
  const common = {
    id: freeId(title, idsOf(rules)),
    title,
    component: tag?.component ?? '',
    kind: type,
    enabled: true,
    onDelayMs: 0,
    offDelayMs: 0,
    states: [],
    recommendedAction: '',
    type,
  };
  const bands = [{ severity: 'high', from: null }];
  const judged = tag?.tag ?? '';
  switch (type) {
    case 'limit':
      return { ...common, tag: judged, side: 'high', bands, deadband: 0 };
    case 'deviation':
      return {
        ...common,
        ...{ tag: judged, setValueTag: tag?.setValueTag ?? '', direction: 'both', bands, deadband: 0 },
      };
    case 'flag':
      return { ...common, tag: judged, severity: 'high', standingAfterMs: null };
    case 'no-data':
      return { ...common, severity: 'high', afterMs: SILENCE_MS };
  }
}

/** What a rule keeps when it becomes one of another kind. */
const KEPT = [
  ...[
    'id',
    'title',
    'component',
    'kind',
    'enabled',
    'onDelayMs',
    'offDelayMs',
    'states',
    'recommendedAction',
  ],
  ...['tag', 'bands', 'deadband', 'severity'],
];

/** The same rule as one of another kind; what both kinds have stays. */
export function withType(entry: Json, type: Rule['type'], tags: readonly JudgedTag[]): Json {
  if (!isObject(entry)) return entry;
  const {
    title,
    tags: [judged],
  } = ruleFacts(entry);
  const begun = newRule({ title, type, tag: tags.find(({ tag }) => tag === judged) }, []);
  const kept = Object.entries(entry).filter(([name]) => KEPT.includes(name) && name in begun);
  return { ...begun, ...Object.fromEntries(kept) };
}

/** The rules with a copy behind one of them. The copy is off: two equal rules would alert twice. */
export function withCopy(
  rules: Json,
  index: number,
  title: string,
): { readonly rules: Json; readonly id: string } {
  const list = listOf(rules);
  const original = list[index];
  const id = freeId(title, idsOf(rules));
  if (original === undefined || !isObject(original)) return { rules, id };
  const copy = { ...original, id, title: title.slice(0, TITLE_CHARACTERS_MAX), enabled: false };
  return { rules: [...list.slice(0, index + 1), copy, ...list.slice(index + 1)], id };
}

/** The rules with a removed one where it was: behind the one that it followed. */
export function broughtBack(rules: Json, base: Json, id: string): Json {
  const [list, saved] = [listOf(rules), listOf(base)];
  const at = saved.findIndex((entry) => ruleFacts(entry).id === id);
  const entry = saved[at];
  const present = idsOf(list);
  if (entry === undefined || present.includes(id)) return rules;
  const place = saved
    .slice(0, at)
    .map((former) => present.indexOf(ruleFacts(former).id))
    .findLast((index) => index >= 0);
  const before = (place ?? -1) + 1;
  return [...list.slice(0, before), entry, ...list.slice(before)];
}
