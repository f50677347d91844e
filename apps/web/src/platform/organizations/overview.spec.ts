import fc from 'fast-check';
import { type Need, type NeedKind, NEEDS, needsOf } from './needs.js';
import { CONDITIONS, countOf, findOrganizations, inOrder, overviewRow, totalsOf } from './overview.js';
import { factsOf, feedOf, readingOf, servingOf, trainingOf } from './overview.fixture.js';
import type { Feed, Models, OrganizationReading } from './organization-reading.js';

const withFeed = (change: Partial<Feed>) => readingOf({ feed: feedOf(change) });
const withModels = (change: Partial<Models>) =>
  readingOf({ models: { organizationId: 'north', serving: servingOf(), training: null, ...change } });
const kinds = (needs: readonly Need[]): string[] => needs.map(({ kind }) => kind);
const MODEL_OLD = {
  code: 'MODEL.OLD',
  message: 'The live version is old.',
  version: '1.4.0',
  trainedAt: '2026-11-01T00:00:00.000Z',
} as const;

describe('what an organization needs somebody for', () => {
  test.each<[string, OrganizationReading, NeedKind[]]>([
    ['nothing, when rows come and a model serves', readingOf(), []],
    ['a feed that is down', withFeed({ state: 'down', problem: 'wrong-credentials' }), ['feed-down']],
    ['a feed with a remark', withFeed({ state: 'degraded', problem: 'too-costly' }), ['feed-degraded']],
    ['no feed that is only being connected', withFeed({ state: 'down', problem: 'not-configured' }), []],
    [
      'a model that failed',
      withModels({ serving: servingOf({ state: 'failed', version: null }) }),
      ['model-failed'],
    ],
    [
      'no model at all, while rows come',
      withModels({ serving: servingOf({ state: 'rules-only' }) }),
      ['rules-only'],
    ],
    [
      'no model at all, without a feed: that is no need yet',
      {
        ...withModels({ serving: servingOf({ state: 'rules-only' }) }),
        feed: feedOf({ state: 'down', problem: 'not-configured' }),
      },
      [],
    ],
    [
      'a training that waits for an admin',
      withModels({ training: trainingOf('Confirm failures.') }),
      ['training'],
    ],
    [
      'findings of the health watch',
      withModels({ serving: servingOf({ watch: [MODEL_OLD] }) }),
      ['model-watch'],
    ],
  ])('%s', (_, reading, expected) => {
    expect(kinds(needsOf({ reading, problem: null, errors: 0 }))).toEqual(expected);
  });

  test('is told in the sentence of the service that found it', () => {
    const reading = withFeed({
      state: 'down',
      problem: 'unreachable',
      reason: 'Nobody answers at scada:5432.',
    });
    expect(needsOf({ reading, problem: null, errors: 0 })).toEqual([
      { kind: 'feed-down', reason: 'Nobody answers at scada:5432.' },
    ]);
  });

  test('comes worst first, whatever was found', () => {
    const reading = {
      ...withModels({
        serving: servingOf({ state: 'rules-only', watch: [MODEL_OLD] }),
        training: trainingOf('Confirm failures.'),
      }),
      feed: feedOf({ state: 'down', problem: 'unreachable' }),
    };
    const found = kinds(needsOf({ reading, problem: 'No answer.', errors: 3 }));
    expect(found).toEqual(['unread', 'feed-down', 'training', 'errors', 'rules-only', 'model-watch']);
    expect(found).toEqual(NEEDS.filter((kind) => found.includes(kind)));
  });
});

describe('the overview', () => {
  const down = { reading: withFeed({ state: 'down', problem: 'unreachable' }) };
  const failed = { reading: withModels({ serving: servingOf({ state: 'failed' }) }) };
  const rows = [
    overviewRow(factsOf('Off', down, false)),
    overviewRow(factsOf('Well')),
    overviewRow(factsOf('Unknown yet', { reading: null })),
    overviewRow(factsOf('In set-up', { reading: readingOf({ feed: null }) })),
    overviewRow(factsOf('Failed', failed)),
    overviewRow(factsOf('Down', down)),
    overviewRow(factsOf('Away', { problem: 'No answer.', reading: null })),
  ];
  const names = (shown: typeof rows): string[] => shown.map(({ organization }) => organization.name);

  test('begins with those that need somebody, and ends with the disabled ones, which need nobody', () => {
    expect(names(inOrder(rows, 'need'))).toEqual([
      'Away',
      'Down',
      'Failed',
      'In set-up',
      'Unknown yet',
      'Well',
      'Off',
    ]);
    expect(CONDITIONS.map((condition) => countOf(rows, condition))).toEqual([3, 1, 1, 1, 1]);
    expect(rows[0]?.needs).toEqual([]);
  });

  test('shows rows a second only while the feed reports', () => {
    const rowCounts = [
      { atMs: 0, rows: 0 },
      { atMs: 10_000, rows: 30 },
    ];
    const live = overviewRow(factsOf('a', { reading: readingOf({ rowCounts }) }));
    const feed = feedOf({ state: 'down', problem: 'not-reported' });
    const silent = overviewRow(factsOf('b', { reading: readingOf({ rowCounts, feed }) }));
    expect([live.rowsPerSecond, silent.rowsPerSecond]).toEqual([3, null]);
    expect(totalsOf([live, silent])).toEqual({ organizations: 2, assets: 8, rowsPerSecond: 3 });
  });

  test('finds by every word, and loses and doubles nobody in either order', () => {
    expect(names(findOrganizations(rows, 'UP set'))).toEqual(['In set-up']);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows),
        fc.constantFrom('need' as const, 'name' as const),
        (some, order) => {
          const ordered = inOrder(some, order);
          expect(names(ordered).toSorted()).toEqual(names(some).toSorted());
          // The order does not depend on the order in which they were read.
          expect(inOrder(some.toReversed(), order)).toEqual(ordered);
        },
      ),
    );
  });
});
