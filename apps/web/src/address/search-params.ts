import { isPlantInstant } from './plant-instant.js';

/**
 * Readers of a page's query string. An address can come from anywhere: what cannot be read counts
 * as absent, and the page opens all the same.
 */
type Search = Readonly<Record<string, unknown>>;

const TEXT_CHARACTERS_MAX = 400;

/** A text; the router reads `?asset=7` as a number. */
export function textParam(search: Search, name: string): string | undefined {
  const value = search[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  // A character of two halves is never cut: an address cannot hold a half.
  return value.slice(0, TEXT_CHARACTERS_MAX).toWellFormed();
}

/** One of a few words. */
export function choiceParam<const Choice extends string>(
  search: Search,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = search[name];
  return choices.find((choice) => choice === value);
}

/** Several of a few words, or several texts: `?severity=critical,high`. */
export function listParam(search: Search, name: string): readonly string[] | undefined {
  const items = (textParam(search, name) ?? '').split(',').filter((item) => item !== '');
  return items.length === 0 ? undefined : items;
}

/** An instant, ISO 8601, at which a plant can have run. */
export function instantParam(search: Search, name: string): string | undefined {
  const text = textParam(search, name);
  return text === undefined || !isPlantInstant(Date.parse(text)) ? undefined : text;
}

/** A whole number, not negative. */
export function countParam(search: Search, name: string): number | undefined {
  const text = textParam(search, name);
  const value = Number(text);
  return text !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/**
 * The parameters of a page as optional ones. An absent one is named all the same, as undefined: the
 * router hands on, as it stands in the address, whatever a page does not name.
 */
export function presentParams<Params extends object>(
  params: Params,
): { [Name in keyof Params]?: NonNullable<Params[Name]> };
export function presentParams(params: object): object {
  return params;
}

/**
 * Changes what a page is searched for, `find` of its query string; an empty text is left out.
 * @returns what the router's `search` takes.
 */
export const finding =
  (text: string) =>
  <Params extends { readonly find?: string }>({ find: _, ...rest }: Params) =>
    text === '' ? rest : { ...rest, find: text };
