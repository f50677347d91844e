import {
  type Draft,
  identityOf,
  isList,
  isObject,
  isSame,
  type Json,
  type JsonObject,
  mistakesBelow,
  propertyOf,
  stepInto,
} from '../../drafts/index.js';

/** One line of the table of assets or tags. */
export interface EntryRow {
  readonly id: string;
  /** Place in the draft. */
  readonly index: number;
  readonly entry: JsonObject;
  readonly mark: 'same' | 'new' | 'changed' | 'wrong';
}

/** The entries of a draft that hold a text, each with its mark; all where the text is empty. */
export function rowsOf(
  { base, value, mistakes }: Pick<Draft, 'base' | 'value' | 'mistakes'>,
  find: string,
): EntryRow[] {
  const former = new Map((isList(base) ? base : []).map((entry) => [identityOf(entry), entry]));
  const wanted = find.trim().toLowerCase();
  return (isList(value) ? value : []).flatMap((entry, index): EntryRow[] => {
    const id = identityOf(entry);
    if (id === null || !isObject(entry) || !holds(entry, wanted)) return [];
    const old = former.get(id);
    const isWrong = mistakesBelow(mistakes, stepInto('', index)).length > 0;
    const kept = isSame(old, entry) ? 'same' : 'changed';
    return [{ id, index, entry, mark: isWrong ? 'wrong' : old === undefined ? 'new' : kept }];
  });
}

const holds = (entry: JsonObject, wanted: string): boolean =>
  wanted === '' ||
  Object.values(entry).some((value) => typeof value === 'string' && value.toLowerCase().includes(wanted));

/** A text of an entry; '' where it has none. */
export function textOf(entry: JsonObject, name: string): string {
  const value: Json | undefined = propertyOf(entry, name);
  return typeof value === 'string' ? value : '';
}
