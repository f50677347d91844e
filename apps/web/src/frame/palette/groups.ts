import { ENTRY_KINDS, type Entry, type EntryKind } from './entries.js';
import { SearchIndex } from './search-index.js';

/** Lines of one group that are shown; a longer word finds the others. */
const SHOWN_MAX = 6;
/** Shown before anything is typed, beside what was used last: what needs no word. */
const AT_FIRST: readonly EntryKind[] = ['command', 'page'];
const ALL = Number.MAX_SAFE_INTEGER;

export interface Group {
  readonly kind: EntryKind | 'recent';
  readonly shown: readonly Entry[];
  /** How many match, shown or not. */
  readonly count: number;
}

/** Everything that the palette finds, by kind. */
export class PaletteIndex {
  private readonly indexes: ReadonlyMap<EntryKind, SearchIndex<Entry>>;
  private readonly byKey: ReadonlyMap<string, Entry>;

  /** @param entries  Those of one kind in the order in which they are shown. */
  constructor(entries: readonly Entry[]) {
    this.indexes = new Map(
      ENTRY_KINDS.map((kind) => [kind, new SearchIndex(entries.filter((entry) => entry.kind === kind))]),
    );
    this.byKey = new Map(entries.map((entry) => [entry.key, entry]));
  }

  /** What is not there any more, an alert that is over for example, is no longer recent. */
  groupsAtFirst(recent: readonly string[]): Group[] {
    const last = recent.flatMap((key) => this.byKey.get(key) ?? []);
    const others = AT_FIRST.map((kind) => this.groupOf(kind, '', ALL));
    return [{ kind: 'recent' as const, shown: last, count: last.length }, ...others].filter(isFilled);
  }

  groupsFor(query: string): Group[] {
    return ENTRY_KINDS.map((kind) => this.groupOf(kind, query, SHOWN_MAX)).filter(isFilled);
  }

  private groupOf(kind: EntryKind, query: string, shownMax: number): Group {
    const found = this.indexes.get(kind)?.search(query, shownMax) ?? { shown: [], count: 0 };
    return { kind, ...found };
  }
}

const isFilled = ({ shown }: Group): boolean => shown.length > 0;

/** The place of the next line, round at both ends. */
export const stepped = (at: number, step: number, count: number): number =>
  count === 0 ? 0 : (at + step + count) % count;

/** Each group with the place of its first line among all lines. */
export const placesOf = (
  groups: readonly Group[],
): readonly { readonly group: Group; readonly first: number }[] =>
  groups.map((group, at) => ({
    group,
    first: groups.slice(0, at).reduce((sum, { shown }) => sum + shown.length, 0),
  }));
