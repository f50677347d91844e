import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@eagle/contracts';
import { bundlePathSegments } from '@eagle/models';
import type { BundleReference } from '../bundles/verified-bundles.js';
import type { BundleRemoval } from '../life/model-register.js';

/** Removes bundles from the folder of the artifact store, and only what lies below the organization's own part of it. */
export class FolderBundleRemoval implements BundleRemoval {
  constructor(private readonly artifactsDir: string) {}

  async remove({ organizationId, artifactPath }: BundleReference): Promise<void> {
    const segments = bundlePathSegments(artifactPath);
    if (segments[0] !== organizationId || segments.length < 2) {
      throw new AppError('MODEL.PATH_REFUSED', 'forbidden', 'The bundle does not lie with its organization.');
    }
    const root = await realpath(this.artifactsDir);
    const parent = path.join(root, ...segments.slice(0, -1));
    try {
      // `rm` removes a link itself; a folder on the way that is one would lead elsewhere.
      if ((await realpath(parent)) !== parent) {
        throw new AppError('MODEL.PATH_REFUSED', 'forbidden', 'The path leads out of the artifact store.');
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
      throw error;
    }
    await rm(path.join(root, ...segments), { recursive: true, force: true });
  }
}
