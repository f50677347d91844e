import { Command } from 'commander';
import { print } from '../terminal-output.js';
import { showStatus } from './status.command.js';

/** @param home  the state folder */
export function statusCli(home: () => string): Command {
  return new Command('status')
    .description('show the addresses and the health of the running platform')
    .option('--json', 'print run.json, for scripts', false)
    .action((options: { json: boolean }) => showStatus(home(), options.json, print));
}
