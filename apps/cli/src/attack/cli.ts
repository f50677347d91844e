import { Command } from 'commander';
import { someOf } from '../option-values.js';
import { print, printProgress } from '../terminal-output.js';
import { runAttack } from './attack.command.js';
import { ATTACK_PARTS } from './parts/index.js';

const NAMES = ATTACK_PARTS.map(({ name }) => name);

interface Options {
  readonly only: string[];
  readonly small: boolean;
  readonly json: boolean;
  readonly out?: string;
}

export function attackCli(): Command {
  return new Command('attack')
    .description(
      `start a platform, attack it, and count the attacks that succeed:\n${ATTACK_PARTS.map(({ name, description }) => `  ${name}: ${description}`).join('\n')}`,
    )
    .option('--only <parts>', `some of ${NAMES.join(',')}`, someOf(NAMES), [...NAMES])
    .option('--small', 'only the attacks of every test run', false)
    .option('--json', 'JSON only, without the table', false)
    .option('--out <file>', 'also write the JSON into a file')
    .action(({ only, small, json, out }: Options) =>
      runAttack({ only, json, size: small ? 'small' : 'full', out: out ?? null }, printProgress, print),
    );
}
