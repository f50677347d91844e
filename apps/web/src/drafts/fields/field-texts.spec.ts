import { FIELD_TEXTS } from '../../texts/fields/index.js';
import { fieldOf, type Part } from '../parts.js';
import { childrenOf, type Field } from '../schema/field.js';

const has = (key: string): boolean => Object.hasOwn(FIELD_TEXTS.en, key);

/** Every field with a name, at any depth. */
const named = (field: Field): Field[] => childrenOf(field).flatMap((child) => [child, ...named(child)]);

const PARTS: readonly Part[] = ['settings', 'assets', 'tags', 'feed', 'mapping'];

describe('the texts of fields', () => {
  test('name every field of the settings, the assets, the tags, the feed and its mapping', () => {
    const without = PARTS.flatMap((part) => named(fieldOf(part)))
      .filter(({ kind }) => kind !== 'constant')
      .filter(({ path }) => !has(path));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  test('say what every number of the settings does', () => {
    const without = named(fieldOf('settings'))
      .filter((field) => field.kind === 'number' || (field.kind === 'list' && field.item.kind === 'number'))
      .filter(({ path }) => !has(`${path}.effect`));
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  test('belong to a field each', () => {
    const paths = new Set(PARTS.flatMap((part) => [part, ...named(fieldOf(part)).map(({ path }) => path)]));
    const keys = Object.keys(FIELD_TEXTS.en).filter((key) =>
      PARTS.some((part) => key.startsWith(`${part}.`)),
    );
    const orphans = keys.filter((key) => !paths.has(key.replace(/(\.effect|\.off|:[\w-]+)$/, '')));
    expect(orphans).toEqual([]);
  });
});
