import { Command, Option } from 'commander';
import { aboveZero, dayUtc, wholeNumber } from '../option-values.js';
import { printProgress } from '../terminal-output.js';
import { runSimulate, STARTS, type SimulateOptions } from './simulate.command.js';

export function simulateCli(): Command {
  return new Command('simulate')
    .description(
      'write a recording of a demonstration plant as a folder that `eagle evaluate` and `eagle replay` read',
    )
    .option('--plant <key>', 'a or b', 'a')
    .option('--days <days>', 'number of days', aboveZero, 30)
    .option('--seed <number>', 'the same seed gives the same recording', wholeNumber, 7)
    .addOption(
      new Option('--from <date>', 'first day, UTC').argParser(dayUtc).default(dayUtc(STARTS), STARTS),
    )
    .requiredOption('--out <folder>', 'folder for the recording')
    .action((options: SimulateOptions) => runSimulate(options, printProgress));
}
