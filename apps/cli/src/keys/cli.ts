import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { Command, InvalidArgumentError } from 'commander';
import { print } from '../terminal-output.js';
import { makeConfigPair } from './config-pair.js';
import { openKeys } from './keys-config.js';
import { retireKey, rotateKeys, showKeys, type RotateOptions } from './keys.command.js';

function organization(text: string): OrganizationId {
  const id = organizationIdSchema.safeParse(text);
  if (!id.success) throw new InvalidArgumentError('expected the id of an organization');
  return id.data;
}

/** @param home  the state folder */
export function keysCli(home: () => string): Command {
  const open = () => openKeys(home(), process.env);
  return new Command('keys')
    .description(
      'show and rotate the keys that sign and encrypt model bundles: those of the state folder, or of KEYS_FILE and ARTIFACT_STORE',
    )
    .addCommand(
      new Command('show')
        .description('show ids and ages of all keys; never a key')
        .option('--json', 'for scripts', false)
        .action(async ({ json }: { json: boolean }) => showKeys(await open(), json, print)),
    )
    .addCommand(
      new Command('rotate')
        .description(
          'make a new platform key and encrypt the keys of every organization with it; bundles stay unchanged',
        )
        .option(
          '--organization <id>',
          'instead: a new key for coming versions of one organization',
          organization,
        )
        .option('--signing', 'instead: a new key for coming signatures', false)
        .action(async (options: RotateOptions) => rotateKeys(await open(), options, print)),
    )
    .addCommand(
      new Command('pair')
        .description(
          'for containers: make CONFIG_SIGNING_KEY (for gateway alone) and CONFIG_PUBLIC_KEY (for all services)',
        )
        .action(() => makeConfigPair(print)),
    )
    .addCommand(
      new Command('retire')
        .description('forget a platform key that is no longer used')
        .argument('<id>', 'the id of the key from "eagle keys show"')
        .action(async (id: string) => retireKey(await open(), id, print)),
    );
}
