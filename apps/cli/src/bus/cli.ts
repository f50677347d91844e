import { Command } from 'commander';
import { print } from '../terminal-output.js';
import { inspectBus } from './inspect-bus.js';

/** @param home  the state folder */
export function inspectBusCli(home: () => string): Command {
  return new Command('inspect-bus')
    .description(
      'list objects on the message server that the platform did not create: consumers that push or are paused, streams that copy',
    )
    .option('--json', 'for scripts', false)
    .action((options: { json: boolean }) => inspectBus(home(), options.json, print));
}
