import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { Head, SeriesKind, TelemetryStore } from '@eagle/telemetry';
import { settledMs, TAKEN_OVER_SETTLED_MS, type Arrivals } from './came-since.js';
import type { ExportCursor } from './export-record.js';
import type { HistoryRows } from './history-rows.js';

export interface ArrivalQuestion {
  readonly rows: Pick<HistoryRows, 'lastSequence'>;
  readonly head: Head | null;
  readonly store: Pick<TelemetryStore, 'positions'>;
  readonly organizationId: OrganizationId;
  readonly kind: SeriesKind;
  readonly assets: readonly AssetId[];
  readonly since: ExportCursor | null;
  readonly nowMs: number;
}

/**
 * How far rows have come by now, asset by asset: rows come in the order of their numbers, so all up
 * to the highest one have come. Rows behind it, which come while the export runs, are for the next
 * one.
 */
export async function arrivalsOf(question: ArrivalQuestion): Promise<Arrivals> {
  const { rows, assets, since, nowMs } = question;
  const incarnation = await incarnationOf(question);
  const untilMs = nowMs - TAKEN_OVER_SETTLED_MS;
  const sequences: Record<AssetId, number> = {};
  for (const assetId of assets) {
    const last = await rows.lastSequence(assetId, settledMs({ untilMs }));
    const before = since?.incarnation === incarnation ? (since?.sequences[assetId] ?? 0) : 0;
    sequences[assetId] = Math.max(before, last);
  }
  return { since, until: { incarnation, sequences, untilMs } };
}

/** Of the stream that is being read; what waits in memory is newer than what is stored. */
async function incarnationOf({ head, store, organizationId, kind }: ArrivalQuestion) {
  const waiting = head?.positions.get(kind)?.incarnation;
  return waiting ?? (await store.positions(organizationId)).get(kind)?.incarnation ?? null;
}
