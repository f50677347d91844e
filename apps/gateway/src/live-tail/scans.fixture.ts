import { assetIdSchema, organizationIdSchema, tagNameSchema } from '@eagle/contracts/domain';
import { QUALITY, type ScanBatch } from '@eagle/contracts/frames';

/** When the first scan of a test happened. */
export const T0 = Date.UTC(2026, 0, 5, 6, 0, 0);

export interface PublishedScans {
  readonly organizationId: string;
  readonly asset?: string;
  /** Sequence of the first row. */
  readonly from: number;
  /** One row each, a second after the one before; NaN: the value is missing. */
  readonly flows: readonly number[];
  /** Instead of rows: nothing came. */
  readonly heartbeatAtMs?: number;
}

/** A message as data-processor publishes it. Row `n` happened `n` seconds after `T0`. */
export function scansOf({ organizationId, asset, from, flows, heartbeatAtMs }: PublishedScans): ScanBatch {
  const rows = flows.length;
  return {
    organizationId: organizationIdSchema.parse(organizationId),
    assetId: assetIdSchema.parse(asset ?? 'pump-1'),
    configRevision: 1,
    tags: ['flow', 'tripped'].map((tag) => tagNameSchema.parse(tag)),
    stateNames: ['running'],
    heartbeatAtMs: heartbeatAtMs ?? null,
    rows,
    sequences: Float64Array.from(flows, (_, row) => from + row),
    eventTimesMs: Float64Array.from(flows, (_, row) => T0 + (from + row) * 1_000),
    readAtsMs: Float64Array.from(flows, (_, row) => T0 + (from + row) * 1_000 + 200),
    values: Float64Array.from(flows.flatMap((flow) => [flow, 0])),
    states: new Uint8Array(rows),
    quality: Uint8Array.from(
      flows.flatMap((flow) => [Number.isNaN(flow) ? QUALITY.missing : QUALITY.good, QUALITY.good]),
    ),
  };
}
