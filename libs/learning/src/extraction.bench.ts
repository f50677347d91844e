// How much memory and time it takes to make a data set of a long history: node extraction.bench.js
// [days]. Prints JSON.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError, assetIdSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { defineFeatureSet, tagTable } from '@eagle/features';
import type { MappedScan } from '@eagle/feeds';
import { planDataset } from './dataset/dataset-plan.js';
import { madeOrganization, STARTS_MS } from './fixtures/made-plant.js';
import { learn } from './learn.js';
import type { ScanHistory } from './ports.js';
import { HistorySurvey } from './survey/history-survey.js';

const SCAN_PERIOD_MS = 1_000;
const ROWS_OF_DAY = 86_400;
const ROWS_OF_PAGE = 2_000;
const NUMBERS = 12;
/** A failure every twelve hours, in turn of two components, its flag up for ten minutes. */
const ROWS_BETWEEN_FAILURES = ROWS_OF_DAY / 2;
const ROWS_FAILED = 600;
const line = assetIdSchema.parse('line-1');
const MiB = 1024 * 1024;

function organization(): OrganizationConfig {
  const made = madeOrganization();
  const numbers = Array.from({ length: NUMBERS }, (_, i) => ({
    tag: `value${i}`,
    type: 'number',
    role: 'present-value',
  }));
  const flags = made.tags.filter(({ type }) => type === 'boolean');
  const settings = { ...made.settings, scanPeriodMs: SCAN_PERIOD_MS };
  return madeOrganization({ tags: [...numbers, ...flags], settings });
}

/** Made as it is read, so that the history itself takes no memory. */
class LongHistory implements ScanHistory {
  constructor(
    readonly rows: number,
    private readonly onPage: (rows: number) => void,
  ) {}

  async *read(config: OrganizationConfig): AsyncGenerator<readonly MappedScan[]> {
    const { tags } = tagTable(config);
    const [running, heater, fan] = ['running', 'heaterfail', 'fanfail'].map((name) =>
      tags.findIndex(({ tag }) => tag === name),
    );
    for (let from = 0; from < this.rows; from += ROWS_OF_PAGE) {
      const count = Math.min(ROWS_OF_PAGE, this.rows - from);
      yield await Promise.resolve(
        Array.from({ length: count }, (_, i): MappedScan => {
          const row = from + i;
          const values = Float64Array.from(
            tags,
            (_, tag) => 10 * Math.sin(row / (50 + 7 * tag)) + (row % (3 + tag)),
          );
          const cycle = Math.floor(row / ROWS_BETWEEN_FAILURES);
          const failed = cycle > 0 && row % ROWS_BETWEEN_FAILURES < ROWS_FAILED;
          if (running !== undefined) values[running] = 1;
          if (heater !== undefined) values[heater] = Number(failed && cycle % 2 === 0);
          if (fan !== undefined) values[fan] = Number(failed && cycle % 2 === 1);
          const eventTimeMs = STARTS_MS + row * SCAN_PERIOD_MS;
          const quality = new Uint8Array(tags.length);
          return { assetId: line, eventTimeMs, readAtMs: 0, values, quality, rowKeys: String(row) };
        }),
      );
      this.onPage(from + count);
    }
  }
}

/** The data set is complete when the trainer would begin; its own time is not measured. */
class ReachedTrainer extends Error {}

const days = Number(process.argv[2] ?? 365);
const config = organization();
const featureSet = defineFeatureSet(config);
const folder = await mkdtemp(path.join(tmpdir(), 'eagle-extraction-'));
const rssMiB: number[] = [];
const rows = days * ROWS_OF_DAY;
let reading = 'survey';
const history = new LongHistory(rows, (read) => {
  const tenths = (count: number): number => Math.floor((10 * count) / rows);
  if (tenths(read) === tenths(read - ROWS_OF_PAGE)) return;
  process.stderr.write(`${reading}: ${read} of ${rows} rows\n`);
  rssMiB.push(Math.round(process.memoryUsage.rss() / MiB));
});
const { signal } = new AbortController();
try {
  const startedMs = performance.now();
  const survey = new HistorySurvey(config);
  for await (const page of history.read(config)) for (const scan of page) survey.add(scan);
  const surveyed = survey.finish();
  const surveyedMs = performance.now();
  reading = 'features';
  const planned = planDataset({
    ...{ survey: surveyed, records: [], settings: config.settings },
    ...{ windowMsMax: featureSet.windowMsMax, championTrainedToMs: null },
  });
  if ('missing' in planned) throw new AppError('BENCH.NO_PLAN', planned.missing);
  const folders = { dataset: path.join(folder, 'dataset'), out: path.join(folder, 'out') };
  await mkdir(folders.dataset);
  const job = {
    ...{ config, featureSet, plan: planned.plan, range: { fromMs: 0, toMs: Infinity }, events: new Map() },
    ...{ scans: rows, rowsMax: 5_000_000, folders, signal, onStage: () => undefined },
  };
  const trainer = { train: () => Promise.reject(new ReachedTrainer()) };
  await learn(job, { history, trainer }).catch((error: unknown) => {
    if (!(error instanceof ReachedTrainer)) throw error;
  });
  const doneMs = performance.now();
  const { size } = await stat(path.join(folders.dataset, 'rows.arrow'));
  const figures = {
    ...{ days, rows, features: featureSet.width, failures: planned.plan.failures.length },
    surveyS: Math.round((surveyedMs - startedMs) / 1_000),
    featuresS: Math.round((doneMs - surveyedMs) / 1_000),
    datasetMiB: Math.round(size / MiB),
    rssMiBAtEachTenth: { survey: rssMiB.slice(0, 10), features: rssMiB.slice(10) },
    rssMiBMax: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
