import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { Head, SeriesKind, TelemetryHistory, TelemetryStore } from '@eagle/telemetry';
import { TAKEN_OVER_SETTLED_MS, type Arrivals } from './came-since.js';
import { ALWAYS } from './export-plan.js';
import type { ExportCursor } from './export-record.js';
import type { HistoryRows } from './history-rows.js';

export interface ArrivalQuestion {
  readonly history: TelemetryHistory;
  readonly rows: Pick<HistoryRows, 'lastSequence'>;
  readonly head: Head | null;
  readonly store: Pick<TelemetryStore, 'positions'>;
  readonly organizationId: OrganizationId;
  readonly kind: SeriesKind;
  readonly since: ExportCursor | null;
  readonly nowMs: number;
}

/**
 * How far rows have come by now, asset by asset. Any number up to which all rows have come does: rows behind it, which come while the export
 * runs, are for the next one. Rows of an asset come in the order of their numbers, so the number of its newest row is such a number.
 */
export async function arrivalsOf(question: ArrivalQuestion): Promise<Arrivals> {
  const { history, rows, head, organizationId, kind, since, nowMs } = question;
  const incarnation = await incarnationOf(question);
  const sequences: Record<AssetId, number> = { ...since?.sequences };
  for (const { assetId, row } of await history.latest(organizationId, kind, [])) {
    let last = row.sequences[0] ?? 0;
    for (const sequence of head?.rowsOf({ kind, assetId, ...ALWAYS })?.sequences ?? []) {
      if (sequence > last) last = sequence;
    }
    // Where the newest row is one that was taken over, its number says nothing: all are looked at.
    sequences[assetId] = last >= 1 ? last : await rows.lastSequence(assetId);
  }
  return { since, until: { incarnation, sequences, untilMs: nowMs - TAKEN_OVER_SETTLED_MS } };
}

/** Of the stream that is being read; what waits in memory is newer than what is stored. */
async function incarnationOf({ head, store, organizationId, kind }: ArrivalQuestion) {
  const waiting = head?.positions.get(kind)?.incarnation;
  return waiting ?? (await store.positions(organizationId)).get(kind)?.incarnation ?? null;
}
