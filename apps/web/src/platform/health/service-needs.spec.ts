import fc from 'fast-check';
import { readyCount, SERVICE_NEEDS, serviceNeedsOf, serviceRows } from './service-needs.js';
import type { Replica, WatchedService } from './vitals.js';
import { before, NOW, replicaOf, watchedOf } from './vitals.fixture.js';

const one = (change: Partial<Replica> = {}): WatchedService => watchedOf([replicaOf('alerting-0', change)]);
const standby = (replica: string): Replica => replicaOf(replica, { role: 'standby' });
const silent = (replica: string): Replica =>
  replicaOf(replica, { isAnswering: false, lastSeenAt: before(60_000) });

describe('what a service needs somebody for', () => {
  test.each<[string, WatchedService, unknown[]]>([
    ['nothing, where all replicas answer and one leads', watchedOf([replicaOf('a'), standby('b')]), []],
    [
      'nothing, where nobody says how many there should be',
      watchedOf([], { replicasDeclared: null, replicas: [replicaOf('a')] }),
      [],
    ],
    [
      'no answer, with when the last one came',
      watchedOf([silent('a')]),
      [{ kind: 'silent', lastSeenAt: before(60_000) }],
    ],
    ['no answer ever', watchedOf([], { replicasDeclared: 1 }), [{ kind: 'silent', lastSeenAt: null }]],
    ['standing by without a leader', watchedOf([standby('a'), standby('b')]), [{ kind: 'no-leader' }]],
    [
      'a replica that is away, by name',
      watchedOf([replicaOf('a'), silent('b')]),
      [{ kind: 'missing', answering: 1, wanted: 2, silent: 'b' }],
    ],
    [
      'a replica that was never seen',
      watchedOf([replicaOf('a')], { replicasDeclared: 2 }),
      [{ kind: 'missing', answering: 1, wanted: 2, silent: '' }],
    ],
    [
      'a replica that is not ready, in its own sentences',
      one({
        isReady: false,
        problems: [
          { check: 'bus', reason: 'ALERTS is stuck' },
          { check: 'database', reason: '' },
        ],
      }),
      [{ kind: 'not-ready', replica: 'alerting-0', reasons: 'bus: ALERTS is stuck; database' }],
    ],
    [
      'answers of another version',
      watchedOf([], { replicasDeclared: 1, unreadable: 1 }),
      [{ kind: 'unreadable', count: 1 }],
    ],
    [
      'two versions',
      watchedOf([replicaOf('a'), replicaOf('b', { version: '0.2.0' })]),
      [{ kind: 'versions', versions: '0.1.0, 0.2.0' }],
    ],
    [
      'a restart of the last 15 minutes',
      one({ restarts: 2, startedAt: before(60_000) }),
      [{ kind: 'restarted', replica: 'alerting-0', count: 2, startedAt: before(60_000) }],
    ],
    ['no restart that is longer ago', one({ restarts: 2, startedAt: before(16 * 60_000) }), []],
    [
      'a blocked event loop',
      one({ loopDelayMsMax: 1_400 }),
      [{ kind: 'loop-blocked', replica: 'alerting-0', delayMs: 1_400 }],
    ],
    ['a full heap', one({ heapShare: 0.95 }), [{ kind: 'heap-full', replica: 'alerting-0', share: 0.95 }]],
  ])('%s', (_, watched, expected) => {
    expect(serviceNeedsOf(watched, NOW)).toEqual(expected);
  });
});

describe('the list of services', () => {
  const replica = fc.record({
    isAnswering: fc.boolean(),
    isReady: fc.boolean(),
    role: fc.constantFrom('leader' as const, 'standby' as const, 'equal' as const),
    restarts: fc.integer({ min: 0, max: 2 }),
    heapShare: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const services = fc.array(
    fc
      .array(replica, { maxLength: 4 })
      .map((replicas) => watchedOf(replicas.map((change, at) => replicaOf(`replica-${at}`, change)))),
  );

  test('has the worst service first, loses none, and names the worst of each first', () => {
    fc.assert(
      fc.property(services, (some) => {
        const rows = serviceRows(some, NOW);
        expect(rows).toHaveLength(some.length);
        const places = rows.map(({ needs: [first] }) =>
          first === undefined ? SERVICE_NEEDS.length : SERVICE_NEEDS.indexOf(first.kind),
        );
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const { needs } of rows) {
          const kinds = needs.map(({ kind }) => SERVICE_NEEDS.indexOf(kind));
          expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test('counts as ready what answers and is ready; a service without needs is ready', () => {
    fc.assert(
      fc.property(services, (some) => {
        for (const watched of some) {
          const { state, ready, replicas } = readyCount(watched);
          expect(ready).toBeLessThanOrEqual(replicas);
          expect(state === 'silent').toBe(!watched.replicas.some(({ isAnswering }) => isAnswering));
          if (serviceNeedsOf(watched, NOW).length === 0) expect(state).toBe('ready');
        }
      }),
    );
  });
});
