// Evaluates every public recording that is there and thirty simulated days, writes the reports into
// docs/models and holds the figures against the required figures.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const data = process.env.EAGLE_RECORDINGS;
if (data === undefined || !existsSync(data)) {
  console.error('Set EAGLE_RECORDINGS to the folder that holds the public recordings, one folder each.');
  process.exit(1);
}
const reports = path.join(root, 'docs', 'models');

const first = (report) => report.targets[0];
const model = (report) => first(report).judgement.model;
const warnedShare = (report) => model(report).event.warnedInTime / model(report).event.events;
const perHundredDays = (report) => 100 * model(report).event.falseAlarmsPerAssetDay;
const bar = (what, figure, atLeast, atMost = null) => ({ what, figure, atLeast, atMost });

/** What each recording has to show; `docs/models/README.md` says where the bars come from. */
const EVALUATIONS = [
  {
    name: 'azure_hourly',
    folder: 'azure_pdm',
    bars: [
      bar('average precision', (r) => model(r).averagePrecision.value, 0.95),
      bar('share of failures warned in time', warnedShare, 0.95),
      bar('false alarms in 100 asset-days', perHundredDays, null, 1),
      bar('component right, of rows', (r) => first(r).judgement.componentRight.rowShare, 0.95),
    ],
  },
  {
    name: 'azure_hourly_telemetry',
    folder: 'azure_pdm',
    bars: [bar('average precision', (r) => model(r).averagePrecision.value, 0.35)],
  },
  {
    name: 'azure_daily',
    folder: 'azure_pdm',
    bars: [bar('average precision', (r) => model(r).averagePrecision.value, 0.95)],
  },
  {
    name: 'azure_daily_telemetry',
    folder: 'azure_pdm',
    bars: [bar('average precision', (r) => model(r).averagePrecision.value, 0.45)],
  },
  {
    name: 'wells',
    folder: 'wells_3w',
    bars: [
      bar('developing faults warned of', (r) => model(r).event.warnedInTime, 19),
      bar('share of false rows', (r) => model(r).rows.falseRowShare, null, 0.05),
    ],
  },
  {
    name: 'hydraulic',
    folder: 'hydraulic_uci447',
    bars: [bar('mean F1', (r) => r.detection?.meanF1 ?? 0, 0.95)],
  },
  {
    name: 'gecco',
    folder: 'gecco2018_water',
    bars: [bar('promoted', (r) => Number(first(r)?.verdict.promote ?? false), null, 0)],
  },
  {
    name: 'skab',
    folder: 'skab',
    bars: [bar('clock trap recognised', (r) => Number(first(r).verdict.clockTrap), 1)],
  },
  {
    name: 'plant_a',
    folder: 'plant-a30',
    simulate: ['--plant', 'a', '--days', '30', '--seed', '1'],
    bars: [
      bar('share of faults warned of 5 minutes ahead', warnedShare, 0.9),
      bar('false alarms a week', (r) => 7 * model(r).event.falseAlarmsPerAssetDay, null, 1),
      bar('seconds, from the files to the verdict', (_, seconds) => seconds, null, 300),
    ],
  },
];

function run(args) {
  return new Promise((resolve, reject) => {
    const eagle = [path.join(root, 'apps/cli/dist/main.js'), ...args];
    const child = spawn(path.join(root, 'node_modules/.bin/node'), eagle, {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let said = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2_000)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(said))));
  });
}

/** Where the rows and the configuration of an evaluation are; null where its recording is absent. */
async function sourceOf({ name, folder, simulate }) {
  if (simulate === undefined) {
    const train = path.join(data, folder);
    return existsSync(train)
      ? { train, config: path.join(root, 'examples', 'evaluate', `${name}.json`) }
      : null;
  }
  const train = path.join(simulated, folder);
  await run(['simulate', ...simulate, '--out', train]);
  return { train, config: path.join(train, 'evaluate.json') };
}

async function evaluate(evaluation) {
  const { name, folder, bars } = evaluation;
  const source = await sourceOf(evaluation);
  if (source === null) {
    console.error(`${name}: skipped, ${folder} is not there`);
    return;
  }
  const started = Date.now();
  const markdown = path.join(reports, `${name}.md`);
  const { train, config } = source;
  const report = JSON.parse(
    await run(['evaluate', '--train', train, '--config', config, '--json', '--report', markdown]),
  );
  const seconds = (Date.now() - started) / 1_000;
  for (const { what, figure, atLeast, atMost } of bars) {
    const value = figure(report, seconds);
    const met = (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost);
    results.push({ name, what, value, atLeast, atMost, met, seconds });
    console.error(
      `${met ? 'met   ' : 'MISSED'} ${name}: ${what} ${value} (${atLeast === null ? `at most ${atMost}` : `at least ${atLeast}`})`,
    );
  }
}

const wanted = process.argv.slice(2);
const results = [];
const simulated = mkdtempSync(path.join(tmpdir(), 'eagle-recordings-'));
mkdirSync(reports, { recursive: true });
try {
  for (const evaluation of EVALUATIONS) {
    if (wanted.length === 0 || wanted.includes(evaluation.name)) await evaluate(evaluation);
  }
} finally {
  rmSync(simulated, { recursive: true, force: true });
}
writeFileSync(1, `${JSON.stringify(results, null, 2)}\n`);
process.exit(results.every(({ met }) => met) ? 0 : 1);
