import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion, OrganizationId, TrainingRunId } from '@eagle/contracts';

const WORK_FOLDER = '.work';

export interface WorkFolders {
  readonly dataset: string;
  readonly out: string;
}

/** The folder of model bundles. Unfinished work lies under `.work` on the same file system, so that a bundle appears whole or not at all. */
export class ArtifactStore {
  constructor(private readonly root: string) {}

  /** Removes what a killed process left. Only one training process may use a store. */
  async removeAbandonedWork(): Promise<void> {
    await rm(join(this.root, WORK_FOLDER), { recursive: true, force: true });
    await mkdir(join(this.root, WORK_FOLDER), { recursive: true });
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
   * Moves a finished folder to its place. A folder that lies there already was never registered (versions are given out by the
   * register) and is replaced.
   * @returns the bundle's path relative to the store.
   */
  async place(folder: string, organizationId: OrganizationId, version: ModelVersion): Promise<string> {
    const parent = join(this.root, organizationId);
    const target = join(parent, version);
    await mkdir(parent, { recursive: true });
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    await syncFolder(parent);
    return `${organizationId}/${version}`;
  }

  private workOf(runId: TrainingRunId): string {
    return join(this.root, WORK_FOLDER, runId);
  }
}

/** Makes a rename or a new file last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
