import {
  fixedKeyRing,
  KeyRingFileSource,
  keyRingOfTexts,
  openArtifactStore,
  SealedBundles,
  type KeyRingSource,
} from '@eagle/artifacts';
import { AppError } from '@eagle/contracts/domain';
import type { ModelCacheConfig } from '../config.js';

/** Injection token of the sealed artifact store; its type is `SealedBundles`. */
export const SEALED_STORE = Symbol('SEALED_STORE');

/**
 * The artifact store with the keys that open it: only this service has them.
 * @throws AppError `KEYS.*`, `MODEL.STORE_LOCATION_INVALID` (invalid): the service does not start.
 */
export async function openSealedStore(config: ModelCacheConfig): Promise<SealedBundles> {
  const ring = await keyRingOf(config);
  return new SealedBundles(await openArtifactStore(config.ARTIFACT_STORE), ring);
}

async function keyRingOf({
  KEYS_FILE,
  PLATFORM_KEYS,
  SIGNING_KEYS,
}: ModelCacheConfig): Promise<KeyRingSource> {
  if (KEYS_FILE !== undefined) return KeyRingFileSource.open(KEYS_FILE);
  if (PLATFORM_KEYS !== undefined && SIGNING_KEYS !== undefined) {
    return fixedKeyRing(keyRingOfTexts(PLATFORM_KEYS.reveal(), SIGNING_KEYS.reveal()));
  }
  throw new AppError(
    'KEYS.MISSING',
    'The platform’s keys are missing: set KEYS_FILE to their file, or PLATFORM_KEYS and SIGNING_KEYS to the keys. There are no default keys.',
  );
}
