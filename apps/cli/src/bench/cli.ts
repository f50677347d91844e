import { Command } from 'commander';
import { aboveZero, someOf, wholeNumber } from '../option-values.js';
import { print, printProgress } from '../terminal-output.js';
import { HISTORIAN_STAGES, type HistorianStage } from './historian/stages.js';
import { BENCH_PARTS, runBench, type BenchPart } from './bench.command.js';
import { WEB_FIGURES, type WebFigureName } from './web/web-figure-names.js';

interface Options {
  readonly only: BenchPart[];
  readonly figures: WebFigureName[];
  readonly seconds: number;
  readonly organizations: number;
  readonly days: number;
  readonly stages: HistorianStage[];
  readonly json: boolean;
  readonly out?: string;
}

export function benchCli(): Command {
  return new Command('bench')
    .description(
      'start a separate platform on this machine, measure it, and compare the figures with the bars',
    )
    .option('--only <parts>', `some of ${BENCH_PARTS.join(',')}`, someOf(BENCH_PARTS), [...BENCH_PARTS])
    .option('--figures <names>', `of the part web, some of ${WEB_FIGURES.join(',')}`, someOf(WEB_FIGURES), [
      ...WEB_FIGURES,
    ])
    .option('--seconds <number>', 'length of each measurement', aboveZero, 30)
    .option('--organizations <count>', 'most organizations', wholeNumber, 50)
    .option('--days <count>', 'days of history with a row a second, for the historian', wholeNumber, 5)
    .option(
      '--stages <stages>',
      `of the historian: some of ${HISTORIAN_STAGES.join(',')}`,
      someOf(HISTORIAN_STAGES),
      [...HISTORIAN_STAGES],
    )
    .option('--json', 'JSON only, without the table', false)
    .option('--out <file>', 'also write the JSON into a file')
    .action((options: Options) => runBench({ ...options, out: options.out ?? null }, printProgress, print));
}
