import { serviceSchema } from '@eagle/contracts/rest';
import fc from 'fast-check';
import { type DeadLetter, groupsOf, newestOf } from './dead-letters.js';
import { knownService, SERVICES, type ServiceState } from './service-health.js';

describe('the health of a service', () => {
  test('is known for every service that has a route', () => {
    expect(SERVICES.toSorted()).toEqual(serviceSchema.options.toSorted());
  });

  test.each<[ServiceState, ('ok' | 'unavailable')[]]>([
    ['ready', ['ok', 'ok']],
    ['partly', ['ok', 'unavailable']],
    ['not-ready', ['unavailable', 'unavailable']],
    ['unknown', []],
  ])('is %s with %j', (state, replicas) => {
    const status = state === 'ready' ? 'ok' : 'unavailable';
    const known = knownService('alerting', { service: 'alerting', status, replicas });
    expect([known.state, known.replicas]).toEqual([state, replicas.length]);
    expect(known.ready).toBe(replicas.filter((replica) => replica === 'ok').length);
  });

  test('is unknown where the gateway does not know its address', () => {
    expect(knownService('training', null)).toEqual({
      ...{ service: 'training', state: 'unknown', ready: 0, replicas: 0 },
    });
  });
});

describe('messages that nobody could use', () => {
  const letters = fc.array(
    fc.record({
      code: fc.constantFrom('BUS.UNREADABLE', 'BUS.WRONG_TENANT'),
      consumer: fc.constantFrom('alerting', 'prediction'),
      organizationId: fc.constantFrom('north', 'south', null),
      storedMs: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { maxLength: 30 },
  );
  const letterOf = (
    {
      storedMs,
      ...rest
    }: { code: string; consumer: string; organizationId: string | null; storedMs: number },
    at: number,
  ): DeadLetter => ({
    ...rest,
    sequence: at + 1,
    noun: 'scans',
    originalSubject: 'scans.north.line',
    reason: 'It is no scan.',
    storedAt: new Date(storedMs).toISOString(),
    payloadBytes: 10,
    replayAskedAt: null,
  });

  test('are each in one group, whose newest one is shown; newest group first', () => {
    fc.assert(
      fc.property(letters, (parts) => {
        const all = parts.map(letterOf);
        const groups = groupsOf(all);
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        for (const { code, consumer, newest } of groups) {
          const own = all.filter((letter) => letter.code === code && letter.consumer === consumer);
          expect(own.every(({ storedAt }) => storedAt <= newest.storedAt)).toBe(true);
        }
        expect(groups[0]?.newest.storedAt).toBe(newestOf(all)?.storedAt);
        const times = groups.map(({ newest }) => newest.storedAt);
        expect(times).toEqual(times.toSorted().toReversed());
      }),
    );
  });
});
