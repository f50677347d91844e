import { Command } from 'commander';
import { wholeNumber } from '../option-values.js';
import { runKeepStreams } from './message-streams.js';
import { runPrepare, type PrepareOptions } from './prepare.command.js';

export function prepareCli(): Command {
  return new Command('prepare')
    .description('for containers: migrate the database and write the message server’s configuration')
    .requiredOption('--nats-config <file>', 'file for the configuration')
    .requiredOption('--nats-store <folder>', 'the message server’s folder for streams')
    .option(
      '--nats-monitor-port <port>',
      'for the health check inside of the message server’s own container (deploy/nats/health.sh): /healthz, on 127.0.0.1 only; default: none',
      wholeNumber,
    )
    .action((options: PrepareOptions) => runPrepare(options, process.env));
}

export function keepStreamsCli(): Command {
  return new Command('keep-streams')
    .description(
      'for containers: make the streams and buckets of the message server, and make them again when they are lost (NATS_URL, NATS_PASSWORD_CLI)',
    )
    .action(() => runKeepStreams(process.env));
}
