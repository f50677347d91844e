import type { OrganizationId } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import { pause } from '../pause.js';
import type { ExportRecords } from './export-records.js';
import type { ResultFiles } from './result-files.js';

const SWEEP_EVERY_MS = 10 * 60_000;
/**
 * A file without an export is one that is being written, or its writer was killed: after this time
 * it is the latter.
 */
const ORPHANED_AFTER_MS = 60 * 60_000;

interface SweepParts {
  readonly exports: Pick<ExportRecords, 'expire' | 'files'>;
  readonly files: Pick<ResultFiles, 'delete' | 'sweep' | 'organizations'>;
  readonly organizations: () => readonly OrganizationId[];
  readonly logger: Logger;
  readonly now: () => number;
}

/** Removes the files of exports whose time is over, and files that belong to none. */
export class ExportSweep {
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;

  constructor(private readonly parts: SweepParts) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.sweepAll();
      await pause(SWEEP_EVERY_MS, signal);
    }
  }

  private async sweepAll(): Promise<void> {
    try {
      const organizations = new Set([
        ...(await this.parts.files.organizations()),
        ...this.parts.organizations(),
      ]);
      for (const organizationId of organizations) {
        if (this.ending.signal.aborted) return;
        await this.sweep(organizationId);
      }
    } catch (error) {
      if (this.ending.signal.aborted) return;
      this.parts.logger.warn({ error }, 'Files of exports could not be swept; it is tried again later');
    }
  }

  private async sweep(organizationId: OrganizationId): Promise<void> {
    const { exports, files, now } = this.parts;
    for (const file of await exports.expire(organizationId)) await files.delete(organizationId, file);
    const { names } = await exports.files(organizationId);
    await files.sweep(organizationId, names, now() - ORPHANED_AFTER_MS);
  }
}
