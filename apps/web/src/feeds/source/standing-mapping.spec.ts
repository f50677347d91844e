import fc from 'fast-check';
import { isList, isSame, type Json, valueAt } from '../../drafts/index.js';
import { type Choice, type Mapped, ROLES } from '../../plant-source/index.js';
import {
  entriesOf,
  mistakesBySource,
  readingOf,
  sourceAt,
  standingSignals,
  withChoice,
} from './standing-mapping.js';

const tag = (name: string, change: object = {}) => ({
  ...{ tag: name, label: name.toUpperCase(), unit: '°C', type: 'number', role: 'present-value' },
  ...{ component: null, zone: 'z1', setValueTag: null, range: null, frozenAfterMs: null, modelInput: true },
  ...change,
});
const SAVED: Json = {
  feed: { host: 'h' },
  mapping: {
    ...{ table: 'plant', keyColumn: 'id', timeColumn: 'at', timeZone: 'UTC', logs: [] },
    source: {
      layout: 'wide',
      asset: { assetId: 'line-1' },
      columns: [
        { column: 'T1', tag: 't1' },
        { column: 'Fail', tag: 'fail' },
      ],
    },
  },
  tags: [tag('t1'), tag('fail', { type: 'boolean', role: 'flag' }), tag('kept')],
};
const proposal = (source: string, change: Partial<Mapped> = {}): Mapped => ({
  ...{ source, tag: source.toLowerCase(), label: source, unit: '', role: 'present-value', component: '' },
  ...{ setValueTag: null, type: 'number', findings: [], isOpen: true, isDecided: false },
  ...change,
});
const PROPOSED = [proposal('T1'), proposal('P2', { unit: 'bar' }), proposal('Kept')];
const signalOf = (value: Json, source: string): Mapped => {
  const found = standingSignals(value, SAVED, PROPOSED).find((each) => each.source === source);
  if (found === undefined) throw new Error(`There is no signal ${source}.`);
  return found;
};
const chosen = (value: Json, source: string, change: Partial<Choice>): Json =>
  withChoice(value, SAVED, signalOf(value, source), change);
const tagNames = (value: Json): unknown[] => {
  const tags = valueAt(value, '/tags');
  return isList(tags) ? tags.map((_, at) => valueAt(value, `/tags/${at}/tag`)) : [];
};

describe('the mapping of a feed that stands', () => {
  test('shows what is mapped as it is, and leaves out what nobody took', () => {
    expect(standingSignals(SAVED, SAVED, PROPOSED).map(({ source, role }) => [source, role])).toEqual([
      ['T1', 'present-value'],
      ['Fail', 'flag'],
      ['P2', 'left-out'],
      ['Kept', 'left-out'],
    ]);
    expect(readingOf(SAVED)).toMatchObject({ layout: 'wide', keyColumn: 'id', assetColumn: null });
  });

  test('takes a column with a new tag, and gives both up again', () => {
    const taken = chosen(SAVED, 'P2', { role: 'present-value' });
    expect(entriesOf(taken).at(-1)).toEqual({ source: 'P2', tag: 'p2' });
    expect(valueAt(taken, '/tags/3')).toMatchObject({ tag: 'p2', unit: 'bar', modelInput: true });
    expect(chosen(taken, 'P2', { role: 'left-out' })).toEqual(SAVED);
  });

  test('keeps a tag that the platform has when its column is left out', () => {
    const value = chosen(SAVED, 'T1', { role: 'left-out' });
    expect(entriesOf(value)).toEqual([{ source: 'Fail', tag: 'fail' }]);
    expect(tagNames(value)).toEqual(['t1', 'fail', 'kept']);
    // Its line stays where it was, also while nobody read the newest rows.
    const [first] = standingSignals(value, SAVED, []);
    expect(first).toMatchObject({ source: 'T1', tag: 't1', role: 'left-out' });
  });

  test('feeds another tag: one that is there, or a new one that is typed letter by letter', () => {
    const other = chosen(SAVED, 'T1', { tag: 'kept' });
    expect([entriesOf(other)[0], tagNames(other)]).toEqual([
      { source: 'T1', tag: 'kept' },
      ['t1', 'fail', 'kept'],
    ]);
    const typed = ['t1_', 't1_n', 't1_new'].reduce<Json>(
      (value, name) => chosen(value, 'T1', { tag: name }),
      SAVED,
    );
    expect(tagNames(typed)).toEqual(['t1', 'fail', 'kept', 't1_new']);
    expect(valueAt(typed, '/tags/3')).toMatchObject({ label: 'T1', zone: 'z1' });
    expect(chosen(typed, 'T1', { tag: 't1' })).toEqual(SAVED);
  });

  test('changes what a tag is, and nothing else of it', () => {
    const value = chosen(chosen(SAVED, 'T1', { label: 'Zone 1', component: 'heater' }), 'T1', {
      role: 'limit-flag',
    });
    expect(valueAt(value, '/tags/0')).toEqual(
      tag('t1', { label: 'Zone 1', component: 'heater', role: 'limit-flag', type: 'boolean' }),
    );
    expect(isSame(valueAt(value, '/mapping'), valueAt(SAVED, '/mapping'))).toBe(true);
  });

  test('always has a tag for each signal, and never loses one of the platform', () => {
    const change = fc.record({
      source: fc.constantFrom('T1', 'Fail', 'P2', 'Kept'),
      change: fc.oneof(
        fc.record({ role: fc.constantFrom(...ROLES) }),
        fc.record({ tag: fc.constantFrom('t1', 'fail', 'kept', 'x', 'xy') }),
        fc.record({ label: fc.string(), unit: fc.string() }),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const value = changes.reduce<Json>((before, each) => {
          const signal = signalOf(before, each.source);
          // Fields of a signal that is left out cannot be changed.
          return signal.role === 'left-out' && !('role' in each.change)
            ? before
            : withChoice(before, SAVED, signal, each.change);
        }, SAVED);
        const names = tagNames(value);
        expect(names).toEqual(expect.arrayContaining(['t1', 'fail', 'kept']));
        expect(new Set(names).size).toBe(names.length);
        for (const entry of entriesOf(value)) expect(names).toContain(entry.tag);
      }),
    );
  });

  test('brings a mistake to its line, by the mapping or by the tag', () => {
    const mistakes = [
      { pointer: '/mapping/source/columns/0/tag', detail: 'one' },
      { pointer: '/tags/0/label', detail: 'two' },
      { pointer: '/tags/2/label', detail: 'of a tag without a signal' },
      { pointer: '/feed/host', detail: 'elsewhere' },
    ];
    expect([...mistakesBySource(SAVED, mistakes)]).toEqual([['T1', mistakes.slice(0, 2)]]);
    expect(sourceAt(SAVED, '/mapping/source/columns/9/tag')).toBeNull();
  });
});
