import { Command } from 'commander';
import { runKeepStreams } from './message-streams.js';
import { runPrepare } from './prepare.command.js';

export function prepareCli(): Command {
  return new Command('prepare')
    .description('for containers: migrate the database and write the message server’s configuration')
    .requiredOption('--nats-config <file>', 'where the configuration is written')
    .requiredOption('--nats-store <folder>', 'the message server’s folder for streams')
    .action((options: { natsConfig: string; natsStore: string }) => runPrepare(options, process.env));
}

export function keepStreamsCli(): Command {
  return new Command('keep-streams')
    .description(
      'for containers: make the message server’s streams and buckets, and keep them there (NATS_URL, NATS_PASSWORD_CLI)',
    )
    .action(() => runKeepStreams(process.env));
}
