import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion, OrganizationId, TrainingRunId } from '@eagle/contracts/domain';

/** A separate subfolder, so that nothing else in the given folder is removed. */
const WORK_FOLDER = 'training';

export interface WorkFolders {
  readonly dataset: string;
  readonly out: string;
}

/** Training's view of the store: it hands bundles over and reads version numbers. */
export interface BundleRegistry {
  /**
   * Hands over the files of a folder.
   * @returns the bundle's artifact path.
   * @throws AppError `MODEL.VERSION_EXISTS` (conflict), or why the bundle is refused.
   */
  handOver(folder: string, organizationId: OrganizationId, version: ModelVersion): Promise<string>;
  /** The newest version with a place in the store, registered or not; null where there is none. */
  newestVersion(organizationId: OrganizationId): Promise<ModelVersion | null>;
}

/**
 * Work folders for bundles. Nothing stays there: finished bundles are handed over, and the rest is
 * removed.
 */
export class ArtifactStore {
  private readonly root: string;

  /**
   * @param folder  A folder with space for unfinished work; only one training process may use it.
   */
  constructor(
    folder: string,
    private readonly registry: BundleRegistry,
  ) {
    this.root = join(folder, WORK_FOLDER);
  }

  /** Removes the remains of a killed process. */
  async removeAbandonedWork(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
    await mkdir(this.root, { recursive: true });
  }

  async openWork(runId: TrainingRunId): Promise<WorkFolders> {
    const folders = { dataset: join(this.workOf(runId), 'dataset'), out: join(this.workOf(runId), 'bundle') };
    await mkdir(folders.dataset, { recursive: true });
    await mkdir(folders.out, { recursive: true });
    return folders;
  }

  async closeWork(runId: TrainingRunId): Promise<void> {
    await rm(this.workOf(runId), { recursive: true, force: true });
  }

  /**
   * Puts a finished folder into the artifact store and removes it here.
   * @returns the bundle's artifact path.
   * @throws AppError as `BundleRegistry.handOver`.
   */
  async place(folder: string, organizationId: OrganizationId, version: ModelVersion): Promise<string> {
    const artifactPath = await this.registry.handOver(folder, organizationId, version);
    await rm(folder, { recursive: true, force: true });
    return artifactPath;
  }

  /**
   * The newest version with a place in the store: a killed training may have left one that is not
   * registered.
   */
  newestVersion(organizationId: OrganizationId): Promise<ModelVersion | null> {
    return this.registry.newestVersion(organizationId);
  }

  private workOf(runId: TrainingRunId): string {
    return join(this.root, runId);
  }
}
