import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion, OrganizationId, TrainingRunId } from '@eagle/contracts/domain';

/** A part of its own, so that nothing else is removed whatever folder is given. */
const WORK_FOLDER = 'training';

export interface WorkFolders {
  readonly dataset: string;
  readonly out: string;
}

/** The store as training knows it: bundles are given to whoever keeps it, and versions are known by number. */
export interface BundleRegistry {
  /**
   * Hands the files of a folder over.
   * @returns the bundle's artifact path.
   * @throws AppError `MODEL.VERSION_EXISTS` (conflict), or why the bundle is refused.
   */
  handOver(folder: string, organizationId: OrganizationId, version: ModelVersion): Promise<string>;
  /** The newest version whose place is taken, registered or not; null where there is none. */
  newestVersion(organizationId: OrganizationId): Promise<ModelVersion | null>;
}

/** Folders in which bundles are made. Nothing stays there: what is finished is handed over, and the rest is removed. */
export class ArtifactStore {
  private readonly root: string;

  /** @param folder  Where there is room for unfinished work; only one training process may use it. */
  constructor(
    folder: string,
    private readonly registry: BundleRegistry,
  ) {
    this.root = join(folder, WORK_FOLDER);
  }

  /** Removes what a killed process left. */
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

  /** The newest version whose place in the store is taken: a training that was killed may have left one that is not registered. */
  newestVersion(organizationId: OrganizationId): Promise<ModelVersion | null> {
    return this.registry.newestVersion(organizationId);
  }

  private workOf(runId: TrainingRunId): string {
    return join(this.root, runId);
  }
}
