import { randomBytes } from 'node:crypto';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { ArtifactStore } from '../store/artifact-store.js';
import { keyRingOfFile, withNewKey } from './key-ring.js';
import { readKeyRingFile, replaceKeyRingFile } from './key-ring-source.js';
import type { OrganizationKeys } from './organization-keys.js';

/** The result of a rewrap, by organization. */
export interface Rewrapped {
  readonly changed: readonly OrganizationId[];
  /** Organizations without keys, or with keys that the newest keys already wrap. */
  readonly unchanged: number;
}

/**
 * Adds a new key of one kind in the first place of the file of keys. The others stay: existing data
 * needs them.
 * @returns the new key's id.
 */
export async function addKey(file: string, kind: 'platformKeys' | 'signingKeys', now: Date): Promise<string> {
  const changed = withNewKey(await readKeyRingFile(file), kind, now, randomBytes);
  await replaceKeyRingFile(file, changed);
  return keyRingOfFile(changed)[kind][0].id;
}

/**
 * Wraps every organization's keys with the newest keys of the platform. Bundles do not change.
 * After an interruption it can be run again.
 */
export async function rewrapAll(
  store: Pick<ArtifactStore, 'organizations'>,
  keys: OrganizationKeys,
): Promise<Rewrapped> {
  const changed: OrganizationId[] = [];
  const organizations = await store.organizations();
  for (const organizationId of organizations) {
    if (await keys.rewrap(organizationId)) changed.push(organizationId);
  }
  return { changed, unchanged: organizations.length - changed.length };
}

/**
 * Removes a platform key from the file of keys, if nothing needs it.
 * @throws AppError `KEYS.KEY_UNKNOWN` (not-found), `KEYS.KEY_IN_USE` (conflict) for the newest key
 * and for one that organizations' keys are wrapped with.
 */
export async function retirePlatformKey(
  file: string,
  id: string,
  store: Pick<ArtifactStore, 'organizations'>,
  keys: OrganizationKeys,
): Promise<void> {
  const found = await readKeyRingFile(file);
  const ring = keyRingOfFile(found);
  if (ring.findPlatformKey(id) === null) {
    throw new AppError('KEYS.KEY_UNKNOWN', `There is no platform key ${id}.`);
  }
  if (ring.platformKey.id === id) throw inUse(id, 'it is the newest one');
  const users = await usersOf(id, store, keys);
  if (users.length > 0) throw inUse(id, `the keys of ${users.join(', ')} are wrapped with it`);
  const [first, ...others] = found.platformKeys;
  const kept = others.filter((_, index) => ring.platformKeys[index + 1]?.id !== id);
  await replaceKeyRingFile(file, { ...found, platformKeys: [first, ...kept] });
}

async function usersOf(
  id: string,
  store: Pick<ArtifactStore, 'organizations'>,
  keys: OrganizationKeys,
): Promise<OrganizationId[]> {
  const users: OrganizationId[] = [];
  for (const organizationId of await store.organizations()) {
    const document = await keys.document(organizationId);
    if (document?.keys.some(({ platformKeyId }) => platformKeyId === id) === true) users.push(organizationId);
  }
  return users;
}

const inUse = (id: string, why: string): AppError =>
  new AppError('KEYS.KEY_IN_USE', `The platform key ${id} is still needed: ${why}.`);
