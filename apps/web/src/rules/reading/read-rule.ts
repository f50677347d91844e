import { ruleSchema } from '@eagle/contracts/domain';
import type { Configuration, Json } from '../../drafts/index.js';
import type { Rule, TagWords } from '../../rule-words/index.js';

const read = new WeakMap<object, Rule | null>();

/** A rule of the draft; null while it is not complete, or where it holds a mistake. */
export function readRule(entry: Json | undefined): Rule | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const known = read.get(entry);
  if (known !== undefined) return known;
  const rule = ruleSchema.safeParse(entry).data ?? null;
  // An entry that changes is another object.
  read.set(entry, rule);
  return rule;
}

/** What people call the tags of a configuration. */
export const tagWordsOf = ({ tags }: Pick<Configuration, 'tags'>): ReadonlyMap<string, TagWords> =>
  new Map(tags.map(({ tag, label, unit }) => [tag, { label, unit }]));
