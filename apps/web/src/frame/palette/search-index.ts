/** Something that is found by parts of its name and of its other words. */
export interface Searched {
  /** Unique. */
  readonly key: string;
  readonly name: string;
  /** Ids, tags and whatever else finds it. */
  readonly words: string;
}

/** What was found, the best first. */
export interface Found<Item> {
  readonly shown: readonly Item[];
  /** How many there are, shown or not. */
  readonly count: number;
}

interface Indexed<Item> {
  readonly item: Item;
  readonly name: string;
  /** Name and words. */
  readonly text: string;
  /** The same with one space before each word. */
  readonly beginnings: string;
}

const DIACRITICS = /[\u0300-\u036f]/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

/** Without case and without marks: `Härteöfen` becomes `harteofen`, `ß` becomes `ss`. */
export const foldText = (text: string): string =>
  text.normalize('NFD').replace(DIACRITICS, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');

export const wordsOf = (query: string): string[] =>
  foldText(query)
    .split(/\s+/)
    .filter((word) => word !== '');

/** 0: the name begins with it. 1: each word begins a word. 2: each word is somewhere. */
const RANKS = 3;

function rankOf<Item>({ name, beginnings }: Indexed<Item>, words: readonly string[]): number {
  if (name.startsWith(words.join(' '))) return 0;
  return words.every((word) => beginnings.includes(` ${word}`)) ? 1 : 2;
}

/** Sorted as in a dictionary of the language, numbers as numbers. */
export function byName<Item extends Searched>(items: readonly Item[], language: string): Item[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return items.toSorted((a, b) => collator.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
}

/** Finds things by words in any order. What costs time is done once, when it is made. */
export class SearchIndex<Item extends Searched> {
  private readonly entries: readonly Indexed<Item>[];

  /** @param items  In the order in which those of one rank are shown. */
  constructor(items: readonly Item[]) {
    this.entries = items.map((item) => {
      const text = foldText(`${item.name} ${item.words}`);
      const beginnings = ` ${text.replace(BETWEEN_WORDS, ' ')}`;
      return { item, name: foldText(item.name), text, beginnings };
    });
  }

  /** Each word of the query is a part of the name or of the other words. */
  search(query: string, shownMax: number): Found<Item> {
    const words = wordsOf(query);
    const ranks: Item[][] = Array.from({ length: RANKS }, () => []);
    let count = 0;
    for (const entry of this.entries) {
      if (!words.every((word) => entry.text.includes(word))) continue;
      count += 1;
      const rank = ranks[rankOf(entry, words)];
      if (rank !== undefined && rank.length < shownMax) rank.push(entry.item);
    }
    return { shown: ranks.flat().slice(0, shownMax), count };
  }
}
