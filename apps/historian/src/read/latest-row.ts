import type { AssetId, QualityName } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { LatestRow } from '@eagle/telemetry';
import { qualityName } from './quality-names.js';

export interface LatestRowReply {
  readonly assetId: AssetId;
  readonly timeMs: number;
  readonly readAtMs: number;
  readonly sequence: number;
  readonly labels: Record<string, string>;
  readonly values: Record<string, { readonly value: number | null; readonly quality: QualityName }>;
}

/** The newest row in words; columns that it does not have are not there. */
export function latestRowOf({ assetId, row }: LatestRow, columns: readonly string[]): LatestRowReply {
  const values: [string, LatestRowReply['values'][string]][] = [];
  for (const name of columns) {
    const column = row.columns.get(name);
    const quality = qualityName(column?.quality?.[0] ?? QUALITY.good);
    if (column === undefined || quality === null) continue;
    const value = column.values[0] ?? Number.NaN;
    values.push([name, { value: Number.isFinite(value) ? value : null, quality }]);
  }
  const labels = [...row.labels].map(
    ([name, { names, codes }]) => [name, names[codes[0] ?? 0] ?? ''] as const,
  );
  return {
    assetId,
    timeMs: row.timesMs[0] ?? 0,
    readAtMs: row.readAtsMs[0] ?? 0,
    sequence: row.sequences[0] ?? 0,
    labels: Object.fromEntries(labels),
    values: Object.fromEntries(values),
  };
}
