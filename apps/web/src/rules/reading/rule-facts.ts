import type { Severity } from '../../api/index.js';
import {
  isList,
  isObject,
  isSame,
  type Json,
  type JsonObject,
  propertyOf,
} from '../../drafts/values/json.js';
import { type Pointer, stepInto, stepsOf, valueAt } from '../../drafts/values/pointer.js';

/** What a list shows of a rule. A rule that is being written may lack any of it. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly component: string;
  readonly type: string;
  readonly isEnabled: boolean;
  /** From the worst to the mildest, each once. */
  readonly severities: readonly Severity[];
  readonly tags: readonly string[];
}

/** How a rule of the draft differs from the saved one. */
export type Standing = 'saved' | 'new' | 'changed' | 'removed';

export interface RuleRow {
  readonly facts: RuleFacts;
  readonly entry: Json;
  /** Place in the draft; null where it was removed. */
  readonly index: number | null;
  readonly standing: Standing;
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const NOTHING: JsonObject = {};

export function ruleFacts(entry: Json): RuleFacts {
  const rule = isObject(entry) ? entry : NOTHING;
  const bands = propertyOf(rule, 'bands');
  const named = [rule, ...(isList(bands) ? bands.filter(isObject) : [])].map((each) =>
    propertyOf(each, 'severity'),
  );
  return {
    id: textOf(rule, 'id'),
    title: textOf(rule, 'title'),
    component: textOf(rule, 'component'),
    type: textOf(rule, 'type'),
    // A rule that does not say so is on.
    isEnabled: propertyOf(rule, 'enabled') !== false,
    severities: SEVERITIES.filter((severity) => named.includes(severity)),
    tags: ['tag', 'setValueTag'].map((name) => textOf(rule, name)).filter((tag) => tag !== ''),
  };
}

function textOf(rule: JsonObject, name: string): string {
  const value = propertyOf(rule, name);
  return typeof value === 'string' ? value : '';
}

/** The rules of a draft, and behind them those that it removes. */
export function ruleRows(value: Json, base: Json): RuleRow[] {
  const entries = isList(value) ? value : [];
  const saved = new Map((isList(base) ? base : []).map((entry) => [ruleFacts(entry).id, entry]));
  const rows = entries.map((entry, index): RuleRow => {
    const facts = ruleFacts(entry);
    const former = saved.get(facts.id);
    const standing = former === undefined ? 'new' : isSame(former, entry) ? 'saved' : 'changed';
    return { facts, entry, index, standing };
  });
  const present = new Set(rows.map(({ facts }) => facts.id));
  const removed = [...saved].filter(([id]) => !present.has(id));
  return [
    ...rows,
    ...removed.map(([, entry]): RuleRow => ({
      facts: ruleFacts(entry),
      entry,
      index: null,
      standing: 'removed',
    })),
  ];
}

/** Place of a rule in a draft; null: it is not there. */
export function placeOfRule(value: Json, id: string): number | null {
  const index = isList(value) ? value.findIndex((entry) => ruleFacts(entry).id === id) : -1;
  return index < 0 ? null : index;
}

/** The rule that a pointer leads into: `/3/tag`; null: none. */
export function ruleIdAt(value: Json, pointer: Pointer): string | null {
  const [place] = stepsOf(pointer);
  const entry = place === undefined ? undefined : valueAt(value, stepInto('', place));
  return entry === undefined ? null : ruleFacts(entry).id;
}

/** Pages that show the draft of the rules: going from one to another leaves nothing behind. */
export const isAtRules = (pathname: string): boolean =>
  pathname === '/rules' || pathname.startsWith('/rules/');
