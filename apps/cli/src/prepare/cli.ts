import { Command } from 'commander';
import { runMakeStreams } from './message-streams.js';
import { runPrepare } from './prepare.command.js';

export function prepareCli(): Command {
  return new Command('prepare')
    .description('for containers: migrate the database and write the message server’s configuration')
    .requiredOption('--nats-config <file>', 'where the configuration is written')
    .requiredOption('--nats-store <folder>', 'the message server’s folder for streams')
    .action((options: { natsConfig: string; natsStore: string }) => runPrepare(options, process.env));
}

export function makeStreamsCli(): Command {
  return new Command('make-streams')
    .description(
      'for containers: make the message server’s streams and buckets (NATS_URL, NATS_PASSWORD_CLI)',
    )
    .action(() => runMakeStreams(process.env));
}
