import fc from 'fast-check';
import { de } from '../../texts/de/index.js';
import { en } from '../../texts/en/index.js';
import { textsOf } from '../../texts/texts-of.js';
import { changeText } from './change-words.js';
import type { PartChange } from './use-revisions.js';

const [english, german] = [textsOf('en', en), textsOf('de', de)];
const change = (part: PartChange['part'], more: Partial<PartChange> = {}): PartChange => ({
  ...{ part, added: 0, removed: 0, changed: 0, names: [] },
  ...more,
});
const said = (changes: PartChange[] | null, texts = english, revision = 7): string =>
  changeText({ revision, changes }, texts);

describe('what a revision changed', () => {
  test.each([
    [null, 'It was not recorded what changed.'],
    [[], 'Nothing changed.'],
    [[change('rules', { changed: 1, names: ['Oil too hot'] })], 'Rules: 1 changed (Oil too hot).'],
    [
      [change('tags', { added: 3, removed: 2, names: ['a', 'b', 'c'] })],
      'Tags: 3 added and 2 removed (a, b, c …).',
    ],
    [[change('tags')], 'Tags: their order.'],
    [[change('feed', { changed: 2, names: ['host', 'password'] })], 'Feed: 2 fields (host, password).'],
    [
      [change('mapping', { added: 1 }), change('settings', { changed: 1, names: ['timeZone'] })],
      'Mapping: set up and Settings: 1 field (timeZone).',
    ],
  ])('%#: is one sentence', (changes, sentence) => {
    expect(said(changes)).toBe(sentence);
  });

  test('says of the first that it is the first', () => {
    expect(said([], english, 1)).toBe('The organization was created.');
    expect(said([], german, 1)).toBe('Die Organisation wurde angelegt.');
  });

  test('holds every name that was recorded, in both languages', () => {
    const counts = fc.integer({ min: 0, max: 50 });
    const changes = fc.record({
      part: fc.constantFrom<PartChange['part'][]>('assets', 'tags', 'rules', 'settings', 'feed', 'mapping'),
      ...{ added: counts, removed: counts, changed: counts },
      names: fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 4 }), (list) => {
        for (const texts of [english, german]) {
          const sentence = said(list, texts);
          for (const { names } of list) for (const name of names) expect(sentence).toContain(name);
          expect(sentence).not.toMatch(/[{}]/);
        }
      }),
    );
  });
});
