import assert from 'node:assert/strict';
import { playRecording, type RecordingSource } from './play-recording.js';
import { PlatformProgress, valueOf, type Progress } from './platform-progress.js';

const NOTHING: Progress = { rowsRead: 0, scans: 0, predictions: 0, overtaken: 0, unpredicted: 0 };

/** Rows at given times; remembers what was released. */
class Source implements RecordingSource {
  readonly released: number[] = [];
  constructor(private readonly times: readonly number[]) {}
  nextAfter(atMs: number): Promise<number | null> {
    return Promise.resolve(this.times.find((time) => time >= atMs) ?? null);
  }
  endOfRows(fromMs: number, rowsMax: number): Promise<number | null> {
    return Promise.resolve(this.times.filter((time) => time >= fromMs)[rowsMax] ?? null);
  }
  release(fromMs: number, toMs: number): Promise<{ rows: number; newestMs: number | null }> {
    const rows = this.times.filter((time) => time >= fromMs && time < toMs);
    this.released.push(...rows);
    return Promise.resolve({ rows: rows.length, newestMs: rows.at(-1) ?? null });
  }
}

const options = (progress: () => Progress) => ({
  fromMs: 0,
  speed: 1e9,
  spanMsMax: 1e9,
  progress: { look: () => Promise.resolve(progress()) },
  onProgress: () => undefined,
  signal: new AbortController().signal,
});

describe('playing a recording', () => {
  test('releases every row once and in order, over a gap of years, and ends when all of them are judged', async () => {
    const years = 5 * 365 * 86_400_000;
    const times = [0, 0, 1, 5_000, years, years, years + 1];
    const source = new Source(times);
    const judged = (): Progress => {
      const rows = source.released.length;
      return {
        rowsRead: rows,
        scans: rows - 1,
        predictions: Math.max(0, rows - 2),
        overtaken: 0,
        unpredicted: rows > 1 ? 1 : 0,
      };
    };
    const played = await playRecording(source, options(judged));
    assert.deepEqual(source.released, times);
    assert.equal(played.rows, times.length);
    assert.equal(played.lastAtMs, years + 1);
  });

  test('never runs further ahead of the platform than its limit', async () => {
    const source = new Source(Array.from({ length: 30_000 }, (_, i) => i));
    let [done, aheadMax] = [0, 0];
    const slow = (): Progress => {
      aheadMax = Math.max(aheadMax, source.released.length - done);
      done = Math.min(source.released.length, done + 4_000);
      return { ...NOTHING, rowsRead: done, scans: done, predictions: done };
    };
    const played = await playRecording(source, options(slow));
    assert.equal(played.progress.predictions, 30_000);
    assert.ok(aheadMax <= 8_000, `${aheadMax} rows ahead`);
  });

  test('never lets two releases span more event time than allowed', async () => {
    const source = new Source(Array.from({ length: 100 }, (_, i) => i * 1_000));
    let [done, spanMax] = [0, 0];
    const slow = (): Progress => {
      const { released } = source;
      spanMax = Math.max(spanMax, (released.at(-1) ?? 0) - (released[done] ?? released.at(-1) ?? 0));
      done = Math.min(released.length, done + 5);
      return { ...NOTHING, rowsRead: done, scans: done, predictions: done };
    };
    await playRecording(source, { ...options(slow), spanMsMax: 10_000 });
    assert.equal(source.released.length, 100);
    assert.ok(spanMax <= 20_000, `${spanMax} ms`);
  });

  test('stops at once on request', async () => {
    const stop = new AbortController();
    const source = new Source([1, 2, 3]);
    const playing = playRecording(source, { ...options(() => NOTHING), signal: stop.signal });
    stop.abort(new Error('enough'));
    await assert.rejects(playing);
  });
});

describe('the progress of the platform', () => {
  const page = [
    '# HELP eagle_scans_total Scans published.',
    'eagle_scans_total{organization="a"} 7',
    'eagle_scans_totally{organization="a"} 1',
    'eagle_alerting_rows_set_aside_total{stream="scans",reason="late"} 2',
    'eagle_alerting_rows_set_aside_total{stream="predictions",reason="late"} 3',
    'eagle_prediction_rows_total 11',
  ].join('\n');

  test('reads counters with and without labels', () => {
    assert.equal(valueOf(page, 'eagle_scans_total'), 7);
    assert.equal(valueOf(page, 'eagle_alerting_rows_set_aside_total', 'stream="predictions"'), 3);
    assert.equal(valueOf(page, 'eagle_prediction_rows_total'), 11);
    assert.equal(valueOf(page, 'nothing_total'), 0);
  });

  test('of services that are down stays the last known one', async () => {
    const nowhere = 'http://127.0.0.1:1/metrics';
    const progress = new PlatformProgress({
      'data-processor': nowhere,
      prediction: nowhere,
      alerting: nowhere,
    });
    assert.deepEqual(await progress.look(), NOTHING);
  });
});
