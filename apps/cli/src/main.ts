import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@eagle/contracts';
import { demoPlants } from '@eagle/scada-simulator/plants';
import { Command, InvalidArgumentError } from 'commander';
import { runMakeStreams } from './prepare/message-streams.js';
import { BENCH_PARTS, runBench, type BenchPart } from './bench/bench.command.js';
import { runPrepare } from './prepare/prepare.command.js';
import { runReplay } from './replay/replay.command.js';
import { runStart } from './start/start.command.js';
import type { Scale } from './start/service-plan.js';
import { showStatus } from './status/status.command.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const home = (): string => process.env['EAGLE_HOME'] ?? path.resolve('.eagle');

function parseScale(text: string): Scale {
  const scale: { prediction?: number; gateway?: number } = {};
  for (const part of text.split(',')) {
    const [name, count] = part.split('=');
    const replicas = Number(count);
    if (
      (name !== 'prediction' && name !== 'gateway') ||
      !Number.isInteger(replicas) ||
      replicas < 1 ||
      replicas > 16
    ) {
      throw new InvalidArgumentError(
        'expected for example prediction=2,gateway=2 (1 to 16 replicas of these two)',
      );
    }
    scale[name] = replicas;
  }
  return scale;
}

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('expected a whole number');
  return value;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

function parseShare(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('expected a share between 0 and 1');
  return value;
}

function parsePlants(text: string): string[] {
  const letters: string[] = text === 'none' ? [] : text.split(',');
  const known: readonly string[] = demoPlants.map(({ plant }) => plant);
  if (letters.some((letter) => !known.includes(letter))) {
    throw new InvalidArgumentError(`expected some of ${known.join(',')} or none`);
  }
  return letters;
}

function parseParts(text: string): BenchPart[] {
  return text.split(',').map((name) => {
    const part = BENCH_PARTS.find((known) => known === name);
    if (part === undefined) throw new InvalidArgumentError(`expected some of ${BENCH_PARTS.join(',')}`);
    return part;
  });
}

const program = new Command('eagle').description(
  'Watches industrial equipment of many organizations and warns before it fails.\nState lives in .eagle, or in the folder that EAGLE_HOME names.',
);

program
  .command('start')
  .description(
    'start the whole platform and the demonstration plants on this machine; Ctrl-C stops all of it',
  )
  .option('--fresh', 'forget everything that an earlier start left in the state folder', false)
  .option('--scale <replicas>', 'replicas of a service, for example prediction=2,gateway=2', parseScale, {})
  .option('--seed <number>', 'seed of the plants’ random numbers', parseInteger, 1)
  .option('--plants <letters>', 'which demonstration plants to run: some of a,b,c or none', parsePlants, [
    'a',
    'b',
    'c',
  ])
  .option('--log-level <level>', 'level of the services’ logs', 'info')
  .action((options: { fresh: boolean; scale: Scale; seed: number; plants: string[]; logLevel: string }) =>
    runStart({
      home: home(),
      fresh: options.fresh,
      scale: options.scale,
      seed: options.seed,
      plants: options.plants,
      logLevel: options.logLevel,
    }),
  );

program
  .command('status')
  .description('where everything of the running platform is, and whether it is ready')
  .option('--json', 'the whole of run.json, for scripts', false)
  .action((options: { json: boolean }) => showStatus(home(), options.json, print));

program
  .command('replay')
  .description('play recorded data through the whole platform and hold its warnings against what happened')
  .requiredOption('--data <folder>', 'telemetry*.csv[.gz] with failures.csv or events.csv')
  .option(
    '--speed <times>',
    'times real time, at most (3600 unless the configuration says otherwise)',
    parsePositive,
  )
  .option('--train-share <share>', 'older part of the rows, which is history (0.67)', parseShare)
  .option('--config <file>', 'how the recording is read; see examples/')
  .option('--keep', 'keep the state folder for a look afterwards', false)
  .option('--json', 'the report as JSON', false)
  .action(
    (options: {
      data: string;
      speed?: number;
      trainShare?: number;
      config?: string;
      keep: boolean;
      json: boolean;
    }) =>
      runReplay(
        {
          ...options,
          speed: options.speed ?? null,
          trainShare: options.trainShare ?? null,
          config: options.config ?? null,
          stateParent: process.env['EAGLE_HOME'] ?? tmpdir(),
        },
        (text) => void process.stderr.write(`${text}\n`),
        print,
      ),
  );

program
  .command('bench')
  .description(
    'measure the platform on this machine, with a platform of its own, and hold it against what it has to reach',
  )
  .option('--only <parts>', `some of ${BENCH_PARTS.join(',')}`, parseParts, [...BENCH_PARTS])
  .option('--seconds <number>', 'length of each measurement', parsePositive, 30)
  .option('--organizations <count>', 'organizations at most', parseInteger, 50)
  .option('--json', 'JSON only, without the table', false)
  .option('--out <file>', 'write the JSON into a file as well')
  .action(
    (options: { only: BenchPart[]; seconds: number; organizations: number; json: boolean; out?: string }) =>
      runBench(
        { ...options, out: options.out ?? null },
        (text) => void process.stderr.write(`${text}\n`),
        print,
      ),
  );

program
  .command('prepare')
  .description('for containers: migrate the database and write the message server’s configuration')
  .requiredOption('--nats-config <file>', 'where the configuration is written')
  .requiredOption('--nats-store <folder>', 'the message server’s folder for streams')
  .action((options: { natsConfig: string; natsStore: string }) => runPrepare(options, process.env));

program
  .command('make-streams')
  .description('for containers: make the message server’s streams and buckets (NATS_URL, NATS_PASSWORD_CLI)')
  .action(() => runMakeStreams(process.env));

try {
  await program.parseAsync();
} catch (error) {
  // What is foreseen is one sentence for people; anything else is a bug and keeps its stack.
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : error);
  process.exit(1);
}
