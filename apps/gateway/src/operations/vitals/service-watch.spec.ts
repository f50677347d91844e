import { watchedServiceSchema } from '@eagle/contracts/rest';
import fc from 'fast-check';
import { readingOf } from './reading.fixture.js';
import { ASK_EVERY_MS, ServiceWatch } from './service-watch.js';

const BEGIN_MS = Date.parse('2026-01-01T12:00:00Z');
const at = (question: number) => ({
  atMs: question * ASK_EVERY_MS,
  wallMs: BEGIN_MS + question * ASK_EVERY_MS,
});
const decided = (total: number) => ({ figures: { scansDecided: { shape: 'rate', total } } });
const figure = (watch: ServiceWatch, name = 'scansDecided') =>
  watch.report().figures.find((each) => each.name === name);

describe('what the gateway remembers of a service', () => {
  test('begins with what is so now; rates follow with the second answer', () => {
    const watch = new ServiceWatch('alerting', 1);
    const waiting = { waitingMessages: { shape: 'now', value: 4 } };
    watch.note(at(0), [readingOf('alerting-0', { figures: { ...decided(100).figures, ...waiting } })], 0);
    expect(figure(watch, 'waitingMessages')).toMatchObject({ value: 4, past: [4] });
    expect(figure(watch)).toMatchObject({ value: null, past: [null] });
    watch.note(at(1), [readingOf('alerting-0', decided(150))], 0);
    expect(figure(watch)).toMatchObject({ value: 5, past: [null, 5] });
  });

  test('shows who does not answer, when it was last seen, and a gap in its figures', () => {
    const watch = new ServiceWatch('alerting', 2);
    watch.note(at(0), [readingOf('alerting-0', decided(0)), readingOf('alerting-1')], 0);
    watch.note(at(1), [readingOf('alerting-0', decided(10))], 0);
    watch.note(at(2), [], 0);
    const { replicas, replicasDeclared } = watch.report();
    expect(replicasDeclared).toBe(2);
    expect(replicas.map(({ replica, isAnswering }) => [replica, isAnswering])).toEqual([
      ['alerting-0', false],
      ['alerting-1', false],
    ]);
    expect(replicas[1]?.lastSeenAt).toBe('2026-01-01T12:00:00.000Z');
    expect(figure(watch)).toMatchObject({ value: null, past: [null, 1, null] });
  });

  test('counts a restart, and what was counted since; the processor time begins anew', () => {
    const watch = new ServiceWatch('alerting', 1);
    watch.note(at(0), [readingOf('alerting-0', decided(900))], 0);
    const startedAt = new Date(at(1).wallMs - 4_000).toISOString();
    watch.note(at(1), [readingOf('alerting-0', { ...decided(8), startedAt })], 0);
    const [replica] = watch.report().replicas;
    expect(replica).toMatchObject({ restarts: 1, startedAt, cpuShare: null });
    expect(figure(watch)?.past).toEqual([null, 2]);
  });

  test('gives the processors that were busy and the longest wait of the last minute', () => {
    const watch = new ServiceWatch('alerting', 1);
    for (let question = 0; question < 20; question += 1) {
      const loopDelayMsMax = question === 5 || question === 16 ? question * 100 : 1;
      const process = { ...readingOf('').process, cpuMs: question * 2_500, loopDelayMsMax };
      watch.note(at(question), [readingOf('alerting-0', { process })], 0);
    }
    expect(watch.report().replicas[0]).toMatchObject({
      ...{ cpuShare: 0.25, loopDelayMsMax: 1_600, heapShare: 0.1 },
    });
  });

  test('forgets a replica after 15 minutes, and keeps as many steps', () => {
    const watch = new ServiceWatch('alerting', null);
    watch.note(at(0), [readingOf('alerting-1')], 0);
    for (let question = 1; question <= 90; question += 1)
      watch.note(at(question), [readingOf('alerting-0')], 0);
    expect(watch.report().replicas).toHaveLength(2);
    watch.note(at(91), [readingOf('alerting-0')], 0);
    expect(watch.report().replicas.map(({ replica }) => replica)).toEqual(['alerting-0']);
    expect(figure(watch)?.past).toHaveLength(90);
  });

  test('stays within its bounds and its schema, whatever replicas answer', () => {
    const reading = fc.record({
      replica: fc.integer({ min: 0, max: 99 }),
      total: fc.integer({ min: 0, max: 1e9 }),
      startedMs: fc.integer({ min: 0, max: 3 }),
      name: fc.constantFrom('scansDecided', 'alertChanges', 'waitingMessages', 'unknown'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(reading, { maxLength: 60 }), { maxLength: 8 }), (questions) => {
        const watch = new ServiceWatch('alerting', 1);
        for (const [question, answers] of questions.entries()) {
          const readings = answers.map(({ replica, total, startedMs, name }) =>
            readingOf(`alerting-${replica}`, {
              startedAt: new Date(BEGIN_MS + startedMs).toISOString(),
              figures: { [name]: { shape: 'rate', total } },
            }),
          );
          watch.note(at(question), readings, 0);
        }
        const report = watchedServiceSchema.parse(watch.report());
        expect(report.replicas.length).toBeLessThanOrEqual(32);
        for (const { name, value, past } of report.figures) {
          expect(name).not.toBe('unknown');
          expect(past).toHaveLength(questions.length);
          expect(value ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 30 },
    );
  });
});
