import assert from 'node:assert/strict';
import { feedAccount } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { openSecret, Secret } from '@eagle/service-kit';
import { plantConfig } from '../fixtures/running-gateway.fixture.js';
import { configMistakes } from './config-mistakes.js';
import { storedFeed, storedMapping } from './config-parts.js';
import { FeedSealing } from './feed-sealing.js';
import type { StoredFeed } from './stored-config.js';

const plant = plantConfig();
const pointers = (change: Readonly<Record<string, unknown>>): string[] =>
  configMistakes(organizationConfigInputSchema.parse({ ...plant, ...change }))
    .map((mistake) => mistake.pointer)
    .sort();

describe('configMistakes', () => {
  test('finds none in a correct plant', () => {
    assert.deepEqual(pointers({}), []);
  });

  test('finds repeated assets, tags and rules', () => {
    assert.deepEqual(pointers({ assets: [...plant.assets, ...plant.assets] }), ['/assets/1/assetId']);
    assert.deepEqual(pointers({ tags: [...plant.tags, plant.tags[0]] }), ['/tags/3/tag']);
    assert.deepEqual(pointers({ rules: [...plant.rules, ...plant.rules] }), ['/rules/1/id']);
  });

  test('finds missing tags and assets that a tag refers to', () => {
    const [flow, set, tripped] = plant.tags;
    assert.deepEqual(pointers({ tags: [{ ...flow, setValueTag: 'gone' }, set, tripped] }), [
      '/tags/0/setValueTag',
    ]);
    assert.deepEqual(
      pointers({ tags: [{ ...flow, setValueTag: 'flow', range: { low: 2, high: 1 } }, set, tripped] }),
      ['/tags/0/range', '/tags/0/setValueTag'],
    );
  });

  test('finds a limit on a flag, and states and bands that make no sense', () => {
    const limit = {
      id: 'l',
      type: 'limit',
      title: 'L',
      component: 'impeller',
      kind: 'flow',
      tag: 'tripped',
      side: 'high',
      bands: [
        { severity: 'high', from: 1 },
        { severity: 'high', from: 2 },
      ],
      states: ['unknown', 'running'],
    };
    assert.deepEqual(pointers({ rules: [limit] }), [
      '/rules/0/bands/1/severity',
      '/rules/0/states/1',
      '/rules/0/tag',
    ]);
  });

  test('finds missing tags and states that the settings name', () => {
    const condition = { tag: 'flow', minusTag: 'gone', op: '>', value: 1 };
    assert.deepEqual(
      pointers({
        settings: {
          operatingStates: [
            { state: 'running', all: [condition] },
            { state: 'running', all: [{ ...condition, minusTag: null }] },
            { state: 'unknown', all: [{ ...condition, minusTag: null, tag: 'absent' }] },
          ],
          predictInStates: ['running', 'flying'],
          prediction: { horizonMs: 1_000, leadMsMin: 1_000 },
        },
      }),
      [
        '/settings/operatingStates/0/all/0/minusTag',
        '/settings/operatingStates/1/state',
        '/settings/operatingStates/2/all/0/tag',
        '/settings/operatingStates/2/state',
        '/settings/predictInStates/1',
        '/settings/prediction/leadMsMin',
      ],
    );
  });

  test('finds tags of a long table that are mapped twice or to nothing', () => {
    const source = {
      layout: 'long',
      assetColumn: 'a',
      tagColumn: 't',
      valueColumn: 'v',
      tags: [
        { sourceTag: 'F', tag: 'flow' },
        { sourceTag: 'F', tag: 'absent' },
        { sourceTag: 'G', tag: 'flow' },
      ],
    };
    assert.deepEqual(pointers({ mapping: { ...plant.mapping, source } }), [
      '/mapping/source/tags/1/sourceTag',
      '/mapping/source/tags/1/tag',
      '/mapping/source/tags/2/tag',
    ]);
  });

  test('finds constraints on tags that do not exist or are no model input', () => {
    const [flow, set, tripped] = plant.tags;
    const tags = [flow, { ...set, modelInput: false }, tripped];
    const monotone = { flow: 'increasing', 'flow-set': 'decreasing', gone: 'decreasing' };
    const settings = { training: { monotone } };
    const found = configMistakes(organizationConfigInputSchema.parse({ ...plant, tags, settings }));
    assert.deepEqual(found, [
      {
        pointer: '/settings/training/monotone/flow-set',
        detail:
          'flow-set is no model input, so no probability can depend on it: make it an input, or leave it out here',
        code: 'tag-no-input',
        about: 'flow-set',
      },
      {
        pointer: '/settings/training/monotone/gone',
        detail: 'there is no tag gone',
        code: 'tag-unknown',
        about: 'gone',
      },
    ]);
  });

  test('finds a schedule that cannot be read or never occurs', () => {
    for (const schedule of ['every sunday', '0 2 * *', '0 0 2 * * 0', '61 2 * * 0', '0 0 30 2 *']) {
      assert.deepEqual(
        pointers({ settings: { training: { schedule } } }),
        ['/settings/training/schedule'],
        schedule,
      );
    }
    for (const schedule of ['0 2 * * 0', '30 2 * * 1-5', null]) {
      assert.deepEqual(pointers({ settings: { training: { schedule } } }), []);
    }
  });
});

