import fc from 'fast-check';
import { organizationIdSchema, ruleIdSchema } from '@eagle/contracts/domain';
import { plantConfig } from '../fixtures/running-gateway.fixture.js';
import { configChanges } from './config-changes.js';
import { parseStoredConfig, type StoredConfig } from './stored-config.js';

const SEALED = 'v2.sealed-before';

describe('what a revision changed', () => {
  let plant: StoredConfig;
  beforeAll(async () => {
    const { feed, mapping, ...rest } = plantConfig();
    plant = await parseStoredConfig({
      ...rest,
      organizationId: organizationIdSchema.parse('0b1f6a52-5a07-4c55-9f0a-0d3f2a6f1c11'),
      ...{ slug: 'north', name: 'North', enabled: true, revision: 1 },
      feed: { ...feed, passwordSealed: SEALED },
      mapping: { ...mapping, revision: 1 },
    });
  });
  const tagNamed = (tag: string) => ({ tag, type: 'number', role: 'other' });

  test('is nothing where only the number of the revision differs', () => {
    expect(configChanges(plant, { ...plant, revision: 2 })).toEqual([]);
  });

  test('counts entries of a list by their ids, and names the first', async () => {
    const [flow, set, tripped] = plant.tags;
    const after = await parseStoredConfig({
      ...plant,
      tags: [{ ...flow, unit: 'm³/h' }, tripped, tagNamed('oil'), tagNamed('speed')],
    });
    expect(set?.tag).toBe('flow-set');
    expect(configChanges(plant, after)).toEqual([
      { part: 'tags', added: 2, removed: 1, changed: 1, names: ['oil', 'speed', 'flow'] },
    ]);
  });

  test('is the order alone where entries only moved', () => {
    const after = { ...plant, tags: plant.tags.toReversed() };
    expect(configChanges(plant, after)).toEqual([
      { part: 'tags', added: 0, removed: 0, changed: 0, names: [] },
    ]);
  });

  test('names fields of the other parts, and never a secret', async () => {
    const after = await parseStoredConfig({
      ...plant,
      enabled: false,
      feed: { ...plant.feed, passwordSealed: 'v2.sealed-after', port: 5433 },
      mapping: null,
      settings: { timeZone: 'Asia/Kolkata', scanPeriodMs: 2_000 },
    });
    const changes = configChanges(plant, after);
    expect(changes).toEqual([
      { part: 'organization', added: 0, removed: 0, changed: 1, names: ['enabled'] },
      { part: 'feed', added: 0, removed: 0, changed: 2, names: ['port', 'password'] },
      { part: 'mapping', added: 0, removed: 1, changed: 0, names: [] },
      { part: 'settings', added: 0, removed: 0, changed: 2, names: ['timeZone', 'scanPeriodMs'] },
    ]);
    expect(JSON.stringify(changes)).not.toContain('sealed');
  });

  test('of a list is what the slow comparison of all pairs finds', () => {
    const lists = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 0, max: 9 }), title: fc.constantFrom('a', 'b') }),
      {
        selector: ({ id }) => id,
      },
    );
    const [rule] = plant.rules;
    const ruled = (entries: readonly { readonly id: number; readonly title: string }[]): StoredConfig => ({
      ...plant,
      rules: entries.flatMap(({ id, title }) =>
        rule === undefined ? [] : [{ ...rule, id: ruleIdSchema.parse(`r${id}`), title }],
      ),
    });
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const [change] = configChanges(ruled(before), ruled(after));
        const added = after.filter(({ id }) => before.every((each) => each.id !== id)).length;
        const removed = before.filter(({ id }) => after.every((each) => each.id !== id)).length;
        const changed = after.filter(({ id, title }) =>
          before.some((each) => each.id === id && each.title !== title),
        ).length;
        const isSame = JSON.stringify(before) === JSON.stringify(after);
        expect(change === undefined).toBe(isSame);
        if (change !== undefined) expect(change).toMatchObject({ added, removed, changed });
      }),
    );
  });
});
