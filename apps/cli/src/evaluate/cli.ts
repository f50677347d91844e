import { tmpdir } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { durationMs } from '../option-values.js';
import { addReadingOptions, wordList } from '../recordings/reading-cli.js';
import { print, printProgress } from '../terminal-output.js';
import { runEvaluate, type EvaluateOptions } from './evaluate.command.js';

const HELP = `
The format of the files is detected and shown before anything is learned: separator, decimals, encoding, order of dates, zone,
words for no reading, first and last time, gaps, duplicates, and names that match nothing. Ambiguous values are refused, with the
option that decides them. Times are best written as 2026-01-05T08:30:00Z.`;

type Options = Omit<EvaluateOptions, 'tempParent'>;

export function evaluateCli(): Command {
  const command = new Command('evaluate')
    .description(
      'find out whether recorded data can predict failures: learns from one part, judges each failure of the other part, compares with elapsed time alone; needs no running services',
    )
    .requiredOption(
      '--train <folder>',
      'telemetry*.csv[.gz] with failures.csv or events.csv; optional errors.csv, maintenance.csv, machines.csv',
    )
    .option('--test <folder>', 'a folder of the same form that is judged, instead of a part of the first')
    .option('--config <file>', 'a JSON file that says how to read the folders; see examples/evaluate')
    .option('--horizon <time>', 'how far ahead, for example 10m, 24h or 14d', durationMs)
    .option(
      '--lead <time>',
      'how long before the failure a warning must come (half of the horizon)',
      durationMs,
    )
    .option('--telemetry <file>', 'the telemetry file, where a folder has several')
    .option('--predictions <file>', 'write the prediction of every held-out row as CSV')
    .option('--report <file>', 'also write the report as Markdown into this file')
    .option('--keep <folder>', 'keep the model and its data set in this folder')
    .option(
      '--trust-column <columns>',
      'columns that seem to reveal the time of the failure but do not, separated by commas',
      wordList,
    )
    .option('--json', 'the report as JSON', false);
  return addReadingOptions(command)
    .addHelpText('after', HELP)
    .action((options: Options) => {
      if (options.keep === '') throw new InvalidArgumentError('expected a folder');
      return runEvaluate(
        { ...options, tempParent: process.env['EAGLE_HOME'] ?? tmpdir() },
        printProgress,
        print,
      );
    });
}
