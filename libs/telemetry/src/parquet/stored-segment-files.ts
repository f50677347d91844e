import { readFile } from 'node:fs/promises';
import type { ArtifactStore } from '@eagle/artifacts';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { FileCache } from './file-cache.js';
import { firstLine } from './segment-damage.js';
import {
  storeUnreadable,
  storeUnwritable,
  writtenAtOf,
  type AcquiredFiles,
  type SegmentFiles,
} from './segment-files.js';

/**
 * Segments as documents of an artifact store, so that they can lie in a bucket; what is read lies
 * on this machine for a while. The store is one of its own, not that of the models.
 */
export class StoredSegmentFiles implements SegmentFiles {
  constructor(
    private readonly store: ArtifactStore,
    private readonly cache: FileCache,
  ) {}

  get folders(): readonly string[] {
    return [this.cache.folder];
  }

  async draft(): Promise<string> {
    return this.cache.freePath();
  }

  async put(organizationId: OrganizationId, name: string, draft: string): Promise<void> {
    try {
      const bytes = await readFile(draft);
      await this.store.putDocument(organizationId, name, bytes);
      await this.cache.put(keyOf(organizationId, name), draft, bytes.length);
    } catch (error) {
      throw storeUnwritable(firstLine(error), error);
    }
  }

  async acquire(organizationId: OrganizationId, names: readonly string[]): Promise<AcquiredFiles> {
    const taken: ({ path: string; release: () => void } | null)[] = [];
    const release = (): void => {
      for (const file of taken) file?.release();
    };
    try {
      for (const name of names) {
        const fetch = (): Promise<Uint8Array | null> => this.fetch(organizationId, name);
        taken.push(await this.cache.take(keyOf(organizationId, name), fetch));
      }
    } catch (error) {
      release();
      throw storeUnreadable(firstLine(error), error);
    }
    return { paths: taken.map((file) => file?.path ?? null), release };
  }

  async list(organizationId: OrganizationId): Promise<string[]> {
    try {
      const names = await this.store.documents(organizationId);
      return names.filter((name) => writtenAtOf(name) !== null);
    } catch (error) {
      throw storeUnreadable(firstLine(error), error);
    }
  }

  async delete(organizationId: OrganizationId, names: readonly string[]): Promise<void> {
    try {
      for (const name of names) {
        await this.store.deleteDocument(organizationId, name);
        await this.cache.drop(keyOf(organizationId, name));
      }
    } catch (error) {
      throw storeUnwritable(firstLine(error), error);
    }
  }

  async deleteOrganization(organizationId: OrganizationId): Promise<void> {
    await this.delete(organizationId, await this.list(organizationId));
  }

  private async fetch(organizationId: OrganizationId, name: string): Promise<Uint8Array | null> {
    try {
      return await this.store.readDocument(organizationId, name);
    } catch (error) {
      if (error instanceof AppError && error.code === 'MODEL.FILE_MISSING') return null;
      throw error;
    }
  }
}

const keyOf = (organizationId: OrganizationId, name: string): string => `${organizationId}/${name}`;
