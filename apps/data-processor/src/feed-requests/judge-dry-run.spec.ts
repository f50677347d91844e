import { organizationConfigSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { judgeDryRun, type TriedConfig } from './judge-dry-run.js';

const START_MS = Date.UTC(2026, 2, 1, 12);
const NOW_MS = START_MS + 3_600_000;
const stamp = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);

/** A table with the columns id, at, v. */
function tried(settings: object = {}): TriedConfig {
  const config = organizationConfigSchema.parse({
    ...{
      organizationId: '00000000-0000-4000-8000-000000000000',
      slug: 'plant',
      name: 'Plant',
      enabled: true,
    },
    ...{ revision: 1, assets: [{ assetId: 'line', name: 'Line' }], rules: [], settings },
    tags: [{ tag: 'v', type: 'number', role: 'present-value', range: { low: 0, high: 100 } }],
    feed: { kind: 'postgres', host: 'h', port: 1, database: 'd', user: 'u' },
    mapping: {
      ...{ revision: 1, table: 'plant', keyColumn: 'id', timeColumn: 'at', timeZone: 'UTC' },
      source: { layout: 'wide', asset: { assetId: 'line' }, columns: [{ column: 'v', tag: 'v' }] },
    },
  });
  if (config.feed === null || config.mapping === null) throw new Error('the plant has a feed');
  return { ...config, feed: config.feed, mapping: config.mapping };
}

const rowsOf = (values: readonly (string | null)[], stepMs = 1_000): (string | null)[][] =>
  values.map((value, at) => [String(at + 1), stamp(START_MS + at * stepMs), value]);

describe('a dry run', () => {
  test('says what was accepted, what each tag looks like and how the rows come', () => {
    const report = judgeDryRun(tried(), rowsOf(['1', '2', null, '300'], 2_000), NOW_MS);
    expect(report).toMatchObject({ rows: 4, scans: 3, rejectedRows: 1, scanPeriodMs: 2_000 });
    expect(report.rejected).toEqual({ 'all-values-missing': 1 });
    expect(report.examples).toHaveLength(1);
    expect(report.examples[0]?.cells).toEqual({ id: '3', at: stamp(START_MS + 4_000), v: null });
    expect(report.assets).toEqual([{ assetId: 'line', scans: 3 }]);
    expect(report.tags).toEqual([
      {
        ...{ tag: 'v', good: 2, missing: 0, outOfRange: 1, frozen: 0 },
        ...{ lowest: 1, highest: 2, newest: 2, points: [1, 2, null] },
      },
    ]);
  });

  test('reads time in the zone of the mapping: a wrong one puts rows into the future', () => {
    const config = tried();
    const chicago = { ...config, mapping: { ...config.mapping, timeZone: 'America/Chicago' } };
    const report = judgeDryRun(chicago, rowsOf(['1', '2', '3', '4', '5']), START_MS + 5_000);
    expect(report).toMatchObject({ scans: 0, rejectedRows: 5, from: null });
    // A few of them show what is wrong.
    expect(report.examples.map(({ reason }) => reason)).toEqual(Array(3).fill('time-in-future'));
  });

  test('shares of the operating states are those of the scans', () => {
    const running = { state: 'running', all: [{ tag: 'v', op: '>=', value: 10 }] };
    const report = judgeDryRun(
      tried({ operatingStates: [running] }),
      rowsOf(['1', '20', '30', '40']),
      NOW_MS,
    );
    expect(report.states).toEqual([
      { state: 'unknown', share: 0.25 },
      { state: 'running', share: 0.75 },
    ]);
  });

  test('of a table without rows is no error', () => {
    expect(judgeDryRun(tried(), [], NOW_MS)).toMatchObject({
      ...{ rows: 0, scans: 0, from: null, until: null, scanPeriodMs: null, rowsPerSecond: null, states: [] },
    });
  });

  test('each row is a scan or is rejected, whatever it holds; each scan is counted once for a tag', () => {
    const cell = fc.option(fc.oneof(fc.double().map(String), fc.string()), { nil: null });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 200 }), (cells) => {
        const report = judgeDryRun(tried(), rowsOf(cells), NOW_MS);
        expect(report.scans + report.rejectedRows).toBe(cells.length);
        const [tag] = report.tags;
        const { good = 0, missing = 0, outOfRange = 0, frozen = 0 } = tag ?? {};
        expect(good + missing + outOfRange + frozen).toBe(report.scans);
        expect(tag?.points.length).toBe(Math.min(60, report.scans));
      }),
    );
  });
});
