import { AppError, type AssetId, type AuditAuthor, type OrganizationId } from '@eagle/contracts/domain';
import type { Deletion, TelemetryStore, Usage } from '@eagle/telemetry';
import type { HistoryDeletions, WantedDeletion } from '../adapters/postgres/history-deletions.js';
import type { HistoryReader } from '../read/history-reader.js';
import type { Recorders } from '../record/recorders.js';
import type { OrganizationTurns } from './organization-turns.js';

/** A merge may replace the same segments meanwhile. */
const ATTEMPTS_MAX = 5;

export interface DeleterPorts {
  readonly store: TelemetryStore;
  readonly recorders: Pick<Recorders, 'find'>;
  readonly reader: Pick<HistoryReader, 'assertAsset'>;
  readonly deletions: HistoryDeletions;
  readonly turns: OrganizationTurns;
  /** Ends the exports of an organization, and removes their files. */
  readonly forgetExports: (organizationId: OrganizationId) => Promise<void>;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

/** Deletes what people want gone. What is recorded is carried out, now or by `DeletionLoop`. */
export class HistoryDeleter {
  constructor(private readonly ports: DeleterPorts) {}

  /**
   * Deletes a range: first what waits in memory is stored, because a deletion reaches only what is
   * stored.
   * @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.RANGE_INVALID` (invalid),
   * `TELEMETRY.DELETION_PENDING` (unavailable).
   */
  async deleteRange(organizationId: OrganizationId, wanted: Deletion, by: AuditAuthor): Promise<Usage> {
    const { assetId } = wanted;
    if (assetId !== null) await this.assertAsset(organizationId, assetId);
    // Rows that come later are not meant.
    const deletion = { ...wanted, toMs: Math.min(wanted.toMs, this.ports.now()) };
    if (deletion.toMs <= deletion.fromMs) throw inFuture();
    const recorded = await this.ports.deletions.want(organizationId, deletion, by);
    try {
      return await this.carryOut(recorded);
    } catch (error) {
      throw pending(error);
    }
  }

  /** @throws AppError of the store or the database: it is still to be done. */
  carryOut(wanted: WantedDeletion): Promise<Usage> {
    const { organizationId, deletion } = wanted;
    const { store, recorders, deletions, turns } = this.ports;
    return turns.take(organizationId, async () => {
      const recorder = await recorders.find(organizationId);
      if (recorder !== null && !(await recorder.storeAll())) throw unstored();
      const bytesBefore = await this.bytesOf(organizationId);
      const rows = await retried(() => store.delete(organizationId, deletion));
      await deletions.done(wanted);
      await recorder?.measured.measureIfPossible();
      return { rows, bytes: Math.max(0, bytesBefore - (await this.bytesOf(organizationId))) };
    });
  }

  /**
   * Deletes all that there is of an organization.
   * @returns whether nothing was left.
   * @throws AppError as `TelemetryStore.deleteOrganization`.
   */
  deleteOrganization(organizationId: OrganizationId): Promise<boolean> {
    const { store, turns, forgetExports } = this.ports;
    return turns.take(organizationId, async () => {
      await forgetExports(organizationId);
      const wasEmpty = (await this.bytesOf(organizationId)) === 0;
      await store.deleteOrganization(organizationId);
      return wasEmpty;
    });
  }

  private assertAsset(organizationId: OrganizationId, assetId: AssetId): Promise<void> {
    return this.ports.reader.assertAsset(organizationId, { kind: 'scans', assetId });
  }

  private async bytesOf(organizationId: OrganizationId): Promise<number> {
    const usage = await this.ports.store.usage(organizationId);
    return usage.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isChanged = error instanceof AppError && error.code === 'TELEMETRY.SEGMENTS_CHANGED';
      if (!isChanged || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

const inFuture = (): AppError => {
  const detail = 'The range lies ahead of the clock: there is nothing to delete.';
  return new AppError('TELEMETRY.RANGE_INVALID', detail, { errors: [{ pointer: '/from', detail }] });
};

const unstored = (): AppError =>
  new AppError(
    'TELEMETRY.STORE_UNWRITABLE',
    'What waits in memory cannot be stored, so nothing was deleted.',
  );

const pending = (cause: unknown): AppError =>
  new AppError(
    'TELEMETRY.DELETION_PENDING',
    'The deletion is recorded and could not be carried out yet. It is tried again every minute.',
    {},
    { cause },
  );
