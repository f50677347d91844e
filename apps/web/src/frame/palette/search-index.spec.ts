import fc from 'fast-check';
import { byName, foldText, type Searched, SearchIndex, wordsOf } from './search-index.js';

const thing = (name: string, words = '', key = `${name}|${words}`): Searched => ({ key, name, words });

const word = fc.constantFrom('Ofen', 'öl', 'Öl', 'Zone', '1', '2', '10', 'cppv', 'hz1pv', 'Straße', 'Lüfter');
const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
const things = fc
  .array(fc.record({ name: text, words: text }), { maxLength: 30 })
  .map((all) => all.map(({ name, words }, at) => thing(name, words, String(at))));
const query = fc
  .array(
    fc.oneof(
      word,
      word.map((whole) => whole.slice(0, 2)),
    ),
    { maxLength: 3 },
  )
  .map((words) => words.join(' '));

/** The obvious way: every name is folded and all that match are sorted, at each key. */
function plainSearch(all: readonly Searched[], typed: string): Searched[] {
  const words = wordsOf(typed);
  const collator = new Intl.Collator('de', { numeric: true });
  const rank = ({ name, words: more }: Searched): number => {
    if (foldText(name).startsWith(words.join(' '))) return 0;
    const parts = foldText(`${name} ${more}`).split(/[^\p{L}\p{N}]+/u);
    return words.every((each) => parts.some((part) => part.startsWith(each))) ? 1 : 2;
  };
  return all
    .filter(({ name, words: more }) => words.every((each) => foldText(`${name} ${more}`).includes(each)))
    .toSorted((a, b) => rank(a) - rank(b) || collator.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
}

describe('searching', () => {
  test('finds what the obvious search finds, in the same order', () => {
    fc.assert(
      fc.property(things, query, fc.integer({ min: 1, max: 40 }), (all, typed, shownMax) => {
        const plain = plainSearch(all, typed);
        const { shown, count } = new SearchIndex(byName(all, 'de')).search(typed, shownMax);
        expect(shown.map(({ key }) => key)).toEqual(plain.slice(0, shownMax).map(({ key }) => key));
        expect(count).toBe(plain.length);
      }),
    );
  });

  test('does not mind the order of words, case or marks', () => {
    fc.assert(
      fc.property(things, fc.array(word, { minLength: 1, maxLength: 3 }), (all, words) => {
        const index = new SearchIndex(all);
        const keys = (typed: string): string[] =>
          index
            .search(typed, 100)
            .shown.map(({ key }) => key)
            .toSorted();
        const typed = words.join(' ');
        expect(keys(words.toReversed().join('  '))).toEqual(keys(typed));
        expect(keys(typed.toUpperCase())).toEqual(keys(typed));
        expect(keys(foldText(typed))).toEqual(keys(typed));
      }),
    );
  });

  test('finds a tag by a piece of its id and of its asset', () => {
    const carbon = thing('Carbon potential', 'cppv furnace-1 Furnace line 1');
    const index = new SearchIndex([carbon, thing('Carbon potential', 'cppv furnace-2 Furnace line 2')]);
    for (const typed of ['cppv furnace-1', 'line 1 carb', '1 POTENTIAL furnace']) {
      expect(index.search(typed, 10).shown).toEqual([carbon]);
    }
  });

  test('sorts as a German dictionary does, with numbers as numbers', () => {
    const names = ['Zone 10', 'Öl', 'Zone 2', 'Ofen', 'Ozon'];
    const sorted = byName(
      names.map((name) => thing(name)),
      'de',
    );
    expect(sorted.map(({ name }) => name)).toEqual(['Ofen', 'Öl', 'Ozon', 'Zone 2', 'Zone 10']);
  });

  test('folds a text once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const folded = foldText(typed);
        expect(foldText(folded)).toBe(folded);
      }),
    );
    expect(foldText('Härteöfen STRAẞE')).toBe('harteofen strasse');
  });
});

describe('searching 10 000 tags', () => {
  const tags = Array.from({ length: 10_000 }, (_, at) =>
    thing(`Härtezone ${at % 97} Lüfter ${at}`, `hz${at}fanfail furnace-${at % 12} Ofenlinie ${at % 12}`),
  );
  const typed = ['l', 'lüf', 'hartezone 7', 'ofenlinie 3 lüfter 12', 'hz99', 'nowhere'];

  /** Milliseconds of the fastest of several runs: others use the same cores. */
  const fastestMs = (run: () => void): number => {
    const times = Array.from({ length: 15 }, () => {
      const begun = performance.now();
      run();
      return performance.now() - begun;
    });
    return Math.min(...times);
  };

  test('takes no longer than a plain look through all of them', () => {
    const index = new SearchIndex(tags);
    const indexed = fastestMs(() => {
      for (const each of typed) index.search(each, 6);
    });
    const plain = fastestMs(() => {
      for (const each of typed) {
        const words = each.split(' ');
        tags.filter(({ name, words: more }) =>
          words.every((part) => `${name} ${more}`.toLocaleLowerCase().includes(part)),
        );
      }
    });
    console.log(
      `a key at 10 000 tags: ${(indexed / typed.length).toFixed(2)} ms, plain ${(plain / typed.length).toFixed(2)} ms`,
    );
    expect(indexed).toBeLessThan(plain * 2);
  });
});
