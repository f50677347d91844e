import type { ExportFormat } from '@eagle/contracts/domain';

/** Bytes of a row without its values, and of one value, as seen of plants' telemetry. */
const BYTES = {
  csv: { row: 48, value: 6 },
  parquet: { row: 6, value: 0.5 },
} as const satisfies Record<ExportFormat, { readonly row: number; readonly value: number }>;
/** An alert is mostly sentences. */
const ALERT_BYTES = { csv: 900, parquet: 120 } as const satisfies Record<ExportFormat, number>;

/** What a file of so many rows takes, roughly. */
export const historyBytes = (format: ExportFormat, rows: number, values: number): number =>
  Math.round(rows * (BYTES[format].row + values * BYTES[format].value));

export const alertBytes = (format: ExportFormat, alerts: number): number => alerts * ALERT_BYTES[format];
