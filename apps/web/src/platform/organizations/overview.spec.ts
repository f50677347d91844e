import fc from 'fast-check';
import type { Glance } from './glance.js';
import { type Need, type NeedKind, NEEDS, needsOf } from './needs.js';
import { CONDITIONS, countOf, findOrganizations, inOrder, overviewRow, totalsOf } from './overview.js';
import { feedOf, glanceOf, servingOf, trainingOf } from './overview.fixture.js';

const kinds = (needs: readonly Need[]): string[] => needs.map(({ kind }) => kind);
const MODEL_OLD = {
  code: 'MODEL.OLD',
  message: 'The live version is old.',
  version: '1.4.0',
  trainedAt: '2026-11-01T00:00:00.000Z',
} as const;
const UNREACHABLE = feedOf({ state: 'down', problem: 'unreachable' });
const NOT_CONFIGURED = feedOf({ state: 'down', problem: 'not-configured' });

describe('what an organization needs somebody for', () => {
  test.each<[string, Partial<Glance>, NeedKind[]]>([
    ['nothing, when rows come and a model serves', {}, []],
    ['a feed that is down', { feed: UNREACHABLE }, ['feed-down']],
    [
      'a feed with a remark',
      { feed: feedOf({ state: 'degraded', problem: 'too-costly' }) },
      ['feed-degraded'],
    ],
    ['no feed that is only being connected', { feed: NOT_CONFIGURED }, []],
    ['a model that failed', { serving: servingOf({ state: 'failed', version: null }) }, ['model-failed']],
    ['no model at all, while rows come', { serving: servingOf({ state: 'rules-only' }) }, ['rules-only']],
    [
      'no model at all, without a feed: that is no need yet',
      { serving: servingOf({ state: 'rules-only' }), feed: NOT_CONFIGURED },
      [],
    ],
    ['a training that waits for an admin', { training: trainingOf('Confirm failures.') }, ['training']],
    ['findings of the health watch', { serving: servingOf({ watch: [MODEL_OLD] }) }, ['model-watch']],
    ['messages that nobody could use', { deadLetters: 3 }, ['errors']],
    ['no row that its source got wrong: its own admins see to that', { quarantinedRows: 40 }, []],
  ])('%s', (_, change, expected) => {
    expect(kinds(needsOf(glanceOf('north', change)))).toEqual(expected);
  });

  test('holds the facts that its sentence is made from', () => {
    const feed = feedOf({ state: 'down', problem: 'unreachable', reason: 'Nobody answers at scada:5432.' });
    expect(needsOf(glanceOf('north', { feed }))).toEqual([{ kind: 'feed-down', feed }]);
  });

  test('comes worst first, whatever was found', () => {
    const found = kinds(
      needsOf(
        glanceOf('north', {
          feed: UNREACHABLE,
          serving: servingOf({ state: 'rules-only', watch: [MODEL_OLD] }),
          training: trainingOf('Confirm failures.'),
          deadLetters: 3,
        }),
      ),
    );
    expect(found).toEqual(['feed-down', 'training', 'errors', 'rules-only', 'model-watch']);
    expect(found).toEqual(NEEDS.filter((kind) => found.includes(kind)));
  });
});

describe('the overview', () => {
  const rows = [
    overviewRow(glanceOf('Off', { feed: UNREACHABLE }, false)),
    overviewRow(glanceOf('Well')),
    overviewRow(glanceOf('In set-up', { feed: null, rowsPerSecond: null })),
    overviewRow(glanceOf('Failed', { serving: servingOf({ state: 'failed' }) })),
    overviewRow(glanceOf('Down', { feed: UNREACHABLE, rowsPerSecond: null })),
  ];
  const names = (shown: typeof rows): string[] => shown.map(({ glance }) => glance.organization.name);

  test('begins with those that need somebody, and ends with the disabled ones, which need nobody', () => {
    expect(names(inOrder(rows, 'need'))).toEqual(['Down', 'Failed', 'In set-up', 'Well', 'Off']);
    expect(CONDITIONS.map((condition) => countOf(rows, condition))).toEqual([2, 1, 1, 1]);
    expect(rows[0]?.needs).toEqual([]);
  });

  test('sums what is known', () => {
    expect(totalsOf(rows)).toEqual({ organizations: 5, assets: 20, rowsPerSecond: 9 });
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
