import { Metrics } from './metrics.js';

const metrics = new Metrics('gateway', 'gateway-0');

describe('the names of metrics', () => {
  test('begin with the platform, end in their unit and tell durations in seconds: all else the compiler refuses', async () => {
    metrics.counter('eagle_rows_total', 'Rows.');
    metrics.gauge('eagle_sockets', 'Sockets.');
    metrics.histogram('eagle_poll_seconds', 'Duration of a poll.');
    // @ts-expect-error another prefix
    metrics.counter('gateway_rows_total', 'Rows.');
    // @ts-expect-error a counter that does not say so
    metrics.counter('eagle_rows', 'Rows.');
    // @ts-expect-error milliseconds
    metrics.histogram('eagle_poll_ms', 'Duration of a poll.');
    // @ts-expect-error milliseconds
    metrics.gauge('eagle_age_ms', 'Age.');
    // @ts-expect-error a gauge that calls itself a counter
    metrics.gauge('eagle_age_total', 'Age.');
    expect(await metrics.render()).toContain('eagle_poll_seconds_bucket');
  });

  test('are those of one metric, however often it is asked for', () => {
    expect(metrics.counter('eagle_twice_total', 'Twice.')).toBe(
      metrics.counter('eagle_twice_total', 'Twice.'),
    );
  });
});
