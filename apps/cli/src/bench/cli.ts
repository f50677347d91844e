import { Command } from 'commander';
import { aboveZero, someOf, wholeNumber } from '../option-values.js';
import { print, printProgress } from '../terminal-output.js';
import { BENCH_PARTS, runBench, type BenchPart } from './bench.command.js';

interface Options {
  readonly only: BenchPart[];
  readonly seconds: number;
  readonly organizations: number;
  readonly json: boolean;
  readonly out?: string;
}

export function benchCli(): Command {
  return new Command('bench')
    .description(
      'measure the platform on this machine, with a platform of its own, and hold it against what it has to reach',
    )
    .option('--only <parts>', `some of ${BENCH_PARTS.join(',')}`, someOf(BENCH_PARTS), [...BENCH_PARTS])
    .option('--seconds <number>', 'length of each measurement', aboveZero, 30)
    .option('--organizations <count>', 'organizations at most', wholeNumber, 50)
    .option('--json', 'JSON only, without the table', false)
    .option('--out <file>', 'write the JSON into a file as well')
    .action((options: Options) => runBench({ ...options, out: options.out ?? null }, printProgress, print));
}
