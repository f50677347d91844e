import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BASES } from '@eagle/local-services/containers';
import { readManifests } from '@eagle/local-services/manifests';
import { Command, Option } from 'commander';
import { projectRoot } from '../start/platform.js';
import { print } from '../terminal-output.js';
import { composeSecrets } from './compose-secrets.js';
import { withServices } from './compose-services.js';
import { runTryContainers, type TryContainersOptions } from './try-containers.command.js';

export function containersCli(): Command {
  return new Command('containers')
    .description('the platform in containers, by docker-compose.yml')
    .addCommand(
      new Command('secrets')
        .description('make every secret of the compose file, as lines of an .env file')
        .action(async () => {
          const secrets = composeSecrets(await readManifests(projectRoot), randomBytes);
          for (const [variable, value] of Object.entries(secrets)) print(`${variable}=${value}`);
        }),
    )
    .addCommand(
      new Command('compose')
        .description('write the services into docker-compose.yml, from their manifests')
        .action(async () => {
          const file = path.join(projectRoot, 'docker-compose.yml');
          writeFileSync(file, withServices(readFileSync(file, 'utf8'), await readManifests(projectRoot)));
        }),
    )
    .addCommand(
      new Command('try')
        .description(
          'build the image, start the compose file with a plant, wait for an alert, remove everything again',
        )
        .addOption(
          new Option(
            '--base <where>',
            'source of the base images: a registry, or built here from Debian packages; auto: the first that is available',
          )
            .choices(BASES)
            .default('auto'),
        )
        .option('--image <tag>', 'use this existing image instead of building one')
        .action((options: TryContainersOptions) => runTryContainers(options, print)),
    );
}
