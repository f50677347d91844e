import { Command } from 'commander';
import { print } from '../terminal-output.js';
import { showStatus } from './status.command.js';

/** @param home  the state folder */
export function statusCli(home: () => string): Command {
  return new Command('status')
    .description('where everything of the running platform is, and whether it is ready')
    .option('--json', 'the whole of run.json, for scripts', false)
    .action((options: { json: boolean }) => showStatus(home(), options.json, print));
}
