import {
  exportStateSchema,
  type AssetId,
  type ExportId,
  type ExportJob,
  type ExportSpec,
  type ExportState,
  type OrganizationId,
  type StreamIncarnation,
  type UserId,
} from '@eagle/contracts/domain';

/** Where an incremental export ended, so that the next one of the same selection goes on there. */
export interface ExportCursor {
  /** Life of the stream that the sequences count in; null: none was read yet. */
  readonly incarnation: StreamIncarnation | null;
  /** By asset: the last live row, by the sequence of its arrival. */
  readonly sequences: Readonly<Record<AssetId, number>>;
  /**
   * Of taken-over rows: those read from the source before this instant were exported; of alerts:
   * changes recorded before it.
   */
  readonly untilMs: number;
}

export interface ExportRecord {
  readonly organizationId: OrganizationId;
  readonly id: ExportId;
  readonly state: ExportState;
  readonly spec: ExportSpec;
  readonly requestedBy: UserId | null;
  readonly createdAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly attempts: number;
  readonly progress: number;
  readonly rows: number;
  readonly bytes: number;
  readonly estimate: { readonly rows: number; readonly bytes: number };
  readonly missingRows: number;
  readonly reason: string;
  readonly code: string | null;
  /** Null: it has no file, or no more. */
  readonly file: string | null;
}

export const OPEN_STATES: readonly ExportState[] = exportStateSchema.options.filter(
  (state) => state === 'queued' || state === 'running',
);

/**
 * What exports have in common that go on from one another; null where the export is not
 * incremental.
 */
export function selectionOf({ kind, assets, tags, fromMs, incremental }: ExportSpec): string | null {
  if (!incremental) return null;
  return JSON.stringify([kind, assets.toSorted(), tags.toSorted(), fromMs]);
}

const instantOf = (timeMs: number): string => new Date(timeMs).toISOString();
const instantOrNull = (timeMs: number | null): string | null => (timeMs === null ? null : instantOf(timeMs));

/** An export as clients see it. */
export function jobOf(record: ExportRecord): ExportJob {
  const { id, state, spec, requestedBy, progress, rows, bytes, estimate, missingRows, reason, code } = record;
  const { kind, format, assets, tags, incremental, zone } = spec;
  return {
    ...{ id, state, kind, format, assets, tags, incremental, zone, requestedBy },
    from: instantOrNull(spec.fromMs),
    to: instantOrNull(spec.toMs),
    createdAt: instantOf(record.createdAtMs),
    startedAt: instantOrNull(record.startedAtMs),
    endedAt: instantOrNull(record.endedAtMs),
    expiresAt: instantOrNull(record.expiresAtMs),
    ...{ progress, rows, bytes, estimate, missingRows, reason, code },
    fileName: fileNameOf(record),
  };
}

/**
 * `telemetry-20260105T060000Z-3f0c9a52.csv`: when it was requested, and enough of its id to tell it
 * from others.
 */
function fileNameOf({ id, spec, createdAtMs }: ExportRecord): string {
  const at = instantOf(createdAtMs).replaceAll(/[-:]|\.\d+/g, '');
  return `${spec.kind}-${at}-${id.slice(0, 8)}.${spec.format}`;
}
