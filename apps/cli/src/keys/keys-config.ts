import {
  fixedKeyRing,
  KeyRingFileSource,
  keyRingOfTexts,
  openArtifactStore,
  SealedBundles,
  type KeyRingSource,
} from '@eagle/artifacts';
import { z } from 'zod';
import { artifactFolder, keysFile } from '../start/secrets.js';
import { StateFolder } from '../start/state-folder.js';

/** The same variables as of model-cache; absent: the state folder has both. */
const environmentSchema = z.object({
  ARTIFACT_STORE: z.string().min(1).optional(),
  KEYS_FILE: z.string().min(1).optional(),
  PLATFORM_KEYS: z.string().min(1).optional(),
  SIGNING_KEYS: z.string().min(1).optional(),
});

/** The keys of an installation. */
export interface OpenKeys {
  /** Null where the keys come from the environment: they are then changed there. */
  readonly file: string | null;
  readonly ring: KeyRingSource;
  readonly bundles: SealedBundles;
}

/** @throws AppError `KEYS.*`, `MODEL.STORE_LOCATION_INVALID` (invalid). */
export async function openKeys(home: string, environment: NodeJS.ProcessEnv): Promise<OpenKeys> {
  const { ARTIFACT_STORE, KEYS_FILE, PLATFORM_KEYS, SIGNING_KEYS } = environmentSchema.parse(environment);
  const state = StateFolder.at(home);
  const store = await openArtifactStore(ARTIFACT_STORE ?? artifactFolder(state));
  if (KEYS_FILE === undefined && PLATFORM_KEYS !== undefined && SIGNING_KEYS !== undefined) {
    const ring = fixedKeyRing(keyRingOfTexts(PLATFORM_KEYS, SIGNING_KEYS));
    return { file: null, ring, bundles: new SealedBundles(store, ring) };
  }
  const file = KEYS_FILE ?? keysFile(state);
  const ring = await KeyRingFileSource.open(file);
  return { file, ring, bundles: new SealedBundles(store, ring) };
}
