// Evaluates every public recording that is there, writes the reports into docs/models and holds the figures against what they have to reach.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const data = process.env.EAGLE_RECORDINGS ?? path.resolve(root, '..', 'shared', 'datasets');
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
];

function run(args) {
  return new Promise((resolve, reject) => {
    const eagle = [path.join(root, 'apps/cli/dist/main.js'), 'evaluate', ...args];
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

const wanted = process.argv.slice(2);
const results = [];
mkdirSync(reports, { recursive: true });
for (const { name, folder, bars } of EVALUATIONS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const source = path.join(data, folder);
  if (!existsSync(source)) {
    console.error(`${name}: skipped, ${folder} is not there`);
    continue;
  }
  const started = Date.now();
  const config = path.join(root, 'examples', 'evaluate', `${name}.json`);
  const json = path.join(reports, `${name}.md`);
  const text = await run(['--train', source, '--config', config, '--json', '--report', json]);
  const report = JSON.parse(text);
  for (const { what, figure, atLeast, atMost } of bars) {
    const value = figure(report);
    const met = (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost);
    results.push({ name, what, value, atLeast, atMost, met, seconds: (Date.now() - started) / 1_000 });
    console.error(
      `${met ? 'met   ' : 'MISSED'} ${name}: ${what} ${value} (${atLeast === null ? `at most ${atMost}` : `at least ${atLeast}`})`,
    );
  }
}
writeFileSync(1, `${JSON.stringify(results, null, 2)}\n`);
process.exit(results.every(({ met }) => met) ? 0 : 1);
