import type { Alert, Severity } from '../../api/index.js';
import { assetNameOf } from '../../live/index.js';

/** What a person looks for. Empty lists and no words let everything through. */
export interface AlertFilter {
  /** Each of its words is a part of the title as it is shown, the asset's name or id, or the component. */
  readonly words: string;
  readonly assets: readonly string[];
  readonly priorities: readonly Severity[];
  readonly components: readonly string[];
}

export const NO_FILTER: AlertFilter = { words: '', assets: [], priorities: [], components: [] };

export const isFiltering = ({ words, assets, priorities, components }: AlertFilter): boolean =>
  words.trim() !== '' || assets.length > 0 || priorities.length > 0 || components.length > 0;

/** What an alert is called, in the reader's language. */
export type TitleOf = (alert: Alert) => string;
const titleAsSent: TitleOf = ({ title }) => title;

/** An alert is replaced when it changes, so that its text is made once in a language. */
const searched = new WeakMap<TitleOf, WeakMap<Alert, string>>();

function textsIn(titleOf: TitleOf): WeakMap<Alert, string> {
  const known = searched.get(titleOf) ?? new WeakMap<Alert, string>();
  searched.set(titleOf, known);
  return known;
}

function searchedText(alert: Alert, titleOf: TitleOf, texts: WeakMap<Alert, string>): string {
  const known = texts.get(alert);
  if (known !== undefined) return known;
  const text = [titleOf(alert), assetNameOf(alert), alert.assetId, alert.component.replaceAll('-', ' ')]
    .join('\n')
    .toLocaleLowerCase();
  texts.set(alert, text);
  return text;
}

const allows = <Value>(chosen: readonly Value[], value: Value): boolean =>
  chosen.length === 0 || chosen.includes(value);

/** Prepares a filter. @returns whether an alert passes. */
export function passes(filter: AlertFilter, titleOf = titleAsSent): (alert: Alert) => boolean {
  const texts = textsIn(titleOf);
  const words = filter.words
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (alert) =>
    allows(filter.priorities, alert.severity) &&
    allows(filter.assets, alert.assetId) &&
    allows(filter.components, alert.component) &&
    words.every((word) => searchedText(alert, titleOf, texts).includes(word));
}

/** What a filter can choose from, in the order of their names. */
export interface FilterChoices {
  readonly assets: readonly { readonly id: string; readonly name: string }[];
  readonly components: readonly string[];
}

export function choicesOf(alerts: Iterable<Alert>): FilterChoices {
  const assets = new Map<string, string>();
  const components = new Set<string>();
  for (const alert of alerts) {
    if (!assets.has(alert.assetId)) assets.set(alert.assetId, assetNameOf(alert));
    components.add(alert.component);
  }
  return {
    assets: [...assets]
      .map(([id, name]) => ({ id, name }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    components: [...components].sort((one, other) => one.localeCompare(other)),
  };
}
