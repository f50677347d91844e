import { Command } from 'commander';
import { durationMs, someOf } from '../option-values.js';
import { print, printProgress } from '../terminal-output.js';
import { CHAOS_CASES } from './cases/index.js';

const NAMES = CHAOS_CASES.map(({ name }) => name);

interface Options {
  readonly only: string[];
  readonly duration: number;
  readonly small: boolean;
  readonly json: boolean;
  readonly out?: string;
}

export function chaosCli(): Command {
  return new Command('chaos')
    .description(
      `start a platform, disturb it, and keep the ledger of every row and every alert:\n${CHAOS_CASES.map(({ name, description }) => `  ${name}: ${description}`).join('\n')}`,
    )
    .option('--only <cases>', `some of ${NAMES.join(',')}`, someOf(NAMES), [...NAMES])
    .option(
      '--duration <time>',
      'repeat rounds for this time, for example 2h; default: one round',
      durationMs,
      0,
    )
    .option('--small', 'only the disturbances of every test run', false)
    .option('--json', 'JSON only, without the table', false)
    .option('--out <file>', 'also write the JSON into a file')
    .action(async ({ only, duration, small, json, out }: Options) => {
      // Loaded only when used: it needs the servers and fixtures of the tests, which no
      // installation has.
      const { runChaos } = await import('./chaos.command.js');
      const size = small ? 'small' : 'full';
      await runChaos({ only, durationMs: duration, json, size, out: out ?? null }, printProgress, print);
    });
}
