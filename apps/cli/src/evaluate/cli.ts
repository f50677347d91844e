import { tmpdir } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { durationMs } from '../option-values.js';
import { addReadingOptions, wordList } from '../recordings/reading-cli.js';
import { print, printProgress } from '../terminal-output.js';
import { runEvaluate, type EvaluateOptions } from './evaluate.command.js';

const HELP = `
How the files are written is found out from them and shown before anything is learned: separator, decimals, encoding, order of dates, zone,
words for no reading, first and last time, gaps, duplicates, and what joins to nothing. What can be read in two ways is refused, with the
option that says which. Times are best written as 2026-01-05T08:30:00Z.`;

type Options = Omit<EvaluateOptions, 'tempParent'>;

export function evaluateCli(): Command {
  const command = new Command('evaluate')
    .description(
      'tell whether recorded data can predict failures at all: learns on one part, judges on another by failure, beside elapsed time alone; needs no running services',
    )
    .requiredOption(
      '--train <folder>',
      'telemetry*.csv[.gz] with failures.csv or events.csv; errors.csv, maintenance.csv, machines.csv where there are some',
    )
    .option('--test <folder>', 'the same, judged instead of a part of the first')
    .option('--config <file>', 'how the folders are read; see examples/evaluate')
    .option('--horizon <time>', 'how far ahead, for example 10m, 24h or 14d', durationMs)
    .option(
      '--lead <time>',
      'how long before the failure a warning must come (half of the horizon)',
      durationMs,
    )
    .option('--telemetry <file>', 'the telemetry file, where a folder has several')
    .option('--predictions <file>', 'write what was said of every held-out row as CSV')
    .option('--report <file>', 'write the report as Markdown into this file as well')
    .option('--keep <folder>', 'leave the model and its data set in this folder')
    .option(
      '--trust-column <columns>',
      'columns that look as if they knew when the failure comes and are known not to, separated by commas',
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
