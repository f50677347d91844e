import {
  addKey,
  describeKeys,
  retirePlatformKey,
  rewrapAll,
  type KeyFacts,
  type KeysInventory,
} from '@eagle/artifacts';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { believedNow } from '@eagle/service-kit/clocks';
import type { OpenKeys } from './keys-config.js';

type Write = (line: string) => void;

export interface RotateOptions {
  readonly organization?: OrganizationId;
  readonly signing: boolean;
}

export async function showKeys({ ring, bundles }: OpenKeys, json: boolean, write: Write): Promise<void> {
  const inventory = await describeKeys(ring.ring, bundles.store, bundles.keys, believedNow());
  if (json) return write(JSON.stringify(inventory, null, 2));
  for (const line of linesOf(inventory)) write(line);
}

export async function rotateKeys(keys: OpenKeys, options: RotateOptions, write: Write): Promise<void> {
  const { bundles } = keys;
  if (options.organization !== undefined) {
    const id = await bundles.keys.rotate(options.organization);
    return write(
      `Coming versions of ${options.organization} are sealed with the key ${id}; earlier ones stay readable.`,
    );
  }
  if (keys.file === null) return rewrapUnderFirst(keys, write);
  const id = await addKey(keys.file, options.signing ? 'signingKeys' : 'platformKeys', new Date());
  await keys.ring.reload();
  const { changed, unchanged } = await rewrapAll(bundles.store, bundles.keys);
  write(
    options.signing
      ? `Coming versions are signed with the key ${id}; signatures of the keys before stay valid.`
      : `The platform’s key is now ${id}.`,
  );
  write(`Key documents written anew: ${changed.length}; not to be changed: ${unchanged}.`);
  write(
    `A running model-cache loads the key by itself. Back up ${keys.file} now: without it no model opens.`,
  );
}

/**
 * Keys in the environment are added by its owner; this command only re-encrypts the organizations'
 * keys.
 */
async function rewrapUnderFirst({ ring, bundles }: OpenKeys, write: Write): Promise<void> {
  const { changed } = await rewrapAll(bundles.store, bundles.keys);
  if (changed.length > 0) {
    return write(
      `Key documents encrypted with the platform key ${ring.ring.platformKey.id}: ${changed.length}.`,
    );
  }
  throw new AppError(
    'KEYS.NOTHING_TO_ROTATE',
    `Everything is already encrypted with ${ring.ring.platformKey.id}. Put a new key before it in PLATFORM_KEYS (here and for model-cache), then run this again.`,
  );
}

export async function retireKey({ file, bundles }: OpenKeys, id: string, write: Write): Promise<void> {
  if (file === null) {
    throw new AppError(
      'KEYS.NO_FILE',
      'These keys come from PLATFORM_KEYS: once "eagle keys show" names no organization under the old key, remove the key there.',
    );
  }
  await retirePlatformKey(file, id, bundles.store, bundles.keys);
  write(`The platform key ${id} is forgotten. Older backups of the artifact store still need it.`);
}

function linesOf({ platformKeys, signingKeys, organizations }: KeysInventory): string[] {
  const line = ({ id, createdAt, ageDays, newest }: KeyFacts, more = ''): string =>
    `  ${id}  ${createdAt === null ? 'age not known' : `${ageDays} days, since ${createdAt}`}${newest ? ', for new documents' : ''}${more}`;
  return [
    'platform keys',
    ...platformKeys.map((key) => line(key)),
    'signing keys',
    ...signingKeys.map((key) => line(key)),
    ...organizations.flatMap(({ organizationId, keys }) => [
      `organization ${organizationId}`,
      ...keys.map((key) => line(key, `, under ${key.platformKeyId}`)),
    ]),
  ];
}
