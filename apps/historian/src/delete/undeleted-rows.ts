import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { Deletion, RowBatch, SeriesKind, TelemetryStore } from '@eagle/telemetry';
import type { OrganizationTurns } from './organization-turns.js';
import { withoutDeleted } from './without-deleted.js';

/**
 * The store for rows that are read from a source again: what was deleted of the history does not
 * come back with them. No deletion is carried out between the look at what was deleted and the end
 * of `append`.
 */
export class UndeletedRows implements Pick<TelemetryStore, 'append' | 'newest'> {
  constructor(
    private readonly store: Pick<TelemetryStore, 'append' | 'newest'>,
    private readonly deletions: { rangesOf(organizationId: OrganizationId): Promise<Deletion[]> },
    private readonly turns: OrganizationTurns,
  ) {}

  newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>> {
    return this.store.newest(organizationId, kind);
  }

  /** @throws AppError as `TelemetryStore.append`. */
  append(organizationId: OrganizationId, { rows, positions }: RowBatch): Promise<void> {
    return this.turns.take(organizationId, async () => {
      const left = withoutDeleted(rows, await this.deletions.rangesOf(organizationId));
      await this.store.append(organizationId, { rows: left, positions });
    });
  }
}
