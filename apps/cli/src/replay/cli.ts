import { tmpdir } from 'node:os';
import { Command } from 'commander';
import { aboveZero, share } from '../option-values.js';
import { addReadingOptions, type SaidOptions } from '../recordings/reading-cli.js';
import { print, printProgress } from '../terminal-output.js';
import { runReplay } from './replay.command.js';

interface Options extends SaidOptions {
  readonly data: string;
  readonly speed?: number;
  readonly trainShare?: number;
  readonly config?: string;
  readonly keep: boolean;
  readonly json: boolean;
}

export function replayCli(): Command {
  const command = new Command('replay')
    .description(
      'play recorded data through the whole platform and compare its warnings with the actual failures',
    )
    .requiredOption('--data <folder>', 'telemetry*.csv[.gz] with failures.csv or events.csv')
    .option(
      '--speed <times>',
      'times real time, at most (3600 unless the configuration says otherwise)',
      aboveZero,
    )
    .option('--train-share <share>', 'share of the rows, from the oldest on, that is history (0.67)', share)
    .option('--config <file>', 'a JSON file that says how to read the recording; see examples/')
    .option('--keep', 'keep the state folder for inspection', false)
    .option('--json', 'the report as JSON', false);
  return addReadingOptions(command).action((options: Options) =>
    runReplay(
      {
        ...options,
        speed: options.speed ?? null,
        trainShare: options.trainShare ?? null,
        config: options.config ?? null,
        said: options,
        stateParent: process.env['EAGLE_HOME'] ?? tmpdir(),
      },
      printProgress,
      print,
    ),
  );
}
