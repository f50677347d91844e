import fc from 'fast-check';
import { commandEntries, type Entry, pageEntries, tagEntries } from './entries.js';
import { PaletteIndex, stepped } from './groups.js';

const asset = (assetId: string, name: string) => ({ assetId, name, kind: '', attributes: {} });
const tag = (name: string, label = ''): Parameters<typeof tagEntries>[0][number] => ({
  tag: name,
  label,
  unit: '°C',
  type: 'number',
  role: 'present-value',
  component: null,
  zone: null,
  setValueTag: null,
  range: null,
  frozenAfterMs: null,
  modelInput: true,
});
const LINES = [asset('furnace-1', 'Furnace line 1'), asset('furnace-2', 'Furnace line 2')];
const pages = pageEntries(
  [
    {
      to: '/alarms',
      label: 'alarms.title',
      icon: 'bell',
      group: 'operate',
      order: 1,
      audience: 'members',
      key: 'a',
    },
    { to: '/assets', label: 'assets.title', icon: 'grid', group: 'operate', order: 2, audience: 'members' },
  ],
  ({ label }) => (label === 'alarms.title' ? 'Alarms' : 'Assets'),
);
const kinds = (groups: readonly { readonly kind: string }[]): string[] => groups.map(({ kind }) => kind);

describe('the command palette', () => {
  const commands = commandEntries([
    { id: 'resolve', label: 'Resolve the selection', keys: ['R'], run: () => undefined },
    { id: 'next', label: 'Next alert', keys: ['J'] },
  ]);
  const tags = tagEntries([tag('cppv', 'Carbon potential'), tag('hz1pv')], LINES, null);
  const index = new PaletteIndex([...commands, ...pages, ...tags]);

  test('shows at first what was used last, as far as it is still there, then commands and pages', () => {
    const groups = index.groupsAtFirst(['tag:furnace-2:cppv', 'alert:over', 'page:/assets']);
    expect(kinds(groups)).toEqual(['recent', 'command', 'page']);
    expect(groups[0]?.shown.map(({ name }) => name)).toEqual(['Carbon potential', 'Assets']);
    expect(groups[1]?.shown.map(({ name }) => name)).toEqual(['Resolve the selection']);
    expect(kinds(index.groupsAtFirst([]))).toEqual(['command', 'page']);
  });

  test('finds the tag of one asset, and groups what it finds', () => {
    const [group, ...others] = index.groupsFor('carbon line 2');
    expect(others).toEqual([]);
    expect(group?.shown.map(({ target }) => target)).toEqual([
      { kind: 'tag', assetId: 'furnace-2', tag: 'cppv' },
    ]);
    expect(kinds(index.groupsFor('a'))).toEqual(['page', 'tag']);
    expect(index.groupsFor('nowhere')).toEqual([]);
  });

  test('says how many match beside those that it shows', () => {
    const many = tagEntries(
      Array.from({ length: 40 }, (_, at) => tag(`hz${at}`)),
      LINES,
      null,
    );
    expect(new PaletteIndex(many).groupsFor('hz')).toMatchObject([{ kind: 'tag', count: 80 }]);
  });

  test('names a key for each page that has one', () => {
    expect(pages.map(({ keys }) => keys)).toEqual([['G', 'A'], []]);
  });

  test('holds each tag once where there are too many for every asset, on the asset of the page', () => {
    const many = Array.from({ length: 6_000 }, (_, at) => tag(`t${at}`));
    const onTwo = tagEntries(many, LINES, 'furnace-2');
    expect(onTwo).toHaveLength(6_000);
    expect(onTwo.every(({ detail }: Entry) => detail === 'Furnace line 2')).toBe(true);
    expect(tagEntries(many, [], null)).toEqual([]);
  });

  test('goes round at both ends', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), (at, count) => {
        const from = at % count;
        expect(stepped(stepped(from, 1, count), -1, count)).toBe(from);
        expect(stepped(from, 1, count)).toBeLessThan(count);
      }),
    );
    expect(stepped(0, 1, 0)).toBe(0);
  });
});
