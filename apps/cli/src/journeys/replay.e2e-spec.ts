import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../start/platform.js';
import { happenings, writeRecording } from './made-recording.fixture.js';

const MINUTE_MS = 60_000;
/** A third of the rows is played: failures from here on are judged. */
const TRAIN_SHARE = '0.67';

const reportSchema = z.object({
  played: z.object({
    from: z.string(),
    rows: z.number(),
    rowsRead: z.number(),
    rowsRefused: z.number(),
    rowsJudged: z.number(),
    rowsNotJudged: z.number(),
  }),
  events: z.array(
    z.object({
      asset: z.string(),
      component: z.string(),
      at: z.string(),
      verdict: z.string(),
      leadMinutes: z.number().nullable(),
    }),
  ),
  eventsTotal: z.number(),
  warnedInTime: z.number(),
  missed: z.number(),
  falseAlarms: z.number(),
  falseWarnings: z.array(z.object({ asset: z.string(), at: z.string() })),
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly reported: string;
}

/**
 * `eagle replay` as a person runs it. `onReported` gets its progress output and may send a signal.
 */
function replay(
  home: string,
  args: readonly string[],
  onReported: (reported: string, interrupt: () => void) => void = () => undefined,
): Promise<Ended> {
  const main = path.join(projectRoot, 'apps/cli/dist/main.js');
  const child = spawn(process.execPath, [main, 'replay', ...args], {
    env: { ...process.env, EAGLE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, reported] = ['', ''];
  let interrupted = false;
  const interrupt = (): void => {
    if (!interrupted) child.kill('SIGINT');
    interrupted = true;
  };
  child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    reported += chunk.toString();
    onReported(reported, interrupt);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, reported }));
  });
}

describe('a recording is replayed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'eagle-made-recording-'));
  const home = path.join(folder, 'home');
  let config = '';

  beforeAll(() => {
    config = writeRecording(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('reports for each failure whether it was warned of, and loses no row', async () => {
    const args = ['--data', folder, '--config', config, '--train-share', TRAIN_SHARE, '--json'];
    const { code, output, reported } = await replay(home, args);
    assert.equal(code, 0, reported);
    const report = reportSchema.parse(JSON.parse(output));
    const fromMs = Date.parse(report.played.from);
    const judged = happenings().filter(({ atMs }) => atMs >= fromMs);

    for (const { asset, atMs, kind } of judged.filter((happening) => happening.kind !== 'harmless')) {
      const event = report.events.find((e) => e.asset === asset && Date.parse(e.at) === atMs);
      assert.equal(event?.component, 'lining');
      assert.equal(event.verdict, kind === 'sudden' ? 'missed' : 'warned in time', `${asset} ${event.at}`);
      if (kind === 'announced') assert.ok((event.leadMinutes ?? 0) >= 5 && (event.leadMinutes ?? 0) <= 30);
    }
    assert.equal(report.eventsTotal, judged.length - 1);
    assert.equal(report.missed, 1);
    const harmless = judged.find(({ kind }) => kind === 'harmless');
    assert.ok(harmless);
    const ofHarmless = report.falseWarnings.filter(
      ({ asset, at }) =>
        asset === harmless.asset && Math.abs(Date.parse(at) - harmless.atMs) <= 30 * MINUTE_MS,
    );
    assert.equal(ofHarmless.length, 1, 'the harmless rise is a false alarm');
    assert.equal(report.falseAlarms, report.falseWarnings.length);

    const { rows, rowsRead, rowsRefused, rowsJudged, rowsNotJudged } = report.played;
    assert.deepEqual(
      { rowsRead, rowsRefused, rowsJudged, rowsNotJudged },
      {
        rowsRead: rows,
        rowsRefused: 0,
        rowsJudged: rows,
        rowsNotJudged: 0,
      },
    );
    assert.deepEqual(readdirSync(home), [], 'nothing is left behind');
  });

  test('ends cleanly when it is interrupted', async () => {
    const { code, output, reported } = await replay(
      home,
      ['--data', folder, '--config', config],
      (said, interrupt) => {
        if (said.includes('writing the history')) interrupt();
      },
    );
    assert.equal(code, 1);
    assert.equal(output, '');
    assert.match(reported, /The replay was stopped before its end\. \(REPLAY\.STOPPED\)\n$/);
    assert.deepEqual(readdirSync(home), []);
  });

  test('says in one sentence why a folder cannot be replayed, before it starts anything', async () => {
    const { code, reported } = await replay(home, ['--data', path.join(folder, 'nowhere')]);
    assert.equal(code, 1);
    assert.match(reported, /nowhere does not exist\. \(RECORDING\.INVALID\)\n$/);
    assert.doesNotMatch(reported, /\n\s+at /);
  });
});
