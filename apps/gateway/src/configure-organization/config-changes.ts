import { isDeepStrictEqual } from 'node:util';
import { cutText } from '@eagle/contracts/domain';
import { CHANGE_NAMES_MAX, type ConfigPart, type ConfigPartChange } from '@eagle/contracts/rest';
import type { StoredConfig } from './stored-config.js';

/** A name in a summary is one of several on one line. */
const NAME_CHARACTERS_MAX = 120;

/**
 * What a revision changed in the one before it, by part. Names of fields and entries only, no
 * values: a sealed password shows as the field `password`.
 */
export function configChanges(before: StoredConfig, after: StoredConfig): ConfigPartChange[] {
  return [
    ...fieldChanges('organization', nameOf(before), nameOf(after)),
    ...listChanges('assets', before.assets, after.assets, {
      idOf: ({ assetId }) => assetId,
      nameOf: ({ name }) => name,
    }),
    ...listChanges('tags', before.tags, after.tags, { idOf: ({ tag }) => tag, nameOf: ({ tag }) => tag }),
    ...fieldChanges('feed', before.feed, after.feed),
    ...fieldChanges('mapping', before.mapping, after.mapping),
    ...listChanges('rules', before.rules, after.rules, {
      idOf: ({ id }) => id,
      nameOf: ({ title }) => title,
    }),
    ...fieldChanges('settings', before.settings, after.settings),
  ];
}

const nameOf = ({ name, enabled }: StoredConfig) => ({ name, enabled });

interface ListReading<Entry> {
  readonly idOf: (entry: Entry) => string;
  readonly nameOf: (entry: Entry) => string;
}

function listChanges<Entry>(
  part: ConfigPart,
  before: readonly Entry[],
  after: readonly Entry[],
  { idOf, nameOf: entryName }: ListReading<Entry>,
): ConfigPartChange[] {
  const former = new Map(before.map((entry) => [idOf(entry), entry]));
  const present = new Set(after.map(idOf));
  const added = after.filter((entry) => !former.has(idOf(entry)));
  const removed = before.filter((entry) => !present.has(idOf(entry)));
  const changed = after.filter((entry) => {
    const known = former.get(idOf(entry));
    return known !== undefined && !isDeepStrictEqual(known, entry);
  });
  const all = [...added, ...changed, ...removed];
  if (all.length === 0 && isSameOrder(before, after, idOf)) return [];
  return [
    {
      part,
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      names: namesOf(all.map(entryName)),
    },
  ];
}

const isSameOrder = <Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  idOf: (entry: Entry) => string,
): boolean =>
  before.every((entry, index) => after[index] !== undefined && idOf(after[index]) === idOf(entry));

/** The revision of a mapping counts the changes of its other fields. */
const UNSAID = new Set(['revision']);
/** A field as people know it. */
const FIELD_NAMES: ReadonlyMap<string, string> = new Map([['passwordSealed', 'password']]);

function fieldChanges(part: ConfigPart, before: object | null, after: object | null): ConfigPartChange[] {
  if (before === null || after === null) {
    if (before === after) return [];
    const [added, removed] = before === null ? [1, 0] : [0, 1];
    return [{ part, added, removed, changed: 0, names: [] }];
  }
  const former = new Map<string, unknown>(Object.entries(before));
  const present = new Map<string, unknown>(Object.entries(after));
  const fields = [...new Set([...former.keys(), ...present.keys()])].filter(
    (field) => !UNSAID.has(field) && !isDeepStrictEqual(former.get(field), present.get(field)),
  );
  if (fields.length === 0) return [];
  const names = namesOf(fields.map((field) => FIELD_NAMES.get(field) ?? field));
  return [{ part, added: 0, removed: 0, changed: fields.length, names }];
}

const namesOf = (names: readonly string[]): string[] =>
  names.slice(0, CHANGE_NAMES_MAX).map((name) => cutText(name, NAME_CHARACTERS_MAX));
