import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { Command } from 'commander';
import { attackCli } from './attack/cli.js';
import { benchCli } from './bench/cli.js';
import { inspectBusCli } from './bus/cli.js';
import { chaosCli } from './chaos/cli.js';
import { containersCli } from './containers/cli.js';
import { deadLettersCli } from './dead-letters/cli.js';
import { evaluateCli } from './evaluate/cli.js';
import { exportCli } from './export/cli.js';
import { keysCli } from './keys/cli.js';
import { keepStreamsCli, prepareCli } from './prepare/cli.js';
import { replayCli } from './replay/cli.js';
import { servicesCli } from './services/cli.js';
import { simulateCli } from './simulate/cli.js';
import { startCli } from './start/cli.js';
import { statusCli } from './status/cli.js';

const home = (): string => process.env['EAGLE_HOME'] ?? path.resolve('.eagle');

const program = new Command('eagle')
  .description(
    'Watches industrial equipment of many organizations and warns before it fails.\nState lives in .eagle, or in the folder that EAGLE_HOME names.',
  )
  .addCommand(startCli(home))
  .addCommand(statusCli(home))
  .addCommand(servicesCli())
  .addCommand(inspectBusCli(home))
  .addCommand(deadLettersCli(home))
  .addCommand(exportCli(home))
  .addCommand(evaluateCli())
  .addCommand(simulateCli())
  .addCommand(keysCli(home))
  .addCommand(replayCli())
  .addCommand(benchCli())
  .addCommand(chaosCli())
  .addCommand(attackCli())
  .addCommand(containersCli())
  .addCommand(prepareCli())
  .addCommand(keepStreamsCli());

try {
  await program.parseAsync();
} catch (error) {
  // An expected error is one sentence for people; any other error is a bug and keeps its stack.
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : error);
  process.exit(1);
}
