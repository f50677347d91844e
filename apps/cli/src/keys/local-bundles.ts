import { FileArtifactStore, KeyRingFileSource, SealedBundles } from '@eagle/artifacts';
import { artifactFolder, keysFile } from '../start/secrets.js';
import type { StateFolder } from '../start/state-folder.js';

/**
 * The sealed bundles of the installation in a state folder.
 * @throws AppError `KEYS.FILE_MISSING`, `KEYS.FILE_UNREADABLE` (invalid).
 */
export async function openLocalBundles(state: StateFolder): Promise<SealedBundles> {
  const ring = await KeyRingFileSource.open(keysFile(state));
  return new SealedBundles(new FileArtifactStore(artifactFolder(state)), ring);
}