describe('stored parts', () => {
  const organizationId = organizationIdSchema.parse('0b1f6a52-5a07-4c55-9f0a-0d3f2a6f1c11');
  const key = 'ab'.repeat(32);
  const sealing = new FeedSealing(organizationId, new Secret(key));
  const input = plant.feed ?? assert.fail();
  const openedBy = (feed: StoredFeed, id = organizationId): string =>
    openSecret(feed.passwordSealed, key, feedAccount(id, feed));

  test('seal a password anew only when it changed', () => {
    const stored = storedFeed(input, null, sealing);
    assert.equal(storedFeed(input, stored, sealing).passwordSealed, stored.passwordSealed);
    assert.notEqual(
      storedFeed({ ...input, password: 'new' }, stored, sealing).passwordSealed,
      stored.passwordSealed,
    );
    assert.ok(!('password' in stored));
  });

  test('seal a password for the organization and account it was given for', () => {
    const stored = storedFeed(input, null, sealing);
    assert.equal(openedBy(stored), input.password);
    const unreadable = { code: 'SECRET.UNREADABLE' };
    assert.throws(() => openedBy({ ...stored, host: 'attacker.example' }), unreadable);
    const other = organizationIdSchema.parse('7d0c9a3e-1b1e-4a59-8a57-6a3d1f0e2b22');
    assert.throws(() => openedBy(stored, other), unreadable);
  });

  test('keep a password for the same account only', () => {
    const stored = storedFeed(input, null, sealing);
    const { password, ...unchanged } = input;
    assert.equal(
      storedFeed({ ...unchanged, tls: true }, stored, sealing).passwordSealed,
      stored.passwordSealed,
    );
    for (const change of [{ host: 'x' }, { port: 1 }, { user: 'x' }, { database: 'x' }])
      assert.throws(() => storedFeed({ ...unchanged, ...change }, stored, sealing), {
        code: 'FEED.PASSWORD_REQUIRED',
      });
    assert.throws(() => storedFeed({ ...unchanged, host: 'x' }, stored, sealing, '/feed'), {
      details: { errors: [{ pointer: '/feed/password', detail: 'required' }] },
    });
    const moved = storedFeed({ ...unchanged, host: 'x', password }, stored, sealing);
    assert.equal(openedBy(moved), password);
  });

  test('remove a password of an older installation that cannot be opened, and say why', () => {
    const causes: unknown[] = [];
    const stored = { ...storedFeed(input, null, sealing), passwordSealed: 'v1.of-another-key' };
    const rebound = sealing.rebound(stored, (error) => causes.push(error));
    assert.equal(rebound.passwordSealed, '');
    assert.ok(causes.length === 1 && causes[0] instanceof Error);
  });

  test('count revisions of a mapping by its changes', () => {
    const mapping = plant.mapping ?? assert.fail();
    const first = storedMapping(mapping, null);
    assert.equal(first.revision, 1);
    assert.equal(storedMapping(mapping, first).revision, 1);
    assert.equal(storedMapping({ ...mapping, table: 'other' }, first).revision, 2);
  });
});
