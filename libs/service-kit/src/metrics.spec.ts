import { counter, flag, gauge, histogram } from './metric-declaration.js';
import { Metrics } from './metrics.js';

describe('the names of metrics', () => {
  test('begin with the platform, end in their unit and give durations in seconds: the compiler refuses others', () => {
    counter('eagle_rows_total', 'Rows.');
    gauge('eagle_sockets', 'Sockets.');
    flag('eagle_store_ok', '1 while it stores.');
    histogram('eagle_poll_seconds', 'Duration of a poll.');
    // @ts-expect-error another prefix
    counter('gateway_rows_total', 'Rows.');
    // @ts-expect-error a counter that does not say so
    counter('eagle_rows', 'Rows.');
    // @ts-expect-error milliseconds
    histogram('eagle_poll_ms', 'Duration of a poll.');
    // @ts-expect-error milliseconds
    gauge('eagle_age_ms', 'Age.');
    // @ts-expect-error a unit that is not at the end
    gauge('eagle_lines_lost', 'Lines.');
    // @ts-expect-error a flag that does not say when it is set
    flag('eagle_store_ok', 'Whether it stores.');
    // @ts-expect-error a gauge that calls itself a counter
    expect(gauge('eagle_age_total', 'Age.').kind).toBe('gauge');
  });
});

describe('the metrics of a process', () => {
  const metrics = new Metrics('gateway', 'gateway-0');

  test('are those that are declared, with the labels of the process', async () => {
    metrics.histogram(histogram('eagle_poll_seconds', 'Duration of a poll.')).observe(0.1);
    expect(await metrics.render()).toMatch(
      /eagle_poll_seconds_count\{service="gateway",replica="gateway-0"\} 1/,
    );
  });

  test('have the labels of their declaration: the compiler refuses others', () => {
    const declared = counter('eagle_rows_total', 'Rows.', ['plant']);
    const rows = metrics.counter(declared);
    rows.inc({ plant: 'a' });
    // @ts-expect-error a label that is not declared
    expect(() => rows.inc({ asset: 'a' })).toThrow('asset');
  });

  test('are one for a declaration, however often it is asked for', () => {
    const twice = counter('eagle_twice_total', 'Twice.');
    expect(metrics.counter(twice)).toBe(metrics.counter(twice));
  });
});
