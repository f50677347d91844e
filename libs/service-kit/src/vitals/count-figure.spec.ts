import { FIGURE_PARTS_MAX } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { counter, gauge, histogram } from '../metric-declaration.js';
import { Metrics } from '../metrics.js';
import { countFigure } from './count-figure.js';
import { counted, countedBy } from './declare-vitals.js';

const ROWS = counter('eagle_rows_total', 'Rows.', ['organization', 'reason']);
const SOCKETS = gauge('eagle_sockets', 'Sockets.', ['organization']);
const POLLS = histogram('eagle_poll_seconds', 'Polls.', ['organization'], [0.1, 1]);

describe('what a service counts for a figure', () => {
  const metrics = new Metrics('alerting', 'alerting-0');

  test('is 0 or unknown where the process does not have the metric yet', async () => {
    expect(await countFigure(metrics, ROWS)).toEqual({ shape: 'rate', total: 0 });
    expect(await countFigure(metrics, SOCKETS)).toEqual({ shape: 'now', value: null });
    expect(await countFigure(metrics, POLLS)).toEqual({ shape: 'p99', bounds: [0.1, 1], counts: [0, 0, 0] });
    expect(await countFigure(metrics, counted(ROWS))).toEqual({ shape: 'count', parts: [] });
  });

  test('is summed over organizations, and told apart by one label', async () => {
    metrics.counter(ROWS).inc({ organization: 'a', reason: 'late' }, 2);
    metrics.counter(ROWS).inc({ organization: 'b', reason: 'late' }, 3);
    metrics.counter(ROWS).inc({ organization: 'b', reason: 'stale' }, 9);
    metrics.gauge(SOCKETS).set({ organization: 'a' }, 4);
    metrics.gauge(SOCKETS).set({ organization: 'b' }, 1);
    expect(await countFigure(metrics, ROWS)).toEqual({ shape: 'rate', total: 14 });
    expect(await countFigure(metrics, SOCKETS)).toEqual({ shape: 'now', value: 5 });
    expect(await countFigure(metrics, countedBy(ROWS, 'reason'))).toEqual({
      shape: 'count',
      parts: [
        { label: 'stale', total: 9 },
        { label: 'late', total: 5 },
      ],
    });
    // @ts-expect-error a label that the metric does not have
    expect(countedBy(ROWS, 'cause').label).toBe('cause');
  });

  test('has the largest parts where a label has many values', async () => {
    const many = new Metrics('alerting', 'alerting-0');
    for (let reason = 0; reason < 2 * FIGURE_PARTS_MAX; reason += 1) {
      many.counter(ROWS).inc({ organization: 'a', reason: `reason-${reason}` }, reason);
    }
    const figure = await countFigure(many, countedBy(ROWS, 'reason'));
    const parts = figure.shape === 'count' ? figure.parts : [];
    expect(parts).toHaveLength(FIGURE_PARTS_MAX);
    expect(parts[0]?.label).toBe(`reason-${2 * FIGURE_PARTS_MAX - 1}`);
  });

  test('has each observation in one bucket', async () => {
    const seconds = fc.array(fc.constantFrom(0.05, 0.1, 0.5, 1, 7), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(seconds, async (observed) => {
        const own = new Metrics('alerting', 'alerting-0');
        for (const each of observed) own.histogram(POLLS).observe({ organization: 'a' }, each);
        const within = (low: number, high: number): number =>
          observed.filter((each) => each > low && each <= high).length;
        expect(await countFigure(own, POLLS)).toEqual({
          ...{ shape: 'p99', bounds: [0.1, 1] },
          counts: [within(0, 0.1), within(0.1, 1), within(1, Infinity)],
        });
      }),
    );
  });
});
